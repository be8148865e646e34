/**
 * The life of a CPTS as one table: from which status, by which action of whom, to which status, by which text.
 *
 * @example
 * ```ts
 * import * as CptsStatus from "@cpts/domain/CptsStatus";
 * import { Result } from "effect";
 *
 * const next = CptsStatus.transition("project-filed", "acknowledge-tacit-validation", "service-account");
 * Result.getOrNull(next); // => "project-tacitly-validated"
 * ```
 */
import { Result, Schema } from "effect";
import { Role } from "./Role.ts";

/** Where a CPTS stands, from the first meeting to its end. */
export const CptsStatus = Schema.Literals([
  "emergence",
  "letter-of-intent-filed",
  "letter-of-intent-validated",
  "project-drafting",
  "project-filed",
  "project-validated",
  "project-tacitly-validated",
  "project-refused",
  "aci-negotiation",
  "aci-signed",
  "active",
  "suspended",
  "renewed",
  "terminated",
  "dissolved",
  "merged",
]).annotate({ title: "CptsStatus", description: "Where a CPTS stands in its life" });

/** Where a CPTS stands. */
export type CptsStatus = typeof CptsStatus.Type;

/** French and English labels; `final` statuses have no way out. */
export const cptsStatuses: ReadonlyArray<{ readonly code: CptsStatus; readonly fr: string; readonly en: string; readonly final: boolean }> = [
  { code: "emergence", fr: "en émergence", en: "emerging", final: false },
  { code: "letter-of-intent-filed", fr: "lettre d'intention déposée", en: "letter of intent filed", final: false },
  { code: "letter-of-intent-validated", fr: "lettre d'intention validée", en: "letter of intent validated", final: false },
  { code: "project-drafting", fr: "projet de santé en rédaction", en: "health project being drafted", final: false },
  { code: "project-filed", fr: "projet de santé déposé", en: "health project filed", final: false },
  { code: "project-validated", fr: "projet de santé validé", en: "health project validated", final: false },
  { code: "project-tacitly-validated", fr: "projet de santé validé tacitement", en: "health project validated by silence", final: false },
  { code: "project-refused", fr: "projet de santé refusé", en: "health project refused", final: false },
  { code: "aci-negotiation", fr: "ACI en négociation", en: "ACI being negotiated", final: false },
  { code: "aci-signed", fr: "ACI signé", en: "ACI signed", final: false },
  { code: "active", fr: "active", en: "active", final: false },
  { code: "suspended", fr: "suspendue", en: "suspended", final: false },
  { code: "renewed", fr: "renouvelée", en: "renewed", final: false },
  { code: "terminated", fr: "résiliée", en: "terminated", final: false },
  { code: "dissolved", fr: "dissoute", en: "dissolved", final: true },
  { code: "merged", fr: "fusionnée", en: "merged", final: true },
];

/** Whether a CPTS of this status is no more. */
export const isFinal = (status: string): boolean => cptsStatuses.some(({ code, final }) => final && code === status);

/** What may be done to a CPTS. */
export const CptsAction = Schema.Literals([
  "file-letter-of-intent",
  "validate-letter-of-intent",
  "return-letter-of-intent",
  "start-project",
  "file-project",
  "validate-project",
  "acknowledge-tacit-validation",
  "refuse-project",
  "resume-project",
  "open-aci-negotiation",
  "sign-aci",
  "start-activity",
  "suspend",
  "resume-activity",
  "renew",
  "terminate",
  "dissolve",
  "merge",
]).annotate({ title: "CptsAction", description: "A step in the life of a CPTS" });

/** What may be done to a CPTS. */
export type CptsAction = typeof CptsAction.Type;

