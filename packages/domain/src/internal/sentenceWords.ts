import type { DiscrepancyDetails } from "../Discrepancy.ts";

/** A sentence in the languages of the platform. */
export interface Sentence {
  readonly fr: string;
  readonly en: string;
}

/** Numbers as French readers write them. */
export const french = new Intl.NumberFormat("fr-FR");
/** Numbers as English readers write them. */
export const english = new Intl.NumberFormat("en-GB");

const written = (numbers: Intl.NumberFormat, one: string | number): string => (typeof one === "number" ? numbers.format(one) : one);

/** The details under their names, numbers and lists written in a language. */
export const wordsIn = (details: DiscrepancyDetails, numbers: Intl.NumberFormat) => (name: string): string => {
  const value = details[name];
  if (value === undefined) return "?";
  return typeof value === "object" ? value.map((one) => written(numbers, one)).join(", ") : written(numbers, value);
};

/** The words for a detail, by its name. */
export type Words = (name: string) => string;

/** A sentence written with the words of each language. */
export const sentence =
  (fr: (words: Words) => string, en: (words: Words) => string) =>
  (details: DiscrepancyDetails): Sentence => ({ fr: fr(wordsIn(details, french)), en: en(wordsIn(details, english)) });
