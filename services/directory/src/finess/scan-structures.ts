import { isUtf8 } from "node:buffer";
import { type Finess, Finess as FinessNumber, luhnWarning } from "@cpts/domain/Finess";
import { communeOfFiness } from "@cpts/domain/FinessImport";
import { LocalDate } from "@cpts/domain/LocalDate";
import { cptsFinessCategory, searchKey } from "@cpts/reference-data";
import { Schema } from "effect";
import { placeOf } from "../rpps/activity.ts";
import { copyValue } from "../rpps/copy-text.ts";
import { limits } from "../rpps/limits.ts";
import { forEachLine } from "../rpps/lines.ts";
import { emptyFile } from "../rpps/refusals.ts";
import { decodeLine } from "../rpps/row-reader.ts";
import { cutAt, type RejectReason, type Scanned, type Sink } from "../rpps/scan.ts";
import { fileLayoutOf, type FileLayout, type RowLayout, type StructureField } from "./layouts.ts";

const isDay = Schema.is(LocalDate);
const isFiness = Schema.is(FinessNumber);
const communeFormat = /^(?:\d{2}|2[AB])\d{3}$/u;
/** Lines are handed on once there are so many characters. */
const batch = 262_144;

/** Columns of the staging table, as {@link scanStructures} fills them. */
export const stagedStructureColumns = [
  "level", "finess", "legal_entity", "name", "long_name", "name_key", "category", "category_label", "legal_status", "legal_status_label", "siren", "siret", "address", "postal_code", "place", "commune",
  "x", "y", "projection", "opened_on", "closed_on", "updated_on",
] as const;

