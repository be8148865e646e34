import { columnKey } from "./fields.ts";
import { emptyFile, missingColumns, repeatedColumns, wrongSeparator } from "./refusals.ts";

/** Where the fields of a file stand. */
export interface Layout<Name extends string> {
  /** How many columns its header has. */
  readonly columns: number;
  /** The column of each field; -1 where the edition has none. */
  readonly places: Readonly<Record<Name, number>>;
}

const otherSeparators = [";", "\t", ","];

/** The labels of a header, without the empty one behind the bar that ends each line. */
const labelsOf = (header: string): ReadonlyArray<string> => {
  const labels = header.split("|").map((label) => label.trim());
  return labels.at(-1) === "" ? labels.slice(0, -1) : labels;
};

/**
 * Finds the fields in the header of a file by the names of its columns. Throws the Problem that says what is missing and
 * what was found.
 */
export const layoutOf = <Name extends string>(header: string, fields: Readonly<Record<Name, string>>, mandatory: ReadonlyArray<NoInfer<Name>>): Layout<Name> => {
  if (header.trim() === "") throw emptyFile();
  const labels = labelsOf(header);
  const separator = otherSeparators.find((one) => header.split(one).length > labels.length);
  if (separator !== undefined) throw wrongSeparator(separator === "\t" ? "\\t" : separator);
  const keys = labels.map(columnKey);
  const names = (Object.keys(fields) as unknown as ReadonlyArray<Name>).map((name) => [name, fields[name]] as const); // the keys of an object are strings to TypeScript
  const missing = names.filter(([name, key]) => mandatory.includes(name) && !keys.includes(key)).map(([, key]) => key);
  if (missing.length > 0) throw missingColumns(missing, labels);
  const repeated = names.filter(([, key]) => keys.indexOf(key) !== keys.lastIndexOf(key)).map(([, key]) => key);
  if (repeated.length > 0) throw repeatedColumns(repeated);
  const places = Object.fromEntries(names.map(([name, key]) => [name, keys.indexOf(key)])) as Record<Name, number>;
  return { columns: labels.length, places };
};
