import { searchKey } from "@cpts/reference-data";

// Particles and initials ("de", "El") stand in many texts.
const shortestName = 3;

const wordsOf = (text: string): ReadonlyArray<string> => searchKey(text).split(" ").filter((word) => word.length >= shortestName);

/** Texts as they may be shown to those who may not know some names. */
export interface NamedWords {
  /** The text, or null where it holds a word of such a name. */
  readonly withoutNames: (text: string) => string | null;
  /** Where a document is said, without its place there when that names someone, and with such names left out of its title. */
  readonly shownSource: <S extends { readonly document: string; readonly locator?: string }>(source: S) => S;
}

/** Keeps the words of these names out of texts. */
export const hiding = (names: ReadonlyArray<string>): NamedWords => {
  const hidden = new Set(names.flatMap(wordsOf));
  const holds = (text: string): boolean => hidden.size > 0 && wordsOf(text).some((word) => hidden.has(word));
  const withoutNames = (text: string): string | null => (holds(text) ? null : text);
  return {
    withoutNames,
    shownSource: (source) => {
      const { document, locator, ...rest } = source;
      const title = document.replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => (holds(word) ? "…" : word));
      // The same fields, without the place that names someone.
      return { ...rest, document: title, ...(locator === undefined || holds(locator) ? {} : { locator }) } as typeof source;
    },
  };
};
