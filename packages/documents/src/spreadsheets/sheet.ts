/** What a column holds: it decides how a cell is written, so that a spreadsheet neither rounds, dates nor runs it. */
export type ColumnType =
  | "text"
  /** A code or number that is never computed with: RPPS, FINESS, commune. Its zeros stay. */
  | "identifier"
  | "number"
  /** `YYYY-MM-DD`, or less of it where a document says less. */
  | "date"
  /** Integer cents; shown in euros. */
  | "cents";

/** A column: `key` names it in JSON, `title` to people. */
export interface Column {
  readonly key: string;
  readonly title: string;
  readonly type: ColumnType;
}

/** A value to be written: a text, a number (cents for money), or nothing. */
export type Value = string | number | null;

/** A table to be written. */
export interface Sheet {
  readonly key: string;
  readonly name: string;
  readonly columns: ReadonlyArray<Column>;
  readonly rows: ReadonlyArray<ReadonlyArray<Value>>;
}

/** Tables that go out together; a list of values (CSV) holds the first. */
export interface Workbook {
  /** Name of the file, without ending. */
  readonly name: string;
  readonly sheets: readonly [Sheet, ...ReadonlyArray<Sheet>];
}
