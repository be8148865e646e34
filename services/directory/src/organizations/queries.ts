import type { OrganizationView } from "@cpts/api/DirectoryViews";
import { Problem } from "@cpts/api/Problem";
import type { OrganizationId } from "@cpts/domain/Organization";
import { searchKey } from "@cpts/reference-data";
import { idsOf, withExternalIds } from "@cpts/service-kit/database/external-ids";
import { statement } from "@cpts/service-kit/database/statement";
import { keyCursor } from "@cpts/service-kit/http/page-cursor";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql, type RawBuilder, type Selectable } from "kysely";
import { officialValue } from "../database/official-numbers.ts";
import { read, type DirectoryTables } from "../database/tables.ts";

export type EncodedOrganization = typeof OrganizationView.Encoded;
export type OrganizationRow = Selectable<DirectoryTables["organization"]>;
type Row = OrganizationRow;

export const externalIdKind = "organization";
export const officialNumbers = ["siren", "siret", "finess", "rna"] as const;

export const organizationNotFound = new Problem({ type: "not-found", detail: { fr: "Cette organisation n'est pas connue ici.", en: "This organization is not known here." } });

/** A row as it travels: the write path stored nothing that its schema refuses. */
const viewOf = (row: Row, externalIds: EncodedOrganization["externalIds"]): EncodedOrganization => ({
  id: row.id,
  name: row.name,
  shortName: row.short_name,
  kind: row.kind,
  identifiers: { rna: row.rna, siren: row.siren, siret: row.siret, finess: row.finess },
  competence: row.competence as EncodedOrganization["competence"],
  website: row.website,
  closedOn: row.closed_on,
  mergedInto: row.merged_into,
  provenance: row.provenance as EncodedOrganization["provenance"],
  externalIds,
  version: row.version,
});

const viewsOf = (rows: ReadonlyArray<Row>) => withExternalIds(externalIdKind, rows, viewOf);

const byId = statement<[id: string], Row>("select * from organization where id = $1");

/** The row of an organization; undefined when there is none. */
export const organizationRow = (id: OrganizationId) => Effect.map(read((db) => byId(db, id)), ([row]): Row | undefined => row);

/** An organization. */
export const findOrganization = (id: OrganizationId) =>
  Effect.gen(function* () {
    const row = yield* organizationRow(id);
    const [view] = yield* viewsOf(row === undefined ? [] : [row]);
    return view === undefined ? yield* organizationNotFound : view;
  });

export interface ListQuery {
  readonly q?: string;
  readonly kind?: string;
  readonly closed?: "true" | "false";
  /** Those too that turned out to be others. */
  readonly merged?: true;
  readonly region?: string;
  readonly departement?: string;
  readonly identifier?: string;
  readonly cursor?: string;
  readonly limit: number;
}

const isNumbered = (identifier: string, identified: ReadonlyArray<string> | null): RawBuilder<boolean> => {
  const official = officialNumbers.flatMap((system) => {
    const value = officialValue(system, identifier);
    return value === null ? [] : [sql<boolean>`${sql.ref(system)} = ${value}`];
  });
  return sql<boolean>`(${sql.join([...official, sql`id = any(${identified}::uuid[])`], sql` or `)})`;
};

/** The first day on which it is no more, as far as it may have come; of a day of no year, none. */
const closedBy = (day: string) => sql<boolean>`(closed_on is not null and closed_on not like '--%' and closed_on <= left(${day}, length(closed_on)))`;

const conditions = (query: ListQuery, day: string, identified: ReadonlyArray<string> | null): ReadonlyArray<RawBuilder<boolean>> => [
  query.merged === true ? sql<boolean>`true` : sql<boolean>`merged_into is null`,
  ...(query.closed === undefined ? [] : [query.closed === "true" ? closedBy(day) : sql<boolean>`not ${closedBy(day)}`]),
  ...(query.kind === undefined ? [] : [sql<boolean>`kind = ${query.kind}`]),
  ...(query.region === undefined ? [] : [sql<boolean>`(nationwide or ${query.region} = any(regions))`]),
  ...(query.departement === undefined ? [] : [sql<boolean>`(nationwide or ${query.departement} = any(departements))`]),
  ...(query.identifier === undefined ? [] : [isNumbered(query.identifier, identified)]),
  // A text without a letter or digit finds nothing, rather than everything.
  ...(query.q === undefined || query.q.trim() === "" ? [] : [sql<boolean>`strpos(name_key, nullif(${searchKey(query.q)}, '')) > 0`]),
];

const pages = keyCursor("organizations");

/** Organizations in the order of their names, a page at a time. */
export const listOrganizations = (query: ListQuery) =>
  Effect.gen(function* () {
    const place = yield* pages.read(query.cursor);
    const identified = yield* idsOf(externalIdKind, query.identifier);
    const after = place === null ? [] : [sql<boolean>`(name_key, id) > (${place[0]}, ${place[1]}::uuid)`];
    const where = sql.join([...conditions(query, yield* today, identified), ...after], sql` and `);
    const rows = yield* read(async (db) => (await sql<Row>`select * from organization where ${where} order by name_key, id limit ${query.limit + 1}`.execute(db)).rows);
    const { items, nextCursor } = pages.pageOf(rows, query.limit, ({ id, name_key: key }) => [key, id]);
    return { items: yield* viewsOf(items), nextCursor };
  });

/** True of the rows that name this organization in a column, or one that turned out to be it. */
export const namesOrganization = (column: RawBuilder<unknown>, id: OrganizationId): RawBuilder<boolean> => sql<boolean>`${column} in (select o.id from organization o where o.id = ${id} or o.merged_into = ${id})`;

/** The ids by which an organization is known: its own, and those of its duplicates. */
export const idsOfOrganization = (id: OrganizationId) =>
  read(async (db) => (await sql<{ readonly id: string }>`select id from organization where id = ${id} or merged_into = ${id}`.execute(db)).rows.map((row) => row.id));
