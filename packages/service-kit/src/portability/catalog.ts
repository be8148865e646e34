import { sql, type QueryExecutorProvider } from "kysely";
import type { PortableTable } from "./declaration.ts";

/** A column as the database has it. */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
}

/** A table as the database has it. */
export interface CatalogTable {
  readonly name: string;
  /** Those that can be written. */
  readonly columns: ReadonlyArray<Column>;
  readonly key: ReadonlyArray<string>;
  /** Columns that no two rows have alike, beside the key. */
  readonly uniques: ReadonlyArray<ReadonlyArray<string>>;
}

interface Row {
  readonly name: string;
  readonly columns: ReadonlyArray<Column>;
  readonly keys: ReadonlyArray<{ readonly isKey: boolean; readonly columns: ReadonlyArray<string> }>;
}

/** Every table of a database, by name: what a declaration is compared with. */
export const catalogOf = async (db: QueryExecutorProvider): Promise<ReadonlyMap<string, CatalogTable>> => {
  const { rows } = await sql<Row>`
    select c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null), 'isNullable', not a.attnotnull) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select json_agg(json_build_object('isKey', i.indisprimary, 'columns', (select json_agg(a.attname order by k.n) from unnest(i.indkey::int2[]) with ordinality as k (attnum, n) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum)))
        from pg_index i where i.indrelid = c.oid and i.indisunique and i.indpred is null and i.indexprs is null), '[]') as keys
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`.execute(db);
  return new Map(
    rows.map(({ columns, keys, name }) => [name, { name, columns, key: keys.find(({ isKey }) => isKey)?.columns ?? [], uniques: keys.filter(({ isKey }) => !isKey).map((one) => one.columns) }]),
  );
};

/** The columns of a table that go into an archive. */
export const columnsOf = ({ own = {} }: PortableTable, { columns }: CatalogTable): ReadonlyArray<Column> => columns.filter(({ name }) => !Object.hasOwn(own, name));

const scalars: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  uuid: { type: "string", format: "uuid" },
  text: { type: "string" },
  integer: { type: "integer" },
  smallint: { type: "integer" },
  bigint: { type: "integer" },
  "double precision": { type: "number" },
  boolean: { type: "boolean" },
  date: { type: "string", description: "YYYY-MM-DD, or -infinity or infinity" },
  "timestamp with time zone": { type: "string", format: "date-time" },
  bytea: { type: "string", description: "\\x and hexadecimal digits" },
  json: {},
  jsonb: {},
};

const schemaOfType = (type: string): Readonly<Record<string, unknown>> => (type.endsWith("[]") ? { type: "array", items: schemaOfType(type.slice(0, -2)) } : (scalars[type] ?? {}));

const schemaOfColumn = ({ isNullable, type }: Column): Readonly<Record<string, unknown>> => {
  const { type: kind, ...rest } = schemaOfType(type);
  return kind === undefined ? rest : { type: isNullable ? [kind, "null"] : kind, ...rest };
};

/** JSON Schema of a row (draft 2020-12). */
export const schemaOf = (columns: ReadonlyArray<Column>): Readonly<Record<string, unknown>> => ({
  type: "object",
  properties: Object.fromEntries(columns.map((column) => [column.name, schemaOfColumn(column)])),
  required: columns.map(({ name }) => name),
  additionalProperties: false,
});