/** The fields of a line. Few editions quote a text that holds the separator; most hold quotation marks that mean nothing. */
const fieldsOf = (line: string, columns: (first: string) => number | null): ReadonlyArray<string> => {
  const plain = line.split(";");
  const expected = columns(plain[0] ?? "");
  if (expected === null || plain.length === expected || !line.includes('"')) return plain;
  const quoted = Array.from(line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"(?=;|$)|([^;]*))/gu), ([, inner, bare]) => inner?.replaceAll('""', '"') ?? bare ?? "");
  return quoted.length === expected ? quoted : plain;
};

const orNull = (text: string): string => (text === "" ? "\\N" : copyValue(text));
const number = (text: string): string => (/^-?\d{1,9}(?:[.,]\d{1,8})?$/u.test(text) ? text.replace(",", ".") : "\\N");
const day = (text: string): string => (isDay(text.slice(0, 10)) ? text.slice(0, 10) : "\\N");
const digits = (text: string, count: number): string => (new RegExp(`^\\d{${count}}$`, "u").test(text) ? text : "");
const projectionOf = (told: string): string => /EPSG:\d{4,5}/u.exec(told)?.[0] ?? told.slice(0, 60);

/** "01440 VIRIAT CEDEX" is 01440 and Viriat. */
const deliveryOf = (line: string): { readonly postalCode: string; readonly place: string } => {
  const [, postalCode = "", place = ""] = /^(\d{5})?\s*(.*)$/u.exec(line) ?? [];
  return { postalCode, place: placeOf(place, "") };
};

type Field = (name: StructureField) => string;

const lineOf = ({ level }: RowLayout, finess: string, field: Field): string => {
  const [name, longName, siret, delivery] = [field("name") || field("longName"), field("longName"), digits(field("siret").replaceAll(" ", ""), 14), deliveryOf(field("delivery"))];
  const commune = communeFormat.test(field("inseeCode")) ? field("inseeCode") : (communeOfFiness(field("commune"), field("departement")) ?? "");
  const address = [field("number"), field("streetKind"), field("street")].filter((part) => part !== "").join(" ");
  const texts = [
    level, finess, isFiness(field("legalEntity")) ? field("legalEntity") : "", name, longName === name ? "" : longName, searchKey(longName === name ? name : `${name} ${longName}`), field("category"), field("categoryLabel"), field("legalStatus"), field("legalStatusLabel"),
    digits(field("siren"), 9) || siret.slice(0, 9), siret, address, digits(field("postalCode"), 5) || delivery.postalCode, field("place") || delivery.place, commune,
  ];
  return `${texts.map(orNull).join("\t")}\t${number(field("x"))}\t${number(field("y"))}\t${orNull(projectionOf(field("projection")))}\t${day(field("openedOn"))}\t${day(field("closedOn"))}\t${day(field("updatedOn"))}\n`;
};

/** What has been met of the numbers of a file. */
interface Met {
  readonly structures: Set<string>;
  readonly places: Set<string>;
}

/** The line of a COPY for a row, or why the row is left out. */
const read = (file: FileLayout, met: Met, seen: Scanned, line: string): { readonly staged: string } | { readonly reason: RejectReason; readonly columns: number } => {
  const fields = fieldsOf(line, (first) => file.of(first)?.columns ?? null);
  const layout = file.of(fields[0] ?? "");
  if (layout === null) return { reason: "unknown-section", columns: fields.length };
  // Some editions end each line with a separator.
  const count = fields.length === layout.columns + 1 && fields.at(-1) === "" ? layout.columns : fields.length;
  if (count !== layout.columns) return { reason: "column-count", columns: count };
  const field: Field = (name) => (layout.places[name] === undefined ? "" : (fields[layout.places[name]] ?? "").replace(/\p{Cc}/gu, " ").trim());
  const finess = field("finess").toUpperCase();
  if (!isFiness(finess)) return { reason: "finess-format", columns: count };
  if (layout.level !== "place" && field("name") === "" && field("longName") === "") return { reason: "no-name", columns: count };
  const before = layout.level === "place" ? met.places : met.structures;
  if (before.has(finess)) return { reason: "twice", columns: count };
  before.add(finess);
  if (layout.level !== "place") {
    if (luhnWarning(finess as Finess) !== null) seen.luhnWarnings += 1;
    seen.levels.add(layout.level);
    seen.structures += 1;
    if (field("category") === cptsFinessCategory) seen.cpts += 1;
  }
  return { staged: lineOf(layout, finess, field) };
};

/** Reads the text of an extract of FINESS and hands the lines of a COPY to `sink`; `seen` counts meanwhile. Throws what makes the file unusable. */
export const scanStructures = async (text: AsyncIterable<Buffer>, seen: Scanned, sink: Sink): Promise<void> => {
  const met: Met = { structures: new Set(), places: new Set() };
  const file: { layout: FileLayout | null; waiting: string } = { layout: null, waiting: "" };
  const row = (layout: FileLayout, line: string, at: number): void => {
    if (line === "") return;
    seen.rows += 1;
    const taken = read(layout, met, seen, line);
    if ("staged" in taken) return void (file.waiting += taken.staged);
    seen.rejected += 1;
    if (seen.rejects.length < limits.keptRejects) seen.rejects.push({ line: at, ...taken });
  };
  const handOn = async (all: boolean): Promise<void> => {
    if (file.waiting.length < batch && !all) return;
    const lines = file.waiting;
    file.waiting = "";
    if (lines !== "") await sink(Buffer.from(lines));
  };
  const { isEnded, lines } = await forEachLine(
    text,
    (bytes, start, end, at) => {
      const piece = bytes.subarray(start, end);
      const line = decodeLine(piece);
      if (!isUtf8(piece)) seen.windows1252Rows += 1;
      if (file.layout !== null) return row(file.layout, line, at);
      file.layout = fileLayoutOf(line);
      seen.edition = isDay(file.layout.edition) ? file.layout.edition : null;
      if (file.layout.beginsAtOnce) row(file.layout, line, at);
    },
    () => handOn(false),
  );
  if (met.structures.size === 0 && seen.rejected === 0) throw emptyFile();
  await handOn(true);
  seen.cutAt = isEnded ? null : cutAt(seen, lines);
};
