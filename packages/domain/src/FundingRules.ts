/**
 * The rules that the funding applies, each with where it was read and how far: what the trace of a line names.
 *
 * @example
 * ```ts
 * import * as FundingRules from "@cpts/domain/FundingRules";
 *
 * FundingRules.ruleOf("fixed-advance-at-start").status; // => "verified"
 * FundingRules.ruleOf("variable-after-review").status; // => "provisional"
 * ```
 */

/** A rule of payment. `provisional`: assumed, or read in a draft only. */
export interface FundingRule {
  readonly code: FundingRuleCode;
  readonly fr: string;
  readonly en: string;
  readonly status: "verified" | "provisional";
  readonly source: string;
}

const article91 = "ACI-CPTS, 20 June 2019, art. 9.1";
const article92 = "ACI-CPTS, 20 June 2019, art. 9.2; model contract, art. 6.2; Senate, report 32 (2025-2026)";
const notRead = "not read in the agreement: convention of this platform";

const rows = {
  "functioning-at-signature": {
    fr: "Fonctionnement de la première année, versé en entier à la signature.",
    en: "Functioning of the first year, paid in full at the signature.",
    status: "verified",
    source: article91,
  },
  "functioning-before-missions": {
    fr: "Fonctionnement d'une année où aucune mission n'a démarré à l'anniversaire, versé en entier à l'anniversaire.",
    en: "Functioning of a year in which no mission runs at the anniversary, paid in full at the anniversary.",
    status: "provisional",
    source: `${article91} by extension; ${notRead}`,
  },
  "functioning-advance": { fr: "Avance du fonctionnement à l'anniversaire, dès qu'une mission a démarré.", en: "Advance of functioning at the anniversary, once a mission runs.", status: "verified", source: article91 },
  "functioning-balance": { fr: "Solde du fonctionnement, versé avec l'avance de l'année suivante.", en: "Balance of functioning, paid with the advance of the next year.", status: "verified", source: article91 },
  "fixed-advance-at-start": {
    fr: "Avance de la part fixe au démarrage de la mission, au prorata du temps qui reste jusqu'à l'anniversaire.",
    en: "Advance of the fixed part at the start of the mission, pro rata of the time to the next anniversary.",
    status: "verified",
    source: article92,
  },
  "fixed-advance": { fr: "Avance de la part fixe à l'anniversaire.", en: "Advance of the fixed part at the anniversary.", status: "verified", source: article92 },
  "fixed-balance": { fr: "Solde de la part fixe, versé à l'anniversaire avec l'avance de l'année suivante.", en: "Balance of the fixed part, paid at the anniversary with the advance of the next year.", status: "verified", source: article92 },
  "advance-under-amendment": {
    fr: "Avance d'un montant que seul le barème d'un avenant connaît, au jour où ce barème s'applique, au prorata du temps qui reste jusqu'à l'anniversaire.",
    en: "Advance of an amount that only the grid of an amendment has, on the day from which that grid holds, pro rata of the time to the next anniversary.",
    status: "provisional",
    source: notRead,
  },
  "variable-after-review": {
    fr: "Part variable, versée après la revue annuelle : montant au prorata, multiplié par le taux d'atteinte pondéré. La date est celle de la revue, ou au plus tôt l'anniversaire.",
    en: "Variable part, paid after the annual review: amount pro rata, times the weighted rate of achievement. Its date is that of the review, or the anniversary at the earliest.",
    status: "provisional",
    source: `payment after the review: Senate, report 32 (2025-2026); formula and pro rata ${notRead}`,
  },
  "start-up-in-full": {
    fr: "Aide au démarrage, versée en entier quand la lettre d'intention est validée.",
    en: "Start-up aid, paid in full when the letter of intent is validated.",
    status: "provisional",
    source: "draft of avenant 2, press of November 2020",
  },
  "crisis-in-full": { fr: "Volet de la réponse aux crises, versé en entier à sa date.", en: "Part of the response to crises, paid in full on its date.", status: "provisional", source: `draft of avenant 2, press of November 2020; date of payment ${notRead}` },
  "settlement-at-end": {
    fr: "Fin du contrat avant l'anniversaire : solde de ce qui est dû au prorata du temps écoulé.",
    en: "End of the contract before the anniversary: balance of what is due pro rata of the time elapsed.",
    status: "provisional",
    source: notRead,
  },
  "repayment-at-end": {
    fr: "Fin du contrat : les avances qui dépassent ce qui est dû sont reversées au prorata du temps.",
    en: "End of the contract: advances beyond what is due are paid back pro rata of time.",
    status: "verified",
    source: "model contract, clause of termination (medaviz)",
  },
  "correction-at-anniversary": {
    fr: "Changement en cours d'année (taille, barème, suspension, fin d'une mission) : différence avec ce qui a été versé, réglée à l'anniversaire.",
    en: "Change within the year (size, grid, suspension, end of a mission): difference with what was paid, settled at the anniversary.",
    status: "provisional",
    source: notRead,
  },
} as const;

/** The code of a rule. */
export type FundingRuleCode = keyof typeof rows;

/** The rule of a code. */
export const ruleOf = (code: FundingRuleCode): FundingRule => ({ code, ...rows[code] });

// The keys of the table above and no other.
/** Every rule. */
export const fundingRules: ReadonlyArray<FundingRule> = (Object.keys(rows) as ReadonlyArray<FundingRuleCode>).map(ruleOf);
