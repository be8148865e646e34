import { CompiledQuery, type Kysely } from "kysely";
import { columnsOf, type CatalogTable } from "./catalog.ts";
import type { PortableTable } from "./declaration.ts";

/** A table of which rows are taken out and in: as it is declared, and as it is. */
export interface Portable {
  readonly declared: PortableTable;
  readonly there: CatalogTable;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A row `r` as one JSON text; `cpts` is where the query says which CPTS. */
export const lineOf = ({ declared, there }: Portable, cpts: string): string => {
  const shown = columnsOf(declared, there).map(({ name }) => {
    const column = `r.${quoted(name)}`;
    return declared.masked?.includes(name) === true ? `case when ${column} = ${cpts}::uuid then ${column} end as ${quoted(name)}` : column;
  });
  return `(select row_to_json(s)::text from (select ${shown.join(", ")}) s)`;
};

/** Sends a text that was made here. */
export const query = async <Row>(db: Kysely<unknown>, text: string, values: ReadonlyArray<unknown> = []): Promise<ReadonlyArray<Row>> =>
  // The text says which columns come back.
  (await db.executeQuery(CompiledQuery.raw(text, [...values]) as CompiledQuery<Row>)).rows;

/** Rows of a query some at a time, however many there are: inside a transaction, one query after the other. */
export const fetched = async function* <Row>(db: Kysely<unknown>, text: string, values: ReadonlyArray<unknown>, atOnce: number): AsyncGenerator<ReadonlyArray<Row>> {
  await query(db, `declare archive no scroll cursor for ${text}`, values);
  for (;;) {
    const rows = await query<Row>(db, `fetch ${atOnce} from archive`);
    if (rows.length === 0) break;
    yield rows;
  }
  await query(db, "close archive");
};
