import { searchKey } from "@cpts/reference-data";

/** Whom a text may name, with what else leads to them: numbers and addresses, as they are written, in small letters or capitals. */
export interface Named {
  readonly familyName: string;
  readonly givenName: string;
  readonly exactly: ReadonlyArray<string>;
}

const gone = "…";
/** What stands before a name. */
const titles: ReadonlySet<string> = new Set(["dr", "docteur", "docteure", "pr", "professeur", "professeure", "m", "mr", "mme", "mlle", "monsieur", "madame", "me", "maitre"]);
const shortestInCapitals = 4;

interface Word {
  readonly key: string;
  readonly text: string;
  readonly at: number;
}

const wordsIn = (text: string): ReadonlyArray<Word> => [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((found) => ({ key: searchKey(found[0]), text: found[0], at: found.index }));
const keysOf = (name: string): ReadonlyArray<string> => searchKey(name).split(" ").filter((word) => word !== "");

/** Where these words follow each other. */
const placesOf = (words: ReadonlyArray<Word>, keys: ReadonlyArray<string>): ReadonlyArray<number> =>
  keys.length === 0 ? [] : words.flatMap((_, place) => (keys.every((key, ahead) => words[place + ahead]?.key === key) ? [place] : []));

const isInCapitals = ({ text }: Word): boolean => text.length >= shortestInCapitals && text === text.toUpperCase() && text !== text.toLowerCase();

/** A stretch of a text. */
export type Cut = readonly [at: number, length: number];

/** `certain`: what is taken for the person's; `all`: each place where the family name stands, whoever is meant. */
export type HowSure = "certain" | "all";

/** In small letters, where that moves nothing: "İ" becomes two. */
const small = (text: string): string => (text.toLowerCase().length === text.length ? text.toLowerCase() : text);

const exactCuts = (text: string, exactly: ReadonlyArray<string>): ReadonlyArray<Cut> => {
  const searched = small(text);
  return exactly.map(small).flatMap((one) => {
    const cuts: Array<Cut> = [];
    for (let at = one === "" ? -1 : searched.indexOf(one); at >= 0; at = searched.indexOf(one, at + one.length)) cuts.push([at, one.length]);
    return cuts;
  });
};

const nameCuts = (text: string, { familyName, givenName }: Named, how: HowSure): ReadonlyArray<Cut> => {
  const words = wordsIn(text);
  const family = keysOf(familyName);
  const given = keysOf(givenName);
  const isGivenThere = words.some(({ key }) => given.includes(key));
  const meant = placesOf(words, family).filter((place) => {
    const [before, first] = [words[place - 1], words[place]];
    return how === "all" || isGivenThere || (before !== undefined && titles.has(before.key)) || (first !== undefined && isInCapitals(first));
  });
  if (meant.length === 0) return [];
  const taken = new Set([...meant.flatMap((place) => family.map((_, ahead) => place + ahead)), ...words.flatMap(({ key }, place) => (given.includes(key) ? [place] : []))]);
  return words.flatMap(({ at, text: word }, place): ReadonlyArray<Cut> => (taken.has(place) ? [[at, word.length]] : []));
};

/**
 * Where a text names a person, in order. A family name alone may be a common word (Petit, Boulanger): it is taken for the person's beside
 * a given name of theirs, behind a title, or in capitals.
 */
export const cutsIn = (text: string, named: Named, how: HowSure = "certain"): ReadonlyArray<Cut> => {
  const exact = exactCuts(text, named.exactly);
  const isApart = ([at, length]: Cut): boolean => exact.every(([from, long]) => at + length <= from || from + long <= at);
  return [...exact, ...nameCuts(text, named, how).filter(isApart)].toSorted(([a], [b]) => a - b);
};

/** The text with a mark in the place of each cut. */
export const withCuts = (text: string, cuts: ReadonlyArray<Cut>): string => cuts.toReversed().reduce((rest, [at, length]) => rest.slice(0, at) + gone + rest.slice(at + length), text);

/** A text without what names a person. */
export const withoutPerson = (text: string, named: Named, how: HowSure = "certain"): string => withCuts(text, cutsIn(text, named, how));

/** A text in a value of JSON, and where: names and indexes from the outside in. */
export interface TextAt {
  readonly path: ReadonlyArray<string>;
  readonly text: string;
}

/** Every text of a value of JSON. */
export const textsIn = (value: unknown, path: ReadonlyArray<string> = []): ReadonlyArray<TextAt> => {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, [...path, key]));
};

/** The value with some of its texts changed. */
export const withTexts = (value: unknown, change: (text: string, path: ReadonlyArray<string>) => string, path: ReadonlyArray<string> = []): unknown => {
  if (typeof value === "string") return change(value, path);
  if (Array.isArray(value)) return value.map((one, index) => withTexts(one, change, [...path, String(index)]));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withTexts(one, change, [...path, key])]));
};

/** The same in each text of a value of JSON. */
export const withoutPersonIn = (value: unknown, named: Named): unknown => withTexts(value, (text) => withoutPerson(text, named));
