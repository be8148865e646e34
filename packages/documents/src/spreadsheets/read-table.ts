import { Effect } from "effect";
import { type TableLimits, usualLimits } from "./limits.ts";
import { readCsv, type Writing } from "./read-csv.ts";
import { readJson } from "./read-json.ts";
import { readXlsx, type ReadSheet } from "./read-xlsx.ts";
import { UnreadableTable } from "./unreadable.ts";

/** A file that was read as tables. */
export interface ReadTable {
  /** How it was written; null of a workbook and of JSON. */
  readonly writing: Writing | null;
  /** At least one, those that are shown first. */
  readonly sheets: readonly [ReadSheet, ...ReadonlyArray<ReadSheet>];
}

const startsWith = (bytes: Buffer, text: string): boolean => bytes.toString("latin1", 0, text.length) === text;

const sheetsOf = async (bytes: Buffer, limits: TableLimits): Promise<{ readonly writing: Writing | null; readonly sheets: ReadonlyArray<ReadSheet> }> => {
  if (startsWith(bytes, "PK\x03\x04")) return { writing: null, sheets: await readXlsx(bytes, limits) };
  // What Office protects by a password is an old container around it.
  if (startsWith(bytes, "\xd0\xcf\x11\xe0")) throw new UnreadableTable({ code: "encrypted" });
  if (bytes.includes(0)) throw new UnreadableTable({ code: "not-a-table" });
  const records = readJson(bytes, limits);
  if (records !== null) return { writing: null, sheets: [{ name: "", isHidden: false, rows: records }] };
  const { rows, writing } = readCsv(bytes, limits);
  return { writing, sheets: [{ name: "", isHidden: false, rows }] };
};

/** Reads a file as tables by its content, whatever its name: a workbook (XLSX), a list of JSON objects, or a list of values in UTF-8 or windows-1252. */
export const readTable = (bytes: Buffer, limits: TableLimits = usualLimits): Effect.Effect<ReadTable, UnreadableTable> =>
  Effect.flatMap(
    // Whatever a hostile file makes a parser throw is that it is damaged.
    Effect.tryPromise({ try: () => sheetsOf(bytes, limits), catch: (cause) => (cause instanceof UnreadableTable ? cause : new UnreadableTable({ code: "damaged" })) }),
    ({ sheets, writing }) => {
      const [first, ...rest] = sheets.filter(({ rows }) => rows.length > 0).toSorted((a, b) => Number(a.isHidden) - Number(b.isHidden));
      return first === undefined ? Effect.fail(new UnreadableTable({ code: "empty-table" })) : Effect.succeed({ writing, sheets: [first, ...rest] as const });
    },
  );
