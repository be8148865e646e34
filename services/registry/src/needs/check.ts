import type { FieldFault } from "@cpts/api/Problem";
import { suggestCommuneCode } from "@cpts/domain/Cog";
import { containsNir } from "@cpts/domain/FreeText";
import type { NeedsAggregation, NeedsLevel, NeedsWeight } from "@cpts/domain/NeedsIndicator";
import { emptyFile, refusedRows, rowFaults, tooManyClasses } from "./faults.ts";
import type { FileRow } from "./file.ts";
import { isWithheld, largest, numberOf } from "./numbers.ts";
import type { FoundPlace, Places } from "./places.ts";
import type { StoredValue } from "./stored.ts";

/** How a file is to be read. */
export interface Reading {
  readonly aggregation: NeedsAggregation;
  readonly level: NeedsLevel;
  readonly weight: NeedsWeight | null;
  /** With `weight: "indicator"`: the weights by place. */
  readonly weights: ReadonlyMap<string, number>;
}

/** A file that was read whole. */
export interface CheckedFile {
  readonly values: ReadonlyArray<StoredValue>;
  readonly rows: number;
  readonly withoutValue: number;
  readonly resolved: ReadonlyArray<{ readonly code: string; readonly into: string }>;
  /** Words for classes, where the file has them. */
  readonly classLabels: ReadonlyMap<string, string | null>;
}

interface ReadRow extends FileRow {
  readonly place: FoundPlace;
  readonly number: number | null;
  readonly class: string | null;
  readonly ownWeight: number | null;
}

const mostClasses = 200;
const longestClass = 100;
const shapes = { commune: /^(?:\d{5}|2[AB]\d{3})$/u, epci: /^\d{9}$/u } as const;

const isPlainText = (text: string): boolean => text.length <= longestClass && /^\P{Cc}*$/u.test(text) && !containsNir(text);

const inRange = (row: FileRow, column: "value" | "weight", least: number, faults: Array<FieldFault>): number | null => {
  const text = row[column];
  const number = numberOf(text);
  if (number === null) faults.push(rowFaults.notANumber(row.row, column, text.slice(0, 40)));
  else if (!(number >= least && number <= largest)) faults.push(rowFaults.outOfRange(row.row, column, text.slice(0, 40)));
  return number;
};

/** Reads the rows one by one; what is wrong is added to the faults. */
const readRow = (row: FileRow, { aggregation, level, weight }: Reading, places: Places, faults: Array<FieldFault>): ReadRow | null => {
  const before = faults.length;
  if (!shapes[level].test(row.code)) {
    faults.push(rowFaults.shape(row.row, row.code.slice(0, 40), level === "commune" ? suggestCommuneCode(row.code) : null));
    return null;
  }
  const place = places.find(row.code);
  if (place === null) faults.push(rowFaults.unknown(row.row, row.code));
  const isClass = aggregation === "classes";
  const hasValue = !isWithheld(row.value, isClass);
  if (isClass && !(isPlainText(row.value) && isPlainText(row.label))) faults.push(rowFaults.classText(row.row));
  const number = hasValue && !isClass ? inRange(row, "value", -largest, faults) : null;
  const ownWeight = weight === "column" && !isWithheld(row.weight, false) ? inRange(row, "weight", 0, faults) : null;
  return place === null || faults.length > before ? null : { ...row, place, number, class: hasValue && isClass ? row.value : null, ownWeight };
};

const isValued = (row: ReadRow): boolean => row.number !== null || row.class !== null;

/** A code twice, or one that is part of another that has a row too. */
const clashes = (rows: ReadonlyArray<ReadRow>, cog: string): ReadonlyArray<FieldFault> => {
  const byCode = new Map<string, number>();
  const own = new Set(rows.flatMap(({ place }) => (place.isOfEdition ? [place.code] : [])));
  return rows.flatMap(({ code, place, row }) => {
    const before = byCode.get(code);
    byCode.set(code, before ?? row);
    if (before !== undefined) return [rowFaults.repeated(row, code, before)];
    return !place.isOfEdition && own.has(place.code) ? [rowFaults.countedTwice(row, code, place.code, cog)] : [];
  });
};

/** What communes of the past that are one today make of their values: a sum, a mean by weight or inhabitants, the class of the most inhabited. */
const together = (code: string, rows: ReadonlyArray<ReadRow>, { aggregation, weights }: Reading): StoredValue => {
  const [first] = rows;
  const known = rows.filter(isValued);
  const ownWeights = known.flatMap(({ ownWeight }) => ownWeight ?? []);
  const weight = weights.get(code) ?? (ownWeights.length === 0 ? null : ownWeights.reduce((sum, one) => sum + one, 0));
  if (rows.length === 1 || known.length === 0) return { code, value: first?.number ?? null, class: first?.class ?? null, weight };
  if (aggregation === "classes") return { code, value: null, class: known.toSorted((a, b) => (b.place.population ?? 0) - (a.place.population ?? 0))[0]?.class ?? null, weight };
  if (aggregation === "sum") return { code, value: known.reduce((sum, { number }) => sum + (number ?? 0), 0), class: null, weight };
  const sizes = known.map(({ ownWeight, place }) => ownWeight ?? place.population);
  const under = sizes.reduce((sum: number, size) => sum + (size ?? 0), 0);
  // Where one has no known size, or all are empty, each counts alike.
  const isSized = under > 0 && sizes.every((size) => size !== null);
  const over = known.reduce((sum, { number }, index) => sum + (number ?? 0) * (isSized ? (sizes[index] ?? 0) : 1), 0);
  return { code, value: over / (isSized ? under : known.length), class: null, weight };
};

/** One class written in capitals here and in small letters there is one: as it is written first. */
const withOneSpelling = (rows: ReadonlyArray<ReadRow>): ReadonlyArray<ReadRow> => {
  const spellings = new Map<string, string>();
  return rows.map((row) => {
    if (row.class === null) return row;
    const key = row.class.normalize("NFC").toLocaleLowerCase("fr");
    const spelling = spellings.get(key) ?? row.class;
    spellings.set(key, spelling);
    return { ...row, class: spelling };
  });
};

/** Checks a file whole. Throws the Problem that lists its bad rows. */
export const checkRows = (rows: ReadonlyArray<FileRow>, reading: Reading, places: Places): CheckedFile => {
  const faults: Array<FieldFault> = [];
  const read = withOneSpelling(rows.flatMap((row) => readRow(row, reading, places, faults) ?? []));
  faults.push(...clashes(read, places.cog));
  if (faults.length > 0) throw refusedRows(faults);
  const classLabels = new Map(read.flatMap((row) => (row.class === null ? [] : [[row.class, row.label === "" ? null : row.label] as const])));
  if (classLabels.size > mostClasses) throw tooManyClasses(mostClasses);
  const values = [...Map.groupBy(read, ({ place }) => place.code)].map(([code, same]) => together(code, same, reading)).filter((one) => one.value !== null || one.class !== null);
  if (values.length === 0) throw emptyFile();
  const valued = read.filter(isValued).length;
  return {
    values: values.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    rows: valued,
    withoutValue: read.length - valued,
    resolved: read.flatMap(({ code, place }) => (place.code === code ? [] : [{ code, into: place.code }])),
    classLabels,
  };
};
