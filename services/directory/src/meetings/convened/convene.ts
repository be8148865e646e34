import { directory } from "@cpts/api/Directory";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import { departementOfCommune, type CommuneCode } from "@cpts/domain/Cog";
import { MeetingChange, MeetingMove, NewConvenedMeeting, type MeetingCancellation, type MeetingReinstatement, type MeetingVisibility } from "@cpts/domain/ConvenedMeeting";
import type { CptsId } from "@cpts/domain/Cpts";
import type { BodyId } from "@cpts/domain/GovernanceBody";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { LocalTime } from "@cpts/domain/LocalTime";
import type { MeetingId } from "@cpts/domain/Meeting";
import { codeOf } from "@cpts/domain/OpenCode";
import { record } from "@cpts/service-kit/events/log/record";
import { Ids } from "@cpts/service-kit/ids";
import { unknownCommunes } from "@cpts/service-kit/known/commune-codes";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema } from "effect";
import { keepVersion } from "../../corrections/history.ts";
import { illegalTransition } from "../../corrections/refusals.ts";
import { requirePlausible } from "../../database/plausible-dates.ts";
import { read, write } from "../../database/tables.ts";
import { requirePeople, seat } from "./people.ts";
import { lockMeeting, meetingHistory, requireState, rewrite, statedOf, type MeetingRow, type Stated } from "./stored.ts";

const encodeMeeting = Schema.encodeSync(NewConvenedMeeting);
const encodeChange = Schema.encodeSync(MeetingChange);
const encodeMove = Schema.encodeSync(MeetingMove);
const { events } = directory;

const requireCommune = (commune: CommuneCode | undefined) =>
  Effect.gen(function* () {
    const faults = yield* unknownCommunes(commune === undefined ? [] : [{ code: commune, path: ["commune"] }]);
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
  });

/** A meeting is of a body of its CPTS that is not closed on its day. */
const requireBody = (bodyId: string | null | undefined, cptsId: string | null | undefined, on: LocalDate, path: "bodyId" | "on") =>
  Effect.gen(function* () {
    if (bodyId === undefined || bodyId === null) return;
    const row = yield* read((db) => db.selectFrom("governance_body").select(["cpts_id", "end_day"]).where("id", "=", bodyId).where("withdrawn", "=", false).executeTakeFirst());
    if (row === undefined || row.cpts_id !== cptsId) {
      const message = { fr: "cette CPTS n'a pas cette instance", en: "this CPTS has no such body" };
      return yield* new Problem({ type: "unknown-reference", faults: [{ in: "body", path: ["bodyId"], code: "unknown-body", message }] });
    }
    if (row.end_day !== "infinity" && on >= row.end_day) {
      const message = { fr: `cette instance est close le ${row.end_day}`, en: `this body is closed on ${row.end_day}` };
      return yield* new Problem({ type: "invalid-request", faults: [{ in: "body", path: [path], code: "body.closed", message }] });
    }
  });

const invitedAt = (invited: ReadonlyArray<{ readonly professionalId: string }>) => invited.map(({ professionalId: id }, index) => ({ id, path: ["invited", index, "professionalId"] }));

/** The public facts of where and when. Ids, days and codes of a row are the ones that its schemas took. */
const placeOf = (stated: Stated) => {
  const { commune = null, durationMinutes = null, remote = false, time = null } = stated;
  return { time: time as LocalTime | null, durationMinutes, commune: commune as CommuneCode | null, remote };
};
const idsOf = (row: Pick<MeetingRow, "id" | "cpts_id">) => ({ meetingId: row.id as MeetingId, cptsId: row.cpts_id as CptsId | null });

/** Where a meeting is, when it is of no CPTS. */
export const departementsOf = (commune: CommuneCode | undefined) => (commune === undefined ? [] : [departementOfCommune(commune)]);

const tellPlanned = (row: Pick<MeetingRow, "id" | "cpts_id" | "body_id" | "kind" | "day" | "visibility">, stated: Stated, version: number) =>
  record(events.meetingPlanned, {
    aggregateId: row.id,
    aggregateVersion: version,
    data: { ...idsOf(row), kind: row.kind, bodyId: row.body_id as BodyId | null, on: row.day as LocalDate, ...placeOf(stated), visibility: row.visibility as MeetingVisibility },
  });

/** Convenes a meeting. The event holds ids, codes and dates: its title and its agenda stay here. */
export const conveneMeeting = (input: NewConvenedMeeting, actor: Actor) =>
  Effect.gen(function* () {
    yield* requirePlausible({ on: input.on });
    yield* requireCommune(input.commune);
    yield* requireBody(input.bodyId, input.cptsId, input.on, "bodyId");
    yield* requirePeople(invitedAt(input.invited), actor);
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as MeetingId;
    const { bodyId = null, cptsId = null, invited, kind, on, visibility, ...stated } = encodeMeeting(input);
    const row = { id, cpts_id: cptsId, body_id: bodyId, kind, day: on, visibility };
    yield* write((db) =>
      db
        .insertInto("convened_meeting")
        .values({ ...row, version: 1, departements: departementsOf(input.commune), state: "planned", stated: JSON.stringify(stated), cancellation_reason: null, attendance_number: 0 })
        .execute(),
    );
    yield* seat({ id, cptsId, bodyId, day: input.on }, invited);
    yield* keepVersion(meetingHistory, id, "convened", yield* today);
    yield* tellPlanned(row, stated, 1);
    return id;
  });

