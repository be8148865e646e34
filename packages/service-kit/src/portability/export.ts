import { archiveFormat, type ArchiveEvent, type ArchiveLine } from "@cpts/api/Portability";
import type { CptsId } from "@cpts/domain/Cpts";
import type { Kysely } from "kysely";
import { makeContentHash } from "./content-hash.ts";
import { catalogOf, columnsOf, schemaOf, type CatalogTable } from "./catalog.ts";
import type { Portability, PortableTable } from "./declaration.ts";
import { fetched, lineOf, query, quoted, type Portable } from "./rows.ts";

/** Rows that are in memory at a time. */
const atOnce = 200;

/** Every table of a declaration, with what the database says of it. */
export const portablesOf = async (db: Kysely<unknown>, { tables }: Pick<Portability, "tables">): Promise<ReadonlyArray<Portable>> => {
  const catalog = await catalogOf(db);
  const found = (name: string): CatalogTable => {
    const there = catalog.get(name);
    if (there === undefined) throw new Error(`${name} is declared as portable and is no table`);
    return there;
  };
  return tables.map((declared) => ({ declared, there: found(declared.name) }));
};

const aggregatesOf = ({ aggregates = [], name, of }: PortableTable): ReadonlyArray<string> => aggregates.map((aggregate) => `select ${aggregate} from ${quoted(name)} r where ${of}`);

/** The events of a CPTS: those that say so, and those of its aggregates that say nothing of another. */
const eventsText = (tables: ReadonlyArray<PortableTable>): string => {
  const aggregates = tables.flatMap(aggregatesOf);
  const ofRows = aggregates.length === 0 ? "" : ` or (e.data->>'cptsId' is null and e.aggregate_id in (${aggregates.join(" union all ")}))`;
  return `select row_to_json(s)::text as line from (
    select e.id, e.type, e.aggregate_id as "aggregateId", e.aggregate_version as "aggregateVersion", e.occurred_at as "occurredAt", e.traceparent, e.data
    from event e where e.data->>'cptsId' = $1::uuid::text${ofRows} order by e.position) s`;
};

const contentsText = (file: PortableTable): string =>
  `select encode(c.sha256, 'hex') as sha256, c.size, c.body_id as "bodyId" from file_content c where c.sha256 in (select r.sha256 from file r where ${file.of}) order by c.sha256`;

interface Content {
  readonly sha256: string;
  readonly size: number;
  readonly bodyId: string;
}

const line = (value: typeof ArchiveLine.Encoded): string => `${JSON.stringify(value)}\n`;

const filesOf = async function* (db: Kysely<unknown>, file: PortableTable, cptsId: CptsId): AsyncGenerator<string> {
  for (const { bodyId, sha256, size } of await query<Content>(db, contentsText(file), [cptsId])) {
    yield line({ file: { sha256, size: Number(size) } });
    for (let ordinal = 0; ; ordinal += 1) {
      const [chunk] = await query<{ readonly bytes: Buffer }>(db, "select bytes from file_chunk where body_id = $1 and ordinal = $2", [bodyId, ordinal]);
      if (chunk === undefined) break;
      yield line({ bytes: chunk.bytes.toString("base64") });
    }
  }
};

/** The archive of a CPTS, piece by piece; `db` is a transaction that sees one moment. `done` is told the hash. */
export const archiveOf = async function* (db: Kysely<unknown>, service: string, portability: Pick<Portability, "tables">, cptsId: CptsId, done: (hash: string) => Promise<void>): AsyncGenerator<string> {
  const content = makeContentHash();
  const counts = { rows: 0, events: 0, files: 0 };
  await query(db, "select set_config('timezone', 'UTC', true), set_config('statement_timeout', '120000', true), set_config('datestyle', 'ISO', true)");
  yield line({ archive: { format: archiveFormat, service, cptsId } });
  const file = portability.tables.find(({ name }) => name === "file");
  if (file !== undefined)
    for await (const piece of filesOf(db, file, cptsId)) {
      if (piece.startsWith('{"file"')) counts.files += 1;
      yield piece;
    }
  for (const portable of await portablesOf(db, portability)) {
    const { declared, there } = portable;
    const text = `select ${lineOf(portable, "$1")} as line from ${quoted(there.name)} r where ${declared.of} order by ${there.key.map((name) => `r.${quoted(name)}`).join(", ")}`;
    let isFirst = true;
    for await (const rows of fetched<{ readonly line: string }>(db, text, [cptsId], atOnce)) {
      const leftOut = Object.fromEntries(Object.entries(declared.own ?? {}).map(([name, { reason }]) => [name, reason]));
      if (isFirst) yield line({ table: { name: there.name, key: there.key, schema: schemaOf(columnsOf(declared, there)), leftOut } });
      isFirst = false;
      counts.rows += rows.length;
      // What the database writes as JSON is JSON.
      const parsed = rows.map((one) => JSON.parse(one.line) as Readonly<Record<string, unknown>>);
      for (const row of parsed) content.add(`table ${there.name}`, row);
      yield parsed.map((row) => line({ row })).join("");
    }
  }
  for await (const rows of fetched<{ readonly line: string }>(db, eventsText(portability.tables), [cptsId], atOnce)) {
    counts.events += rows.length;
    // As above; its columns are those of an event.
    const parsed = rows.map((one) => JSON.parse(one.line) as ArchiveEvent["event"]);
    for (const event of parsed) content.add("events", event);
    yield parsed.map((event) => line({ event })).join("");
  }
  const hash = content.digest();
  await done(hash);
  yield line({ end: { ...counts, hash } });
};
