import type { CptsField, CptsImportReason } from "@cpts/api/CptsImports";
import { cellName } from "@cpts/documents/spreadsheets/cells";

export type Reason = typeof CptsImportReason.Encoded;

/** Where a value stands in the file: the row from 1, the column from 0. */
export interface Place {
  readonly field: CptsField;
  readonly row: number;
  readonly column: number;
}

/** A text of the file with its place. */
export interface Cell extends Place {
  readonly text: string;
}

/** How much of a cell is repeated in a sentence. */
const shown = 60;

const reasonOf = (level: Reason["level"], at: Place | null, code: string, fr: string, en: string, suggestion?: string): Reason => ({
  code,
  level,
  field: at?.field ?? null,
  cell: at === null ? null : cellName(at.row, at.column),
  ...(suggestion === undefined ? {} : { suggestion }),
  fr,
  en,
});

/** Why a CPTS of the file cannot be taken in as it is written. */
export const refusal = (at: Place | null, code: string, fr: string, en: string, suggestion?: string): Reason => reasonOf("refusal", at, code, fr, en, suggestion);

/** How something was understood that is written otherwise. */
export const note = (at: Place | null, code: string, fr: string, en: string, suggestion?: string): Reason => reasonOf("note", at, code, fr, en, suggestion);

/** The refusal of a cell that repeats what stands in it. */
export const unreadable = (cell: Cell, code: string, fr: string, en: string, suggestion?: string): Reason =>
  refusal(cell, code, `« ${cell.text.slice(0, shown)} » : ${fr}`, `"${cell.text.slice(0, shown)}": ${en}`, suggestion);
