import type { LocalDate } from "@cpts/domain/LocalDate";
import { luhnWarning, type Rpps } from "@cpts/domain/Rpps";
import { activityText, placeOf } from "./activity.ts";
import { activityFields, mandatoryActivityFields, mandatorySkillFields, skillFields, type ExtractKind } from "./fields.ts";
import { layoutOf } from "./header.ts";
import { limits } from "./limits.ts";
import { forEachLine } from "./lines.ts";
import { peopleWriter, type PersonRow } from "./people-writer.ts";
import { mandatoryQualificationFields, qualificationFields, qualificationWriter } from "./qualifications.ts";
import { emptyFile } from "./refusals.ts";
import { decodeLine, rowReader, type RowReader } from "./row-reader.ts";

/** Why a row was left out. */
export type RejectReason = "column-count" | "rpps-format" | "no-name" | "no-skill" | "no-qualification" | "finess-format" | "twice" | "unknown-section";

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
  /** The day that a file says of itself, beside its name. */
  edition: LocalDate | null;
  /** Different structures, and CPTS among them; of a file of structures. */
  structures: number;
  cpts: number;
  readonly levels: Set<"legal-entity" | "site">;
}

export const nothingScanned = (): Scanned => ({ rows: 0, rejected: 0, rejects: [], otherIdentifiers: 0, luhnWarnings: 0, windows1252Rows: 0, edition: null, structures: 0, cpts: 0, levels: new Set() });

/** Takes lines of a COPY, and resolves when it can take more. */
export type Sink = (lines: string) => Promise<void>;

const rppsFormat = /^1\d{10}$/u;
const communeFormat = /^(?:\d{2}|2[AB])\d{3}$/u;
/** `8`: the number is an RPPS number (domain.md §4.1); older kinds of numbers are passed over. */
const rppsKind = "8";
/** Lines are handed on once there are so many characters. */
const batch = 262_144;

interface Writer {
  /** The reason why the row is left out; null where it was taken. */
  readonly take: (rpps: string) => RejectReason | null;
  readonly lines: (all: boolean) => string;
}

const activityWriter = (reader: RowReader<keyof typeof activityFields>): Writer => {
  const people = peopleWriter();
  const { field } = reader;
  const take: Writer["take"] = (rpps) => {
    const familyName = field("familyName").trim();
    if (familyName === "") return "no-name";
    const [profession, skill, mode, siret, finess, structure, written] = [field("profession"), field("skill"), field("mode"), field("siret"), field("finess"), field("structure"), field("commune")];
    const commune = communeFormat.test(written) ? written : "";
    const activity = activityText({
      profession,
      skill,
      mode,
      sector: field("sector"),
      role: field("role"),
      siret,
      finess,
      structure,
      name: field("signboard") || field("legalName"),
      postalCode: field("postalCode"),
      commune,
      place: placeOf(field("place"), field("cedex")),
    });
    const row: PersonRow = { rpps, familyName, givenName: field("givenName").trim(), title: field("title"), profession, skill, mode, places: [commune, finess, siret, structure], activity };
    people.add(row);
    return null;
  };
  return { take, lines: people.take };
};

const skillWriter = ({ field }: RowReader<keyof typeof skillFields>): Writer => {
  let ready = "";
  return {
    take: (rpps) => {
      const skill = field("skill");
      if (!/^[\w.-]{1,20}$/u.test(skill)) return "no-skill";
      ready += `${rpps}\t${skill}\n`;
      return null;
    },
    lines: () => {
      const text = ready;
      ready = "";
      return text;
    },
  };
};

/** The reader and writer that the header of a file asks for. */
const begin = (kind: ExtractKind, header: string): { readonly reader: RowReader<"kind" | "rpps">; readonly writer: Writer } => {
  if (kind === "skills") {
    const reader = rowReader(layoutOf(header, skillFields, mandatorySkillFields));
    return { reader, writer: skillWriter(reader) };
  }
  if (kind === "qualifications") {
    const reader = rowReader(layoutOf(header, qualificationFields, mandatoryQualificationFields));
    return { reader, writer: qualificationWriter(reader) };
  }
  const reader = rowReader(layoutOf(header, activityFields, mandatoryActivityFields));
  return { reader, writer: activityWriter(reader) };
};

/** Reads the text of an extract and hands the lines of a COPY to `sink`; `seen` counts meanwhile. Throws what makes the file unusable. */
export const scan = async (kind: ExtractKind, text: AsyncIterable<Buffer>, seen: Scanned, sink: Sink): Promise<void> => {
  let begun: ReturnType<typeof begin> | null = null;
  let waiting = "";
  const reject = (line: number, reason: RejectReason, columns: number): void => {
    seen.rejected += 1;
    if (seen.rejects.length < limits.keptRejects) seen.rejects.push({ line, reason, columns });
  };
  const row = ({ reader, writer }: ReturnType<typeof begin>, bytes: Buffer, start: number, end: number, number: number): void => {
    if (start === end) return;
    seen.rows += 1;
    if (!reader.look(bytes, start, end)) return reject(number, "column-count", reader.columns());
    if (reader.field("kind") !== rppsKind) return void (seen.otherIdentifiers += 1);
    const rpps = reader.field("rpps");
    if (!rppsFormat.test(rpps)) return reject(number, "rpps-format", reader.columns());
    const reason = writer.take(rpps);
    if (reason !== null) return reject(number, reason, reader.columns());
    // The pattern is that of an RPPS number.
    if (luhnWarning(rpps as Rpps) !== null) seen.luhnWarnings += 1;
  };
  const handOn = async (all: boolean): Promise<void> => {
    waiting += begun?.writer.lines(all) ?? "";
    if (waiting.length < batch && !all) return;
    const lines = waiting;
    waiting = "";
    if (lines !== "") await sink(lines);
  };
  await forEachLine(
    text,
    (bytes, start, end, number) => {
      if (begun === null) begun = begin(kind, decodeLine(bytes.subarray(start, end)));
      else row(begun, bytes, start, end, number);
    },
    () => handOn(false),
  );
  if (begun === null) throw emptyFile();
  // What the callback has set, TypeScript does not see.
  seen.windows1252Rows = (begun as ReturnType<typeof begin>).reader.otherEncoding();
  await handOn(true);
};
