import { registry as contract } from "@cpts/api/Registry";
import { isWrite, needsIfMatch } from "@cpts/api/Endpoint";
import { contractFaults } from "@cpts/service-kit/testing/contract-faults";
import { hostileRequests } from "@cpts/service-kit/testing/hostile-requests";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as fc from "fast-check";
import { communes, scene, type Scene } from "./testing/scene.ts";

const cases = 300;
let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

describe("bad input", () => {
  test.each(Object.values(contract.endpoints).map((endpoint) => [endpoint.id, endpoint] as const))(
    "never breaks %s, is answered by a problem of its contract, and leaves no event",
    async (id, endpoint) => {
      const known = id === "commune.read" ? "37003" : await world.register({ territory: communes("37003") });
      await fc.assert(
        fc.asyncProperty(hostileRequests(contract.name, endpoint), async ({ body, headers, path }) => {
          const current = needsIfMatch(endpoint) ? { "if-match": await world.etag(known) } : {};
          const head = isWrite(endpoint) ? await world.head() : 0;
          const answer = await world.send(endpoint.method, path.replace("{known}", known), undefined, { headers: { ...current, ...headers }, ...(body === undefined ? {} : { raw: body }) });
          expect(answer.status).toBeLessThan(500);
          expect(contractFaults(endpoint, answer)).toEqual([]);
          expect(isWrite(endpoint) && answer.status >= 400 ? await world.head() : head).toBe(head);
        }),
        { numRuns: cases },
      );
    },
  );

  test("a query that breaks a rule names the parameter", async () => {
    const pointers = async (path: string) => {
      const { status, json } = await world.send("GET", path);
      return [status, json.errors?.map(({ pointer }: { pointer: string }) => pointer)];
    };
    expect(await pointers("/v1/cpts?limit=0&cursr=x")).toEqual([400, expect.arrayContaining(["limit", "cursr"])]);
    expect(await pointers("/v1/cpts?limit=1&limit=2")).toEqual([400, ["limit"]]);
    expect(await pointers("/v1/cpts/018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f?asOf=2026-01-01")).toEqual([400, ["asOf"]]);
    expect(await pointers("/v1/communes")).toEqual([400, ["q"]]);
    expect(await pointers("/v1/communes/37003?asOf=2026-02-30")).toEqual([400, ["asOf"]]);
    expect(await pointers("/v1/events?after=-1&limit=501")).toEqual([400, ["after", "limit"]]);
    expect(await pointers("/v1/events?after=0x10&limit=1e2")).toEqual([400, ["after", "limit"]]);
    expect(await pointers("/v1/communes?q=a%00b")).toEqual([400, ["q"]]);
    expect(await pointers("/v1/cpts?q=a%00b")).toEqual([400, ["q"]]);
    expect(await pointers("/v1/cpts?identifier=a%00b")).toEqual([400, ["identifier"]]);
  });

  test("a body that is too large, not UTF-8, not JSON, or of another type is refused for what it is", async () => {
    const problem = async (raw: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => (await world.send("POST", "/v1/cpts", undefined, { raw, headers })).json.type;
    expect(await problem(`{"name":"${"a".repeat(300_000)}"}`)).toBe("/problems/body-too-large");
    expect(await problem(new Uint8Array([0x22, 0xff, 0x22]))).toBe("/problems/malformed-request");
    expect(await problem("{")).toBe("/problems/malformed-request");
    expect(await problem("{}", { "content-type": "text/plain" })).toBe("/problems/unsupported-media-type");
    expect((await world.send("DELETE", "/v1/cpts")).status).toBe(405);
  });
});
