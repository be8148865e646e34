import type { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import { searchKey } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import type { DatedColumns } from "@cpts/service-kit/time/dated-rows";
import type { Selectable } from "kysely";
import { attachment, cptsOfRow, type EncodedCpts } from "../cpts/queries.ts";
import { read, type RegistryTables } from "../database/tables.ts";
import type { ReadEntry } from "./read-entry.ts";

/** A territory of a CPTS as it stands in the registry. */
export interface KnownVersion extends Pick<Selectable<DatedColumns>, "valid_from" | "from_earliest" | "from_latest"> {
  readonly cpts_id: string;
  readonly to_earliest: string;
  readonly prose: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly provenance: unknown;
  readonly communes: ReadonlyArray<string>;
  readonly parts: ReadonlyArray<unknown>;
}

/** A CPTS that the file may mean. */
export interface KnownCpts {
  readonly cpts: EncodedCpts;
  readonly nameKey: string;
  readonly departements: ReadonlyArray<DepartementCode>;
  readonly regions: ReadonlyArray<RegionCode>;
  /** In the order of their starts. */
  readonly versions: ReadonlyArray<KnownVersion>;
  /** Numbers of inhabitants that documents declare. */
  readonly populations: ReadonlyArray<number>;
}

type Row = Selectable<RegistryTables["cpts"]>;

const cptsStatement = statement<[ids: ReadonlyArray<string>, names: ReadonlyArray<string>, numbers: ReadonlyArray<string>], Row>(`
  select * from cpts where id in (
    select id from cpts where id = any($1::uuid[])
    union select id from cpts where name_key = any($2::text[])
    union select cpts_id from cpts_identifier where value = any($3::text[]))`);
const versionsStatement = statement<[ids: ReadonlyArray<string>], KnownVersion>(`
  select cpts_id, valid_from, from_earliest::text, from_latest::text, to_earliest::text, prose, details, provenance,
    array(select commune from territory_commune where version_id = v.id order by commune collate "C") as communes,
    coalesce((select json_agg(part order by number) from territory_part where version_id = v.id), '[]'::json) as parts
  from territory_version v where cpts_id = any($1::uuid[]) order by cpts_id, number`);
const placesStatement = statement<[ids: ReadonlyArray<string>], { readonly id: string; readonly departements: ReadonlyArray<DepartementCode>; readonly regions: ReadonlyArray<RegionCode> }>(`
  with held as (
    select v.cpts_id as id, p.departement from territory_version v
      join lateral (select commune from territory_commune where version_id = v.id union select commune from territory_part where version_id = v.id) t on true
      join territory_place p on p.code = t.commune where v.cpts_id = any($1::uuid[])
    union select id, details->'attachment'->>'departement' from cpts where id = any($1::uuid[])
    union select cpts_id, jsonb_array_elements_text(fact::jsonb->'value') from fact
      where cpts_id = any($1::uuid[]) and fact->>'property' = '${attachment}' and json_typeof(fact->'value') = 'array')
  select held.id, array_agg(distinct d.code) as departements, array_agg(distinct d.region) as regions from held join departement d on d.code = held.departement group by held.id`);
const populationsStatement = statement<[ids: ReadonlyArray<string>], { readonly cpts_id: string; readonly value: number }>(`
  select cpts_id, (fact->>'value')::float8 as value from fact where cpts_id = any($1::uuid[]) and fact->>'property' = 'population' and json_typeof(fact->'value') = 'number'`);

const isUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;

/** The CPTS of the registry that entries of a file may mean: by their id, a number, or their name. */
export const findKnown = (entries: ReadonlyArray<ReadEntry>) =>
  read(async (db): Promise<ReadonlyArray<KnownCpts>> => {
    const ids = entries.flatMap(({ cptsId }) => (cptsId !== null && isUuid.test(cptsId) ? [cptsId] : []));
    const names = entries.flatMap(({ name }) => (name === null ? [] : [searchKey(name)]));
    const numbers = entries.flatMap(({ fields, identifiers }) => [...Object.values(identifiers), ...(fields.externalIds ?? []).map(({ value }) => value)]);
    const rows = await cptsStatement(db, ids, names, numbers);
    const found = rows.map(({ id }) => id);
    const versions = Map.groupBy(await versionsStatement(db, found), (version) => version.cpts_id);
    const places = new Map((await placesStatement(db, found)).map((place) => [place.id, place]));
    const populations = Map.groupBy(await populationsStatement(db, found), (fact) => fact.cpts_id);
    return rows.map((row) => ({
      cpts: cptsOfRow(row),
      nameKey: row.name_key,
      departements: places.get(row.id)?.departements ?? [],
      regions: places.get(row.id)?.regions ?? [],
      versions: versions.get(row.id) ?? [],
      populations: (populations.get(row.id) ?? []).map(({ value }) => value),
    }));
  });
