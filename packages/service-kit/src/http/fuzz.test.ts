import { withClient } from "@cpts/testing/database";
import { Arbitrary, Effect } from "effect";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { NewThing } from "../testing/sample.fixture.ts";
import { sampleService } from "../testing/sample-service.fixture.ts";
import type { TestRequest } from "../testing/test-service.ts";

const { service, token } = await sampleService();

const anyText = fc.oneof(fc.string({ unit: "binary", maxLength: 250 }), fc.constantFrom("\0", "\ud800", "__proto__", "'", "\\", "1e309", "-0"));
const anyValue = fc.oneof(fc.jsonValue(), anyText, fc.constantFrom(-1, 1.5, 1e308, 2 ** 53, null, true));
const valid = Effect.runSync(Arbitrary.sampleEffect(Arbitrary.schema(NewThing), { count: 200 }));
/** A valid body, then as many of its places spoilt as chance wants. */
const mutated = fc
  .tuple(
    fc.constantFrom(...valid),
    fc.array(fc.tuple(fc.constantFrom("title", "size", "tags", "place", "place.floor", "place.name", "other"), fc.option(anyValue)), { maxLength: 3 }),
  )
  .map(([body, changes]) => {
    const changed: ReturnType<JSON["parse"]> = structuredClone(body);
    for (const [path, value] of changes) {
      const [first = "", second] = path.split(".");
      const target = second === undefined ? changed : changed[first];
      if (typeof target !== "object" || target === null) continue;
      if (value === null) delete target[second ?? first];
      else target[second ?? first] = value;
    }
    return { json: changed } as TestRequest;
  });
const bytes = fc.uint8Array({ maxLength: 300 }).map((raw) => ({ raw: Uint8Array.from(raw) }) as TestRequest);
const truncated = fc.tuple(mutated, fc.nat(200)).map(([{ json }, length]) => ({ raw: JSON.stringify(json).slice(0, length) }) as TestRequest);

const written = () =>
  withClient(service.database.url, async (app) => {
    const { rows } = await app.query("select (select position::integer from log_head) as head, (select count(*)::integer from event) as events, (select count(*)::integer from thing) as things");
    return rows[0] as unknown;
  });

test("1,000 spoilt bodies: never a failure of ours, and only a 201 writes, both its state and its event", async () => {
  const statuses = new Map<number, number>();
  let created = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof({ arbitrary: mutated, weight: 6 }, { arbitrary: truncated, weight: 2 }, { arbitrary: bytes, weight: 2 }), async (request) => {
      const { status, headers } = await service.send("POST", "/v1/things", { token, ...request });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      expect([201, 400, 413, 415, 422]).toContain(status);
      expect(headers.has("cpts-position")).toBe(status === 201);
      created += status === 201 ? 1 : 0;
    }),
    { numRuns: 1_000 },
  );
  expect(await written()).toEqual({ head: created, events: created, things: created });
  // Neither all refused nor all taken: the bodies reach both sides.
  for (const status of [201, 400, 422]) expect(statuses.get(status)).toBeGreaterThan(50);
}, 60_000);

test("500 strange queries and paths: never a failure of ours", async () => {
  const strange = fc.oneof(anyText, fc.constantFrom("-1", "1e309", "NaN", "%00", "%zz", "a".repeat(5_000), "..%2f", "99999999999999999999", " "));
  await fc.assert(
    fc.asyncProperty(strange, fc.boolean(), fc.constantFrom("after", "limit", "title", "x"), async (text, raw, name) => {
      const encoded = raw ? text.replaceAll(/[^\x21-\x7e]/gu, "") : encodeURIComponent(text.toWellFormed());
      for (const path of [`/v1/events?${name}=${encoded}`, `/v1/things?${name}=${encoded}`, `/v1/things/${encoded}`, `/v1/called/${encoded}`])
        expect((await service.send("GET", path)).status).toBeLessThan(500);
    }),
    { numRuns: 500 },
  );
}, 60_000);