/** French and English labels of the actions, in the infinitive. */
export const cptsActions: ReadonlyArray<{ readonly code: CptsAction; readonly fr: string; readonly en: string }> = [
  { code: "file-letter-of-intent", fr: "déposer la lettre d'intention", en: "file the letter of intent" },
  { code: "validate-letter-of-intent", fr: "valider la lettre d'intention", en: "validate the letter of intent" },
  { code: "return-letter-of-intent", fr: "rendre la lettre d'intention à ses auteurs", en: "return the letter of intent" },
  { code: "start-project", fr: "commencer le projet de santé", en: "start the health project" },
  { code: "file-project", fr: "déposer le projet de santé", en: "file the health project" },
  { code: "validate-project", fr: "valider le projet de santé", en: "validate the health project" },
  { code: "acknowledge-tacit-validation", fr: "constater la validation tacite du projet de santé", en: "acknowledge the validation of the health project by silence" },
  { code: "refuse-project", fr: "refuser le projet de santé", en: "refuse the health project" },
  { code: "resume-project", fr: "reprendre le projet de santé refusé", en: "resume the refused health project" },
  { code: "open-aci-negotiation", fr: "ouvrir la négociation de l'ACI", en: "open the negotiation of the ACI" },
  { code: "sign-aci", fr: "signer l'ACI", en: "sign the ACI" },
  { code: "start-activity", fr: "commencer l'activité", en: "start the activity" },
  { code: "suspend", fr: "suspendre la CPTS", en: "suspend the CPTS" },
  { code: "resume-activity", fr: "reprendre l'activité", en: "resume the activity" },
  { code: "renew", fr: "renouveler l'ACI", en: "renew the ACI" },
  { code: "terminate", fr: "résilier l'ACI", en: "terminate the ACI" },
  { code: "dissolve", fr: "dissoudre la CPTS", en: "dissolve the CPTS" },
  { code: "merge", fr: "fusionner la CPTS", en: "merge the CPTS" },
];

/** One way from a status to another. `provisional` rows rest on practice or memory: their text was not read. */
export interface Transition {
  readonly from: CptsStatus;
  readonly action: CptsAction;
  readonly to: CptsStatus;
  readonly by: ReadonlyArray<Role>;
  readonly legalSource: string;
  readonly legalSourceFr: string;
  readonly status: "verified" | "provisional";
}

interface Text {
  readonly fr: string;
  readonly en: string;
}

const practice: Text = {
  fr: "Pratique des agences régionales de santé (guides de cpts-na et du Centre-Val de Loire)",
  en: "Practice of regional agencies (guides of cpts-na and of Centre-Val de Loire)",
};
const silence: Text = {
  fr: "Art. L. 1434-12 CSP, issu des amendements 1560 et 1816 de mars 2019 : deux mois de silence de l'ARS valent validation",
  en: "Art. L. 1434-12 CSP, from amendments 1560 and 1816 of March 2019: two months of silence of the ARS validate",
};
const adhesion: Text = {
  fr: "ACI-CPTS du 20 juin 2019 : adhésion tripartite de la CPTS, de la caisse et de l'ARS, pour cinq ans renouvelables",
  en: "ACI-CPTS of 20 June 2019: tripartite adhesion CPTS, fund, ARS, five years renewable",
};
const termination: Text = {
  fr: "ACI-CPTS du 20 juin 2019 : non-respect, éligibilité perdue ou volonté de la CPTS ; préavis non lus",
  en: "ACI-CPTS of 20 June 2019: non-respect, lost eligibility or will of the CPTS; notices not read",
};
const association: Text = {
  fr: "Loi du 1er juillet 1901 : l'assemblée générale décide de la fin ou de la fusion de l'association",
  en: "Law of 1 July 1901: the general assembly decides the end or the merger of the association",
};

const cpts: ReadonlyArray<Role> = ["coordinator", "board-member"];
const agencies: ReadonlyArray<Role> = ["ars-officer", "cpam-officer"];
const ars: ReadonlyArray<Role> = ["ars-officer"];

const row = (
  from: CptsStatus,
  action: CptsAction,
  to: CptsStatus,
  by: ReadonlyArray<Role>,
  source: Text,
  status: Transition["status"],
): Transition => ({ from, action, to, by, legalSource: source.en, legalSourceFr: source.fr, status });

const living = cptsStatuses.filter(({ final }) => !final).map(({ code }) => code);

