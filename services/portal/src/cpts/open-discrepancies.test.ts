import { describe, expect, it } from "vitest";
import type { Territory } from "../platform.ts";
import { openDiscrepancies } from "./open-discrepancies.ts";

const told = (...verdicts: ReadonlyArray<string>) => verdicts.map((verdict) => ({ service: "registry", code: "x", verdict, sentence: { fr: "" }, sources: [] }));
// Only the comparisons of a territory are read.
const territory = { comparisons: [{ verdict: "differs" }, { verdict: "agrees" }, { verdict: "cannot-tell" }] } as unknown as Territory;

describe("the number of discrepancies", () => {
  it("is that of the list, without what cannot be told", () => {
    expect(openDiscrepancies({ territory, discrepancies: told("differs", "conflicts", "explained", "cannot-tell") })).toBe(3);
    expect(openDiscrepancies({ territory, discrepancies: [] })).toBe(0);
  });

  it("is that of the comparisons where there is no list", () => {
    expect(openDiscrepancies({ territory, discrepancies: null })).toBe(1);
  });

  it("is unknown where nothing was compared", () => {
    expect(openDiscrepancies({ territory: null, discrepancies: null })).toBeNull();
  });
});
