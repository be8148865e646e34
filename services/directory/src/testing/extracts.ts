import type { TestAnswer } from "@cpts/service-kit/testing/test-service";
import { activityExtract, type ExtractOptions } from "@cpts/testing/rpps-extract/extract";
import type { Scene } from "./scene.ts";

/** The whole text of an extract. */
export const extractOf = (options: ExtractOptions): Buffer => Buffer.concat([...activityExtract(options)]);

/** Someone who operates the platform, and what they send. */
export interface Operator {
  readonly token: string;
  readonly send: (file: Uint8Array, query?: string) => Promise<TestAnswer>;
  /** The codes of what is wrong with a file, and the status. */
  readonly refusal: (file: Uint8Array, query?: string) => Promise<ReadonlyArray<unknown>>;
}

export const operatorOf = async (world: Scene): Promise<Operator> => {
  const token = await world.service.token({ role: "platform-admin" });
  const send: Operator["send"] = (file, query = "") =>
    // A copy: what is sent is of its own memory.
    world.service.send("POST", `/v1/imports${query}`, { token, raw: new Uint8Array(file), headers: { "content-type": "application/octet-stream", "accept-language": "en" } });
  return {
    token,
    send,
    refusal: async (file, query) => {
      const { json, status } = await send(file, query);
      return [status, ...(json.errors ?? []).map(({ code }: { code: string }) => code)];
    },
  };
};
