import { describe, expect, it } from "vitest";
import { contractPart } from "./contract-section.ts";
import { contractsOf } from "./contracts-of.ts";
import { discrepancyList } from "./discrepancy-section.ts";

/** As the registry tells it. */
const decoded = (contract: object) => contractsOf({ contracts: [contract] })?.map(contractPart).join("") ?? "";
const words = (text: unknown): string => String(text).replaceAll(/<[^>]+>/gu, " ").replaceAll("&#39;", "'").replaceAll(/\s+/gu, " ");

describe("the discrepancies of a CPTS", () => {
  it("are sentences with their verdict, their service and every source", async () => {
    const shown = await discrepancyList([
      {
        service: "registry",
        code: "epci-count",
        verdict: "differs",
        sentence: { fr: "Le document compte 6 intercommunalités <et> en nomme 7." },
        sources: [{ document: "Page de présentation", locator: "2e paragraphe", published: "2020" }, { document: "Rapport", url: "https://example.org/rapport" }],
      },
    ]);
    expect(words(shown)).toContain("Le document compte 6 intercommunalités &lt;et&gt; en nomme 7. diffère (Registre) Page de présentation, 2e paragraphe (2020) Rapport");
    expect(String(shown)).toContain('<a href="https://example.org/rapport" rel="noreferrer">Rapport</a>');
  });

  it("are said to be none where there is none", async () => {
    expect(words(await discrepancyList([]))).toContain("Aucun écart connu.");
  });
});

describe("a contract of a CPTS", () => {
  const contract = { contractId: "c", kind: "aci", state: "signed", signedOn: "--09-22", announcedOn: null, termYears: 5, missions: [{ code: "ACCES_SOINS", label: "Trouver un médecin" }], population: 51707, sizeClass: "T2" };

  it("tells its dates, term, frozen figures and missions in its own words and the official ones", () => {
    expect(words(decoded(contract))).toMatch(/Contrat ACI .*signé le 22 septembre, année non précisée.*5 ans.*51 707 habitants.*taille 2.*Trouver un médecin \(.+\)/u);
  });

  it("leaves the unknown unknown", () => {
    const unknown = { ...contract, kind: "other", signedOn: null, termYears: null, population: null, sizeClass: null, missions: [] };
    expect(words(decoded(unknown))).toMatch(/other .*signé, date inconnue Durée inconnue Population au contrat inconnue Taille au contrat inconnue Missions inconnues/u);
  });
});
