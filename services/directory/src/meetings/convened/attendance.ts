import type { AttendanceClosure, AttendanceCorrection, AttendanceNotes } from "@cpts/api/ConvenedMeetings";
import type { ClosedAttendance } from "@cpts/api/ConvenedMeetingViews";
import { directory } from "@cpts/api/Directory";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { AttendanceEntry } from "@cpts/domain/ConvenedMeeting";
import type { CptsId } from "@cpts/domain/Cpts";
import type { BodyId } from "@cpts/domain/GovernanceBody";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { MeetingId } from "@cpts/domain/Meeting";
import type { MeetingAttendee } from "@cpts/domain/MeetingEvents";
import { proxyFaults } from "@cpts/domain/MeetingQuorum";
import { codeOf } from "@cpts/domain/OpenCode";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql } from "kysely";
import { illegalTransition } from "../../corrections/refusals.ts";
import { read, write } from "../../database/tables.ts";
import { requirePeople } from "./people.ts";
import { lockMeeting, requireState, statedOf, touch, type MeetingRow } from "./stored.ts";

const proxyMessages = {
  "proxy-holder-absent": { fr: "le porteur du pouvoir n'est pas noté présent", en: "who holds the proxy is not noted as present" },
  "proxy-holder-without-vote": { fr: "le porteur du pouvoir n'a pas de voix à cette réunion", en: "who holds the proxy has no vote at this meeting" },
  "proxy-without-vote": { fr: "cette personne n'a pas de voix à cette réunion : elle n'a pas de pouvoir à donner", en: "this person has no vote at this meeting: they have no proxy to give" },
  "too-many-proxies": { fr: "cette personne porte déjà autant de pouvoirs que les statuts le permettent", en: "this person already holds as many proxies as the statutes allow" },
};

interface Taken {
  readonly professional_id: string;
  readonly presence: MeetingAttendee["presence"];
  readonly proxy_to: string | null;
}

const withoutVote = (id: MeetingId) => write(async (db) => new Set((await sql<{ readonly id: string }>`select professional_id as id from meeting_seat where meeting_id = ${id} and not votes`.execute(db)).rows.map((row) => row.id)));

const takenOf = (id: MeetingId) => write(async (db) => (await sql<Taken>`select professional_id, presence, proxy_to from meeting_seat where meeting_id = ${id} and presence is not null`.execute(db)).rows);

/** Writes entries over those of the same people; whoever was not invited is noted too. */
const note = (row: MeetingRow, entries: ReadonlyArray<AttendanceEntry>, actor: Actor) =>
  Effect.gen(function* () {
    // Ids of a row are the ones that its schemas took.
    const id = row.id as MeetingId;
    yield* requirePeople(entries.map(({ professionalId }, index) => ({ id: professionalId, path: ["entries", index, "professionalId"] })), actor);
    const named = new Set<string>(entries.map(({ professionalId }) => professionalId));
    const others = (yield* takenOf(id)).filter((one) => !named.has(one.professional_id)).map((one) => ({ professionalId: one.professional_id, presence: one.presence, ...(one.proxy_to === null ? {} : { proxyTo: one.proxy_to }) }));
    const faults = proxyFaults([...others, ...entries], statedOf(row).quorum?.mostProxies ?? null, yield* withoutVote(id)).map(({ code, index }) => ({
      in: "body" as const,
      path: index < others.length ? ["entries"] : ["entries", index - others.length, "proxyTo"],
      code,
      message: proxyMessages[code],
    }));
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    yield* write((db) =>
      sql`insert into meeting_seat (meeting_id, professional_id, college, invited, presence, minutes, proxy_to, taken_by)
        select ${id}, e."professionalId", e.college, false, e.presence, e.minutes, e."proxyTo", e.by
        from json_to_recordset(${JSON.stringify(entries.map((one) => (one.by === undefined ? one : { ...one, by: codeOf(one.by) })))}::json) as e ("professionalId" uuid, college text, presence text, minutes integer, "proxyTo" uuid, by text)
        on conflict (meeting_id, professional_id) do update set college = coalesce(excluded.college, meeting_seat.college), presence = excluded.presence,
          minutes = excluded.minutes, proxy_to = excluded.proxy_to, taken_by = excluded.taken_by`.execute(db),
    );
  });

const notYet = (day: string, index: number): Problem =>
  new Problem({ type: "invalid-request", faults: [{ in: "body", path: ["entries", index, "presence"], code: "in-the-future", message: { fr: `cette réunion est le ${day} : personne n'y est encore présent`, en: `this meeting is on ${day}: nobody is there yet` } }] });

