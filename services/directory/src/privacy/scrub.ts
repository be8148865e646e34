import { searchKey } from "@cpts/reference-data";
import { sql, type QueryExecutorProvider } from "kysely";
import { withoutPersonIn, withoutPerson, type Named } from "./naming.ts";

/** Tables where no words of people are: the log, what the kit keeps, what is deleted or public anyway. */
const passedOver = /^(?:event|log_|kit_|migration|lease|idempotency|subscription|parked_event|dropped_event|due$|erasure$|known_|rpps_|external_id|person_erasure)/u;

/** Names of legal persons, which are public and stand in the log. */
const publicNames: ReadonlySet<string> = new Set(["organization.name", "organization.name_key", "organization.short_name"]);

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

const columnsOf = async (db: QueryExecutorProvider): Promise<ReadonlyMap<string, ReadonlyArray<Column>>> => {
  const { rows } = await sql<Column>`
    select c.table_name as "table", c.column_name as name, c.data_type as type
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type in ('text', 'json', 'jsonb') order by 1, 2`.execute(db);
  return Map.groupBy(rows.filter(({ name, table }) => !passedOver.test(table) && !publicNames.has(`${table}.${name}`)), ({ table }) => table);
};

const [accented, plain] = ["àâäáãåçéèêëíìîïñóòôöõúùûüýÿ", "aaaaaaceeeeiiiinooooouuuuyy"];
const folded = (text: ReturnType<typeof sql>) => sql`translate(lower(${text}), ${accented}, ${plain})`;

/** True of the texts in which the person may be named: they hold the longest word of the family name, or a number of theirs. */
export const mayName = (text: ReturnType<typeof sql>, { exactly, familyName }: Named) => {
  const longest = searchKey(familyName).split(" ").reduce((best, word) => (word.length > best.length ? word : best), "");
  const name = longest === "" ? [] : [sql<boolean>`strpos(${folded(text)}, ${longest}) > 0`];
  return sql<boolean>`(${sql.join([...name, ...exactly.map((one) => sql<boolean>`strpos(${text}, ${one}) > 0`), sql<boolean>`false`], sql` or `)})`;
};

const scrubTable = async (db: QueryExecutorProvider, table: string, columns: ReadonlyArray<Column>, named: Named): Promise<boolean> => {
  const all = sql`concat_ws(' ', ${sql.join(columns.map(({ name }) => sql`${sql.ref(name)}::text`))})`;
  const picked = sql.join(columns.map(({ name }) => sql`${sql.ref(name)}::text as ${sql.ref(name)}`));
  const { rows } = await sql<Readonly<Record<string, string | null>>>`select ctid::text as "row at", ${picked} from ${sql.table(table)} where ${mayName(all, named)} for update`.execute(db);
  let isChanged = false;
  for (const row of rows) {
    const changes = columns.flatMap(({ name, type }) => {
      const before = row[name] ?? null;
      if (before === null) return [];
      const after = type === "text" ? withoutPerson(before, named) : JSON.stringify(withoutPersonIn(JSON.parse(before), named));
      const isSame = type === "text" ? after === before : after === JSON.stringify(JSON.parse(before));
      return isSame ? [] : [sql`${sql.ref(name)} = ${after}`];
    });
    if (changes.length === 0) continue;
    isChanged = true;
    await sql`update ${sql.table(table)} set ${sql.join(changes)} where ctid = ${row["row at"]}::tid`.execute(db);
  }
  return isChanged;
};

/** Leaves a person out of every text that is kept, in whatever table; gives the tables that named them. */
export const scrub = async (db: QueryExecutorProvider, named: Named): Promise<ReadonlyArray<string>> => {
  const changed: Array<string> = [];
  for (const [table, columns] of await columnsOf(db)) if (await scrubTable(db, table, columns, named)) changed.push(table);
  return changed;
};
