import { attempt, type Database } from "@cpts/service-kit/database/database";
import { longDatabase } from "@cpts/service-kit/database/long-work";
import type { Log } from "@cpts/service-kit/telemetry/log";
import { departements, edition, loadCogMovements, loadCommunes, loadEpcis, regions, type Commune, type Epcis } from "@cpts/reference-data";
import { Effect } from "effect";
import { sql, type Kysely, type RawBuilder } from "kysely";
import { fillHistory } from "../cog/fill.ts";
import { read, type RegistryTables } from "../database/tables.ts";
import { allFormerNames, formerCodesOf, type FormerCode } from "./former-places.ts";
import { keysOfEpci, rowsOfCommune, rowsOfFormerCode, rowsOfFormerName, type SearchRow } from "./search-keys.ts";

type Db = Kysely<RegistryTables>;

/** Changes whenever the tables must be filled again: another edition, or other search keys. */
const wantedEdition = `${edition.sourcePackage}@${edition.sourceVersion}/3`;
const chunkSize = 4_000;

/** Inserts rows by arrays, one parameter a column whatever the number of rows. */
const insertColumns = async <Row>(db: Db, rows: ReadonlyArray<Row>, statement: (chunk: ReadonlyArray<Row>) => RawBuilder<unknown>): Promise<void> => {
  for (let start = 0; start < rows.length; start += chunkSize) await statement(rows.slice(start, start + chunkSize)).execute(db);
};

const column = <Row>(rows: ReadonlyArray<Row>, pick: (row: Row) => unknown): Array<unknown> => rows.map(pick);

const fillCommunes = (db: Db, communes: ReadonlyArray<Commune>) =>
  insertColumns(
    db,
    communes,
    (rows) => sql`insert into commune (code, type, nom, departement, region, epci, population, codes_postaux)
      select code, type, nom, departement, region, epci, population, string_to_array(postaux, ' ') from unnest(
        ${column(rows, (row) => row.code)}::text[], ${column(rows, (row) => row.type)}::text[], ${column(rows, (row) => row.nom)}::text[],
        ${column(rows, (row) => row.departement)}::text[], ${column(rows, (row) => row.region)}::text[], ${column(rows, (row) => row.epci)}::text[],
        ${column(rows, (row) => row.population)}::integer[], ${column(rows, (row) => row.codesPostaux.join(" "))}::text[]
      ) as t (code, type, nom, departement, region, epci, population, postaux)`,
  );

const fillPlaces = async (db: Db, epcis: Epcis): Promise<void> => {
  await db.insertInto("region").values(regions.map(({ code, nom }) => ({ code, nom }))).execute();
  await db.insertInto("departement").values(departements.map(({ code, nom, region }) => ({ code, nom, region }))).execute();
  await db.insertInto("epci").values(epcis.all.map(({ code, nom, type, membres }) => ({ code, nom, type, commune_count: membres.length }))).execute();
  const keys = epcis.all.flatMap((epci) => keysOfEpci(epci).map((key) => ({ key, epci: epci.code })));
  await insertColumns(
    db,
    keys,
    (rows) =>
      sql`insert into epci_search (key, epci) select * from unnest(${column(rows, (row) => row.key)}::text[], ${column(rows, (row) => row.epci)}::text[])`,
  );
};

const fillFormer = async (db: Db, former: ReadonlyArray<FormerCode>): Promise<void> =>
  insertColumns(
    db,
    former,
    (rows) => sql`insert into former_commune (code, nom, commune)
      select * from unnest(${column(rows, (row) => row.code)}::text[], ${column(rows, (row) => row.nom)}::text[], ${column(rows, (row) => row.commune)}::text[])`,
  );

const fillSearch = async (db: Db, rows: ReadonlyArray<SearchRow>): Promise<void> =>
  insertColumns(
    db,
    rows,
    (chunk) => sql`insert into commune_search (key, commune, matched_by, matched_text, rank, kind, former_name)
      select * from unnest(${column(chunk, (row) => row.key)}::text[], ${column(chunk, (row) => row.commune)}::text[],
        ${column(chunk, (row) => row.matched_by)}::text[], ${column(chunk, (row) => row.matched_text)}::text[], ${column(chunk, (row) => row.rank)}::smallint[],
        ${column(chunk, (row) => row.kind)}::text[], ${column(chunk, (row) => row.former_name)}::text[])`,
  );

const fill = async (db: Db): Promise<number> => {
  const [communes, epcis, history] = await Promise.all([loadCommunes(), loadEpcis(), loadCogMovements()]);
  const territorial = [...communes.currentCommunes, ...communes.parts.filter((part) => part.type === "arrondissement-municipal")];
  for (const table of ["commune_search", "epci_search", "former_commune", "commune", "epci", "departement", "region"] as const)
    await sql`delete from ${sql.table(table)}`.execute(db);
  await fillPlaces(db, epcis);
  await fillCommunes(db, territorial);
  // In the series of the communes: that of the list of EPCI is of another year. A commune without a figure leaves its EPCI without one.
  await sql`update epci set population = (select case when count(*) = count(c.population) then sum(c.population) end from commune c where c.epci = epci.code and c.type = 'commune-actuelle')`.execute(db);
  const former = formerCodesOf(communes, history);
  await fillFormer(db, former);
  await fillHistory(db, history, communes);
  await fillSearch(db, [...territorial.flatMap(rowsOfCommune), ...allFormerNames(communes, history).flatMap(rowsOfFormerName), ...former.flatMap(rowsOfFormerCode)]);
  await sql`insert into reference_edition (name, edition) values ('cog', ${wantedEdition}) on conflict (name) do update set edition = excluded.edition`.execute(db);
  return territorial.length;
};

/** Some 100,000 rows, at a start that others may crowd: a request may not take so long. */
const limitMs = 120_000;

/** Fills the reference tables when they do not hold the edition that this version ships. One replica does; the others wait. */
export const loadReference = (log: Log): Effect.Effect<void, unknown, Database> =>
  Effect.scoped(
    Effect.gen(function* () {
      const current = yield* read((db) => db.selectFrom("reference_edition").select("edition").where("name", "=", "cog").executeTakeFirst());
      if (current?.edition === wantedEdition) return;
      const own = yield* longDatabase<RegistryTables>("registry-reference", limitMs);
      yield* attempt(() =>
        own.transaction().execute(async (db) => {
          await sql`select pg_advisory_xact_lock(hashtextextended('cpts-reference', 0))`.execute(db);
          const now = await db.selectFrom("reference_edition").select("edition").where("name", "=", "cog").executeTakeFirst();
          if (now?.edition === wantedEdition) return;
          log.info("loading the official geographic code", { edition: wantedEdition });
          log.info("loaded the official geographic code", { communes: await fill(db) });
        }),
      );
    }),
  );
