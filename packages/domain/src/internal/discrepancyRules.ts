import { directoryDiscrepancyRules } from "./directoryDiscrepancyRules.ts";
import { contractsDiscrepancyRules } from "./contractsDiscrepancyRules.ts";
import { registryDiscrepancyRules } from "./registryDiscrepancyRules.ts";
import type { Sentence } from "./sentenceWords.ts";

/** The rule that finds each code: a code has a sentence and a rule, which a test compares. */
export const discrepancyRules: Readonly<Record<string, Sentence>> = {
  ...registryDiscrepancyRules,
  ...directoryDiscrepancyRules,
  ...contractsDiscrepancyRules,
};
