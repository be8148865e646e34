import type { BodyVersion } from "@cpts/api/BodyChanges";
import type { BodyView } from "@cpts/api/GovernanceViews";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { BodyId } from "@cpts/domain/GovernanceBody";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { withExternalIds } from "@cpts/service-kit/database/external-ids";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { Effect } from "effect";
import { sql, type RawBuilder, type Selectable } from "kysely";
import { read, type DirectoryTables } from "../../database/tables.ts";
import { provenanceFor, wordsAbout } from "../../professionals/provenance.ts";
import { isVisible, sightOf } from "../../professionals/sight.ts";
import { bodyNotFound } from "../seats/commands.ts";

type Encoded = typeof BodyView.Encoded;
type Row = Selectable<DirectoryTables["governance_body"]> & { readonly hidden: string | null };

/** The bodies that fulfil a condition, with the names of those who have a seat there and whom this actor may not see. */
const rowsWhere = (actor: Actor, where: RawBuilder<unknown>, limit: number) =>
  Effect.flatMap(sightOf(actor), (sight) =>
    read(
      async (db) =>
        (
          await sql<Row>`
            select b.*, (select string_agg(i.given_name || ' ' || i.family_name, ' ') from body_seat s join professional p on p.id = s.professional_id join professional_identity i on i.professional_id = p.id
              where s.body_id = b.id and not ${isVisible(sight)}) as hidden
            from governance_body b where ${where} order by b.id limit ${limit}`.execute(db)
        ).rows,
    ),
  );

const viewOf = (row: Row, externalIds: Encoded["externalIds"]): Encoded => {
  const words = wordsAbout(row.hidden, row.hidden === null);
  const shown = (text: string | null): string | null => (text === null ? null : words.withoutNames(text));
  return {
    id: row.id,
    cptsId: row.cpts_id,
    kind: row.kind,
    // Stored through their schemas.
    declaredSize: row.declared_size as Encoded["declaredSize"],
    declaredProfessionCount: row.declared_profession_count as Encoded["declaredProfessionCount"],
    rules: row.rules as Encoded["rules"],
    composition: shown(row.composition),
    name: shown(row.name),
    purpose: shown(row.purpose),
    missions: row.missions,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    provenance: provenanceFor(row.provenance, row.hidden === null, words),
    externalIds,
    version: row.version,
  };
};

export interface BodyQuery {
  readonly cpts?: string;
  readonly kind?: string;
  readonly mission?: string;
  readonly cursor?: string;
  readonly limit: number;
  /** Those that are no more, too. */
  readonly past?: true;
}

const pages = idCursor("bodies");

/** The bodies and working groups that are or may be there on a day, a page at a time. */
export const listBodies = (query: BodyQuery, actor: Actor, asOf: LocalDate) =>
  Effect.gen(function* () {
    const place = yield* pages.read(query.cursor);
    const conditions = [
      sql<boolean>`not b.withdrawn`,
      ...(query.past === true ? [] : [sql<boolean>`b.first_day <= ${asOf}::date and ${asOf}::date < b.end_day`]),
      ...(query.cpts === undefined ? [] : [sql<boolean>`b.cpts_id = ${query.cpts}`]),
      ...(query.kind === undefined ? [] : [sql<boolean>`b.kind = ${query.kind}`]),
      ...(query.mission === undefined ? [] : [sql<boolean>`b.missions @> array[${query.mission}]::text[]`]),
      ...(place === null ? [] : [sql<boolean>`b.id > ${place}::uuid`]),
    ];
    const { items, nextCursor } = pages.pageOf(yield* rowsWhere(actor, sql.join(conditions, sql` and `), query.limit + 1), query.limit, ({ id }) => id);
    return { items: yield* withExternalIds("body", items, viewOf), nextCursor };
  });

type Version = typeof BodyVersion.Encoded;

/** What was written of a body, the oldest first, without the words that name someone whom the reader may not see. */
export const bodyHistory = (cptsId: CptsId, id: BodyId, actor: Actor) =>
  Effect.gen(function* () {
    const [row] = yield* rowsWhere(actor, sql`b.id = ${id} and b.cpts_id = ${cptsId}`, 1);
    if (row === undefined) return yield* bodyNotFound;
    const words = wordsAbout(row.hidden, row.hidden === null);
    const shown = (text: string | null): string | null => (text === null ? null : words.withoutNames(text));
    const rows = yield* read((db) => db.selectFrom("body_version").selectAll().where("body_id", "=", id).orderBy("version").execute());
    const { composition, declaredProfessionCount, declaredSize, missions, name, purpose, rules, validFrom, validTo } = viewOf(row, []);
    const declared: Version = { version: row.version, why: "declared", recordedOn: row.recorded_on, name, purpose, missions, composition, declaredSize, declaredProfessionCount, rules, validFrom, validTo, withdrawn: row.withdrawn };
    // As `keep` wrote them.
    const kept = rows.map((one) => ({ ...(one.stated as Omit<Version, "version" | "why" | "recordedOn">), version: one.version, why: one.why, recordedOn: one.recorded_on }));
    const versions = kept.map((one): Version => ({ ...one, name: shown(one.name), purpose: shown(one.purpose), composition: shown(one.composition) }));
    return { items: versions.length === 0 ? [declared] : versions };
  });
