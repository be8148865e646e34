import { describe, expect, it } from "vitest";
import type { Headcount } from "../platform.ts";
import { headcountPart } from "./headcount-section.ts";

const words = (text: unknown): string => String(text).replaceAll(/<[^>]+>/gu, " ").replaceAll(/[ \n]+/gu, " ");

const headcount: Headcount = {
  id: "h",
  cptsId: "x",
  scope: "Libéraux",
  practiceMode: "L",
  on: "2017",
  total: { value: 227, unit: "people", qualifier: "exactly" },
  lines: [
    { label: "généralistes", profession: "10", value: 52, unit: "people" },
    { label: "officines", profession: null, value: 21, unit: "structures", qualifier: "about" },
  ],
  provenance: { status: "declared", source: { document: "Article" } },
  externalIds: [],
  counted: [
    { unit: "people", value: 52 },
    { unit: "structures", value: 21 },
  ],
  remainders: [
    { unit: "people", total: 227, counted: 52, value: 175, sentence: { fr: "175 ne sont pas expliquées.", en: "" } },
    { unit: "mixed", total: 227, counted: 73, value: null, sentence: null },
  ],
};

describe("what a document counts", () => {
  it("keeps each line in its unit, and says what is left with its why", () => {
    const shown = String(headcountPart(headcount));
    expect(words(shown)).toMatch(/Total déclaré : 227 personnes , en 2017\..*généralistes Médecin 52 personnes .*officines inconnue environ 21 structures/u);
    expect(words(shown)).toMatch(/Total des lignes : 52 personnes, 21 structures pourquoi \?.*175 ne sont pas expliquées\. pourquoi \?.*ne peut pas être dit\. pourquoi \?/u);
    expect(["h.counted", "h.remainder.people", "h.remainder.mixed"].filter((figure) => !shown.includes(`"/cpts/x/pourquoi/effectifs/${figure}"`))).toEqual([]);
  });

  it("leaves nothing to explain where the document gives no line, or no total", () => {
    expect(words(headcountPart({ ...headcount, lines: [], counted: [] }))).toContain("Le document ne compte pas par profession.");
    expect(words(headcountPart({ ...headcount, total: null, remainders: [] }))).toContain("Aucun total déclaré");
  });
});
