/**
 * What is told of convened meetings: calendars follow the days, the ledger of contracts the attendance.
 *
 * @example
 * ```ts
 * import { meetingEvents } from "@cpts/api/MeetingEvents"
 *
 * meetingEvents.meetingAttendanceClosed.type // => "cpts.directory.meeting.attendance-closed.v1"
 * ```
 *
 * @since 0.1.0
 */
import * as Events from "@cpts/domain/MeetingEvents";
import { eventType } from "./EventType.ts";

const meetingId = "0198c0de-0000-7000-8000-000000000025";
const cptsId = "0198c0de-0000-7000-8000-000000000001";
const bodyId = "0198c0de-0000-7000-8000-000000000031";
const place = { time: "20:00", durationMinutes: 90, commune: "37003", remote: false } as const;
const meeting = { service: "directory", aggregate: "meeting", version: 1 } as const;
const summaries = {
  planned: { fr: "Une réunion est convoquée", en: "A meeting is convened" },
  moved: { fr: "Une réunion change de jour, d'heure ou de lieu", en: "A meeting takes place on another day, at another time or elsewhere" },
  changed: { fr: "Une réunion est d'une autre nature", en: "A meeting is of another kind" },
  cancelled: { fr: "Une réunion est annulée", en: "A meeting is cancelled" },
  held: { fr: "Une réunion a eu lieu", en: "A meeting took place" },
  closed: { fr: "La présence à une réunion est arrêtée, ou corrigée", en: "The attendance of a meeting is final, or corrected" },
} as const;

/** What is told of convened meetings, by name. */
export const meetingEvents = {
  meetingPlanned: eventType({ ...meeting, event: "planned", payload: Events.MeetingPlanned, summary: summaries.planned, example: { meetingId, cptsId, kind: "board", bodyId, on: "2026-12-03", ...place } }),
  meetingMoved: eventType({ ...meeting, event: "moved", payload: Events.MeetingMoved, summary: summaries.moved, example: { meetingId, cptsId, from: "2026-12-03", on: "2026-12-10", ...place } }),
  meetingChanged: eventType({ ...meeting, event: "changed", payload: Events.MeetingChanged, summary: summaries.changed, example: { meetingId, cptsId, kind: "general-assembly" } }),
  meetingCancelled: eventType({ ...meeting, event: "cancelled", payload: Events.MeetingCancelled, summary: summaries.cancelled, example: { meetingId, cptsId, on: "2026-12-10", reason: "no-quorum" } }),
  meetingHeld: eventType({ ...meeting, event: "held", payload: Events.MeetingHeld, summary: summaries.held, example: { meetingId, cptsId, on: "2026-12-10" } }),
  meetingAttendanceClosed: eventType({
    ...meeting,
    event: "attendance-closed",
    payload: Events.MeetingAttendanceClosed,
    summary: summaries.closed,
    example: { meetingId, cptsId, on: "2026-12-10", bodyId, durationMinutes: 90, attendees: [{ personId: "0198c0de-0000-7000-8000-000000000020", presence: "present", minutes: 90 }] },
  }),
};
