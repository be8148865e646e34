import { describe, expect, it } from "vitest";
import type { Discrepancy } from "../platform.ts";
import { discrepancyCount } from "./discrepancy-count.ts";

const told = (...verdicts: ReadonlyArray<Discrepancy["verdict"]>): ReadonlyArray<Discrepancy> =>
  verdicts.map((verdict) => ({ service: "registry", code: "x", verdict, details: {}, sentence: { fr: "", en: "" }, sources: [] }));

describe("the number of discrepancies", () => {
  it("counts each, and says how many are explained or cannot be verified", () => {
    expect(discrepancyCount(told("differs", "conflicts", "explained", "cannot-tell", "cannot-tell"))).toEqual({ total: "5 écarts", among: "1 expliqué, 2 invérifiables" });
  });

  it("says no more where each stands", () => {
    expect(discrepancyCount(told("differs"))).toEqual({ total: "1 écart", among: "" });
  });
});
