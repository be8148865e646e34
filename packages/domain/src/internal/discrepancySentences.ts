import type { DiscrepancyDetails } from "../Discrepancy.ts";
import { contractsDiscrepancySentences } from "./contractsDiscrepancySentences.ts";
import { directoryDiscrepancySentences } from "./directoryDiscrepancySentences.ts";
import { registryDiscrepancySentences } from "./registryDiscrepancySentences.ts";
import type { Sentence } from "./sentenceWords.ts";

/** What each code says, from its details: a new code is a line in the table of its service; a test reads every one with its figures. */
export const discrepancySentences: Readonly<Record<string, (details: DiscrepancyDetails) => Sentence>> = {
  ...registryDiscrepancySentences,
  ...directoryDiscrepancySentences,
  ...contractsDiscrepancySentences,
};
