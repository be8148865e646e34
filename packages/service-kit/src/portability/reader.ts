import { archiveFormat, type ArchiveEnd, type ArchiveLine, type ArchiveEvent } from "@cpts/api/Portability";
import type { CptsId } from "@cpts/domain/Cpts";
import type { Kysely } from "kysely";
import { makeContentHash } from "./content-hash.ts";
import { columnsOf } from "./catalog.ts";
import type { Clash } from "./declaration.ts";
import { linesOf } from "./lines.ts";
import { putEvents } from "./put-events.ts";
import { makeFileSink } from "./put-files.ts";
import { putRows, type IsErased, type Put, type Row } from "./put-rows.ts";
import { isCut, isDamaged, mostListed, notThisService, outOfOrder } from "./refusals.ts";
import type { Portable } from "./rows.ts";

/** Rows or events that go to the database at a time. */
const atOnce = 200;
const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gu;

/** What was read and written of an archive. */
export interface Taken {
  readonly cptsId: CptsId;
  readonly hash: string;
  readonly rows: number;
  readonly events: number;
  readonly files: number;
  readonly present: number;
  readonly clashes: ReadonlyArray<Clash>;
  /** Every id in the rows. */
  readonly ids: ReadonlySet<string>;
}

interface Options {
  readonly service: string;
  readonly portables: ReadonlyArray<Portable>;
  readonly isKnown: (event: ArchiveEvent["event"]) => boolean;
  readonly isErased: IsErased;
  /** Held until the commit: two imports of one CPTS come one after the other. */
  readonly begin: (cptsId: CptsId) => Promise<void>;
}

const sameColumns = ({ declared, there }: Portable, schema: Readonly<Record<string, unknown>>): ReadonlyArray<string> => {
  const theirs = Object.keys((schema["properties"] ?? {}) as Readonly<Record<string, unknown>>); // what is no object has no such columns
  const ours = columnsOf(declared, there);
  const missing = ours.filter(({ isNullable, name }) => !isNullable && !theirs.includes(name)).map(({ name }) => name);
  return [...theirs.filter((name) => !ours.some((one) => one.name === name)), ...missing];
};

/** Reads an archive into the transaction `db`, some rows at a time. Throws a Problem where it is none, was cut, or is damaged. */
export const readArchive = async (db: Kysely<unknown>, body: ReadableStream<Uint8Array>, { begin, isErased, isKnown, portables, service }: Options): Promise<Taken> => {
  const content = makeContentHash();
  const files = makeFileSink(db);
  const ids = new Set<string>();
  const clashes: Array<Clash> = [];
  const counts = { rows: 0, events: 0, present: 0, allRows: 0, allEvents: 0 };
  let cptsId: CptsId | null = null;
  let end: ArchiveEnd["end"] | null = null;
  let table: Portable | null = null;
  let rows: Array<Row> = [];
  let events: Array<ArchiveEvent["event"]> = [];

  const note = (kind: "rows" | "events", put: Put): void => {
    counts[kind] += put.added;
    counts.present += put.present;
    clashes.push(...put.clashes.slice(0, mostListed));
  };
  const flush = async (): Promise<void> => {
    if (rows.length > 0 && table !== null && cptsId !== null) note("rows", await putRows(db, table, cptsId, rows, isErased));
    if (events.length > 0) note("events", await putEvents(db, events, isKnown));
    [rows, events] = [[], []];
  };
  const openTable = ({ name, schema }: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> }): void => {
    table = portables.find(({ there }) => there.name === name) ?? null;
    const unknown = table === null ? null : sameColumns(table, schema);
    if (unknown === null) clashes.push({ place: [name], code: "unknown-table" });
    else if (unknown.length > 0) clashes.push({ place: [name], code: "unknown-column", about: unknown.join(", ") });
    if (unknown?.length !== 0) table = null;
    tableName = name;
  };
  let tableName = "";
  const take = async (line: ArchiveLine): Promise<void> => {
    if (cptsId === null || end !== null) throw outOfOrder();
    if ("row" in line) {
      content.add(`table ${tableName}`, line.row);
      counts.allRows += 1;
      for (const id of JSON.stringify(line.row).match(uuid) ?? []) ids.add(id);
      if (table !== null) rows.push(line.row);
    } else if ("event" in line) {
      if (counts.allEvents === 0) await flush();
      content.add("events", line.event);
      counts.allEvents += 1;
      events.push(line.event);
    } else if ("bytes" in line) return files.bytes(line.bytes);
    else if ("file" in line) return files.begin(line.file);
    else if ("table" in line) {
      await files.finish();
      await flush();
      openTable(line.table);
    } else if ("end" in line) {
      await flush();
      end = line.end;
    } else throw outOfOrder();
    if (rows.length >= atOnce || events.length >= atOnce) await flush();
  };
  for await (const line of linesOf(body)) {
    if (cptsId !== null || !("archive" in line)) await take(line);
    else {
      if (line.archive.service !== service || line.archive.format !== archiveFormat) throw notThisService(service);
      cptsId = line.archive.cptsId;
      await begin(cptsId);
    }
  }
  const told = end as ArchiveEnd["end"] | null; // assigned inside `take`, which the compiler does not follow
  if (cptsId === null || told === null) throw isCut();
  const hash = content.digest();
  if (told.hash !== hash || told.rows !== counts.allRows || told.events !== counts.allEvents || told.files !== files.all()) throw isDamaged();
  return { cptsId, hash, rows: counts.rows, events: counts.events, files: files.added(), present: counts.present, clashes, ids };
};
