import type { DiscrepancyDetails } from "../Discrepancy.ts";
import { registryDiscrepancySentences } from "./registryDiscrepancySentences.ts";
import { sentence, type Sentence } from "./sentenceWords.ts";

const unitsFr: Readonly<Record<string, string>> = { people: "personnes", structures: "structures", mixed: "personnes et structures mêlées" };
const unitsEn: Readonly<Record<string, string>> = { people: "people", structures: "structures", mixed: "people and structures mixed" };

/** What each code says, from its details. A new code is a line here; a test reads every one with its figures. */
export const discrepancySentences: Readonly<Record<string, (details: DiscrepancyDetails) => Sentence>> = {
  ...registryDiscrepancySentences,
  "headcount-remainder": sentence(
    (the) => `Sur ${the("total")} ${unitsFr[the("unit")] ?? the("unit")} déclarées, ${the("counted")} sont comptées par profession : ${the("remainder")} ne sont pas expliquées.`,
    (the) => `Of ${the("total")} ${unitsEn[the("unit")] ?? the("unit")} declared, ${the("counted")} are counted by profession: ${the("remainder")} are not explained.`,
  ),
};
