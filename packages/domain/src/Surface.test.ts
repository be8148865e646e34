import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaOf, type Corner, type Ring } from "./Surface.ts";

const rectangle = (west: number, south: number, width: number, height: number): Ring => [
  [west, south],
  [west + width, south],
  [west + width, south + height],
  [west, south + height],
  [west, south],
];
const rectangles = fc.record({ west: fc.double({ min: -60, max: 50, noNaN: true }), south: fc.double({ min: -22, max: 51, noNaN: true }), width: fc.double({ min: 0.01, max: 2, noNaN: true }), height: fc.double({ min: 0.01, max: 2, noNaN: true }) });

describe("the area of a place", () => {
  it("is that of the ellipsoid: half a hemisphere between the equator and the pole, 255 million square kilometres in all", () => {
    expect(areaOf([[rectangle(0, -90, 360, 180)]])).toBeCloseTo(510_065_621.7, 0);
  });

  it("does not change with the longitude, nor with the way its outline runs", () => {
    fc.assert(fc.property(rectangles, ({ height, south, west, width }) => {
      const area = areaOf([[rectangle(west, south, width, height)]]);
      expect(areaOf([[rectangle(west + 7, south, width, height)]])).toBeCloseTo(area, 6);
      expect(areaOf([[rectangle(west, south, width, height).toReversed()]])).toBeCloseTo(area, 6);
    }));
  });

  it("is the sum of its halves, and loses its holes", () => {
    fc.assert(fc.property(rectangles, ({ height, south, west, width }) => {
      const whole = areaOf([[rectangle(west, south, width, height)]]);
      const halves = [rectangle(west, south, width, height / 2), rectangle(west, south + height / 2, width, height / 2)];
      expect(areaOf(halves.map((half) => [half]))).toBeCloseTo(whole, 6);
      expect(areaOf([[rectangle(west, south, width, height), halves[0] ?? []]])).toBeCloseTo(areaOf([[halves[1] ?? []]]), 6);
    }));
  });

  it("is nothing without corners", () => {
    expect(areaOf([])).toBe(0);
    expect(areaOf([[[[2, 48] satisfies Corner]]])).toBe(0);
  });
});
