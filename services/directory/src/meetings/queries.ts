import type { MeetingView } from "@cpts/api/DirectoryViews";
import { idsOf, withExternalIds } from "@cpts/service-kit/database/external-ids";
import { keyCursor } from "@cpts/service-kit/http/page-cursor";
import { Effect } from "effect";
import { sql, type RawBuilder, type Selectable } from "kysely";
import { read, type DirectoryTables } from "../database/tables.ts";

export const externalIdKind = "meeting";
export type EncodedMeeting = typeof MeetingView.Encoded;
type Row = Selectable<DirectoryTables["meeting"]>;

/** A row as it travels: the write path stored nothing that its schema refuses. */
const viewOf = (row: Row, externalIds: EncodedMeeting["externalIds"]): EncodedMeeting => ({
  id: row.id,
  title: row.title,
  subject: row.subject,
  heldOn: row.held_on,
  time: row.time,
  place: row.place,
  commune: row.commune,
  territory: { communes: row.communes, prose: row.prose },
  cptsId: row.cpts_id,
  organizerId: row.organizer_id,
  provenance: row.provenance as EncodedMeeting["provenance"],
  externalIds,
  version: row.version,
});

export interface ListQuery {
  readonly cpts?: string;
  readonly departement?: string;
  readonly commune?: string;
  readonly undated?: "true" | "false";
  readonly identifier?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** Of no date, or of a day whose year is not known. */
const isUndated = sql<boolean>`(held_on is null or held_on like '--%')`;

const pages = keyCursor("meetings");

/** Meetings in the order of their dates, those of an unknown year first, a page at a time. */
export const listMeetings = (query: ListQuery) =>
  Effect.gen(function* () {
    const place = yield* pages.read(query.cursor);
    const identified = yield* idsOf(externalIdKind, query.identifier);
    const conditions: ReadonlyArray<RawBuilder<boolean>> = [
      sql<boolean>`true`,
      ...(query.cpts === undefined ? [] : [sql<boolean>`cpts_id = ${query.cpts}`]),
      ...(query.departement === undefined ? [] : [sql<boolean>`${query.departement} = any(departements)`]),
      ...(query.commune === undefined ? [] : [sql<boolean>`(commune = ${query.commune} or ${query.commune} = any(communes))`]),
      ...(query.undated === undefined ? [] : [query.undated === "true" ? isUndated : sql<boolean>`not ${isUndated}`]),
      ...(identified === null ? [] : [sql<boolean>`id = any(${identified}::uuid[])`]),
      ...(place === null ? [] : [sql<boolean>`(place_in_time, id) > (${place[0]}, ${place[1]}::uuid)`]),
    ];
    const rows = yield* read(
      async (db) => (await sql<Row>`select * from meeting where ${sql.join(conditions, sql` and `)} order by place_in_time, id limit ${query.limit + 1}`.execute(db)).rows,
    );
    const { items, nextCursor } = pages.pageOf(rows, query.limit, ({ id, place_in_time: key }) => [key, id]);
    return { items: yield* withExternalIds(externalIdKind, items, viewOf), nextCursor };
  });