/** Notes who is there, as they come; who is absent or represented may be told before. */
export const noteAttendance = (id: MeetingId, { entries }: AttendanceNotes, actor: Actor) =>
  Effect.gen(function* () {
    const row = yield* lockMeeting(id);
    yield* requireState(row, "planned", "held");
    if (row.attendance_number > 0) return yield* illegalTransition("La présence est arrêtée : corrigez-la.", "The attendance is closed: correct it.");
    const early = entries.findIndex(({ presence }) => presence === "present");
    if (early !== -1 && row.day > (yield* today)) return yield* notYet(row.day, early);
    yield* note(row, entries, actor);
    yield* touch(row);
  });

interface SeatRow {
  readonly id: string;
  readonly presence: MeetingAttendee["presence"];
  readonly minutes: number | null;
}

/** Who took part as the ledger is told: whoever was present without minutes was there all the time, and nobody longer than it lasted. */
const attendeesOf = (rows: ReadonlyArray<SeatRow>, durationMinutes: number) =>
  rows.map(({ id, minutes, presence }): MeetingAttendee => ({ personId: id as ProfessionalId, presence, minutes: presence === "present" ? Math.min(minutes ?? durationMinutes, durationMinutes) : 0 }));

const close = (row: MeetingRow, durationMinutes: number, why: string) =>
  Effect.gen(function* () {
    const id = row.id as MeetingId;
    const seats = yield* write(
      async (db) => (await sql<SeatRow>`select professional_id as id, coalesce(presence, 'absent') as presence, minutes from meeting_seat where meeting_id = ${id} order by professional_id`.execute(db)).rows,
    );
    const attendees = attendeesOf(seats, durationMinutes);
    const number = row.attendance_number + 1;
    const recordedOn = yield* today;
    yield* write(async (db) => {
      await sql`update meeting_seat set presence = 'absent' where meeting_id = ${id} and presence is null`.execute(db);
      await db.updateTable("convened_meeting").set({ attendance_number: number }).where("id", "=", id).execute();
      await db.insertInto("meeting_attendance").values({ meeting_id: id, number, why, recorded_on: recordedOn, duration_minutes: durationMinutes, attendees: JSON.stringify(attendees) }).execute();
    });
    const version = yield* touch(row);
    yield* record(directory.events.meetingAttendanceClosed, {
      aggregateId: id,
      aggregateVersion: version,
      data: { meetingId: id, cptsId: row.cpts_id as CptsId | null, on: row.day as LocalDate, bodyId: row.body_id as BodyId | null, durationMinutes, attendees },
    });
  });

/** Closes the attendance, once: whoever is invited and not noted was absent. The ledger of contracts is told. */
export const closeAttendance = (id: MeetingId, { durationMinutes }: AttendanceClosure) =>
  Effect.gen(function* () {
    const row = yield* lockMeeting(id);
    yield* requireState(row, "held");
    if (row.attendance_number > 0) return yield* illegalTransition("La présence est déjà arrêtée : corrigez-la.", "The attendance is already closed: correct it.");
    yield* close(row, durationMinutes, "closed");
  });

/** Corrects a closed attendance: the whole list is told anew, and the one before stays. */
export const correctAttendance = (id: MeetingId, { durationMinutes, entries, why }: AttendanceCorrection, actor: Actor) =>
  Effect.gen(function* () {
    const row = yield* lockMeeting(id);
    if (row.attendance_number === 0) return yield* illegalTransition("La présence n'est pas encore arrêtée.", "The attendance is not closed yet.");
    yield* note(row, entries, actor);
    const before = yield* write((db) => db.selectFrom("meeting_attendance").select("duration_minutes").where("meeting_id", "=", id).where("number", "=", row.attendance_number).executeTakeFirstOrThrow());
    yield* close(row, durationMinutes ?? before.duration_minutes, codeOf(why));
  });

/** Every list of attendance that was closed, the oldest first. */
export const attendancesOf = (id: MeetingId) =>
  Effect.map(
    read((db) => db.selectFrom("meeting_attendance").selectAll().where("meeting_id", "=", id).orderBy("number").execute()),
    (rows) =>
      rows.map(
        // As `close` wrote them.
        (row): typeof ClosedAttendance.Encoded => ({ number: row.number, why: row.why, recordedOn: row.recorded_on, durationMinutes: row.duration_minutes, attendees: row.attendees as (typeof ClosedAttendance.Encoded)["attendees"] }),
      ),
  );