/** Changes what is not its day or place. What was written before stays as history. */
export const changeMeeting = (id: MeetingId, change: MeetingChange, ifMatch: number, actor: Actor) =>
  Effect.gen(function* () {
    const row = yield* lockMeeting(id);
    if (row.version !== ifMatch) {
      const detail = { fr: `La réunion en est à la version ${row.version}. Relisez-la, puis refaites votre modification.`, en: `The meeting is at version ${row.version}. Read it again, then make your change anew.` };
      return yield* new Problem({ type: "version-conflict", detail });
    }
    yield* requireState(row, "planned", "held");
    const { agenda, invited, kind = row.kind, quorum, title, visibility = row.visibility, why } = encodeChange(change);
    if (invited !== undefined) {
      if (row.attendance_number > 0) return yield* illegalTransition("La présence est arrêtée : corrigez-la.", "The attendance is closed: correct it.");
      yield* requirePeople(invitedAt(invited), actor);
      // The day of a row is as its schema took it.
      yield* seat({ id, cptsId: row.cpts_id, bodyId: row.body_id, day: row.day as LocalDate }, invited);
    }
    const { quorum: ruled, ...before } = statedOf(row);
    const rules = quorum === undefined ? ruled : (quorum ?? undefined);
    const stated: Stated = { ...before, ...(title === undefined ? {} : { title }), ...(agenda === undefined ? {} : { agenda }), ...(rules === undefined ? {} : { quorum: rules }) };
    const version = yield* rewrite(row, { kind, visibility, stated }, codeOf(why));
    if (kind !== row.kind || visibility !== row.visibility) yield* record(events.meetingChanged, { aggregateId: id, aggregateVersion: version, data: { ...idsOf(row), kind, visibility: visibility as MeetingVisibility } });
  });

/** Another day, time or place. */
export const moveMeeting = (id: MeetingId, input: MeetingMove) =>
  Effect.gen(function* () {
    const row = yield* lockMeeting(id);
    yield* requireState(row, "planned");
    if (row.cpts_id === null && input.commune === undefined) {
      const message = { fr: "donnez la commune où le projet se réunit", en: "give the commune where the project meets" };
      return yield* new Problem({ type: "invalid-request", faults: [{ in: "body", path: ["commune"], code: "meeting.project-without-commune", message }] });
    }
    yield* requirePlausible({ on: input.on });
    yield* requireCommune(input.commune);
    yield* requireBody(row.body_id, row.cpts_id, input.on, "on");
    const { on, ...when } = encodeMove(input);
    const { agenda, project, quorum, title } = statedOf(row);
    const stated: Stated = { title, agenda, ...(project === undefined ? {} : { project }), ...(quorum === undefined ? {} : { quorum }), ...when };
    // Who was noted as there, and for whom, was so of the day before.
    if (on !== row.day) yield* write((db) => db.updateTable("meeting_seat").set({ presence: null, minutes: null, proxy_to: null, taken_by: null }).where("meeting_id", "=", id).execute());
    const version = yield* rewrite(row, { day: on, departements: departementsOf(input.commune), stated }, "moved");
    yield* record(events.meetingMoved, { aggregateId: id, aggregateVersion: version, data: { ...idsOf(row), from: row.day as LocalDate, on: input.on, ...placeOf(stated) } });
  });

/** It does not take place. */
export const cancelMeeting = (id: MeetingId, { reason }: typeof MeetingCancellation.Type) =>
  Effect.gen(function* () {
    const row = yield* lockMeeting(id);
    yield* requireState(row, "planned");
    const version = yield* rewrite(row, { state: "cancelled", cancellation_reason: codeOf(reason) }, "cancelled");
    yield* record(events.meetingCancelled, { aggregateId: id, aggregateVersion: version, data: { ...idsOf(row), on: row.day as LocalDate, reason: codeOf(reason) } });
  });

/** It took place, on its day at the earliest. */
export const holdMeeting = (id: MeetingId) =>
  Effect.gen(function* () {
    const row = yield* lockMeeting(id);
    yield* requireState(row, "planned");
    if (row.day > (yield* today)) return yield* illegalTransition(`Cette réunion est prévue le ${row.day}.`, `This meeting is on ${row.day}.`);
    const version = yield* rewrite(row, { state: "held" }, "held");
    yield* record(events.meetingHeld, { aggregateId: id, aggregateVersion: version, data: { ...idsOf(row), on: row.day as LocalDate } });
  });

/** Held or cancelled by mistake, it is to come again, as calendars are told. */
export const reinstateMeeting = (id: MeetingId, { why }: typeof MeetingReinstatement.Type) =>
  Effect.gen(function* () {
    const row = yield* lockMeeting(id);
    yield* requireState(row, "held", "cancelled");
    if (row.attendance_number > 0) return yield* illegalTransition("La présence est arrêtée : corrigez-la.", "The attendance is closed: correct it.");
    const version = yield* rewrite(row, { state: "planned", cancellation_reason: null }, codeOf(why));
    yield* tellPlanned(row, statedOf(row), version);
  });
