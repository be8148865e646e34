import { expect, test } from "vitest";
import { until } from "./until.ts";

test("what is asked for is asked again until it is there", async () => {
  const answers = [undefined, undefined, 0, 1];
  expect(await until("a number", { forMs: 60_000, everyMs: 1 }, async () => answers.shift())).toBe(0);
  expect(answers).toEqual([1]);
});

test("and what never comes is told by its name, after it was asked for at least once", async () => {
  let asked = 0;
  const never = until("the end", { forMs: 0, everyMs: 1 }, async () => {
    asked += 1;
    return undefined;
  });
  await expect(never).rejects.toThrow("the end: not within 0 s");
  expect(asked).toBeGreaterThan(0);
});
