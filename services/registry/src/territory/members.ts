import { statement } from "@cpts/service-kit/database/statement";
import type { Kysely } from "kysely";
import { communeJoins } from "../communes/queries.ts";
import type { RegistryTables } from "../database/tables.ts";
import type { TerritoryCommune, TerritoryPart } from "./computed.ts";

type Db = Kysely<RegistryTables>;

const communeColumns = `c.code, c.nom, c.population, c.departement, coalesce(d.nom, '') as departement_nom, c.region, coalesce(r.nom, '') as region_nom,
  c.epci, e.nom as epci_nom, e.type as epci_type, e.commune_count as epci_communes, e.population as epci_population, c.within`;

const communesStatement = statement<[versionId: string], TerritoryCommune>(`
  select ${communeColumns} from territory_commune t join territory_place c on c.code = t.commune ${communeJoins}
  where t.version_id = $1 order by c.code collate "C"`);
const partsStatement = statement<[versionId: string], TerritoryCommune & { readonly part: TerritoryPart["part"] }>(`
  select t.part, ${communeColumns} from territory_part t join territory_place c on c.code = t.commune ${communeJoins}
  where t.version_id = $1 order by t.number`);

/** The whole communes of a territory, in the order of their codes. */
export const communesOf = (db: Db, versionId: string): Promise<ReadonlyArray<TerritoryCommune>> => communesStatement(db, versionId);

/** The parts of communes of a territory, in the order they were given. */
export const partsOf = async (db: Db, versionId: string): Promise<ReadonlyArray<TerritoryPart>> =>
  (await partsStatement(db, versionId)).map(({ part, ...commune }) => ({ part, commune }));

const communesOfSome = statement<[versionIds: ReadonlyArray<string>], TerritoryCommune & { readonly version_id: string }>(`
  select t.version_id, ${communeColumns} from territory_commune t join territory_place c on c.code = t.commune ${communeJoins}
  where t.version_id = any($1::uuid[])`);
const partsOfSome = statement<[versionIds: ReadonlyArray<string>], TerritoryCommune & { readonly version_id: string; readonly part: TerritoryPart["part"] }>(`
  select t.version_id, t.part, ${communeColumns} from territory_part t join territory_place c on c.code = t.commune ${communeJoins}
  where t.version_id = any($1::uuid[])`);

/** The communes and the parts of several territories, by the id of the territory, in no order. */
export const membersOf = async (db: Db, versionIds: ReadonlyArray<string>) => ({
  communes: Map.groupBy(await communesOfSome(db, versionIds), ({ version_id }) => version_id),
  parts: Map.groupBy(
    (await partsOfSome(db, versionIds)).map(({ part, version_id, ...commune }) => ({ version_id, part, commune })),
    ({ version_id }) => version_id,
  ),
});
