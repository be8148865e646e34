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

/** One way from a status to another. `provisional` rows rest on practice or memory: their text was not read. */
export interface Transition {
  readonly from: CptsStatus;
  readonly action: CptsAction;
  readonly to: CptsStatus;
  readonly by: ReadonlyArray<Role>;
  readonly legalSource: string;
  readonly status: "verified" | "provisional";
}

const practice = "Practice of regional agencies (guides of cpts-na and of Centre-Val de Loire)";
const silence = "Art. L. 1434-12 CSP, from amendments 1560 and 1816 of March 2019: two months of silence of the ARS validate";
const adhesion = "ACI-CPTS of 20 June 2019: tripartite adhesion CPTS, fund, ARS, five years renewable";
const termination = "ACI-CPTS of 20 June 2019: non-respect, lost eligibility or will of the CPTS; notices not read";
const association = "Law of 1 July 1901: the general assembly decides the end or the merger of the association";

const cpts: ReadonlyArray<Role> = ["coordinator", "board-member"];
const agencies: ReadonlyArray<Role> = ["ars-officer", "cpam-officer"];
const ars: ReadonlyArray<Role> = ["ars-officer"];

const row = (
  from: CptsStatus,
  action: CptsAction,
  to: CptsStatus,
  by: ReadonlyArray<Role>,
  legalSource: string,
  status: Transition["status"],
): Transition => ({ from, action, to, by, legalSource, status });

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
