import { sql, type QueryExecutorProvider, type RawBuilder } from "kysely";
import type { Named } from "./naming.ts";

/** What a service says of its texts: where people are named by right, and go by their own erasure; which names are public anyway. */
export interface OwnTexts {
  /** Tables whose rows are about one person, and go with them. */
  readonly ofPeople?: ReadonlyArray<string>;
  /** Tables of official data, in which nobody types a word. */
  readonly official?: ReadonlyArray<string>;
  /** Columns (`table.column`) of names of legal persons, which are public. */
  readonly publicNames?: ReadonlyArray<string>;
}

export interface Column {
  readonly table: string;
  readonly name: string;
  readonly isJson: boolean;
}

export interface Table {
  readonly name: string;
  readonly columns: ReadonlyArray<Column>;
  /** Columns that tell its rows apart. */
  readonly key: ReadonlyArray<string>;
}

/** Tables where no words of people are: the log (which is read apart), what the kit keeps, what is made from another's log, the national register. */
const passedOver = /^(?:event|log_|kit_|migration|lease|idempotency|subscription|parked_event|dropped_event|due$|erasure$|text_redaction$|text_inquiry$|file_content$|cpts_transfer$|known_|rpps_|external_id|person_erasure)/u;

interface Row {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

/** The tables of a service that hold words, in the order of their names. `projections`: those that are made from another service's log, alone. */
export const textTables = async (db: QueryExecutorProvider, { official = [], ofPeople = [], publicNames = [] }: OwnTexts, projections = false): Promise<ReadonlyArray<Table>> => {
  const { rows } = await sql<Row>`
    select c.table_name as "table", c.column_name as name, c.data_type as type
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type in ('text', 'json', 'jsonb') and c.is_generated = 'NEVER' order by 1, 2`.execute(db);
  const { rows: keys } = await sql<{ readonly table: string; readonly name: string }>`
    select t.relname as "table", a.attname as name from pg_index i join pg_class t on t.oid = i.indrelid join pg_attribute a on a.attrelid = t.oid and a.attnum = any(i.indkey)
    where i.indisprimary and t.relnamespace = 'public'::regnamespace order by 1, a.attnum`.execute(db);
  const wanted = rows.filter(({ name, table }) => (projections ? table.startsWith("known_") : !passedOver.test(table) && !ofPeople.includes(table) && !official.includes(table)) && !publicNames.includes(`${table}.${name}`));
  return [...Map.groupBy(wanted, ({ table }) => table)].map(([name, columns]) => ({
    name,
    columns: columns.map((column) => ({ table: name, name: column.name, isJson: column.type !== "text" })),
    key: keys.filter(({ table }) => table === name).map((column) => column.name),
  }));
};

/** Pages of 8 kB that one statement reads: statements of requests are cut after seconds. */
const pagesAtOnce = 1_000;

/** Conditions that together are true of every row of a table, each of some of its pages. */
export const blocksOf = async (db: QueryExecutorProvider, table: string): Promise<ReadonlyArray<RawBuilder<boolean>>> => {
  const { rows } = await sql<{ readonly pages: number }>`select (pg_relation_size(${table}::regclass) / current_setting('block_size')::bigint)::integer as pages`.execute(db);
  const blocks = Math.floor((rows[0]?.pages ?? 0) / pagesAtOnce);
  return Array.from({ length: blocks + 1 }, (_, block) => {
    const from = sql<boolean>`ctid >= ${`(${block * pagesAtOnce},0)`}::tid`;
    return block === blocks ? from : sql<boolean>`${from} and ctid < ${`(${(block + 1) * pagesAtOnce},0)`}::tid`;
  });
};

const [accented, plain] = ["àâäáãåāăąçćčďđèéêëēęěğìíîïīłñńňòóôöõőøřśšşșťţțùúûüūůűýÿźžż", "aaaaaaaaacccddeeeeeeegiiiiilnnnooooooorsssstttuuuuuuuyyzzz"];
/** In lower case and without accents, however they are composed. */
const folded = (text: RawBuilder<unknown>) => sql`replace(replace(replace(translate(lower(normalize(${text}, NFC)), ${accented}, ${plain}), 'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss')`;

/** "St" is written "saint" too: neither finds the other. */
const written = new Set(["st", "ste", "saint", "sainte"]);

const longestWord = (familyName: string): string => {
  const words = familyName.normalize("NFKD").toLowerCase().replace(/\p{M}+/gu, "").replaceAll("œ", "oe").replaceAll("æ", "ae").replaceAll("ß", "ss").split(/[^\p{L}\p{N}]+/u);
  return words.filter((word) => !written.has(word)).reduce((best, word) => (word.length > best.length ? word : best), "");
};

/** True of the texts in which the person may be named: they hold the longest word of the family name, or a number of theirs. */
export const mayName = (text: RawBuilder<unknown>, { exactly, familyName }: Named): RawBuilder<boolean> => {
  const longest = longestWord(familyName).replaceAll("ł", "l").replaceAll("ø", "o").replaceAll("đ", "d");
  const name = longest === "" ? [] : [sql<boolean>`strpos(${folded(text)}, ${longest}) > 0`];
  const numbers = exactly.filter((one) => one !== "").map((one) => sql<boolean>`strpos(lower(${text}), lower(${one})) > 0`);
  return sql<boolean>`(${sql.join([...name, ...numbers, sql<boolean>`false`], sql` or `)})`;
};
