import { expect, it } from "vitest";
import { median, quantile, ratiosOf, slopeOf, spreadOf } from "./statistics.ts";

it("the median is the middle value whatever the order, and the mean of the two middle ones", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([10, 1, 2, 100])).toBe(6);
  expect(median([])).toBeNaN();
});

it("a quantile lies between its neighbours", () => {
  expect(quantile([0, 10], 0.25)).toBe(2.5);
  expect(quantile([1, 2, 3], 1)).toBe(3);
});

it("a spread keeps the least and the greatest round", () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
});

it("a machine that halves its speed in one round leaves the ratio as it was", () => {
  expect(ratiosOf([50, 25, 50], [100, 50, 100])).toEqual({ median: 0.5, min: 0.5, max: 0.5 });
});

it("a slope is how much one grows with the other, whatever swings about it", () => {
  expect(slopeOf([[0, 5], [1, 7], [2, 9]])).toBe(2);
  expect(slopeOf([[0, 1], [1, 3], [2, 3], [3, 1]])).toBe(0);
  expect(slopeOf([[1, 4]])).toBeNaN();
});
