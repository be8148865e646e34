import type { NeedsEditionView } from "@cpts/api/NeedsIndicators";
import { statement } from "@cpts/service-kit/database/statement";
import { sql, type Kysely } from "kysely";
import type { RegistryTables } from "../database/tables.ts";

type Db = Kysely<RegistryTables>;

/** An edition as it is kept and told. */
export type Edition = typeof NeedsEditionView.Encoded;

/** What an edition says of a place. */
export interface StoredValue {
  readonly code: string;
  readonly value: number | null;
  readonly class: string | null;
  /** Null where inhabitants weigh, or nothing does. */
  readonly weight: number | null;
}

type EditionRow = { readonly id: string; readonly version: number; readonly hash: string; readonly told: Edition };

export const editionStatement = statement<[indicator: string, edition: string], EditionRow>("select id, version, hash, told from needs_edition where indicator = $1 and edition = $2");

/** Editions in the order of their ids, some of them. */
export const editionsStatement = statement<[after: string, limit: number, indicator: string | null, profession: string | null], { readonly id: string; readonly told: Edition }>(
  "select id, told from needs_edition where id > $1 and ($3::text is null or indicator = $3) and ($4::text is null or profession = $4) order by id limit $2",
);

/** One edition of each indicator in the order of their codes: the one that is asked for, or the last. */
export const wantedStatement = statement<[after: string, limit: number, indicator: string | null, edition: string | null], { readonly told: Edition }>(
  `select distinct on (indicator) told from needs_edition
   where indicator > $1 and ($3::text is null or indicator = $3) and ($4::text is null or edition = $4) order by indicator, edition desc limit $2`,
);

export const valuesStatement = statement<[editionId: string], StoredValue>("select code, value, class, weight from needs_value where edition_id = $1");

const chunkSize = 5_000;

/** Puts an edition in the place of what was held of it. */
export const replaceEdition = async (db: Db, edition: Edition, hash: string, values: ReadonlyArray<StoredValue>): Promise<void> => {
  await db.deleteFrom("needs_edition").where("indicator", "=", edition.indicator).where("edition", "=", edition.edition).execute();
  await db
    .insertInto("needs_edition")
    .values({ id: edition.id, indicator: edition.indicator, edition: edition.edition, version: edition.version, profession: edition.profession, hash, told: JSON.stringify(edition) })
    .execute();
  for (let start = 0; start < values.length; start += chunkSize) {
    const some = values.slice(start, start + chunkSize);
    await sql`insert into needs_value (edition_id, code, value, class, weight)
      select ${edition.id}, * from unnest(${some.map(({ code }) => code)}::text[], ${some.map(({ value }) => value)}::double precision[],
        ${some.map((one) => one.class)}::text[], ${some.map(({ weight }) => weight)}::double precision[])`.execute(db);
  }
};