/** Every step that exists; what is not here is refused. A letter of intent is examined by ARS, fund and URPS together, the ARS answers. */
export const transitions: ReadonlyArray<Transition> = [
  row("emergence", "file-letter-of-intent", "letter-of-intent-filed", cpts, practice, "verified"),
  row("letter-of-intent-filed", "validate-letter-of-intent", "letter-of-intent-validated", ars, practice, "verified"),
  row("letter-of-intent-filed", "return-letter-of-intent", "emergence", ars, practice, "provisional"),
  row("letter-of-intent-validated", "start-project", "project-drafting", cpts, practice, "verified"),
  row("project-drafting", "file-project", "project-filed", cpts, silence, "verified"),
  row("project-filed", "validate-project", "project-validated", ars, silence, "verified"),
  row("project-filed", "acknowledge-tacit-validation", "project-tacitly-validated", ["ars-officer", "service-account"], silence, "verified"),
  row("project-filed", "refuse-project", "project-refused", ars, silence, "verified"),
  // Taken in time and recorded late, the decision replaces a silence that was none.
  row("project-tacitly-validated", "validate-project", "project-validated", ars, silence, "verified"),
  row("project-tacitly-validated", "refuse-project", "project-refused", ars, silence, "verified"),
  row("project-refused", "resume-project", "project-drafting", cpts, practice, "provisional"),
  row("project-validated", "open-aci-negotiation", "aci-negotiation", [...cpts, ...agencies], adhesion, "verified"),
  row("project-tacitly-validated", "open-aci-negotiation", "aci-negotiation", [...cpts, ...agencies], adhesion, "verified"),
  row("aci-negotiation", "sign-aci", "aci-signed", agencies, adhesion, "verified"),
  row("aci-signed", "start-activity", "active", [...cpts, ...agencies], adhesion, "provisional"),
  row("active", "suspend", "suspended", agencies, termination, "provisional"),
  row("renewed", "suspend", "suspended", agencies, termination, "provisional"),
  row("suspended", "resume-activity", "active", agencies, termination, "provisional"),
  row("active", "renew", "renewed", agencies, adhesion, "verified"),
  row("renewed", "renew", "renewed", agencies, adhesion, "verified"),
  row("aci-signed", "terminate", "terminated", agencies, termination, "provisional"),
  row("active", "terminate", "terminated", agencies, termination, "provisional"),
  row("renewed", "terminate", "terminated", agencies, termination, "provisional"),
  row("suspended", "terminate", "terminated", agencies, termination, "provisional"),
  row("terminated", "open-aci-negotiation", "aci-negotiation", [...cpts, ...agencies], adhesion, "provisional"),
  ...living.map((from) => row(from, "dissolve", "dissolved", [...cpts, "ars-officer"], association, "provisional")),
  ...living.map((from) => row(from, "merge", "merged", [...cpts, "ars-officer"], association, "provisional")),
];

/** The action does not exist from this status. */
export class TransitionNotAllowed extends Schema.TaggedError<TransitionNotAllowed>()(
  "TransitionNotAllowed",
  { from: CptsStatus, action: CptsAction, allowed: Schema.Array(CptsAction) },
) {}

/** The action exists from this status, for other roles. */
export class TransitionRoleNotAllowed extends Schema.TaggedError<TransitionRoleNotAllowed>()(
  "TransitionRoleNotAllowed",
  { from: CptsStatus, action: CptsAction, role: Role, allowedRoles: Schema.Array(Role) },
) {}

/** The steps that leave a status. */
export const transitionsFrom = (from: CptsStatus): ReadonlyArray<Transition> => transitions.filter((step) => step.from === from);

/** The status an action leads to, or why it does not. Whether the actor's territory allows it is `Access.can`. */
export const transition = (
  from: CptsStatus,
  action: CptsAction,
  role: Role,
): Result.Result<CptsStatus, TransitionNotAllowed | TransitionRoleNotAllowed> => {
  const steps = transitionsFrom(from);
  const step = steps.find((candidate) => candidate.action === action);
  if (step === undefined) return Result.fail(new TransitionNotAllowed({ from, action, allowed: steps.map((other) => other.action) }));
  if (!step.by.includes(role)) return Result.fail(new TransitionRoleNotAllowed({ from, action, role, allowedRoles: step.by }));
  return Result.succeed(step.to);
};
