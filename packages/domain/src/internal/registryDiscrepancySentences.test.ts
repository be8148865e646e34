import { describe, expect, it } from "vitest";
import type { DiscrepancyDetails } from "../Discrepancy.ts";
import { sentenceOf } from "../Discrepancy.ts";
import { registryDiscrepancySentences } from "./registryDiscrepancySentences.ts";

const declared = { property: "departements", qualifier: "at-least", declared: ["18", "41"], declaredNames: ["Cher", "Loir-et-Cher"] };
const unknown = { reason: "population-unknown", unknownCount: 1, unknownNames: ["Suwarrow"] };
const epci = { declared: 6, named: 7, communautesDeCommunes: 6, othersNames: ["CA Bourges Plus"], othersTypes: ["CA"] };
const frozen = { frozen: "T2", computed: "T1", population: 39_999, basis: "communes 2026", status: "computed" };

const cases: Readonly<Record<string, readonly [details: DiscrepancyDetails, fr: string, en: string]>> = {
  "declared-differs": [
    { ...declared, computed: ["18"], computedNames: ["Cher"], basis: "COG 2026", status: "reconstructed" },
    "Départements : au moins Cher, Loir-et-Cher d'après le document, Cher d'après les données (COG 2026). La liste des communes est reconstituée : ce calcul ne peut rien confirmer.",
    "Departements: at least Cher, Loir-et-Cher by the document, Cher by the data (COG 2026). The list of communes is reconstructed: this figure cannot confirm anything.",
  ],
  "declared-not-verifiable": [
    { property: "population", qualifier: "more-than", declared: 900, ...unknown },
    "Population : plus de 900 d'après le document ; on ne peut pas le vérifier : une population manque (communes : 1, dont Suwarrow).",
    "Population: more than 900 by the document; it cannot be verified: a population is missing (communes: 1, among them Suwarrow).",
  ],
  "declared-conflicts": [
    { property: "member-count", qualifiers: ["exactly", "less-than"], declared: [100, 90] },
    "Nombre d'adhérents : les documents disent « 100 » et « moins de 90 », ce qui s'exclut.",
    'Number of members: the documents say "100" and "less than 90", which exclude each other.',
  ],
  "epci-count-explained": [
    epci,
    "Le document compte 6 intercommunalités et en nomme 7 : 6 sont des communautés de communes, le reste ne l'est pas (CA Bourges Plus : communauté d'agglomération).",
    "The document counts 6 intercommunalities and names 7: 6 are communautés de communes, the rest is not (CA Bourges Plus: communauté d'agglomération).",
  ],
  "epci-count-differs": [epci, "Le document compte 6 intercommunalités et en nomme 7.", "The document counts 6 intercommunalities and names 7."],
  "parts-exceed-commune": [
    { commune: "31555", communeName: "Toulouse", declared: 600_000, population: 514_819, difference: 85_181, basis: "communes 2026" },
    "Toulouse : les parties du territoire auraient 600\u202f000 habitants, la commune entière en a 514\u202f819 (communes 2026).",
    "Toulouse: the parts of the territory would have 600,000 inhabitants, the whole commune has 514,819 (communes 2026).",
  ],
  "size-class-drift": [
    frozen,
    "Le contrat garde la taille 2 ; avec 39\u202f999 habitants (communes 2026) elle deviendrait la taille 1.",
    "The contract keeps size 2; with 39,999 inhabitants (communes 2026) it would become size 1.",
  ],
  "size-class-not-verifiable": [
    { frozen: "T2", reason: "no-communes" },
    "Le contrat garde la taille 2 ; on ne peut pas dire celle du jour : le territoire n'est décrit qu'en mots.",
    "The contract keeps size 2; today's cannot be told: the territory is only described in words.",
  ],
  "no-year": [
    { property: "creation-date", date: "--11-30" },
    "Date de création : 30 novembre, année non précisée ; aucun fait noté ici ne la donne.",
    "Date of creation: 30 November, year not stated; no fact recorded here gives it.",
  ],
  "no-year-inferred": [
    { property: "creation-date", date: "--11-30", inferred: "2017-11-30" },
    "Date de création : 30 novembre, année non précisée ; déduite d'ailleurs (30 novembre 2017), ce qui ne la confirme pas.",
    "Date of creation: 30 November, year not stated; concluded from elsewhere (30 November 2017), which does not confirm it.",
  ],
};

describe("a discrepancy of the registry", () => {
  it("has a sentence for each of its codes", () => {
    expect(Object.keys(registryDiscrepancySentences).toSorted()).toEqual(Object.keys(cases).toSorted());
  });

  it.each(Object.entries(cases))("%s is said in French and in English", (code, [details, fr, en]) => {
    expect(sentenceOf({ code, details })).toEqual({ fr, en });
  });

  it("about a property of tomorrow is said with its code", () => {
    expect(sentenceOf({ code: "no-year", details: { property: "of-tomorrow", date: "--11-30" } }).en).toContain("Of-tomorrow: 30 November");
  });
});
