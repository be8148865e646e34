import { gunzipSync } from "node:zlib";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import { isLocalDate } from "@cpts/domain/LocalDate";
import type { StoredMovement, StoredPlace } from "./stored.ts";

/** What INSEE's file of movements says ("mouvements de communes", columns of the COG since 2019), and what of it is not about communes. */
export interface InseeMovements {
  readonly movements: ReadonlyArray<StoredMovement>;
  readonly rows: number;
  /** Rows about delegated communes, associated communes and arrondissements. */
  readonly otherRows: number;
}

interface Row {
  readonly mod: string;
  readonly on: string;
  readonly from: StoredPlace;
  readonly to: StoredPlace;
}

const columns = ["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "LIBELLE_AV", "TYPECOM_AP", "COM_AP", "LIBELLE_AP"] as const;
/** Largest file, in bytes: all movements since 1943 are 1.5 MB. */
export const mostBytes = 32 * 1024 * 1024;
const mostFaults = 100;
const communeShape = /^(?:\d{5}|2[AB]\d{3})$/u;
/** The kinds of movements of the COG: https://www.insee.fr, documentation of the file; 10 is a new name, 21 a restoration. */
const renamed = "10";
const restored = "21";

const fault = (code: string, fr: string, en: string): FieldFault => ({ in: "body", path: [], code, message: { fr, en } });
const refuse = (...faults: ReadonlyArray<FieldFault>): never => {
  throw new Problem({ type: "invalid-request", faults });
};

const textOf = (bytes: Uint8Array): string => {
  try {
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: mostBytes }) : bytes;
    return new TextDecoder("utf-8", { fatal: true }).decode(plain);
  } catch {
    return refuse(fault("unreadable", "le fichier n'est pas un texte UTF-8, compressé (gzip) ou non", "the file is no UTF-8 text, packed (gzip) or not"));
  }
};

/** The file writes no delimiter inside quotes. */
const cellsOf = (line: string): ReadonlyArray<string> => line.split(",").map((cell) => cell.replace(/^"(.*)"$/u, "$1").trim());

const faultOfRow = ({ from, on, to }: Row): string | null => {
  if (!isLocalDate(on)) return `DATE_EFF "${on}"`;
  const stray = [from, to].find(({ code }) => !communeShape.test(code));
  return stray === undefined ? null : `COM "${stray.code}"`;
};

/** Movements of one day that share communes are one; a new name stands alone. */
const groupsOf = (rows: ReadonlyArray<Row>): ReadonlyArray<ReadonlyArray<Row>> => {
  const groups: Array<{ readonly codes: Set<string>; readonly rows: Array<Row> }> = [];
  for (const row of rows) {
    const codes = [row.from.code, row.to.code];
    const touching = groups.filter((group) => codes.some((code) => group.codes.has(code)));
    const merged = { codes: new Set([...codes, ...touching.flatMap((group) => [...group.codes])]), rows: [...touching.flatMap((group) => group.rows), row] };
    for (const group of touching) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups.map((group) => group.rows);
};

const distinct = (places: ReadonlyArray<StoredPlace>): ReadonlyArray<StoredPlace> => [...new Map(places.map((place) => [place.code, place])).values()];

const kindOf = (mod: string, from: number, to: number): StoredMovement["kind"] => {
  if (to > 1) return mod === restored ? "restored" : "split";
  return from > 1 ? "merged" : "code-changed";
};

const movementOf = (rows: ReadonlyArray<Row>): ReadonlyArray<StoredMovement> => {
  const [first] = rows;
  if (first === undefined) return [];
  const [from, to] = [distinct(rows.map((row) => row.from)), distinct(rows.map((row) => row.to))];
  const isName = from.length === 1 && to.length === 1 && from[0]?.code === to[0]?.code;
  return [{ kind: isName ? "renamed" : kindOf(first.mod, from.length, to.length), on: first.on, from, to }];
};

const movementsOf = (rows: ReadonlyArray<Row>): ReadonlyArray<StoredMovement> =>
  [...Map.groupBy(rows, ({ on }) => on)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, ofDay]) => [...Map.groupBy(ofDay, ({ mod }) => mod)].flatMap(([mod, same]) => (mod === renamed ? same.map((row) => [row]) : groupsOf(same)).flatMap(movementOf)));

/** Reads the file whole or refuses it whole, with the first hundred rows that are wrong. */
export const readInseeMovements = (bytes: Uint8Array): InseeMovements => {
  const [header = "", ...lines] = textOf(bytes).replace(/^\uFEFF/u, "").split(/\r?\n/u);
  const titles = cellsOf(header);
  const missing = columns.filter((column) => !titles.includes(column));
  if (missing.length > 0) refuse(fault("missing-column", `colonnes absentes : ${missing.join(", ")}`, `missing columns: ${missing.join(", ")}`));
  const at = new Map(columns.map((column) => [column, titles.indexOf(column)]));
  const faults: Array<FieldFault> = [];
  const rows: Array<Row> = [];
  let count = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    count += 1;
    const cells = cellsOf(line);
    const cell = (column: (typeof columns)[number]): string => cells[at.get(column) ?? -1] ?? "";
    if (cell("TYPECOM_AV") !== "COM" || cell("TYPECOM_AP") !== "COM") continue;
    const row = { mod: cell("MOD"), on: cell("DATE_EFF"), from: { code: cell("COM_AV"), nom: cell("LIBELLE_AV") }, to: { code: cell("COM_AP"), nom: cell("LIBELLE_AP") } };
    const wrong = faultOfRow(row);
    if (wrong === null) rows.push(row);
    else faults.push(fault("wrong-row", `ligne ${index + 2} : ${wrong}`, `line ${index + 2}: ${wrong}`));
  }
  if (faults.length > 0) refuse(...faults.slice(0, mostFaults));
  if (rows.length === 0) refuse(fault("empty", "le fichier ne dit rien d'aucune commune", "the file says nothing of any commune"));
  return { movements: movementsOf(rows), rows: count, otherRows: count - rows.length };
};
