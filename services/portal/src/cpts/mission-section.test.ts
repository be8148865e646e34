import { describe, expect, it } from "vitest";
import { missionPart } from "./mission-section.ts";

const words = (text: unknown): string => String(text).replaceAll(/<[^>]+>/gu, " ").replaceAll("&#39;", "'").replaceAll(/[ \n]+/gu, " ");
const provenance = { status: "declared", source: { document: "Page" } } as const;

describe("the missions of a health project", () => {
  it("stand in the words of the document, with the official ones where there are any", () => {
    const missions = [
      { label: "Vacciner", codes: ["PREVENTION"], officialLabels: [{ code: "PREVENTION", fr: "Actions de prévention", en: "" }] },
      { label: "Le numérique", codes: [], officialLabels: [] },
    ];
    expect(words(missionPart({ id: "m", cptsId: "c", missions, on: "2020", provenance, externalIds: [] }))).toContain("Vacciner (Actions de prévention) Le numérique (aucune mission officielle ne lui est rapprochée) Énoncé en 2020, déclaré : Page");
  });
});
