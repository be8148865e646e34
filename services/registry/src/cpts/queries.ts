import type { CptsView, FactView } from "@cpts/api/CptsViews";
import { Problem } from "@cpts/api/Problem";
import type { Resource } from "@cpts/domain/Access";
import type { Cpts, CptsId } from "@cpts/domain/Cpts";
import type { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import { searchKey } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { keyCursor } from "@cpts/service-kit/http/page-cursor";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql, type Kysely, type Selectable } from "kysely";
import { inOrder, type LearnedContract } from "../contracts/queries.ts";
import { read, type RegistryTables } from "../database/tables.ts";

type Db = Kysely<RegistryTables>;
export type EncodedCpts = typeof Cpts.Encoded;
export type EncodedFact = typeof FactView.Encoded;

/** The declared property that names the departement a CPTS belongs to. */
export const attachment = "attachment-departement";

export const cptsNotFound = new Problem({ type: "not-found", detail: { fr: "Cette CPTS n'est pas connue ici.", en: "This CPTS is not known here." } });

/** A row as it travels: the write path stored nothing that its schema refuses. */
export const cptsOfRow = (row: Selectable<RegistryTables["cpts"]>): EncodedCpts => ({
  id: row.id,
  name: row.name,
  shortName: row.short_name,
  status: row.status as EncodedCpts["status"],
  legalForm: row.legal_form,
  identifiers: { rna: row.rna, siren: row.siren, siret: row.siret, finess: row.finess },
  externalIds: row.external_ids,
  website: row.website,
  provenance: row.provenance as EncodedCpts["provenance"],
  version: row.version,
});

const factsStatement = statement<[cptsId: string], EncodedFact>("select id, fact from fact where cpts_id = $1 order by number");
const cptsStatement = statement<[id: string], Selectable<RegistryTables["cpts"]> & { readonly contracts: ReadonlyArray<LearnedContract> | null }>(
  `select c.*, (select json_agg(json_build_object('id', k.contract_id, 'fields', k.fields)) from known_contract k where k.cpts_id = c.id) as contracts
  from cpts c where c.id = $1`,
);

/** The facts declared about a CPTS, in the order of their declaration. */
export const factsOf = (db: Db, id: string): Promise<ReadonlyArray<EncodedFact>> => factsStatement(db, id);

/** A CPTS with the facts declared about it and the contracts learned. */
export const findCpts = (id: CptsId) =>
  Effect.flatMap(
    read(async (db): Promise<typeof CptsView.Encoded | null> => {
      const [row] = await cptsStatement(db, id);
      return row === undefined ? null : { ...cptsOfRow(row), facts: await factsOf(db, id), contracts: inOrder(row.contracts ?? []) };
    }),
    (found) => (found === null ? Effect.fail(cptsNotFound) : Effect.succeed(found)),
  );

/**
 * What a request about a CPTS is about: its departements and regions, by every territory it has or will have, and by the
 * departement that a fact attaches it to (a CPTS in prose has no other).
 */
export const cptsResource = (id: CptsId) =>
  Effect.gen(function* () {
    const now = yield* today;
    const places = yield* read(async (db) => {
      const { rows } = await sql<{ readonly departements: ReadonlyArray<DepartementCode>; readonly regions: ReadonlyArray<RegionCode> }>`
        with held as (
          select c.departement from territory_version v
            join lateral (select commune from territory_commune where version_id = v.id union select commune from territory_part where version_id = v.id) t on true
            join commune c on c.code = t.commune
          where v.cpts_id = ${id} and v.to_latest > ${now}::date
          union
          select jsonb_array_elements_text(f.fact::jsonb->'value') from fact f
          where f.cpts_id = ${id} and f.fact->>'property' = ${attachment} and json_typeof(f.fact->'value') = 'array'
        )
        select array(select code from departement where code in (select departement from held)) as departements,
          array(select distinct region from departement where code in (select departement from held)) as regions
        from cpts where id = ${id}`.execute(db);
      return rows[0] ?? null;
    });
    if (places === null) return yield* cptsNotFound;
    const resource: Resource = { kind: "cpts", cptsId: id, visibility: "public", ...places };
    return resource;
  });

export interface ListQuery {
  readonly q?: string;
  readonly identifier?: string;
  readonly mission?: string;
  readonly cursor?: string;
  readonly limit: number;
}

const pages = keyCursor("cpts");

/** CPTS in the order of their names, a page at a time. */
export const listCpts = (query: ListQuery) =>
  Effect.gen(function* () {
    const place = yield* pages.read(query.cursor);
    const rows = yield* read(async (db) => {
      let select = db.selectFrom("cpts").selectAll().orderBy("name_key").orderBy("id").limit(query.limit + 1);
      if (place !== null) select = select.where(sql<boolean>`(name_key, id) > (${place[0]}, ${place[1]}::uuid)`);
      // A text without a letter or digit finds nothing, rather than everything.
      if (query.q !== undefined && query.q.trim() !== "") select = select.where(sql<boolean>`strpos(name_key, nullif(${searchKey(query.q)}, '')) > 0`);
      if (query.identifier !== undefined) {
        const bar = query.identifier.indexOf("|");
        const system = bar === -1 ? null : query.identifier.slice(0, bar);
        const value = query.identifier.slice(bar + 1);
        select = select.where(sql<boolean>`id in (select cpts_id from cpts_identifier where value = ${value} and (system = ${system} or ${system}::text is null and system in ('rna', 'siren', 'siret', 'finess')))`);
      }
      if (query.mission !== undefined) select = select.where(sql<boolean>`id in (select cpts_id from mission_mention where code = ${query.mission})`);
      return select.execute();
    });
    const { items, nextCursor } = pages.pageOf(rows, query.limit, ({ id, name_key: key }) => [key, id]);
    return { items: items.map(cptsOfRow), nextCursor };
  });
