import { sql, type QueryExecutorProvider } from "kysely";
import { blocksOf, mayName, textTables, type Column, type OwnTexts, type Table } from "./columns.ts";
import { cutsIn, textsIn, withCuts, withTexts, type Cut, type HowSure, type Named } from "./naming.ts";

/** A place where a text names somebody: a row by its key, a column, and where in it when it is JSON. No word of the text. */
export interface TextPlace {
  readonly table: string;
  readonly key: Readonly<Record<string, string>>;
  readonly column: string;
  readonly path: ReadonlyArray<string>;
  /** What is cut out, and how long the text was: what a restored backup needs to cut it again. */
  readonly cuts: ReadonlyArray<Cut>;
  readonly length: number;
  /** False where only the family name stands, which may be anybody's. */
  readonly isCertain: boolean;
}

/** How a place names a file that went whole. */
export const erasedFile = { table: "file", column: "*" } as const;

const keyName = (column: string): string => `key ${column}`;

type Row = Readonly<Record<string, string | null>>;

/** The rows of a table that may name the person, held when they are to be changed. */
const rowsOf = async (db: QueryExecutorProvider, { columns, key, name }: Table, named: Named, limit: number, isHeld: boolean): Promise<ReadonlyArray<Row>> => {
  const all = sql`concat_ws(' ', ${sql.join(columns.map((column) => sql`${sql.ref(column.name)}::text`))})`;
  const picked = [...key.map((column) => sql`${sql.ref(column)}::text as ${sql.ref(keyName(column))}`), ...columns.map((column) => sql`${sql.ref(column.name)}::text as ${sql.ref(column.name)}`)];
  const found: Array<Row> = [];
  for (const block of await blocksOf(db, name)) {
    const { rows } = await sql<Row>`select ctid::text as "row at", ${sql.join(picked)} from ${sql.table(name)} where ${block} and ${mayName(all, named)} limit ${limit - found.length} ${isHeld ? sql`for update` : sql``}`.execute(db);
    found.push(...rows);
  }
  return found;
};

const placesIn = ({ isJson, name, table }: Column, row: Row, key: TextPlace["key"], named: Named): ReadonlyArray<TextPlace> => {
  const text = row[name] ?? null;
  if (text === null) return [];
  const texts = isJson ? textsIn(JSON.parse(text)) : [{ path: [], text }];
  return texts.flatMap(({ path, text: one }) => {
    const [certain, all] = [cutsIn(one, named), cutsIn(one, named, "all")];
    return all.length === 0 ? [] : [{ table, key, column: name, path, cuts: certain.length > 0 ? certain : all, length: one.length, isCertain: certain.length > 0 }];
  });
};

const samePath = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean => a.length === b.length && a.every((one, index) => one === b[index]);

/** A column of a row with these cuts made. */
const changed = ({ isJson, name }: Column, row: Row, places: ReadonlyArray<TextPlace>): string => {
  const text = row[name] ?? "";
  const cutsAt = (path: ReadonlyArray<string>): ReadonlyArray<Cut> => places.find((place) => samePath(place.path, path))?.cuts ?? [];
  return isJson ? JSON.stringify(withTexts(JSON.parse(text), (one, path) => withCuts(one, cutsAt(path)))) : withCuts(text, cutsAt([]));
};

const inTable = async (db: QueryExecutorProvider, table: Table, named: Named, redact: HowSure | null, limit: number): Promise<ReadonlyArray<TextPlace>> => {
  const found: Array<TextPlace> = [];
  for (const row of await rowsOf(db, table, named, limit, redact !== null)) {
    const key = Object.fromEntries(table.key.map((column) => [column, row[keyName(column)] ?? ""]));
    const byColumn = table.columns.map((column) => ({ column, places: placesIn(column, row, key, named) }));
    found.push(...byColumn.flatMap(({ places }) => places));
    const changes = byColumn.flatMap(({ column, places }) => {
      const cut = redact === null ? [] : places.filter(({ isCertain }) => redact === "all" || isCertain);
      return cut.length === 0 ? [] : [sql`${sql.ref(column.name)} = ${changed(column, row, cut)}`];
    });
    if (changes.length > 0) await sql`update ${sql.table(table.name)} set ${sql.join(changes)} where ctid = ${row["row at"]}::tid`.execute(db);
  }
  return found;
};

/** Published versions and logs of crises keep their words, but for this (see their triggers). */
export const allowErasing = (db: QueryExecutorProvider) => sql`select set_config('cpts.erasing', 'on', true)`.execute(db);

/** Every place of the tables of a service where words name the person; with `redact`, they are cut out there and then. */
export const textPlaces = async (db: QueryExecutorProvider, named: Named, own: OwnTexts, { limit, redact }: { readonly redact: HowSure | null; readonly limit: number }): Promise<ReadonlyArray<TextPlace>> => {
  if (redact !== null) await allowErasing(db);
  const found: Array<TextPlace> = [];
  for (const table of await textTables(db, own)) found.push(...(await inTable(db, table, named, redact, limit)));
  return found;
};

/** Cuts the same out of a row that a restored backup has brought back. A text that is not as long as it was goes whole. */
export const cutAgain = async (db: QueryExecutorProvider, { column, cuts, key, length, path, table }: Omit<TextPlace, "isCertain">): Promise<void> => {
  await allowErasing(db);
  const where = sql.join(Object.entries(key).map(([name, value]) => sql`${sql.ref(name)}::text = ${value}`), sql` and `);
  const again = (text: string): string => withCuts(text, text.length === length ? cuts : [[0, text.length]]);
  const { rows } = await sql<{ readonly text: string | null; readonly type: string }>`select ${sql.ref(column)}::text as text, pg_typeof(${sql.ref(column)})::text as type from ${sql.table(table)} where ${where} for update`.execute(db);
  for (const { text, type } of rows) {
    if (text === null) continue;
    const after = type === "text" ? again(text) : JSON.stringify(withTexts(JSON.parse(text), (one, at) => (samePath(at, path) ? again(one) : one)));
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${after} where ${where}`.execute(db);
  }
};
