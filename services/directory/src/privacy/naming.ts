import { searchKey } from "@cpts/reference-data";

/** Whom a text may name, with what else leads to them: numbers and addresses, as they are written. */
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

/**
 * A text without what names a person. A family name alone may be a common word (Petit, Boulanger): it is taken for the person's beside
 * a given name of theirs, behind a title, or in capitals.
 */
export const withoutPerson = (text: string, { exactly, familyName, givenName }: Named): string => {
  const plain = exactly.reduce((rest, one) => (one === "" ? rest : rest.replaceAll(one, gone)), text);
  const words = wordsIn(plain);
  const family = keysOf(familyName);
  const given = keysOf(givenName);
  const places = placesOf(words, family);
  const isGivenThere = words.some(({ key }) => given.includes(key));
  const meant = places.filter((place) => {
    const [before, first] = [words[place - 1], words[place]];
    return isGivenThere || (before !== undefined && titles.has(before.key)) || (first !== undefined && isInCapitals(first));
  });
  if (meant.length === 0) return plain;
  const taken = new Set([...meant.flatMap((place) => family.map((_, ahead) => place + ahead)), ...words.flatMap(({ key }, place) => (given.includes(key) ? [place] : []))]);
  return words.reduceRight((rest, { at, text: word }, place) => (taken.has(place) ? rest.slice(0, at) + gone + rest.slice(at + word.length) : rest), plain);
};

/** The same in each text of a value of JSON. */
export const withoutPersonIn = (value: unknown, named: Named): unknown => {
  if (typeof value === "string") return withoutPerson(value, named);
  if (Array.isArray(value)) return value.map((one) => withoutPersonIn(one, named));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutPersonIn(one, named)]));
};
