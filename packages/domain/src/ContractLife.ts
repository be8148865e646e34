/**
 * The life of a contract from its draft to its end, as data: every step with its guards and its legal source.
 *
 * `provisional` rows rest on practice or memory: their text was not read (domain notes, "Lifecycle"). A step happens when its
 * guards pass; what is not in the table is refused.
 *
 * @example
 * ```ts
 * import * as ContractLife from "@cpts/domain/ContractLife";
 *
 * ContractLife.lifeStep("active", "suspend")?.to; // => "suspended"
 * ContractLife.lifeStep("terminated", "resume"); // => null
 * ContractLife.lifeStepsFrom("suspended").map(({ action }) => action); // => ["resume", "terminate", "expire"]
 * ```
 */
import { Schema } from "effect";

/** Where a contract stands: a draft, signed, or further in its life. */
export const ContractStanding = Schema.Literals(["draft", "signed", "active", "suspended", "renewed", "expired", "terminated"]).annotate({
  title: "ContractStanding",
  description: "Where a contract stands in its life",
});

/** Where a contract stands. */
export type ContractStanding = typeof ContractStanding.Type;

/** The standings with their labels. `final`: no step leaves it. */
export const contractStandings: ReadonlyArray<{ readonly code: ContractStanding; readonly fr: string; readonly en: string; readonly final: boolean }> = [
  { code: "draft", fr: "en préparation", en: "draft", final: false },
  { code: "signed", fr: "signé, sans mission commencée", en: "signed, no mission started", final: false },
  { code: "active", fr: "en cours", en: "active", final: false },
  { code: "suspended", fr: "suspendu", en: "suspended", final: false },
  { code: "renewed", fr: "renouvelé", en: "renewed", final: false },
  { code: "expired", fr: "échu", en: "expired", final: false },
  { code: "terminated", fr: "résilié", en: "terminated", final: true },
];

/** Steps that a document records; the others of the table have a request of their own, or come with time. */
export const RecordedStep = Schema.Literals(["suspend", "resume", "terminate", "renew"]).annotate({ title: "RecordedStep", description: "A step in the life of a contract that a document records" });

/** Steps that a document records. */
export type RecordedStep = typeof RecordedStep.Type;

/** Every step: recorded ones, and `sign`, `start-mission`, `expire`. */
export type LifeAction = RecordedStep | "sign" | "start-mission" | "expire";

/** The steps in words: French and English, as a noun. */
export const lifeActionLabels: Readonly<Record<LifeAction, { readonly fr: string; readonly en: string }>> = {
  sign: { fr: "signature", en: "signature" },
  "start-mission": { fr: "démarrage d'une mission", en: "start of a mission" },
  suspend: { fr: "suspension", en: "suspension" },
  resume: { fr: "reprise", en: "resumption" },
  renew: { fr: "renouvellement", en: "renewal" },
  terminate: { fr: "résiliation", en: "termination" },
  expire: { fr: "échéance", en: "expiry" },
};

/** What must hold for a step, by code; in words in {@link guardTexts}. */
export type LifeGuard = "project-validated" | "parties-complete" | "not-before-signature" | "not-before-last-step" | "not-in-the-future" | "notice-before-end" | "last-day-passed" | "term-known";

/** The guards in words. */
export const guardTexts: Readonly<Record<LifeGuard, { readonly fr: string; readonly en: string }>> = {
  "project-validated": { fr: "le projet de santé est validé avant la signature", en: "the health project is validated before the signature" },
  "parties-complete": { fr: "toutes les parties que le texte demande sont là", en: "every party that the text asks for is there" },
  "not-before-signature": { fr: "pas avant la signature", en: "not before the signature" },
  "not-before-last-step": { fr: "pas avant l'étape précédente", en: "not before the step before it" },
  "not-in-the-future": { fr: "pas à une date à venir", en: "not on a day to come" },
  "notice-before-end": { fr: "le préavis est donné avant la fin", en: "notice is given before the end" },
  "last-day-passed": { fr: "le dernier jour du contrat est passé", en: "the last day of the contract has passed" },
  "term-known": { fr: "la durée du renouvellement est connue", en: "the term of the renewal is known" },
};

/** One way from a standing to another, with what must hold and where that is written. */
export interface LifeStep {
  readonly from: ContractStanding;
  readonly action: LifeAction;
  readonly to: ContractStanding;
  readonly guards: ReadonlyArray<LifeGuard>;
  readonly legalSource: string;
  readonly status: "verified" | "provisional";
}

const adhesion = "ACI-CPTS of 20 June 2019: tripartite adhesion CPTS, fund, ARS, five years renewable";
const missions = "ACI-CPTS of 20 June 2019, art. 9.1 and 9.2: functioning is paid at signature, each mission from its start";
const suspension = "Practice of agencies; the clause of the agreement was not read";
const termination = "ACI-CPTS of 20 June 2019: non-respect, lost eligibility or will of the CPTS with notice; clauses on notice not read";
const term = "ACI-CPTS of 20 June 2019: five years; no tacit renewal is assumed, the clause was not read";

const row = (from: ContractStanding, action: LifeAction, to: ContractStanding, guards: ReadonlyArray<LifeGuard>, legalSource: string, status: LifeStep["status"]): LifeStep => ({ from, action, to, guards, legalSource, status });

const running = ["signed", "active", "renewed"] as const;
const dated: ReadonlyArray<LifeGuard> = ["not-before-signature", "not-before-last-step"];

/** Every step that exists. */
export const lifeSteps: ReadonlyArray<LifeStep> = [
  row("draft", "sign", "signed", ["parties-complete", "project-validated", "not-in-the-future"], adhesion, "verified"),
  row("signed", "start-mission", "active", ["not-before-signature", "not-in-the-future"], missions, "verified"),
  ...running.map((from) => row(from, "suspend", "suspended", [...dated, "not-in-the-future"], suspension, "provisional")),
  row("suspended", "resume", "active", [...dated, "not-in-the-future"], suspension, "provisional"),
  ...running.map((from) => row(from, "renew", "renewed", [...dated, "term-known"], adhesion, "verified")),
  row("expired", "renew", "renewed", [...dated, "term-known"], adhesion, "provisional"),
  ...[...running, "suspended" as const].map((from) => row(from, "terminate", "terminated", [...dated, "notice-before-end"], termination, "provisional")),
  ...[...running, "suspended" as const].map((from) => row(from, "expire", "expired", ["last-day-passed"], term, "provisional")),
];

/** The steps that leave a standing. */
export const lifeStepsFrom = (from: ContractStanding): ReadonlyArray<LifeStep> => lifeSteps.filter((step) => step.from === from);

/** The step of that name from a standing; `null` when there is none. */
export const lifeStep = (from: ContractStanding, action: LifeAction): LifeStep | null => lifeSteps.find((step) => step.from === from && step.action === action) ?? null;

/** What a termination owes, as far as it is known: the amounts are computed from the grid of the contract. */
export const repaymentRule = {
  code: "pro-rata-temporis",
  fr: "Les avances versées pour des jours qui suivent la fin du contrat sont rendues, au prorata du temps.",
  en: "Advances paid for days after the end of the contract are given back, pro rata of time.",
  source: "Model contract, clause of termination (guide of Medaviz on the ACI-CPTS)",
  status: "verified",
} as const;

/** How long before the end notice is given, in months, as recalled: shown beside the notice that was given, and refuses nothing. */
export const noticeRule = { months: 2, source: "Recalled; the clause of the agreement was not read", status: "provisional" } as const;
