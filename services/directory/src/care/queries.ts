import type { CareCountView, ParticipationView } from "@cpts/api/CareViews";
import type { Actor } from "@cpts/domain/Access";
import { careKinds } from "@cpts/domain/CareParticipation";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { mayBeInForce } from "@cpts/service-kit/time/dated-rows";
import { Effect } from "effect";
import { sql, type RawBuilder, type Selectable } from "kysely";
import { certaintyOn } from "../database/dated.ts";
import { read, type DirectoryTables } from "../database/tables.ts";
import { provenanceFor, wordsAbout } from "../professionals/provenance.ts";
import { isVisible, rankOf, sightOf, type Sight } from "../professionals/sight.ts";

type Participation = typeof ParticipationView.Encoded;
type Counted = typeof CareCountView.Encoded;

/** How far an actor sees in a CPTS. */
export const rankIn = ({ everywhere, throughCpts }: Sight, cptsId: CptsId): number => Math.max(everywhere, throughCpts.get(cptsId) ?? -1);

/** True of the rows of a CPTS in which the actor sees at least that far. */
const reaches = ({ everywhere, throughCpts }: Sight, rank: number): RawBuilder<boolean> => {
  const reached = [...throughCpts].flatMap(([id, seen]) => (seen >= rank ? [id] : []));
  return sql<boolean>`(${everywhere >= rank} or c.cpts_id = any(${reached}::uuid[]))`;
};

type Row = Selectable<DirectoryTables["care_participation"]> & { readonly certainty: Participation["certainty"]; readonly seen: boolean; readonly person_name: string | null; readonly profession: string | null };

const viewOf = (row: Row): Participation => {
  const words = wordsAbout(row.person_name, row.seen);
  return {
    id: row.id,
    cptsId: row.cpts_id,
    professionalId: row.professional_id,
    name: row.seen ? row.person_name : null,
    profession: row.profession,
    kind: row.kind,
    label: careKinds.find(({ code }) => code === row.kind) ?? null,
    remark: row.remark === null ? null : words.withoutNames(row.remark),
    validFrom: row.valid_from,
    validTo: row.valid_to,
    certainty: row.certainty,
    provenance: provenanceFor(row.provenance, row.seen, words),
    version: row.version,
  };
};

const labelled = ({ label, ...rest }: Participation): Participation => ({ ...rest, label: label === null ? null : { fr: label.fr, en: label.en } });

const rowsWhere = (actor: Actor, asOf: LocalDate, where: RawBuilder<unknown>, limit: number) =>
  Effect.gen(function* () {
    const sight = yield* sightOf(actor);
    const rows = yield* read(
      async (db) =>
        (
          await sql<Row>`
            select c.*, ${certaintyOn(asOf)} as certainty, i.professional_id is not null and ${isVisible(sight)} as seen, p.profession, i.given_name || ' ' || i.family_name as person_name
            from care_participation c join professional p on p.id = c.professional_id left join professional_identity i on i.professional_id = c.professional_id
            where ${where} order by c.id limit ${limit}`.execute(db)
        ).rows,
    );
    return rows.map((row) => labelled(viewOf(row)));
  });

/** One participation, as its writer sees it. */
export const readParticipation = (id: string, actor: Actor, asOf: LocalDate) => rowsWhere(actor, asOf, sql`c.id = ${id}`, 1);

interface ParticipationQuery {
  readonly cpts?: CptsId;
  readonly professional?: ProfessionalId;
  readonly kind?: string;
  readonly cursor?: string;
  readonly limit: number;
  /** Those that have ended, too. */
  readonly past?: true;
}

const participationPages = idCursor("care-participations");

/** Who takes part on a day in the CPTS whose members' business the actor may know, in the order of recording. */
export const listParticipations = (query: ParticipationQuery, actor: Actor, asOf: LocalDate) =>
  Effect.gen(function* () {
    const place = yield* participationPages.read(query.cursor);
    const sight = yield* sightOf(actor, "care.read");
    const where = sql.join(
      [
        reaches(sight, rankOf("cpts")),
        ...(query.past === true ? [] : [mayBeInForce(asOf)]),
        ...(query.cpts === undefined ? [] : [sql<boolean>`c.cpts_id = ${query.cpts}`]),
        ...(query.professional === undefined ? [] : [sql<boolean>`c.professional_id = ${query.professional}`]),
        ...(query.kind === undefined ? [] : [sql<boolean>`c.kind = ${query.kind}`]),
        ...(place === null ? [] : [sql<boolean>`c.id > ${place}::uuid`]),
      ],
      sql` and `,
    );
    return participationPages.pageOf(yield* rowsWhere(actor, asOf, where, query.limit + 1), query.limit, ({ id }) => id);
  });

const countView = (row: Selectable<DirectoryTables["care_count"]>): Counted => ({
  id: row.id,
  cptsId: row.cpts_id,
  professionalId: row.professional_id,
  year: row.year,
  measure: row.measure,
  count: row.count,
  // What its schema took.
  provenance: row.provenance as Counted["provenance"],
  version: row.version,
});

/** One count. */
export const readCount = (id: string) => Effect.map(read((db) => db.selectFrom("care_count").selectAll().where("id", "=", id).execute()), (rows) => rows.map(countView));

const countPages = idCursor("care-counts");

/** The counts of the CPTS on whose board the actor is: those of one professional are nobody else's business. */
export const listCounts = (query: { readonly cpts?: CptsId; readonly year?: number; readonly cursor?: string; readonly limit: number }, actor: Actor) =>
  Effect.gen(function* () {
    const place = yield* countPages.read(query.cursor);
    const sight = yield* sightOf(actor, "care.read");
    const where = sql.join(
      [
        reaches(sight, rankOf("board")),
        ...(query.cpts === undefined ? [] : [sql<boolean>`c.cpts_id = ${query.cpts}`]),
        ...(query.year === undefined ? [] : [sql<boolean>`c.year = ${query.year}`]),
        ...(place === null ? [] : [sql<boolean>`c.id > ${place}::uuid`]),
      ],
      sql` and `,
    );
    const rows = yield* read(async (db) => (await sql<Selectable<DirectoryTables["care_count"]>>`select c.* from care_count c where ${where} order by c.id limit ${query.limit + 1}`.execute(db)).rows);
    const { items, nextCursor } = countPages.pageOf(rows, query.limit, ({ id }) => id);
    return { items: items.map(countView), nextCursor };
  });
