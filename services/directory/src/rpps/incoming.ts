import { createHash } from "node:crypto";
import { Problem } from "@cpts/api/Problem";
import { limits } from "./limits.ts";
import { cutBody, stalledBody, tooLargeFile } from "./refusals.ts";

/** A file on its way in: how much of it has come, and its hash once it is whole. */
export interface Incoming {
  readonly bytes: AsyncGenerator<Uint8Array>;
  readonly sent: () => number;
  readonly sha256: () => string;
}

const beforeStall = async <A>(next: Promise<A>): Promise<A> => {
  const stalled = Promise.withResolvers<never>();
  const timer = setTimeout(() => stalled.reject(stalledBody(limits.stall)), limits.stall * 1_000);
  try {
    return await Promise.race([next, stalled.promise]);
  } finally {
    clearTimeout(timer);
  }
};

/** The body of a request as it comes: counted, hashed, and given up where it is cut, stalls or is too large. */
export const incomingOf = (body: ReadableStream<Uint8Array>): Incoming => {
  const hash = createHash("sha256");
  let sent = 0;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    const reader = body.getReader();
    try {
      for (;;) {
        const { done, value } = await beforeStall(reader.read()).catch((error: unknown) => {
          throw error instanceof Problem ? error : cutBody();
        });
        if (done) return;
        sent += value.length;
        if (sent > limits.file) throw tooLargeFile(limits.file);
        hash.update(value);
        yield value;
      }
    } finally {
      await reader.cancel().catch(() => {});
    }
  }
  return { bytes: bytes(), sent: () => sent, sha256: () => hash.digest("hex") };
};
