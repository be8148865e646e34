import type { DiscrepancyDetails } from "../Discrepancy.ts";
import { bodySentence } from "./bodySentence.ts";
import { sentence, type Sentence, type Words } from "./sentenceWords.ts";

const units = {
  fr: { people: "personnes", structures: "structures" },
  en: { people: "people", structures: "structures" },
} as const;

const unitIn = (language: keyof typeof units, details: DiscrepancyDetails): string => {
  // A remainder in mixed units is that of a total in one of them.
  const unit = details["unit"] === "mixed" ? (details["totalUnit"] ?? "people") : details["unit"];
  return unit === "people" || unit === "structures" ? units[language][unit] : String(unit);
};

/** What the lines of a headcount leave of its total, or count beyond it. */
const remainderSentence = (details: DiscrepancyDetails): Sentence => {
  const mixed = details["unit"] === "mixed";
  const remainder = typeof details["remainder"] === "number" ? details["remainder"] : null;
  const one = remainder === 1;
  const beyond = remainder !== null && remainder < 0;
  const left = {
    fr: (the: Words) => (beyond ? `c'est ${the("beyond")} de trop` : `${the("remainder")} ${one ? "n'est pas expliquée" : "ne sont pas expliquées"}`),
    en: (the: Words) => (beyond ? `that is ${the("beyond")} too many` : `${the("remainder")} ${one ? "is" : "are"} not explained`),
  };
  return sentence(
    (the) => `Sur ${the("total")} ${unitIn("fr", details)} déclarées, ${the("counted")} sont comptées par profession${mixed ? " en mêlant personnes et structures" : ""} : ${left.fr(the)}.`,
    (the) => `Of ${the("total")} ${unitIn("en", details)} declared, ${the("counted")} are counted by profession${mixed ? " when people and structures are mixed" : ""}: ${left.en(the)}.`,
  )({ ...details, ...(beyond ? { beyond: -remainder } : {}) });
};

/** What the directory finds that does not fit, by code. */
export const directoryDiscrepancySentences: Readonly<Record<string, (details: DiscrepancyDetails) => Sentence>> = {
  "body-cannot-be-verified": bodySentence("cannot-tell"),
  "body-differs": bodySentence("differs"),
  "headcount-remainder": remainderSentence,
  "office-conflict": sentence(
    (the) => `Pour la fonction « ${the("officeFr")} », ${the("statements")} énoncés nomment des personnes différentes (${the("holders")}) : ${the("mandates")} mandats sont tenus, aucun n'est écarté.`,
    (the) => `For the office "${the("officeEn")}", ${the("statements")} statements name different people (${the("holders")}): ${the("mandates")} mandates are held, and none is discarded.`,
  ),
};
