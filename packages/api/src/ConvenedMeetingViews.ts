/**
 * A convened meeting as the directory shows it: who came and what was decided is for those who may see it.
 *
 * @example
 * ```ts
 * import { ConvenedMeetingView } from "@cpts/api/ConvenedMeetingViews"
 *
 * Object.keys(ConvenedMeetingView.fields).includes("agenda") // => true
 * ```
 *
 * @since 0.1.0
 */
import { CommuneCode } from "@cpts/domain/Cog";
import { AgendaItem, CancellationReason, MeetingKind, MeetingState, MeetingVisibility } from "@cpts/domain/ConvenedMeeting";
import { CptsId } from "@cpts/domain/Cpts";
import { BodyId } from "@cpts/domain/GovernanceBody";
import { LocalDate } from "@cpts/domain/LocalDate";
import { LocalTime } from "@cpts/domain/LocalTime";
import { MeetingId } from "@cpts/domain/Meeting";
import { Minutes, Presence } from "@cpts/domain/MeetingEvents";
import { DecisionOutcome, EntryNumber, FollowUpState, Majority, VoteCheck, Votes } from "@cpts/domain/MeetingOutcome";
import { QuorumRules, QuorumVerdict } from "@cpts/domain/MeetingQuorum";
import { Code } from "@cpts/domain/OpenCode";
import { ProfessionalId } from "@cpts/domain/Professional";
import { Schema } from "effect";
import { Explanation } from "./Explanation.ts";
import { StoredFile } from "./Files.ts";

/** Someone who is invited or came. */
export const SeatView = Schema.Struct({
  professionalId: ProfessionalId,
  name: Schema.NullOr(Schema.String).annotate({ description: "null for those who may not see them" }),
  college: Schema.NullOr(Schema.String),
  invited: Schema.Boolean.annotate({ description: "false: came without an invitation" }),
  votes: Schema.Boolean.annotate({ description: "Whether they have a vote: who has none counts for no quorum and holds no proxy" }),
  presence: Schema.NullOr(Presence).annotate({ description: "null as long as nobody noted it" }),
  minutes: Schema.NullOr(Minutes),
  proxyTo: Schema.NullOr(ProfessionalId),
}).annotate({ identifier: "MeetingSeat" });
export type SeatView = typeof SeatView.Type;

/** What a meeting decided. */
export const DecisionView = Schema.Struct({
  number: EntryNumber,
  title: Schema.String,
  text: Schema.NullOr(Schema.String),
  outcome: DecisionOutcome,
  majority: Schema.NullOr(Majority),
  votes: Schema.NullOr(Votes),
  replaces: Schema.NullOr(EntryNumber),
  replacedBy: Schema.NullOr(EntryNumber).annotate({ description: "The entry that stands in its place: this one was written down wrong" }),
}).annotate({ identifier: "MeetingDecision" });
export type DecisionView = typeof DecisionView.Type;

/** Something that is to be done, with the meeting that asked for it. */
export const FollowUpView = Schema.Struct({
  meetingId: MeetingId,
  number: EntryNumber,
  what: Schema.String,
  assigneeId: Schema.NullOr(ProfessionalId),
  dueOn: Schema.NullOr(LocalDate),
  state: FollowUpState,
  version: Schema.Int,
}).annotate({ identifier: "FollowUp" });
export type FollowUpView = typeof FollowUpView.Type;

const head = {
  id: MeetingId,
  cptsId: Schema.NullOr(CptsId),
  project: Schema.NullOr(Schema.String),
  bodyId: Schema.NullOr(BodyId),
  kind: MeetingKind,
  title: Schema.String,
  state: MeetingState,
  cancellationReason: Schema.NullOr(CancellationReason),
  visibility: MeetingVisibility,
  on: LocalDate,
  time: Schema.NullOr(LocalTime),
  durationMinutes: Schema.NullOr(Minutes),
  place: Schema.NullOr(Schema.String),
  commune: Schema.NullOr(CommuneCode),
  remote: Schema.Boolean,
  version: Schema.Int.annotate({ description: "Counts the changes, from 1" }),
};

