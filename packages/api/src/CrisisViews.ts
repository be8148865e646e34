/**
 * How a CPTS answers a crisis, as the prevention service shows it to those of the CPTS and its agencies.
 *
 * @example
 * ```ts
 * import { CrisisContact } from "@cpts/api/CrisisViews"
 *
 * "privatePhone" in CrisisContact.fields // => true
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import * as Crisis from "@cpts/domain/Crisis";
import * as Plan from "@cpts/domain/CrisisPlan";
import { Instant } from "@cpts/domain/EventEnvelope";
import { LocalDate } from "@cpts/domain/LocalDate";
import { OrganizationId } from "@cpts/domain/Organization";
import { ProfessionalId } from "@cpts/domain/Professional";
import { Schema } from "effect";

const version = Schema.Int.annotate({ description: "Counts the changes, from 1" });
const number = Schema.Int.annotate({ description: "Its place among the versions of the plan, from 1" });

/** A version of a plan. */
export const CrisisPlanVersion = Schema.Struct({ number, publishedOn: Schema.NullOr(LocalDate).annotate({ description: "Null for a draft" }), ...Plan.CrisisPlanContent.fields }).annotate({ identifier: "CrisisPlanVersion" });
export type CrisisPlanVersion = typeof CrisisPlanVersion.Type;

/** The plan of a CPTS: the version that holds, the draft of the next one, what exercises showed. Whom to call is read apart. */
export const CrisisPlanView = Schema.Struct({
  id: Plan.CrisisPlanId,
  cptsId: CptsId,
  published: Schema.NullOr(CrisisPlanVersion),
  draft: Schema.NullOr(CrisisPlanVersion),
  updateDueOn: Schema.NullOr(LocalDate).annotate({ description: "The day by which the plan is to be updated: a year after its publication; null while none is published" }),
  exercises: Schema.Array(Plan.CrisisExercise),
  version,
}).annotate({ identifier: "CrisisPlan" });
export type CrisisPlanView = typeof CrisisPlanView.Type;

/** The published versions of a plan, the newest first. */
export const CrisisPlanVersions = Schema.Struct({ items: Schema.Array(CrisisPlanVersion) }).annotate({ identifier: "CrisisPlanVersions" });

/** Whom to call. The private number is there for those who need it; others learn that there is one. */
export const CrisisContact = Schema.Struct({
  id: Plan.CrisisPlanId.annotate({ description: "Id of the contact" }),
  label: Schema.String,
  roleId: Schema.NullOr(Schema.String),
  professionalId: Schema.NullOr(ProfessionalId),
  organizationId: Schema.NullOr(OrganizationId),
  phone: Schema.NullOr(Schema.String),
  privatePhone: Schema.NullOr(Schema.String).annotate({ description: "Null where there is none, and for those who do not need it" }),
  hasPrivatePhone: Schema.Boolean,
}).annotate({ identifier: "CrisisContact" });
export type CrisisContact = typeof CrisisContact.Type;

/** Whom to call. */
export const CrisisContacts = Schema.Struct({ items: Schema.Array(CrisisContact) }).annotate({ identifier: "CrisisContacts" });

/** A task of a crisis. */
export const CrisisTask = Schema.Struct({
  id: Crisis.CrisisTaskId,
  title: Schema.String,
  state: Crisis.TaskState,
  assigneeId: Schema.NullOr(ProfessionalId),
  roleId: Schema.NullOr(Schema.String),
  dueAt: Schema.NullOr(Instant),
  version,
}).annotate({ identifier: "CrisisTask" });
export type CrisisTask = typeof CrisisTask.Type;

/** A crisis with its tasks. */
export const CrisisView = Schema.Struct({
  id: Crisis.CrisisId,
  cptsId: CptsId,
  state: Schema.Literals(["active", "closed"]),
  level: Crisis.Activation.fields.level,
  theme: Crisis.Activation.fields.theme,
  reason: Schema.String,
  planNumber: Schema.NullOr(Schema.Int).annotate({ description: "The version of the plan that held; null where there was none" }),
  activatedAt: Instant,
  closedAt: Schema.NullOr(Instant),
  report: Schema.NullOr(Schema.String),
  lessons: Schema.NullOr(Schema.String),
  tasks: Schema.Array(CrisisTask),
  version,
}).annotate({ identifier: "Crisis" });
export type CrisisView = typeof CrisisView.Type;

/** An entry of the log of a crisis. What the service notes by itself has no text. */
export const CrisisLogEntry = Schema.Struct({
  number: Schema.Int.annotate({ description: "Its place in the log, from 1" }),
  kind: Schema.String.annotate({ description: "note, activated, task-added, task-changed, closed; others may come" }),
  at: Instant,
  recordedAt: Instant,
  by: Schema.String.annotate({ description: "The role of who wrote it" }),
  text: Schema.NullOr(Schema.String),
  taskId: Schema.NullOr(Crisis.CrisisTaskId),
}).annotate({ identifier: "CrisisLogEntry" });
export type CrisisLogEntry = typeof CrisisLogEntry.Type;

/** The report that closes a crisis, as a document: what was said of it, its tasks, its whole log. */
export const CrisisReport = Schema.Struct({
  crisisId: Crisis.CrisisId,
  cptsId: CptsId,
  cptsName: Schema.NullOr(Schema.String),
  level: CrisisView.fields.level,
  theme: CrisisView.fields.theme,
  reason: Schema.String,
  planNumber: CrisisView.fields.planNumber,
  activatedAt: Instant,
  closedAt: Instant,
  durationMinutes: Schema.Int.annotate({ description: "Whole minutes from the alert to its end" }),
  report: Schema.String,
  lessons: Schema.NullOr(Schema.String),
  tasks: Schema.Array(CrisisTask),
  log: Schema.Array(CrisisLogEntry),
}).annotate({ identifier: "CrisisReport" });
export type CrisisReport = typeof CrisisReport.Type;
