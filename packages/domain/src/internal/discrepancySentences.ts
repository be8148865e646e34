import type { DiscrepancyDetails } from "../Discrepancy.ts";
import { directoryDiscrepancySentences } from "./directoryDiscrepancySentences.ts";
import { registryDiscrepancySentences } from "./registryDiscrepancySentences.ts";
import type { Sentence } from "./sentenceWords.ts";

/** What each code says, from its details. A new code is a line here; a test reads every one with its figures. */
export const discrepancySentences: Readonly<Record<string, (details: DiscrepancyDetails) => Sentence>> = {
  ...directoryDiscrepancySentences,
  ...registryDiscrepancySentences,
};
