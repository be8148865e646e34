import { Effect } from "effect";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { idCursor, keyCursor } from "./page-cursor.ts";

const id = "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f";
const byId = idCursor("things");
const byKey = keyCursor("things-by-key");
const written = (json: string) => Buffer.from(json).toString("base64url");

test("a list read page by page gives each row once, in order", () => {
  const letters = fc.constantFrom("", "a", "é", "'\"", "😀");
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(letters, fc.uuid())), fc.integer({ min: 1, max: 5 }), (all, limit) => {
      const seen: Array<readonly [string, string]> = [];
      let cursor: string | undefined;
      do {
        const place = Effect.runSync(byKey.read(cursor));
        const begin = place === null ? 0 : all.findIndex(([key, last]) => key === place[0] && last === place[1]) + 1;
        const page = byKey.pageOf(all.slice(begin, begin + limit + 1), limit, (row) => row);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(all);
    }),
  );
});

test("a page that is exactly full is the last one", () => {
  expect(byId.pageOf([id], 1, (row) => row)).toEqual({ items: [id], nextCursor: null });
  expect(byId.pageOf([id, id], 1, (row) => row)).toEqual({ items: [id], nextCursor: written(JSON.stringify({ list: "things", after: id })) });
});

test("a cursor that the database would refuse, or that is of another list, is refused at its place", () => {
  const after = (place: unknown, list = "things-by-key"): string => written(JSON.stringify({ list, after: place }));
  const good = after(["a", id]);
  expect(Effect.runSync(byKey.read(good))).toEqual(["a", id]);
  for (const cursor of ["", "x", id, written("null"), written(`["a"]`), after(["a", "------------------------------------"]), after(["\u0000", id]), after(["a", id], "others-by-key"), after(id)]) {
    const problem = Effect.runSync(Effect.flip(byKey.read(cursor)));
    expect(problem).toMatchObject({ type: "malformed-request", faults: [{ in: "query", path: ["cursor"] }] });
  }
});
