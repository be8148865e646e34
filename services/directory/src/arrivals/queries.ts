import type { ArrivalView } from "@cpts/api/Arrivals";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import { standingOn, type ArrivalId, type ArrivalStanding } from "@cpts/domain/Arrival";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { Effect } from "effect";
import { sql, type RawBuilder, type Selectable } from "kysely";
import { read, type DirectoryTables } from "../database/tables.ts";
import { provenanceFor, wordsAbout } from "../professionals/provenance.ts";
import { isVisible, rankOf, sightOf, type Sight } from "../professionals/sight.ts";

type Encoded = typeof ArrivalView.Encoded;
type Row = Selectable<DirectoryTables["arrival"]> & {
  readonly seen: boolean;
  readonly person_name: string | null;
  readonly profession: string | null;
  readonly mentor_name: string | null;
  readonly items: ReadonlyArray<{ readonly code: string; readonly label: string; readonly doneOn: string | null; readonly doneBy: string | null }>;
};

const dateOf = (text: string | null) =>
  // Dates of a row are the ones that its schema took.
  text as PartialDate | null;

const viewOf = (row: Row, asOf: LocalDate): Encoded => {
  const words = wordsAbout(row.person_name, row.seen);
  return {
    id: row.id,
    cptsId: row.cpts_id,
    professionalId: row.professional_id,
    name: row.seen ? row.person_name : null,
    profession: row.profession,
    kind: row.kind,
    commune: row.commune,
    expectedOn: row.expected_on,
    arrivedOn: row.arrived_on,
    leftOn: row.left_on,
    standing: standingOn({ arrivedOn: dateOf(row.arrived_on), leftOn: dateOf(row.left_on) }, asOf),
    mentorId: row.mentor_id,
    mentorName: row.mentor_name,
    checklist: row.items.map(({ label, ...item }) => ({ ...item, label: words.withoutNames(label) ?? "…" })),
    done: row.items.flatMap(({ code, doneOn }) => (doneOn === null ? [] : [code])),
    provenance: provenanceFor(row.provenance, row.seen, words),
    version: row.version,
  };
};

/** True of the arrivals in CPTS whose members' business the actor may know. */
const isListed = ({ everywhere, throughCpts }: Sight): RawBuilder<boolean> => {
  const reached = [...throughCpts].flatMap(([id, rank]) => (rank >= rankOf("cpts") ? [id] : []));
  return sql<boolean>`(${everywhere >= rankOf("cpts")} or a.cpts_id = any(${reached}::uuid[]))`;
};

const rowsWhere = (actor: Actor, where: RawBuilder<unknown>, limit: number) =>
  Effect.gen(function* () {
    const sight = yield* sightOf(actor);
    // The mentor stands under the name that the rule of sight reads, too.
    const mentor = sql`(select i.given_name || ' ' || i.family_name from professional p join professional_identity i on i.professional_id = p.id where p.id = a.mentor_id and ${isVisible(sight)})`;
    return yield* read(
      async (db) =>
        (
          await sql<Row>`
            select a.*, i.professional_id is not null and ${isVisible(sight)} as seen, p.profession, i.given_name || ' ' || i.family_name as person_name, ${mentor} as mentor_name,
              coalesce((select json_agg(json_build_object('code', n.code, 'label', n.label, 'doneOn', n.done_on, 'doneBy', n.done_by) order by n.number) from arrival_item n where n.arrival_id = a.id), '[]') as items
            from arrival a join professional p on p.id = a.professional_id left join professional_identity i on i.professional_id = a.professional_id
            where ${where} order by a.id limit ${limit}`.execute(db)
        ).rows,
    );
  });

const notFound = new Problem({ type: "not-found", detail: { fr: "Cette arrivée n'est pas connue ici.", en: "This arrival is not known here." } });

/** An arrival as its writer sees it. */
export const readBack = (id: string, actor: Actor, asOf: LocalDate) => Effect.map(rowsWhere(actor, sql`a.id = ${id}`, 1), (rows) => rows.map((row) => viewOf(row, asOf)));

/** One arrival that this actor may know of. */
export const findArrival = (id: ArrivalId, actor: Actor, asOf: LocalDate) =>
  Effect.gen(function* () {
    const lists = yield* sightOf(actor, "arrival.read");
    const [row] = yield* rowsWhere(actor, sql`a.id = ${id} and ${isListed(lists)}`, 1);
    return row === undefined ? yield* notFound : viewOf(row, asOf);
  });

interface ListQuery {
  readonly cpts?: CptsId;
  readonly kind?: string;
  readonly standing?: ArrivalStanding;
  readonly cursor?: string;
  readonly limit: number;
}

const pages = idCursor("arrivals");
const batch = 200;

/** Arrivals as of a day, in the order of recording. Where somebody stands is told by partial dates: it is asked of the rule, row by row. */
export const listArrivals = (query: ListQuery, actor: Actor, asOf: LocalDate) =>
  Effect.gen(function* () {
    let place = yield* pages.read(query.cursor);
    const lists = yield* sightOf(actor, "arrival.read");
    const found: Array<Encoded> = [];
    for (;;) {
      const where = [
        isListed(lists),
        ...(query.cpts === undefined ? [] : [sql<boolean>`a.cpts_id = ${query.cpts}`]),
        ...(query.kind === undefined ? [] : [sql<boolean>`a.kind = ${query.kind}`]),
        ...(place === null ? [] : [sql<boolean>`a.id > ${place}::uuid`]),
      ];
      const rows: ReadonlyArray<Row> = yield* rowsWhere(actor, sql.join(where, sql` and `), batch);
      found.push(...rows.map((row) => viewOf(row, asOf)).filter(({ standing }) => query.standing === undefined || standing === query.standing));
      if (rows.length < batch || found.length > query.limit) break;
      place = rows.at(-1)?.id ?? null;
    }
    return pages.pageOf(found, query.limit, ({ id }) => id);
  });
