import type { NeedsImportQuery } from "@cpts/api/NeedsIndicators";
import type { NeedsLevel } from "@cpts/domain/NeedsIndicator";
import { usualLimits } from "@cpts/documents/spreadsheets/limits";
import { readTable } from "@cpts/documents/spreadsheets/read-table";
import { problemOfTable } from "@cpts/documents/spreadsheets/unreadable";
import { Effect } from "effect";
import type { Problem } from "@cpts/api/Problem";
import { emptyFile, missingColumn, notJson, tooLarge } from "./faults.ts";

/** A row as the file has it, numbered as a spreadsheet shows it; of JSON, the first object is row 1. */
export interface FileRow {
  readonly row: number;
  readonly code: string;
  readonly value: string;
  readonly weight: string;
  readonly label: string;
}

type Said = Pick<NeedsImportQuery, "codeColumn" | "valueColumn" | "weightColumn" | "labelColumn" | "weight">;
type Cells = ReadonlyArray<ReadonlyArray<string>>;

/** Every commune and arrondissement with some columns, in JSON, is a tenth of this. */
const mostBytes = 32 * 1024 * 1024;
const limits = { ...usualLimits, rows: 60_000 };
/** Titles stand below some lines of words in the files of INSEE. */
const searchedRows = 30;

const plain = (title: string): string => title.normalize("NFD").toLowerCase().replaceAll(/[^a-z0-9]/gu, "");

const usualTitles: Readonly<Record<"code" | "value" | "weight" | "label", ReadonlyArray<string>>> = {
  code: ["codgeo", "code", "codecommune", "codeinsee", "insee", "inseecom", "depcom", "com", "commune", "geocode"],
  value: ["valeur", "value", "obsvalue", "taux", "classe", "class", "zonage", "dens"],
  weight: ["poids", "weight", "denominateur", "denominator", "effectif"],
  label: ["libelleclasse", "classlabel", "libdens"],
};
const epciTitles = ["epci", "siren", "codeepci", "sirenepci", "codgeo", "code", "geocode"];

const bytesOf = async (incoming: ReadableStream<Uint8Array>): Promise<Buffer> => {
  const pieces: Array<Uint8Array> = [];
  let size = 0;
  for await (const piece of incoming) {
    size += piece.length;
    if (size > mostBytes) throw tooLarge(mostBytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);

const cellOf = (value: unknown): string => (typeof value === "string" ? value.trim() : typeof value === "number" || typeof value === "boolean" ? String(value) : "");

/** A list of objects as a table whose titles are their keys; the row of titles has the number 0. */
const cellsOfJson = (text: string): Cells => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw notJson();
  }
  const lists = Array.isArray(json) ? [json] : isObject(json) ? Object.values(json).filter(Array.isArray) : [];
  const [objects] = lists;
  if (lists.length !== 1 || objects === undefined || objects.length > limits.rows || !objects.every(isObject)) throw notJson();
  const titles = [...new Set(objects.slice(0, searchedRows).flatMap((one) => Object.keys(one)))].slice(0, limits.columns);
  return [titles, ...objects.map((one) => titles.map((title) => cellOf(one[title])))];
};

const isJson = (bytes: Buffer): boolean => /^\uFEFF?\s*[[{]/u.test(bytes.toString("utf8", 0, 64));

const at = (titles: ReadonlyArray<string>, said: string | undefined, usual: ReadonlyArray<string>): number => {
  if (said !== undefined) return titles.indexOf(plain(said));
  return titles.findIndex((title) => usual.includes(title));
};

/** Where the columns are. The value may have any title where it is the only column left that is neither a code nor words about it. */
const findColumns = (cells: Cells, said: Said, level: NeedsLevel) => {
  const usual = level === "epci" ? epciTitles : usualTitles.code;
  const header = cells.slice(0, searchedRows).findIndex((row) => at(row.map(plain), said.codeColumn, usual) >= 0);
  const shown = cells[Math.max(0, header)] ?? [];
  if (header < 0) throw missingColumn("code", shown);
  const titles = shown.map(plain);
  const code = at(titles, said.codeColumn, usual);
  const weight = said.weight === "column" ? at(titles, said.weightColumn, usualTitles.weight) : -1;
  if (said.weight === "column" && weight < 0) throw missingColumn("weight", shown);
  const label = at(titles, said.labelColumn, usualTitles.label);
  if (said.labelColumn !== undefined && label < 0) throw missingColumn("label", shown);
  const others = titles.flatMap((title, index) => (title === "" || [code, weight, label].includes(index) || /^(?:lib|nom)/u.test(title) ? [] : [index]));
  const found = at(titles, said.valueColumn, usualTitles.value);
  const value = found >= 0 || said.valueColumn !== undefined || others.length !== 1 ? found : (others[0] ?? -1);
  if (value < 0) throw missingColumn("value", shown);
  return { header, code, value, weight, label };
};

const tableOf = (bytes: Buffer): Promise<Cells> => Effect.runPromise(Effect.match(readTable(bytes, limits), { onFailure: (fault): Cells | Problem => problemOfTable(fault), onSuccess: ({ sheets }): Cells | Problem => sheets[0].rows })).then((read) => (Array.isArray(read) ? read : Promise.reject(read)));

const cell = (row: ReadonlyArray<string>, index: number): string => row[index] ?? "";

/** Reads a file of values to its end. Rejects with the Problem that says what is wrong with it. */
export const readRows = async (incoming: ReadableStream<Uint8Array>, said: Said, level: NeedsLevel): Promise<ReadonlyArray<FileRow>> => {
  const bytes = await bytesOf(incoming);
  const isList = isJson(bytes);
  const cells = isList ? cellsOfJson(bytes.toString("utf8")) : await tableOf(bytes);
  const columns = findColumns(cells, said, level);
  const rows = cells.slice(columns.header + 1).flatMap((row, index): ReadonlyArray<FileRow> => {
    const read = { row: columns.header + index + (isList ? 1 : 2), code: cell(row, columns.code), value: cell(row, columns.value), weight: cell(row, columns.weight), label: cell(row, columns.label) };
    return read.code === "" && read.value === "" ? [] : [read];
  });
  if (rows.length === 0) throw emptyFile();
  return rows;
};
