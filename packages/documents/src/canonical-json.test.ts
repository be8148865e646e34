import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

test("the canonical form of JSON says the same", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))));
});

test("the canonical form of JSON has no space, its names in the order of their UTF-16 units, and no member without a value", () => {
  expect(canonicalJson({ b: [{ d: 1, c: "é" }], a: null, gone: undefined, 9: 1, 10: 2, B: 3 })).toBe('{"10":2,"9":1,"B":3,"a":null,"b":[{"c":"é","d":1}]}');
});
