import { describe, expect, it } from "vitest";
import { learnedContract } from "./learned-contract.ts";
import { discrepancyList } from "./discrepancy-section.ts";

const words = (text: unknown): string => String(text).replaceAll(/<[^>]+>/gu, " ").replaceAll("&#39;", "'").replaceAll(/\s+/gu, " ");

describe("the discrepancies of a CPTS", () => {
  it("are sentences with their verdict, their service, every source and the rule", async () => {
    const shown = await discrepancyList([
      {
        service: "registry",
        code: "epci-count",
        verdict: "differs",
        details: {},
        sentence: { fr: "Le document compte 6 intercommunalités <et> en nomme 7.", en: "" },
        explanation: { figure: "epci", rule: { fr: "Le compte est comparé à la liste.", en: "" }, inputs: [], sources: [] },
        sources: [{ document: "Page de présentation", locator: "2e paragraphe", published: "2020" }, { document: "Rapport", url: "https://example.org/rapport" }],
      },
    ]);
    expect(words(shown)).toContain("Le document compte 6 intercommunalités &lt;et&gt; en nomme 7. diffère Registre Page de présentation, 2e paragraphe (2020) Rapport pourquoi ? Le compte est comparé à la liste.");
    expect(String(shown)).toContain('<a href="https://example.org/rapport" rel="noreferrer">Rapport</a>');
  });

  it("are said to be none where there is none", async () => {
    expect(words(await discrepancyList([]))).toContain("Aucun écart connu.");
  });
});

describe("a contract as the registry learned of it", () => {
  const contract = { contractId: "c", kind: "aci", state: "signed", standing: "active", lastDay: null, signedOn: "--09-22", inferredSignedOn: null, announcedOn: null, termYears: 5, attachmentDepartement: "28", missions: [{ code: "ACCES_SOINS", label: "Trouver un médecin" }], population: 51707, sizeClass: "T2" } as const;

  it("tells its dates, term, frozen figures and missions in its own words and the official ones", () => {
    expect(words(learnedContract(contract))).toMatch(/Contrat ACI .*signé le 22 septembre, année non précisée.*5 ans.*Eure-et-Loir \(28\).*51 707 habitants.*taille 2.*Trouver un médecin \(.+\)/u);
  });

  it("leaves the unknown unknown", () => {
    const unknown = { ...contract, kind: "other", signedOn: null, termYears: null, attachmentDepartement: null, population: null, sizeClass: null, missions: [] };
    expect(words(learnedContract(unknown))).toMatch(/other .*signé à une date inconnue Durée inconnue Département de rattachement inconnu Population au contrat inconnue Taille au contrat inconnue Missions inconnues/u);
  });
});
