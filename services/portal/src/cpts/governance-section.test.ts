import { describe, expect, it } from "vitest";
import type { Governance } from "../platform.ts";
import { governancePart } from "./governance-section.ts";

const words = (text: unknown): string => String(text).replaceAll(/<[^>]+>/gu, " ").replaceAll("&#39;", "'").replaceAll(/[ \n]+/gu, " ");

const provenance = { status: "declared", source: { document: "Page", locator: "2e ligne" } } as const;
const statement = (id: string, ...holders: ReadonlyArray<{ readonly name: string | null; readonly profession: string | null }>) => ({
  id,
  label: "co-trésorières",
  holders: holders.map((holder) => ({ professionalId: id, practiceMode: null, ...holder })),
  validFrom: null,
  validTo: null,
  certainty: "yes" as const,
  provenance,
});
const governance: Governance = {
  cptsId: "x",
  asOf: "2026-11-22",
  offices: [
    {
      office: "CO_TRESORIER",
      label: { fr: "Co-trésorier, co-trésorière", en: "Co-treasurer" },
      statements: [statement("a", { name: "Camille Exemple", profession: "60" }), statement("b", { name: "Dominique Exemple", profession: null }, { name: null, profession: null })],
      conflict: true,
      sentence: { fr: "2 énoncés nomment des personnes différentes.", en: "" },
    },
  ],
  bodies: [
    {
      id: "board",
      kind: "board",
      declaredSize: { value: 18, qualifier: "exactly" },
      declaredProfessionCount: { value: 7, qualifier: "exactly" },
      composition: null,
      provenance,
      knownMembers: 0,
      knownProfessions: 0,
      verification: "cannot-tell",
      sentence: { fr: "Un conseil de 18 personnes est déclaré : cela ne peut pas être vérifié.", en: "" },
    },
  ],
};

describe("who runs a CPTS", () => {
  it("says a contradiction first, keeps every statement, and tells why", () => {
    const shown = String(governancePart(governance, undefined));
    expect(words(shown)).toMatch(/^ Les documents se contredisent\. 2 énoncés nomment des personnes différentes\. pourquoi \?/u);
    expect(words(shown).split("se contredit ").length - 1).toBe(2);
    expect(shown).toContain('href="/cpts/x/pourquoi/gouvernance/office.CO_TRESORIER"');
  });

  it("leaves a profession unknown, and hides whom the reader may not see", () => {
    expect(words(governancePart(governance, undefined))).toMatch(/Camille Exemple Infirmier .*Dominique Exemple profession inconnue .*personne dont le nom n'est pas public/u);
  });

  it("says that a body cannot be verified, with its why on the day that was asked", () => {
    const shown = String(governancePart(governance, "2026-11-22"));
    expect(words(shown)).toMatch(/Conseil d'administration .*ne peut pas être vérifié\. \(invérifiable\) pourquoi \?.*Membres déclarés 18 Professions déclarées 7 Membres connus aucun/u);
    expect(shown).toContain('href="/cpts/x/pourquoi/gouvernance/body.board?asOf=2026-11-22"');
  });

  it("says when nothing is known", () => {
    expect(words(governancePart({ ...governance, offices: [], bodies: [] }, undefined))).toBe(" Aucune fonction ni instance connue à cette date. ");
  });
});
