/**
 * What the directory tells of meetings that are convened: ids, dates, places and codes. Titles, agendas and what was said stay in
 * the directory; of who came, it tells ids and minutes, which the ledger of contracts pays by.
 *
 * @example
 * ```ts
 * import * as MeetingEvents from "@cpts/domain/MeetingEvents";
 *
 * Object.keys(MeetingEvents.MeetingAttendee.fields); // => ["personId", "presence", "minutes"]
 * ```
 */
import { Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { CptsId } from "./Cpts.ts";
import { BodyId } from "./GovernanceBody.ts";
import { meetingVisibility } from "./internal/meetingVisibility.ts";
import { LocalDate } from "./LocalDate.ts";
import { LocalTime } from "./LocalTime.ts";
import { MeetingId } from "./Meeting.ts";
import { Code } from "./OpenCode.ts";
import { ProfessionalId } from "./Professional.ts";

/** How someone took part: there, by a proxy given to someone who was there, or not. */
export const Presence = Schema.Literals(["present", "represented", "absent"]).annotate({ title: "Presence", description: "How someone took part in a meeting" });

/** How someone took part. */
export type Presence = typeof Presence.Type;

/** Minutes, 0 to a whole day. Issue: `minutes.range`. */
export const Minutes = Schema.Int.annotate({ title: "Minutes", description: "Minutes, 0 to a whole day" }).pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 1440 }, { message: "minutes.range" })));

const of = { meetingId: MeetingId, cptsId: Schema.NullOr(CptsId).annotate({ description: "null: of a project that has no CPTS yet" }) };
const place = { time: Schema.NullOr(LocalTime), durationMinutes: Schema.NullOr(Minutes), commune: Schema.NullOr(CommuneCode), remote: Schema.Boolean };

const visibility = Schema.optionalKey(meetingVisibility.annotate({ description: "Who may see that it takes place; absent in events of before: the people of the CPTS" }));

/** A meeting is convened. */
export const MeetingPlanned = Schema.Struct({ ...of, kind: Code, bodyId: Schema.NullOr(BodyId), on: LocalDate, ...place, visibility }).annotate({
  identifier: "MeetingPlanned",
  title: "MeetingPlanned",
  description: "A meeting is convened",
});

/** A meeting is convened for another day, time or place: `from` is the day that it leaves. */
export const MeetingMoved = Schema.Struct({ ...of, from: LocalDate, on: LocalDate, ...place }).annotate({ identifier: "MeetingMoved", title: "MeetingMoved", description: "A meeting takes place on another day, or elsewhere" });

/** A meeting is of another kind than it was said to be, or others may see it. Its title, agenda and guests change without an event: they are read in the directory. */
export const MeetingChanged = Schema.Struct({ ...of, kind: Code, visibility }).annotate({ identifier: "MeetingChanged", title: "MeetingChanged", description: "A meeting is of another kind than it was said to be, or others may see it" });

/** A meeting does not take place. */
export const MeetingCancelled = Schema.Struct({ ...of, on: LocalDate, reason: Code }).annotate({ identifier: "MeetingCancelled", title: "MeetingCancelled", description: "A meeting does not take place" });

/** A meeting took place. */
export const MeetingHeld = Schema.Struct({ ...of, on: LocalDate }).annotate({ identifier: "MeetingHeld", title: "MeetingHeld", description: "A meeting took place" });

/** Someone who was convened or came: the minutes that they were there, 0 for who was not. */
export const MeetingAttendee = Schema.Struct({ personId: ProfessionalId, presence: Presence, minutes: Minutes }).annotate({
  identifier: "MeetingAttendee",
  title: "MeetingAttendee",
  description: "Someone who was convened or came",
});

/** Someone who was convened or came. */
export type MeetingAttendee = typeof MeetingAttendee.Type;

/**
 * The attendance of a meeting is final. A correction is the same event again with a higher `aggregateversion`: the whole list, in
 * place of the one before.
 */
export const MeetingAttendanceClosed = Schema.Struct({
  ...of,
  on: LocalDate,
  bodyId: Schema.NullOr(BodyId).annotate({ description: "null: a meeting of no body, such as that of a working group" }),
  durationMinutes: Minutes,
  attendees: Schema.Array(MeetingAttendee),
}).annotate({ identifier: "MeetingAttendanceClosed", title: "MeetingAttendanceClosed", description: "The attendance of a meeting is final, or is corrected" });

/** The attendance of a meeting is final. */
export type MeetingAttendanceClosed = typeof MeetingAttendanceClosed.Type;
