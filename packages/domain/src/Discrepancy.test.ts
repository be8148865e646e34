import { describe, expect, it } from "vitest";
import { discrepancy, sentenceOf } from "./Discrepancy.ts";

const figures = { total: 227, counted: 156, remainder: 71, unit: "people" };

describe("a discrepancy", () => {
  it("is a sentence that moves with its figures and with the language", () => {
    const said = sentenceOf(discrepancy("headcount-remainder", "cannot-tell", figures, []));
    expect(said).toEqual({
      fr: "Sur 227 personnes déclarées, 156 sont comptées par profession : 71 ne sont pas expliquées.",
      en: "Of 227 people declared, 156 are counted by profession: 71 are not explained.",
    });
    expect(sentenceOf({ code: "headcount-remainder", details: { ...figures, total: 228, remainder: 72 } }).fr).toContain("Sur 228 personnes déclarées, 156 sont comptées par profession : 72");
  });

  it("of a code of tomorrow is still said, with its figures", () => {
    expect(sentenceOf({ code: "of-tomorrow", details: { left: 1, codes: ["18", "41"] } })).toEqual({
      fr: "Écart « of-tomorrow » : left 1, codes 18,41.",
      en: 'Discrepancy "of-tomorrow": left 1, codes 18,41.',
    });
  });

  it("names each document once", () => {
    const source = { document: "Article" };
    expect(discrepancy("a", "differs", {}, [source, { ...source }, { document: "Autre" }]).sources).toEqual([source, { document: "Autre" }]);
  });
});
