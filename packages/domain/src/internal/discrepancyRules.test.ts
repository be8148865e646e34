import { describe, expect, it } from "vitest";
import { detailNameOf, ruleOf } from "../Discrepancy.ts";
import { detailNames } from "./detailNames.ts";
import { discrepancyRules } from "./discrepancyRules.ts";
import { discrepancySentences } from "./discrepancySentences.ts";

describe("the rule of a discrepancy", () => {
  it("stands beside the sentence of every code, and of no other", () => {
    expect(Object.keys(discrepancyRules).toSorted()).toEqual(Object.keys(discrepancySentences).toSorted());
  });

  it.each(Object.keys(discrepancySentences))("of %s is whole sentences, in French and in English", (code) => {
    const rule = ruleOf({ code });
    expect(rule?.fr).toMatch(/^\p{Lu}.+\.$/u);
    expect(rule?.en).toMatch(/^\p{Lu}.+\.$/u);
    expect(rule?.fr).not.toBe(rule?.en);
    // French typography: a space before high punctuation.
    expect(rule?.fr).not.toMatch(/[^\s][;:?!]/u);
  });

  it("of a code of tomorrow is not known, whatever the code is called", () => {
    expect(["of-tomorrow", "constructor", "__proto__"].map((code) => ruleOf({ code }))).toEqual([null, null, null]);
  });
});

describe("a detail of a discrepancy", () => {
  it("has a name in each language, and an id has none", () => {
    expect(detailNameOf("counted")).toEqual({ fr: "compté par profession", en: "counted by profession" });
    expect(Object.values(detailNames).flatMap(({ en, fr }) => [fr, en])).not.toContain("");
    expect(["headcountId", "of-tomorrow", "constructor"].map(detailNameOf)).toEqual([null, null, null]);
  });
});
