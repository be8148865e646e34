import { describe, expect, test } from "vitest";
import { entryOf } from "./CodeList.ts";
import { indicators } from "./Indicators.ts";
import { missions } from "./Missions.ts";

describe("the catalogue of indicators", () => {
  test("has each code once, and only official missions", () => {
    expect(new Set(indicators.map(({ code }) => code)).size).toBe(indicators.length);
    expect(indicators.filter(({ mission }) => mission !== null && entryOf(missions, mission) === null)).toEqual([]);
  });

  test("has the two terms of a ratio, and of nothing else", () => {
    expect(indicators.filter(({ denominator, measure, numerator }) => (measure === "ratio") !== (numerator !== null) || (measure === "ratio") !== (denominator !== null))).toEqual([]);
  });

  test("has the fourteen indicators of our working list", () => {
    const bases = [...new Set(indicators.map(({ code }) => code.split(".")[0]))];
    expect(bases).toEqual(["MT-01", "MT-02", "MT-03", "SNP-01", "SNP-02", "PAR-01", "PAR-02", "PRE-01", "PRE-02", "PRE-03", "CRI-01", "QUA-01", "ACC-01", "DYN-01"]);
  });
});
