import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeContentHash } from "./content-hash.ts";

const hashOf = (rows: ReadonlyArray<unknown>): string => {
  const content = makeContentHash();
  for (const row of rows) content.add("table thing", row);
  return content.digest();
};

const member = fc.tuple(fc.string().filter((name) => name !== "__proto__"), fc.jsonValue());

describe("the hash of a content", () => {
  test("does not depend on the order of rows", () => {
    fc.assert(fc.property(fc.array(fc.jsonValue()), (rows) => void expect(hashOf(rows.toReversed())).toBe(hashOf(rows))));
  });

  test("does not depend on the order of members", () => {
    fc.assert(fc.property(fc.uniqueArray(member, { selector: ([name]) => name }), (members) => void expect(hashOf([Object.fromEntries(members.toReversed())])).toBe(hashOf([Object.fromEntries(members)]))));
  });

  test("changes with a value, a row that is there twice, and the table it is in", () => {
    const [row, other] = [{ id: 1, name: "a" }, { id: 1, name: "b" }];
    const elsewhere = makeContentHash();
    elsewhere.add("table other", row);
    expect(new Set([hashOf([row]), hashOf([other]), hashOf([row, row]), hashOf([]), elsewhere.digest()]).size).toBe(5);
  });

  test("does not change with a column that is empty", () => {
    expect(hashOf([{ id: 1, added: null }])).toBe(hashOf([{ id: 1 }]));
  });
});
