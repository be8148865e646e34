import { withoutWords } from "@cpts/domain/GovernanceEvents";
import type { Provenance } from "@cpts/domain/Source";

type Encoded = typeof Provenance.Encoded;

/** Where a statement about someone comes from; the words that may name them are for those who may see the person. */
export const provenanceFor = (stored: unknown, seen: boolean): Encoded => {
  // The write path stored nothing that its schema refuses.
  const provenance = stored as Encoded;
  return seen ? provenance : withoutWords(provenance);
};