/** A convened meeting in a list. */
export const ConvenedMeetingItem = Schema.Struct(head).annotate({ identifier: "ConvenedMeetingItem" });
export type ConvenedMeetingItem = typeof ConvenedMeetingItem.Type;

/** A convened meeting, with what it came to; lists are null for those who may not see them. */
export const ConvenedMeetingView = Schema.Struct({
  ...head,
  agenda: Schema.Array(AgendaItem),
  quorum: Schema.NullOr(QuorumRules),
  attendanceNumber: Schema.Int.annotate({ description: "How many times the attendance was closed or corrected; 0: it is open" }),
  invited: Schema.NullOr(Schema.Array(SeatView)),
  decisions: Schema.NullOr(Schema.Array(DecisionView)),
  followUps: Schema.NullOr(Schema.Array(FollowUpView)),
  files: Schema.NullOr(Schema.Array(StoredFile)),
}).annotate({ identifier: "ConvenedMeeting" });
export type ConvenedMeetingView = typeof ConvenedMeetingView.Type;

/** How a meeting was written once. */
export const MeetingVersion = Schema.Struct({
  version: Schema.Int,
  why: Code,
  recordedOn: LocalDate,
  state: MeetingState,
  kind: MeetingKind,
  title: Schema.String,
  visibility: MeetingVisibility,
  on: LocalDate,
  time: Schema.NullOr(LocalTime),
  place: Schema.NullOr(Schema.String),
  commune: Schema.NullOr(CommuneCode),
  agenda: Schema.Array(AgendaItem),
}).annotate({ identifier: "MeetingVersion" });
export type MeetingVersion = typeof MeetingVersion.Type;

/** A list of attendance as it was closed or corrected. */
export const ClosedAttendance = Schema.Struct({
  number: Schema.Int,
  why: Code.annotate({ description: "`closed`, or the reason of the correction" }),
  recordedOn: LocalDate,
  durationMinutes: Minutes,
  attendees: Schema.Array(Schema.Struct({ personId: ProfessionalId, presence: Presence, minutes: Minutes }).annotate({ identifier: "ClosedAttendee" })),
}).annotate({ identifier: "ClosedAttendance" });
export type ClosedAttendance = typeof ClosedAttendance.Type;

/** Every version of a meeting and of its attendance, the oldest first. */
export const MeetingHistory = Schema.Struct({ versions: Schema.Array(MeetingVersion), attendances: Schema.Array(ClosedAttendance) }).annotate({ identifier: "MeetingHistory" });
export type MeetingHistory = typeof MeetingHistory.Type;

/** A rule of the quorum against who took part. */
export const QuorumLineView = Schema.Struct({
  college: Schema.NullOr(Schema.String),
  invited: Schema.Int,
  counted: Schema.Int.annotate({ description: "Who certainly counts" }),
  perhaps: Schema.Int.annotate({ description: "Of whom the presence or the college is not noted" }),
  needed: Schema.NullOr(Schema.Int),
  verdict: QuorumVerdict,
}).annotate({ identifier: "QuorumLine" });
export type QuorumLineView = typeof QuorumLineView.Type;

/** Who took part, whether the meeting could decide, and whether the votes agree with what was recorded. */
export const AttendanceView = Schema.Struct({
  meetingId: MeetingId,
  closed: Schema.NullOr(ClosedAttendance).annotate({ description: "The list that stands; null as long as it is open" }),
  seats: Schema.Array(SeatView),
  quorum: QuorumVerdict,
  quorumLines: Schema.Array(QuorumLineView),
  votes: Schema.Array(Schema.Struct({ number: EntryNumber, check: VoteCheck }).annotate({ identifier: "CheckedVote" })),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "Attendance" });
export type AttendanceView = typeof AttendanceView.Type;
