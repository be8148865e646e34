import { describe, expect, it } from "vitest";
import { fundingTopic } from "../why/funding-topic.ts";
import { whyPage } from "../why/why-page.ts";
import { fundingPart } from "./funding-section.ts";

const words = (text: unknown): string => String(text).replaceAll(/<[^>]+>/gu, " ").replaceAll("&#39;", "'").replaceAll(/[ \n]+/gu, " ");
const total = { knownCents: 5_000_000, isAtLeast: true, atMostCents: null, verifiedCents: 5_000_000, provisionalCents: 0, overriddenCents: 0 };
const line = {
  component: "functioning", mission: null, part: null, contractYear: 1, from: "2020-09-01", to: "2021-09-01", kind: "full", on: "2020-09-01", amountCents: 5_000_000, atMostCents: null, dueCents: 5_000_000,
  unknown: null, status: "verified", rate: null, rule: "functioning-at-signature", ruleStatus: "verified", unitsPerYear: 365, cells: [], rounding: { rule: "HALF_UP", exact: "5000000/1", residue: null }, evidence: null,
} as const;
const funding = {
  contractId: "c", cptsId: "x", year: 2020, regime: null, amendedGrids: [],
  grid: { id: "aci-2019", version: 1, label: "ACI-CPTS 2019", status: "provisional", isPinned: false },
  contractYears: [],
  payable: { total, components: [] },
  earned: { total, components: [] },
  lines: [line, { ...line, component: "fixed", mission: "PREVENTION", kind: "advance", amountCents: null, atMostCents: 3_000_000, unknown: "size", status: null }],
  notices: [{ code: "mission-start-unknown", mission: "PREVENTION", message: { fr: "Le démarrage n'est pas connu.", en: "" } }],
  explanations: [{ figure: "lines.0.amountCents", rule: { fr: "Versé en entier à la signature.", en: "" }, inputs: [{ name: "due", label: { fr: "dû, arrondi au centime d'abord", en: "" }, value: "5000000" }], sources: [{ name: "ACI-CPTS, art. 9.1", status: "verified" }] }],
} as const;

describe("what a contract is paid in a year", () => {
  it("is told payment by payment; what is not known is never nothing", () => {
    const shown = String(fundingPart({ kind: "aci" }, funding, 2020));
    expect(words(shown)).toMatch(/Contrat ACI, 2020 À verser : au moins 50\s000,00\s€ pourquoi \?.*grille «\u00a0ACI-CPTS 2019\u00a0», provisoire.*Le démarrage n'est pas connu\..*Fonctionnement en une fois 1er septembre 2020 50\s000,00\s€ pourquoi \?.*vérifié Part fixe : .* avance .* inconnu : la taille n'est pas connue, au plus 30\s000,00\s€/u);
    expect(shown).toContain('href="/cpts/x/pourquoi/financement/c/2020/lines.1.amountCents"');
  });

  it("is said not to be computed where there is no payment", () => {
    expect(words(fundingPart({ kind: "aci" }, { ...funding, grid: null, lines: [] }, 2031))).toContain("Aucun versement n'est calculé pour 2031.");
  });

  it("is explained by its rule, its inputs by their names, and its source", () => {
    const shown = words(whyPage(fundingTopic("CPTS d'Essai", { kind: "aci" }, funding, 2020), "lines.0.amountCents"));
    expect(shown).toMatch(/Pourquoi \? Fonctionnement, 1er septembre 2020 Contrat ACI, 2020 · 50\s000,00\s€ La règle Versé en entier à la signature\. .*dû, arrondi au centime d'abord 5000000 .*ACI-CPTS, art\. 9\.1 \(vérifié\)/u);
  });
});
