import { directory as contract } from "@cpts/api/Directory";
import { problemsOf } from "@cpts/api/OpenApi";
import { testService, type TestService } from "@cpts/service-kit/testing/test-service";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { directory } from "./service.ts";

const cases = 300;
const outside = ["not-found", "method-not-allowed", "malformed-request"];
const known = "00000000-0000-7000-8000-000000000000";

let service: TestService;
let reader: string;
beforeAll(async () => {
  service = await testService(directory, { REGISTRY_URL: "http://127.0.0.1:1" });
  reader = await service.token({ role: "service-account", scope: "directory:events" });
});
afterAll(() => service.stop());

const texts = fc.oneof(
  fc.constantFrom("", " ", "\u0000", "\ud800", "0000-01-01", "2026-02-30", "9999-12-31", "-infinity", "1e3", "0x10", "-1", "99999999999999999999", "'; drop table event; --", "x".repeat(5_000)),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const ids = fc.oneof(fc.constantFrom(known, known.toUpperCase(), "%00", "%", "%ff", "..", "a%2fb", "x".repeat(5_000)), fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).map(encodeURIComponent));
const names = fc.oneof({ weight: 4, arbitrary: fc.constantFrom("asOf", "after", "limit") }, { weight: 1, arbitrary: texts });
const queries = fc.array(fc.tuple(names, texts), { maxLength: 2 }).map((pairs) => (pairs.length === 0 ? "" : `?${new URLSearchParams(pairs).toString()}`));
const after = fc.constantFrom(undefined, "x", "registry@", "elsewhere@12345678:1", "\u00e9");

describe("bad input", () => {
  test.each(Object.values(contract.endpoints).map((endpoint) => [endpoint.id, endpoint] as const))("never breaks %s, and is answered by a problem of its contract", async (_, endpoint) => {
    const documented = [...problemsOf(endpoint), ...outside].map((type) => `/problems/${type}`);
    await fc.assert(
      fc.asyncProperty(ids, queries, after, fc.boolean(), async (id, query, position, isKnown) => {
        const answer = await service.send(endpoint.method, endpoint.path.replace("{id}", id) + query, {
          headers: position === undefined ? {} : { "cpts-after": position },
          ...(isKnown ? { token: reader } : {}),
        });
        expect(answer.status).toBeLessThan(500);
        const said = answer.status < 400 ? { type: documented[0], media: "application/problem+json" } : { type: answer.json.type, media: answer.headers.get("content-type") };
        expect(said).toEqual({ type: expect.toBeOneOf(documented), media: "application/problem+json" });
      }),
      { numRuns: cases },
    );
  });

  test("its log is for those who may read it", async () => {
    const status = async (token?: string) => (await service.send("GET", "/v1/events", token === undefined ? {} : { token })).status;
    expect([await status(), await status(await service.token({ role: "coordinator" })), await status(reader)]).toEqual([401, 403, 200]);
  });
});
