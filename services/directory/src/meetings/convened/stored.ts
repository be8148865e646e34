import type { ConvenedMeetingItem, MeetingVersion } from "@cpts/api/ConvenedMeetingViews";
import { Problem } from "@cpts/api/Problem";
import type { NewConvenedMeeting } from "@cpts/domain/ConvenedMeeting";
import type { MeetingId } from "@cpts/domain/Meeting";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql, type Selectable } from "kysely";
import { keepVersion, type History } from "../../corrections/history.ts";
import { illegalTransition } from "../../corrections/refusals.ts";
import { read, write, type DirectoryTables } from "../../database/tables.ts";

export type MeetingRow = Selectable<DirectoryTables["convened_meeting"]>;
type Item = typeof ConvenedMeetingItem.Encoded;

/** How a meeting is written, beyond what it is found by. */
export type Stated = Omit<typeof NewConvenedMeeting.Encoded, "cptsId" | "bodyId" | "kind" | "visibility" | "on" | "invited">;

export const meetingNotFound = new Problem({ type: "not-found", detail: { fr: "Cette réunion n'est pas connue ici.", en: "This meeting is not known here." } });

/** The write path stored nothing that its schema refuses. */
export const statedOf = (row: Pick<MeetingRow, "stated">): Stated => row.stated as Stated;

/** What a list shows of a row. */
export const itemOf = (row: MeetingRow): Item => {
  const { commune = null, durationMinutes = null, place = null, project = null, remote = false, time = null, title } = statedOf(row);
  return {
    id: row.id,
    cptsId: row.cpts_id,
    project,
    bodyId: row.body_id,
    kind: row.kind,
    title,
    // Written by our own commands alone.
    state: row.state as Item["state"],
    cancellationReason: row.cancellation_reason,
    visibility: row.visibility as Item["visibility"],
    on: row.day,
    time,
    durationMinutes,
    place,
    commune,
    remote,
    version: row.version,
  };
};

const orNotFound = (row: MeetingRow | undefined) => (row === undefined ? Effect.fail(meetingNotFound) : Effect.succeed(row));

/** Reads a meeting. */
export const findMeeting = (id: MeetingId) => Effect.flatMap(read((db) => db.selectFrom("convened_meeting").selectAll().where("id", "=", id).executeTakeFirst()), orNotFound);

/** Reads a meeting and holds it until the transaction ends. */
export const lockMeeting = (id: MeetingId) => Effect.flatMap(write((db) => db.selectFrom("convened_meeting").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()), orNotFound);

/** Fails unless the meeting stands there. */
export const requireState = (row: MeetingRow, ...states: ReadonlyArray<string>) =>
  states.includes(row.state) ? Effect.void : Effect.fail(illegalTransition(`Cette réunion est ${{ planned: "à venir", held: "tenue", cancelled: "annulée" }[row.state] ?? row.state}.`, `This meeting is ${row.state}.`));

/** Writes what changes under a new version, keeps how it is now written, and gives that version. */
export const rewrite = (row: MeetingRow, changes: Partial<Pick<MeetingRow, "kind" | "state" | "visibility" | "day" | "cancellation_reason" | "departements">> & { readonly stated?: Stated }, why: string) =>
  Effect.gen(function* () {
    const version = row.version + 1;
    const { stated, ...columns } = changes;
    yield* write((db) => db.updateTable("convened_meeting").set({ ...columns, ...(stated === undefined ? {} : { stated: JSON.stringify(stated) }), version }).where("id", "=", row.id).execute());
    yield* keepVersion(meetingHistory, row.id, why, yield* today);
    return version;
  });

/** A new version where something that hangs on the meeting changed. */
export const touch = (row: MeetingRow) =>
  Effect.as(
    write((db) => db.updateTable("convened_meeting").set({ version: row.version + 1 }).where("id", "=", row.id).execute()),
    row.version + 1,
  );

export const meetingHistory: History = {
  row: "convened_meeting",
  versions: "convened_meeting_version",
  of: "meeting_id",
  stated: sql`json_build_object('state', state, 'kind', kind, 'visibility', visibility, 'on', day, 'stated', stated)`,
};

type KeptVersion = Pick<typeof MeetingVersion.Encoded, "state" | "kind" | "visibility" | "on"> & { readonly stated: Stated };

/** How a meeting was written, the oldest first. */
export const versionsOf = (id: MeetingId) =>
  Effect.map(
    read((db) => db.selectFrom("convened_meeting_version").selectAll().where("meeting_id", "=", id).orderBy("version").execute()),
    (rows) =>
      rows.map((row): typeof MeetingVersion.Encoded => {
        // As `keepVersion` wrote it.
        const { kind, on, state, stated, visibility } = row.stated as KeptVersion;
        const { agenda, commune = null, place = null, time = null, title } = stated;
        return { version: row.version, why: row.why, recordedOn: row.recorded_on, state, kind, visibility, on, title, agenda, commune, place, time };
      }),
  );
