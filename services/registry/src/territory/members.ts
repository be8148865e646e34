import { sql, type Kysely } from "kysely";
import { communeJoins } from "../communes/queries.ts";
import type { RegistryTables } from "../database/tables.ts";
import type { TerritoryCommune, TerritoryPart } from "./computed.ts";

type Db = Kysely<RegistryTables>;

const communeColumns = sql`c.code, c.nom, c.population, c.departement, coalesce(d.nom, '') as departement_nom, c.region, coalesce(r.nom, '') as region_nom,
  c.epci, e.nom as epci_nom, e.type as epci_type, e.commune_count as epci_communes`;
const joins = sql.raw(communeJoins);

/** The whole communes of a territory, in the order of their codes. */
export const communesOf = async (db: Db, versionId: string): Promise<ReadonlyArray<TerritoryCommune>> =>
  (
    await sql<TerritoryCommune>`
      select ${communeColumns} from territory_commune t join commune c on c.code = t.commune ${joins}
      where t.version_id = ${versionId} order by c.code collate "C"`.execute(db)
  ).rows;

/** The parts of communes of a territory, in the order they were given. */
export const partsOf = async (db: Db, versionId: string): Promise<ReadonlyArray<TerritoryPart>> => {
  const { rows } = await sql<TerritoryCommune & { readonly part: TerritoryPart["part"] }>`
    select t.part, ${communeColumns} from territory_part t join commune c on c.code = t.commune ${joins}
    where t.version_id = ${versionId} order by t.number`.execute(db);
  return rows.map(({ part, ...commune }) => ({ part, commune }));
};
