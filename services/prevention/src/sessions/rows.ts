import type { SessionItem } from "@cpts/api/SessionViews";
import { Session } from "@cpts/domain/Session";
import { SessionResults, shownResults } from "@cpts/domain/SessionResults";
import type { Communes } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { Schema, SchemaParser } from "effect";
import { sql, type Insertable, type RawBuilder, type Selectable } from "kysely";
import type { PreventionTables } from "../database/tables.ts";

type Encoded = typeof Session.Encoded;
type Table = PreventionTables["session"];

/** The counts of a session as they stand now. */
interface RowResults {
  readonly number: number;
  readonly byAge: (typeof SessionResults.Encoded)["byAge"];
  readonly screened: number;
  readonly referred: number;
}

/** A session with its newest counts, as a query gives it. Its instants are those of its local times, and not read back. */
export type SessionRow = Omit<Selectable<Table>, "starts_at" | "ends_at"> & { readonly starts: string; readonly ends: string; readonly results: RowResults | null };

const plain = `s.id, s.action_id, s.cpts_id, s.state, s.is_public, s.commune, s.address, s.start_date, s.start_time, s.start_occurrence,
  s.end_date, s.end_time, s.end_occurrence, s.capacity, s.professions, s.reason, s.sequence, s.version`;
const instant = (column: string): string => `to_char(s.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const newest = `(select json_build_object('number', r.number, 'byAge', r.by_age, 'screened', r.screened, 'referred', r.referred)
  from session_result r where r.session_id = s.id order by r.number desc limit 1)`;
const columns = `${plain}, ${instant("starts_at")} as starts, ${instant("ends_at")} as ends, ${newest} as results`;

/** The page of a list: the rows that `where` leaves, in the order in which they begin. */
export const sessionPage = (where: RawBuilder<boolean>, limit: number) => sql<SessionRow>`select ${sql.raw(columns)} from session s where ${where} order by s.starts_at, s.id limit ${limit}`;

export const sessionById = statement<[id: string], SessionRow>(`select ${columns} from session s where s.id = $1`);
export const lockedSession = statement<[id: string], SessionRow>(`select ${columns} from session s where s.id = $1 for update of s`);

const encode = Schema.encodeSync(Session);
const decode = SchemaParser.decodeUnknownSync(Session);
const decodeResults = SchemaParser.decodeUnknownSync(SessionResults);
const encodeResults = Schema.encodeSync(SessionResults);

const momentOf = (date: string, time: string, occurrence: "first" | "second" | null) => ({ date, time, ...(occurrence === null ? {} : { occurrence }) });

const encodedOf = (row: SessionRow): Encoded => ({
  id: row.id,
  actionId: row.action_id,
  cptsId: row.cpts_id,
  state: row.state,
  place: { commune: row.commune, address: row.address },
  start: momentOf(row.start_date, row.start_time, row.start_occurrence),
  end: momentOf(row.end_date, row.end_time, row.end_occurrence),
  startsAt: row.starts,
  endsAt: row.ends,
  capacity: row.capacity,
  professions: row.professions,
  reason: row.reason,
  sequence: row.sequence,
  version: row.version,
});

/** The session that a row holds. */
export const sessionOfRow = (row: SessionRow): Session => decode(encodedOf(row));

/** The newest counts of a session; null until it was held. */
export const resultsOfRow = ({ results }: SessionRow): SessionResults | null => (results === null ? null : decodeResults(results));

/** The columns of a session, but for whether it is public, which is its action's. */
export const columnsOf = (session: Session): Omit<Insertable<Table>, "is_public"> => {
  const { actionId, cptsId, end, endsAt, id, place, professions, start, startsAt, ...same } = encode(session);
  return {
    ...same,
    id,
    action_id: actionId,
    cpts_id: cptsId,
    commune: place.commune,
    address: place.address,
    start_date: start.date,
    start_time: start.time,
    start_occurrence: start.occurrence ?? null,
    end_date: end.date,
    end_time: end.time,
    end_occurrence: end.occurrence ?? null,
    starts_at: startsAt,
    ends_at: endsAt,
    professions: JSON.stringify(professions),
  };
};

/** The counts of a session as a table keeps them. */
export const encodedResults = (results: SessionResults): typeof SessionResults.Encoded => encodeResults(results);

const shownOf = (row: SessionRow): (typeof SessionItem.Encoded)["results"] => {
  const results = resultsOfRow(row);
  if (results === null) return null;
  const { byAge, ...counts } = shownResults(results);
  return { ...counts, byAge: byAge.map(({ band, count }) => ({ band: typeof band === "string" ? band : band.code, count })) };
};

/** A session as it travels, small counts hidden. */
export const itemOfRow = (row: SessionRow, communes: Communes): typeof SessionItem.Encoded => ({
  ...encodedOf(row),
  communeName: communes.territorial(row.commune)?.nom ?? row.commune,
  results: shownOf(row),
});
