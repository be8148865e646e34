import type { DiscrepancyDetails } from "../Discrepancy.ts";

interface Sentence {
  readonly fr: string;
  readonly en: string;
}

const french = new Intl.NumberFormat("fr-FR");
const english = new Intl.NumberFormat("en-GB");

const written = (numbers: Intl.NumberFormat, one: string | number): string => (typeof one === "number" ? numbers.format(one) : one);

/** The details under their names, numbers and lists written in a language. */
const wordsIn = (details: DiscrepancyDetails, numbers: Intl.NumberFormat) => (name: string): string => {
  const value = details[name];
  if (value === undefined) return "?";
  return typeof value === "object" ? value.map((one) => written(numbers, one)).join(", ") : written(numbers, value);
};

type Words = (name: string) => string;

/** A sentence written with the words of each language. */
const sentence =
  (fr: (words: Words) => string, en: (words: Words) => string) =>
  (details: DiscrepancyDetails): Sentence => ({ fr: fr(wordsIn(details, french)), en: en(wordsIn(details, english)) });

const unitsFr: Readonly<Record<string, string>> = { people: "personnes", structures: "structures", mixed: "personnes et structures mêlées" };
const unitsEn: Readonly<Record<string, string>> = { people: "people", structures: "structures", mixed: "people and structures mixed" };

/** What each code says, from its details. A new code is a line here; a test reads every one with its figures. */
export const discrepancySentences: Readonly<Record<string, (details: DiscrepancyDetails) => Sentence>> = {
  "headcount-remainder": sentence(
    (the) => `Sur ${the("total")} ${unitsFr[the("unit")] ?? the("unit")} déclarées, ${the("counted")} sont comptées par profession : ${the("remainder")} ne sont pas expliquées.`,
    (the) => `Of ${the("total")} ${unitsEn[the("unit")] ?? the("unit")} declared, ${the("counted")} are counted by profession: ${the("remainder")} are not explained.`,
  ),
};
