import type { CptsView, FactView } from "@cpts/api/CptsViews";
import { Problem } from "@cpts/api/Problem";
import type { Resource } from "@cpts/domain/Access";
import type { Cpts, CptsId } from "@cpts/domain/Cpts";
import type { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import { quickRead, statement } from "@cpts/service-kit/database/statement";
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

/** What may be known of a CPTS beyond its names and numbers, kept as one value. */
export const detailNames = ["seat", "attachment", "initiator", "contacts", "foundedOn"] as const;
export type DetailName = (typeof detailNames)[number];

const existsStatement = statement<[id: string], unknown>("select from cpts where id = $1");

/** Whether a CPTS is known here. */
export const cptsExists = async (db: Db, id: string): Promise<boolean> => (await existsStatement(db, id)).length > 0;

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
  ...(row.details as Pick<EncodedCpts, DetailName>),
  ...(row.merged_into === null ? {} : { mergedInto: row.merged_into }),
  version: row.version,
});

const factsStatement = statement<[cptsId: string], EncodedFact>("select id, fact from fact where cpts_id = $1 order by number");

type CptsRow = Selectable<RegistryTables["cpts"]> & {
  readonly facts: ReadonlyArray<EncodedFact> | null;
  readonly contracts: ReadonlyArray<LearnedContract> | null;
  readonly successor: string | null;
};

/** All at once: one way to the database and back costs more than what it finds. */
const cptsStatement = quickRead<[id: string], CptsRow>(
  `select c.*, (select name from cpts s where s.id = c.merged_into) as successor,
    (select json_agg(json_build_object('id', f.id, 'fact', f.fact) order by f.number) from fact f where f.cpts_id = c.id) as facts,
    (select json_agg(json_build_object('id', k.contract_id, 'fields', k.fields, 'life', k.life)) from known_contract k where k.cpts_id = c.id) as contracts
  from cpts c where c.id = $1`,
);

/** The facts declared about a CPTS, in the order of their declaration. */
export const factsOf = (db: Db, id: string): Promise<ReadonlyArray<EncodedFact>> => factsStatement(db, id);

/** A CPTS with the facts declared about it and the contracts learned. */
export const findCpts = (id: CptsId) =>
  Effect.flatMap(
    Effect.flatMap(today, (day) =>
      read(async (db): Promise<typeof CptsView.Encoded | null> => {
        const [row] = await cptsStatement(db, id);
        if (row === undefined) return null;
        const successor = row.merged_into === null || row.successor === null ? {} : { successor: { id: row.merged_into, name: row.successor } };
        return { ...cptsOfRow(row), ...successor, facts: row.facts ?? [], contracts: inOrder(row.contracts ?? [], day) };
      }),
    ),
    (found) => (found === null ? Effect.fail(cptsNotFound) : Effect.succeed(found)),
  );

/**
 * What a request about a CPTS is about: its departements and regions, by every territory it has or will have (had, once it is no more), and by the
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
            join territory_place c on c.code = t.commune
          where v.cpts_id = ${id} and (v.to_latest > ${now}::date or exists (select from cpts where id = ${id} and status in ('dissolved', 'merged')))
          union
          select jsonb_array_elements_text(f.fact::jsonb->'value') from fact f
          where f.cpts_id = ${id} and f.fact->>'property' = ${attachment} and json_typeof(f.fact->'value') = 'array'
          union
          select details->'attachment'->>'departement' from cpts where id = ${id}
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
