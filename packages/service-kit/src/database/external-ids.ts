import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { ExternalId } from "@cpts/domain/Cpts";
import { Effect } from "effect";
import { sql, type Kysely } from "kysely";
import { tables } from "./database.ts";
import { statement } from "./statement.ts";

interface ExternalIdTables {
  readonly external_id: { kind: string; system: string; value: string; owner: string; number: number };
}

const { read, write } = tables<ExternalIdTables>();

/** A step of a service's migrations: the numbers that clients give to things in systems of their own. */
export const externalIdTable = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table external_id (
      kind text not null,
      system text not null,
      value text not null,
      owner uuid not null,
      number integer not null,
      primary key (kind, system, value)
    )`.execute(db);
  await sql`create index external_id_owner on external_id (owner, kind)`.execute(db);
};

const taken = (path: ReadonlyArray<string | number>): FieldFault => ({
  in: "body",
  path,
  code: "taken",
  message: { fr: "ce numéro désigne déjà autre chose ici", en: "this number already names something else here" },
});

/**
 * Gives a thing its external ids, in place of those it had; each leads to one thing of its kind. Fails with `already-exists` at
 * those that are taken. The order of insertion keeps two writers from waiting for each other.
 */
export const claimExternalIds = (kind: string, owner: string, externalIds: ReadonlyArray<ExternalId>, path: ReadonlyArray<string | number> = ["externalIds"]) =>
  Effect.gen(function* () {
    const mine = yield* write(async (db) => {
      await db.deleteFrom("external_id").where("owner", "=", owner).where("kind", "=", kind).execute();
      if (externalIds.length === 0) return [];
      const systems = externalIds.map(({ system }) => system);
      const values = externalIds.map(({ value }) => value);
      const { rows } = await sql<ExternalId>`
        insert into external_id (kind, system, value, owner, number)
        select ${kind}, s, v, ${owner}::uuid, n from unnest(${systems}::text[], ${values}::text[]) with ordinality as t (s, v, n) order by s, v
        on conflict do nothing returning system, value`.execute(db);
      return rows;
    });
    const clashes = externalIds.flatMap(({ system, value }, index) => (mine.some((row) => row.system === system && row.value === value) ? [] : [taken([...path, index])]));
    if (clashes.length > 0) return yield* new Problem({ type: "already-exists", faults: clashes });
  });

const ofOwners = statement<[kind: string, owners: ReadonlyArray<string>], ExternalId & { readonly owner: string }>(
  "select owner, system, value from external_id where kind = $1 and owner = any($2::uuid[]) order by owner, number",
);

/** The external ids of some things of a kind, in the order in which they were given. */
export const externalIdsOf = (kind: string, owners: ReadonlyArray<string>) =>
  Effect.map(
    read((db) => ofOwners(db, kind, owners)),
    (rows): ReadonlyMap<string, ReadonlyArray<ExternalId>> =>
      new Map(owners.map((owner) => [owner, rows.flatMap((row) => (row.owner === owner ? [{ system: row.system, value: row.value }] : []))])),
  );

/** Rows as they travel, each with the external ids of the thing of this kind that it holds. */
export const withExternalIds = <Row extends { readonly id: string }, View>(kind: string, rows: ReadonlyArray<Row>, viewOf: (row: Row, externalIds: ReadonlyArray<ExternalId>) => View) =>
  Effect.map(externalIdsOf(kind, rows.map(({ id }) => id)), (externalIds) => rows.map((row) => viewOf(row, externalIds.get(row.id) ?? [])));

const byNumber = statement<[kind: string, system: string | null, value: string], { readonly owner: string }>(
  "select distinct owner from external_id where kind = $1 and value = $3 and ($2::text is null or system = $2) order by owner",
);

/** The things of a kind that `system|value` leads to, or `value` in any system; null where no identifier is asked for. */
export const idsOf = (kind: string, identifier: string | undefined) =>
  read(async (db): Promise<ReadonlyArray<string> | null> => {
    if (identifier === undefined) return null;
    const bar = identifier.indexOf("|");
    return (await byNumber(db, kind, bar === -1 ? null : identifier.slice(0, bar), identifier.slice(bar + 1))).map(({ owner }) => owner);
  });
