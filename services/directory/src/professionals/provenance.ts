import { withoutWords } from "@cpts/domain/GovernanceEvents";
import type { Provenance } from "@cpts/domain/Source";
import { hiding, type NamedWords } from "./named-words.ts";

type Encoded = typeof Provenance.Encoded;

/** What a reader is told in words of someone whose full name this is: nothing that names them, where they may not be seen. */
export const wordsAbout = (name: string | null, seen: boolean): NamedWords => hiding(seen || name === null ? [] : [name]);

/** Where a statement about someone comes from; the words that may name them are for those who may see the person. */
export const provenanceFor = (stored: unknown, seen: boolean, { shownSource }: NamedWords): Encoded => {
  // The write path stored nothing that its schema refuses.
  const provenance = stored as Encoded;
  if (seen) return provenance;
  const { source, status } = withoutWords(provenance);
  return { status, ...(source === undefined ? {} : { source: shownSource(source) }) };
};
