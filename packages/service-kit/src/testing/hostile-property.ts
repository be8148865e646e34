import { isWrite, type Endpoint } from "@cpts/api/Endpoint";
import * as fc from "fast-check";
import { expect } from "vitest";
import { contractFaults } from "./contract-faults.ts";
import { hostileRequests, type HostileRequest } from "./hostile-requests.ts";
import type { TestAnswer } from "./test-service.ts";

/** Requests to each endpoint: other ones in each run. `CPTS_HOSTILE_REQUESTS` asks for more of them. */
const cases = Number(process.env["CPTS_HOSTILE_REQUESTS"] ?? 60);

/** How a service is sent what nobody well-meaning sends. */
export interface HostileOptions {
  /** Name of the service. */
  readonly service: string;
  /** What stands for the parameter of the path. */
  readonly known: string;
  /** Last position of its log. */
  readonly head: () => Promise<number>;
  readonly send: (method: string, path: string, request: Pick<HostileRequest, "headers"> & { readonly raw?: string | Uint8Array<ArrayBuffer> }) => Promise<TestAnswer>;
  /** Makes the example of the contract be about what is known here: the text of its JSON. */
  readonly example?: (json: string) => string;
  /** Headers that an update needs to come as far as its body. */
  readonly current?: () => Promise<Readonly<Record<string, string>>>;
}

/** Fails where a hostile request breaks an endpoint, is answered by a problem that its contract does not name, or leaves an event. */
export const withstands = (endpoint: Endpoint, { current = async () => ({}), example = (json) => json, head, known, send, service }: HostileOptions): Promise<void> =>
  fc.assert(
    fc.asyncProperty(hostileRequests(service, { ...endpoint, example: JSON.parse(example(JSON.stringify(endpoint.example ?? null))) }), async ({ body, headers, path }) => {
      const shown = { ...(await current()), ...headers };
      const before = isWrite(endpoint) ? await head() : 0;
      const answer = await send(endpoint.method, path.replace("{known}", known), { headers: shown, ...(body === undefined ? {} : { raw: body }) });
      expect([answer.status < 500, answer.text]).toEqual([true, answer.text]);
      expect(contractFaults(endpoint, answer)).toEqual([]);
      expect(isWrite(endpoint) && answer.status >= 400 ? await head() : before).toBe(before);
    }),
    { numRuns: cases },
  );
