import type { DiscrepancyDetails } from "../Discrepancy.ts";
import { bodySentence } from "./bodySentence.ts";
import { english, french, sentence, wordsIn, type Sentence } from "./sentenceWords.ts";

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
  const [fr, en] = [wordsIn(details, french), wordsIn(details, english)];
  const mixed = details["unit"] === "mixed" ? { fr: " en mêlant personnes et structures", en: " when people and structures are mixed" } : { fr: "", en: "" };
  const remainder = details["remainder"];
  const beyond = typeof remainder === "number" && remainder < 0;
  const one = remainder === 1;
  return {
    fr: `Sur ${fr("total")} ${unitIn("fr", details)} déclarées, ${fr("counted")} sont comptées par profession${mixed.fr} : ${
      beyond ? `c'est ${french.format(-remainder)} de trop` : `${fr("remainder")} ${one ? "n'est pas expliquée" : "ne sont pas expliquées"}`
    }.`,
    en: `Of ${en("total")} ${unitIn("en", details)} declared, ${en("counted")} are counted by profession${mixed.en}: ${
      beyond ? `that is ${english.format(-remainder)} too many` : `${en("remainder")} ${one ? "is" : "are"} not explained`
    }.`,
  };
};

/** What the directory says, by code. */
export const directoryDiscrepancySentences: Readonly<Record<string, (details: DiscrepancyDetails) => Sentence>> = {
  "body-cannot-be-verified": bodySentence("cannot-tell"),
  "body-differs": bodySentence("differs"),
  "headcount-remainder": remainderSentence,
  "office-conflict": sentence(
    (the) => `Pour la fonction « ${the("officeFr")} », ${the("statements")} énoncés nomment des personnes différentes (${the("holders")}) : ${the("mandates")} mandats sont tenus, aucun n'est écarté.`,
    (the) => `For the office "${the("officeEn")}", ${the("statements")} statements name different people (${the("holders")}): ${the("mandates")} mandates are held, and none is discarded.`,
  ),
};
