import { registry as contract } from "@cpts/api/Registry";
import { needsIfMatch } from "@cpts/api/Endpoint";
import { withstands } from "@cpts/service-kit/testing/hostile-property";
import { named } from "@cpts/service-kit/testing/own-endpoints";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "./testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

describe("bad input", () => {
  test.each(named(Object.values(contract.endpoints)))("never breaks %s, is answered by a problem of its contract, and leaves no event", async (id, endpoint) => {
    const known = id.startsWith("commune.") ? "37003" : await world.register({ territory: communes("37003") });
    await withstands(endpoint, {
      service: contract.name,
      known,
      head: world.head,
      send: (method, path, request) => world.send(method, path, undefined, request),
      ...(needsIfMatch(endpoint) ? { current: async () => ({ "if-match": await world.etag(known) }) } : {}),
    });
  });

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
