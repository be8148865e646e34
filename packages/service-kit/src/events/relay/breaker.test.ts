import { expect, test } from "vitest";
import { makeBreaker } from "./breaker.ts";

const silent = (breaker: ReturnType<typeof makeBreaker>, times: number) => Array.from({ length: times }, () => breaker.failed(false));

test("waits 1 s after the first failure, twice as long after each other, 15 s at most", () => {
  expect(silent(makeBreaker(() => {}, () => 1), 7)).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  expect(silent(makeBreaker(() => {}, () => 0), 6)).toEqual([500, 1_000, 2_000, 4_000, 7_500, 7_500]);
});

test("opens with the first silence and closes with the first success, saying each once", () => {
  const said: Array<boolean> = [];
  const breaker = makeBreaker((open) => said.push(open));
  breaker.succeeded();
  silent(breaker, 3);
  expect(breaker.isOpen()).toBe(true);
  breaker.succeeded();
  breaker.succeeded();
  expect(breaker.isOpen()).toBe(false);
  expect(said).toEqual([true, false]);
});

test("after a success the waits begin anew", () => {
  const breaker = makeBreaker(() => {}, () => 1);
  silent(breaker, 4);
  breaker.succeeded();
  expect(silent(breaker, 2)).toEqual([1_000, 2_000]);
});

test("a broker that refuses is asked again at once, but only once", () => {
  const breaker = makeBreaker(() => {}, () => 1);
  expect([breaker.failed(true), breaker.isOpen()]).toEqual([0, false]);
  expect([breaker.failed(true), breaker.isOpen()]).toEqual([1_000, true]);
  expect(breaker.failed(true)).toBe(2_000);
  breaker.succeeded();
  expect(breaker.failed(true)).toBe(0);
});
