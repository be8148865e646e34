import type { LocalDate } from "@cpts/domain/LocalDate";
import { luhnWarning, type Rpps } from "@cpts/domain/Rpps";
import { isRpps, rppsNumber } from "./byte-texts.ts";
import { activityFields, mandatoryActivityFields, mandatorySkillFields, skillFields, type ExtractKind } from "./fields.ts";
import { layoutOf } from "./header.ts";
import { limits } from "./limits.ts";
import { forEachLine } from "./lines.ts";
import { peopleWriter } from "./people-writer.ts";
import { mandatoryQualificationFields, qualificationFields, qualificationWriter } from "./qualifications.ts";
import { emptyFile } from "./refusals.ts";
import { decodeLine, rowReader, type RowReader } from "./row-reader.ts";

/** Why a row was left out. */
export type RejectReason = "column-count" | "rpps-format" | "no-name" | "no-skill" | "no-qualification" | "field-too-long" | "finess-format" | "twice" | "unknown-section";

/** A row that was left out: its line in the text, and why. No content: it may name someone. */
export interface Reject {
  readonly line: number;
  readonly reason: RejectReason;
  readonly columns: number;
}

/** What a scan has met so far. */
export interface Scanned {
  rows: number;
  rejected: number;
  readonly rejects: Array<Reject>;
  /** Rows of people who have another number than an RPPS number. */
  otherIdentifiers: number;
  /** Numbers whose key is wrong, and which were taken all the same. */
  luhnWarnings: number;
  windows1252Rows: number;
  /** Whether rows of somebody did not follow each other. */
  isScattered: boolean;
  /** The last row, where it has no end and not all its columns: the file was cut there. */
  cutAt: Reject | null;
  /** The day that a file says of itself, beside its name. */
  edition: LocalDate | null;
  /** Different structures, and CPTS among them; of a file of structures. */
  structures: number;
  cpts: number;
  readonly levels: Set<"legal-entity" | "site">;
}

export const nothingScanned = (): Scanned => ({ rows: 0, rejected: 0, rejects: [], otherIdentifiers: 0, luhnWarnings: 0, windows1252Rows: 0, isScattered: false, cutAt: null, edition: null, structures: 0, cpts: 0, levels: new Set() });

/** Takes lines of a COPY, in bytes that are written over afterwards, and resolves when it can take more. */
export type Sink = (lines: Buffer) => Promise<void>;

/** `8`: the number is an RPPS number (domain.md §4.1); older kinds of numbers are passed over. */
const rppsKind = 0x38;
/** Lines are handed on once there are so many bytes. */
const batch = 262_144;

interface Writer {
  /** Takes the row looked at; the reason why it is left out, or null. */
  readonly take: () => RejectReason | null;
  readonly ready: () => number;
  /** In bytes that the next row is written over. */
  readonly lines: (all: boolean) => Buffer;
  readonly isScattered: () => boolean;
}

const skillWriter = (reader: RowReader<keyof typeof skillFields>): Writer => {
  let ready = "";
  return {
    take: () => {
      const skill = reader.text("skill");
      if (!/^[\w.-]{1,20}$/u.test(skill)) return "no-skill";
      ready += `${reader.text("rpps")}\t${skill}\n`;
      return null;
    },
    ready: () => ready.length,
    lines: () => {
      const lines = Buffer.from(ready);
      ready = "";
      return lines;
    },
    isScattered: () => false,
  };
};

/** Counts rows whose number has a wrong key; asks once for rows that follow each other. */
const luhnWarnings = ({ placeOf, begins, bytes, text }: RowReader<"rpps">): (() => boolean) => {
  const column = placeOf("rpps");
  let last = 0;
  let isWrong = false;
  return () => {
    const rpps = rppsNumber(bytes(), begins[column] ?? 0);
    // What has the form of one.
    if (rpps !== last) isWrong = luhnWarning(text("rpps") as Rpps) !== null;
    last = rpps;
    return isWrong;
  };
};

