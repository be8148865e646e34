import type { ContractStates } from "@cpts/api/ContractStates";
import { contractStandings, guardTexts, lifeActionLabels, lifeSteps } from "@cpts/domain/ContractLife";

/** The table of states that every step is held against. */
export const contractStates: typeof ContractStates.Encoded = {
  states: contractStandings.map(({ code, en, final, fr }) => ({ code, label: { fr, en }, final })),
  steps: lifeSteps.map(({ action, from, guards, legalSource, status, to }) => ({ action, label: lifeActionLabels[action], from, to, guards: guards.map((guard) => guardTexts[guard]), legalSource, status })),
};
