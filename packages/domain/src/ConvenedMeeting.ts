/**
 * A meeting that is convened: who is invited, what is on its agenda, who came, what was decided and what is to be done. Of a body, of
 * a working group, or of a project that has no CPTS yet.
 *
 * @example
 * ```ts
 * import * as ConvenedMeeting from "@cpts/domain/ConvenedMeeting";
 * import { Schema } from "effect";
 *
 * const meeting = { cptsId: "0198c0de-0000-7000-8000-000000000001", kind: "board", title: "Conseil d'administration", on: "2026-12-03", visibility: "cpts", agenda: [{ title: "Budget" }], invited: [] };
 * Schema.is(ConvenedMeeting.NewConvenedMeeting)(meeting); // => true
 * Schema.is(ConvenedMeeting.AttendanceEntry)({ professionalId: "0198c0de-0000-7000-8000-000000000020", presence: "represented" }); // => false
 * ```
 */
import { Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { CptsId } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { BodyId } from "./GovernanceBody.ts";
import { meetingVisibility } from "./internal/meetingVisibility.ts";
import { LocalDate } from "./LocalDate.ts";
import { LocalTime } from "./LocalTime.ts";
import { Minutes, Presence } from "./MeetingEvents.ts";
import { QuorumRules } from "./MeetingQuorum.ts";
import { openCode } from "./OpenCode.ts";
import { ProfessionalId } from "./Professional.ts";

/** What is met for: an open list. */
export const MeetingKind = openCode(["general-assembly", "board", "bureau", "working-group", "project", "partners", "other"], { title: "MeetingKind", description: "What is met for" });

/** Who may see a meeting: what is for nobody but its people is not convened here. */
export const MeetingVisibility = meetingVisibility;

/** Who may see a meeting. */
export type MeetingVisibility = typeof MeetingVisibility.Type;

/** Where a meeting stands. */
export const MeetingState = Schema.Literals(["planned", "held", "cancelled"]).annotate({ title: "MeetingState", description: "Where a meeting stands" });

/** Where a meeting stands. */
export type MeetingState = typeof MeetingState.Type;

/** Why a meeting does not take place: an open list. */
export const CancellationReason = openCode(["no-quorum", "no-place", "unavailable", "recorded-in-error", "other"], { title: "CancellationReason", description: "Why a meeting does not take place" });

/** Why what was recorded of a meeting changes: an open list. */
export const MeetingCorrectionReason = openCode(["typing-error", "forgotten", "better-source", "situation-changed", "recorded-in-error"], { title: "MeetingCorrectionReason", description: "Why what was recorded of a meeting changes" });

const college = freeText({ max: 200, title: "College", description: "The group of members they sit for by the statutes" });

/** Someone who is invited, and the college they sit for. */
export const Invitation = Schema.Struct({ professionalId: ProfessionalId, college: Schema.optionalKey(college) }).annotate({ identifier: "Invitation", title: "Invitation", description: "Someone who is invited to a meeting" });

/** Someone who is invited. */
export type Invitation = typeof Invitation.Type;

const eachOnce = (entries: ReadonlyArray<{ readonly professionalId: string }>) =>
  entries.flatMap(({ professionalId }, index) => (entries.findIndex((other) => other.professionalId === professionalId) < index ? [{ path: [index], issue: "meeting.person-repeated" }] : []));

/** Who is invited, each once, up to 2,000. Issues: `meeting.too-many-people`, `meeting.person-repeated`. */
export const Invitations = Schema.Array(Invitation)
  .annotate({ title: "Invitations", description: "Who is invited, each once" })
  .pipe(Schema.check(Schema.isMaxLength(2_000, { message: "meeting.too-many-people" }), Schema.makeFilter(eachOnce)));

/** A point of the agenda. */
export const AgendaItem = Schema.Struct({
  title: freeText({ max: 300, title: "Title", description: "What is to be spoken of" }),
  minutes: Schema.optionalKey(Minutes),
}).annotate({ identifier: "AgendaItem", title: "AgendaItem", description: "A point of the agenda" });

/** The points of an agenda in their order, up to 50. Issue: `meeting.too-many-items`. */
export const Agenda = Schema.Array(AgendaItem)
  .annotate({ title: "Agenda", description: "The points of an agenda, in their order" })
  .pipe(Schema.check(Schema.isMaxLength(50, { message: "meeting.too-many-items" })));

const when = {
  on: LocalDate,
  time: Schema.optionalKey(LocalTime),
  durationMinutes: Schema.optionalKey(Minutes.annotate({ description: "How long it is to last" })),
  place: Schema.optionalKey(freeText({ max: 300, title: "Place", description: "Where it takes place" })),
  commune: Schema.optionalKey(CommuneCode),
  remote: Schema.optionalKey(Schema.Boolean.annotate({ description: "Whether one may take part from afar" })),
};

const project = freeText({ max: 200, title: "Project", description: "The project that has no CPTS yet" });
const title = freeText({ max: 300, title: "Title", description: "What the meeting is called" });

/** A CPTS or a project that has none, which is then somewhere. Issues: `meeting.cpts-or-project`, `meeting.project-without-commune`, `meeting.body-without-cpts`. */
const ofCptsOrProject = (meeting: { readonly cptsId?: unknown; readonly project?: unknown; readonly commune?: unknown; readonly bodyId?: unknown }) => {
  const { bodyId, commune, cptsId, project: named } = meeting;
  if ((cptsId === undefined) === (named === undefined)) return { path: ["cptsId"], issue: "meeting.cpts-or-project" };
  if (cptsId === undefined && bodyId !== undefined) return { path: ["bodyId"], issue: "meeting.body-without-cpts" };
  return cptsId === undefined && commune === undefined ? { path: ["commune"], issue: "meeting.project-without-commune" } : true;
};

/** A meeting to come. Issues: `meeting.cpts-or-project`, `meeting.project-without-commune`, `meeting.body-without-cpts`. */
export const NewConvenedMeeting = Schema.Struct({
  cptsId: Schema.optionalKey(CptsId),
  project: Schema.optionalKey(project),
  bodyId: Schema.optionalKey(BodyId),
  kind: MeetingKind,
  title,
  visibility: MeetingVisibility.annotate({ description: "Who may see that it takes place; who came is at most for the members of the CPTS" }),
  agenda: Agenda,
  invited: Invitations,
  quorum: Schema.optionalKey(QuorumRules),
  ...when,
})
  .annotate({ title: "NewConvenedMeeting", description: "A meeting to come" })
  .pipe(Schema.check(Schema.makeFilter(ofCptsOrProject, { identifier: "NewConvenedMeeting" })));

/** A meeting to come. */
export type NewConvenedMeeting = typeof NewConvenedMeeting.Type;

/** What changes of a meeting that is not its day or place, and why. Issue: `meeting-change.empty`. */
export const MeetingChange = Schema.Struct({
  why: MeetingCorrectionReason,
  title: Schema.optionalKey(title),
  kind: Schema.optionalKey(MeetingKind),
  visibility: Schema.optionalKey(MeetingVisibility),
  agenda: Schema.optionalKey(Agenda),
  invited: Schema.optionalKey(Invitations),
  quorum: Schema.optionalKey(Schema.NullOr(QuorumRules)),
})
  .annotate({ title: "MeetingChange", description: "What changes of a meeting" })
  .pipe(Schema.check(Schema.makeFilter((change) => Object.keys(change).length > 1 || "meeting-change.empty", { identifier: "MeetingChange" })));

/** What changes of a meeting. */
export type MeetingChange = typeof MeetingChange.Type;

/** Another day, time or place; what is not given is no longer said. */
export const MeetingMove = Schema.Struct(when).annotate({ identifier: "MeetingMove", title: "MeetingMove", description: "Another day, time or place of a meeting" });

/** Another day, time or place. */
export type MeetingMove = typeof MeetingMove.Type;

/** A meeting does not take place. */
export const MeetingCancellation = Schema.Struct({ reason: CancellationReason }).annotate({ identifier: "MeetingCancellation", title: "MeetingCancellation", description: "A meeting does not take place" });

/** It was held or cancelled by mistake: it is to come again. */
export const MeetingReinstatement = Schema.Struct({ why: MeetingCorrectionReason }).annotate({ identifier: "MeetingReinstatement", title: "MeetingReinstatement", description: "A meeting is to come again" });

/** Whoever is represented says by whom, and nobody else is. Issues: `attendance.proxy-missing`, `attendance.proxy-of-present`, `attendance.proxy-self`, `attendance.minutes-of-absent`. */
const proxyOfRepresented = (entry: { readonly professionalId: string; readonly presence: Presence; readonly proxyTo?: string; readonly minutes?: number }) => {
  const { minutes, presence, professionalId, proxyTo } = entry;
  if (presence === "represented" && proxyTo === undefined) return { path: ["proxyTo"], issue: "attendance.proxy-missing" };
  if (presence !== "represented" && proxyTo !== undefined) return { path: ["proxyTo"], issue: "attendance.proxy-of-present" };
  if (proxyTo === professionalId) return { path: ["proxyTo"], issue: "attendance.proxy-self" };
  return presence !== "present" && minutes !== undefined && minutes > 0 ? { path: ["minutes"], issue: "attendance.minutes-of-absent" } : true;
};

/** How someone took part; without minutes, whoever was present was there from beginning to end. */
export const AttendanceEntry = Schema.Struct({
  professionalId: ProfessionalId,
  presence: Presence,
  college: Schema.optionalKey(college),
  minutes: Schema.optionalKey(Minutes),
  // Who was there for them.
  proxyTo: Schema.optionalKey(ProfessionalId),
  by: Schema.optionalKey(openCode(["screen", "sheet"], { title: "AttendanceMeans", description: "How it was taken down" })),
})
  .annotate({ title: "AttendanceEntry", description: "How someone took part in a meeting" })
  .pipe(Schema.check(Schema.makeFilter(proxyOfRepresented, { identifier: "AttendanceEntry" })));

/** How someone took part. */
export type AttendanceEntry = typeof AttendanceEntry.Type;

/** Entries of an attendance list, each person once. Issues: `meeting.too-many-people`, `meeting.person-repeated`. */
export const AttendanceEntries = Schema.Array(AttendanceEntry)
  .annotate({ title: "AttendanceEntries", description: "Entries of an attendance list, each person once" })
  .pipe(Schema.check(Schema.isMaxLength(2_000, { message: "meeting.too-many-people" }), Schema.makeFilter(eachOnce)));