/** The reader and writer that the header of a file asks for. */
const begin = (kind: ExtractKind, header: string): { readonly reader: RowReader<"kind" | "rpps">; readonly writer: Writer; readonly isWrong: () => boolean; readonly columns: number } => {
  if (kind === "skills") {
    const layout = layoutOf(header, skillFields, mandatorySkillFields);
    const reader = rowReader(layout);
    return { reader, writer: skillWriter(reader), isWrong: luhnWarnings(reader), columns: layout.columns };
  }
  if (kind === "qualifications") {
    const layout = layoutOf(header, qualificationFields, mandatoryQualificationFields);
    const reader = rowReader(layout);
    return { reader, writer: qualificationWriter(reader), isWrong: luhnWarnings(reader), columns: layout.columns };
  }
  const layout = layoutOf(header, activityFields, mandatoryActivityFields);
  const reader = rowReader(layout);
  return { reader, writer: peopleWriter(reader), isWrong: luhnWarnings(reader), columns: layout.columns };
};

const isOfRpps = ({ begins, bytes, placeOf }: RowReader<"kind">): boolean => {
  const column = placeOf("kind");
  const from = begins[column] ?? 0;
  return begins[column + 1] === from + 2 && bytes()[from] === rppsKind;
};

/** The row that was left out on the last line for want of columns. */
export const cutAt = ({ rejects }: Scanned, lines: number, columns = Infinity): Reject | null => {
  const last = rejects.at(-1);
  return last !== undefined && last.line === lines && last.reason === "column-count" && last.columns < columns ? last : null;
};

/** Reads the text of an extract and hands the lines of a COPY to `sink`; `seen` counts meanwhile. Throws what makes the file unusable. */
export const scan = async (kind: ExtractKind, text: AsyncIterable<Buffer>, seen: Scanned, sink: Sink): Promise<void> => {
  let begun: ReturnType<typeof begin> | null = null;
  const reject = (line: number, reason: RejectReason, columns: number): void => {
    seen.rejected += 1;
    if (seen.rejects.length < limits.keptRejects) seen.rejects.push({ line, reason, columns });
  };
  const row = ({ isWrong, reader, writer }: ReturnType<typeof begin>, bytes: Buffer, start: number, end: number, number: number, isText: boolean): void => {
    if (start === end) return;
    seen.rows += 1;
    if (!reader.look(bytes, start, end, isText)) return reject(number, "column-count", reader.columns());
    if (!isOfRpps(reader)) return void (seen.otherIdentifiers += 1);
    const rpps = reader.placeOf("rpps");
    if (!isRpps(reader.bytes(), reader.begins[rpps] ?? 0, (reader.begins[rpps + 1] ?? 0) - 1)) return reject(number, "rpps-format", reader.columns());
    const reason = writer.take();
    if (reason !== null) return reject(number, reason, reader.columns());
    if (isWrong()) seen.luhnWarnings += 1;
  };
  const handOn = async (all: boolean): Promise<void> => {
    if (begun === null || (begun.writer.ready() < batch && !all)) return;
    const lines = begun.writer.lines(all);
    if (lines.length > 0) await sink(lines);
  };
  const { isEnded, lines } = await forEachLine(
    text,
    (bytes, start, end, number, isText) => {
      if (begun === null) begun = begin(kind, decodeLine(bytes.subarray(start, end)));
      else row(begun, bytes, start, end, number, isText);
    },
    () => handOn(false),
  );
  if (begun === null) throw emptyFile();
  await handOn(true);
  // What the callback has set, TypeScript does not see.
  const { columns, reader, writer } = begun as ReturnType<typeof begin>;
  seen.windows1252Rows = reader.otherEncoding();
  seen.isScattered = writer.isScattered();
  seen.cutAt = isEnded ? null : cutAt(seen, lines, columns);
};
