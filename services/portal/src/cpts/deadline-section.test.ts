import { describe, expect, it } from "vitest";
import { deadlinePart } from "./deadline-section.ts";

const words = (text: unknown): string => String(text).replaceAll(/<[^>]+>/gu, " ").replaceAll("&#39;", "'").replaceAll(/[ \n]+/gu, " ");
const deadline = { id: "d", contractId: "c", cptsId: "x", cptsName: null, kind: "mission-start", missions: ["PREVENTION"], on: "2027-02-28", state: "ahead", certain: "unknown", metOn: null, rule: { fr: "Six mois après la signature.", en: "" }, source: "Accord, art. 5", status: "verified" } as const;

describe("the deadlines of a CPTS", () => {
  it("are told late ones first, with their rule and source, and how sure their day is", () => {
    const shown = words(deadlinePart([deadline, { ...deadline, id: "e", kind: "contract-anniversary", missions: [], on: "2026-09-01", state: "late", certain: "yes" }], false));
    expect(shown).toMatch(/Anniversaire du contrat.*1er septembre 2026.*en retard.*Démarrage de la mission : .*prévention.* pourquoi \? Six mois après la signature\. Accord, art\. 5 \(vérifié\).*28 février 2027 au plus tard.*à venir/u);
  });

  it("are not shown once they are withdrawn, and a page more is said to be there", () => {
    expect(deadlinePart([{ ...deadline, state: "withdrawn" }], false)).toBeNull();
    expect(words(deadlinePart([deadline], true))).toContain("D'autres échéances suivent.");
  });
});
