import { collector, type Rows, type TableLimits } from "./limits.ts";
import { UnreadableTable } from "./unreadable.ts";

/** How a list of values is written. */
export interface Writing {
  readonly encoding: "utf-8" | "windows-1252";
  readonly separator: string;
}

const separators = [";", "\t", ",", "|"] as const;

/** As UTF-8, or else as the French Windows wrote it, where every byte but five is a character. */
const textOf = (bytes: Buffer): { readonly text: string; readonly encoding: Writing["encoding"] } => {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "windows-1252" };
  }
};

/** The separator that cuts the first records the most often, and always alike: a comma inside names cuts some of them only. */
const separatorOf = (text: string): string => {
  const sample = text.slice(0, 20_000);
  const counts = separators.map(() => [0]);
  let isQuoted = false;
  for (const character of sample) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === "\n") counts.forEach((list) => list.push(0));
    else if (!isQuoted) {
      const list = counts[separators.indexOf(character as (typeof separators)[number])]; // -1 finds none
      if (list !== undefined) list[list.length - 1] = (list.at(-1) ?? 0) + 1;
    }
  }
  const scores = counts.map((list) => {
    const most = Math.max(...list);
    return most === 0 ? 0 : list.filter((count) => count === most).length * 1_000 + most;
  });
  return separators[scores.indexOf(Math.max(...scores))] ?? ";";
};

/** `="0101"` is how Excel is told that digits are a text. */
const unwrapped = (cell: string): string => /^="([^"]*)"$/u.exec(cell)?.[1] ?? cell;

/** Reads the field that begins at `at`: its text, and where it ends. */
const fieldAt = (text: string, at: number, stop: RegExp): { readonly cell: string; readonly end: number } | null => {
  if (text[at] !== '"') {
    stop.lastIndex = at;
    const end = stop.exec(text)?.index ?? text.length;
    return { cell: text.slice(at, end), end };
  }
  let cell = "";
  for (let from = at + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return null;
    cell += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      // What stands behind a closed quote belongs to the field, as spreadsheets read it.
      stop.lastIndex = quote + 1;
      const end = stop.exec(text)?.index ?? text.length;
      return { cell: cell + text.slice(quote + 1, end), end };
    }
    cell += '"';
    from = quote + 2;
  }
};

/** Reads a list of values: its encoding and its separator are found out. */
export const readCsv = (bytes: Buffer, limits: TableLimits): { readonly rows: Rows; readonly writing: Writing } => {
  const { encoding, text: whole } = textOf(bytes);
  const told = /^sep=(.)\r?\n/u.exec(whole);
  const text = told === null ? whole : whole.slice(told[0].length);
  const separator = told?.[1] ?? separatorOf(text);
  const stop = new RegExp(`[\\r\\n${separator === "\t" ? "\\t" : `\\u{${separator.codePointAt(0)?.toString(16)}}`}]`, "gu");
  const table = collector(limits);
  for (let at = 0; at < text.length; ) {
    const field = fieldAt(text, at, stop);
    if (field === null) throw new UnreadableTable({ code: "unclosed-quote", row: table.row() });
    table.cell(unwrapped(field.cell));
    at = field.end + 1;
    if (text[field.end] === separator) {
      if (at === text.length) table.cell("");
      continue;
    }
    if (text[field.end] === "\r" && text[at] === "\n") at += 1;
    table.endRow();
  }
  return { rows: table.rows(), writing: { encoding, separator } };
};
