import { isPowerOfTen, withoutSpaces } from "@cpts/documents/spreadsheets/cells";
import { note, unreadable, type Cell, type Reason } from "./reasons.ts";

/** A number as it is understood, or null, with what there is to say of it. */
export interface ReadNumber {
  readonly value: string | null;
  readonly reasons: ReadonlyArray<Reason>;
}

const shapes = {
  siren: { length: 9, whole: /^\d{9}$/u, fr: "un SIREN a neuf chiffres", en: "a SIREN has nine digits" },
  siret: { length: 14, whole: /^\d{14}$/u, fr: "un SIRET a quatorze chiffres", en: "a SIRET has fourteen digits" },
  finess: { length: 9, whole: /^(?:\d{2}|2[AB])\d{7}$/u, fr: "un FINESS a neuf caractères, dont le département", en: "a FINESS number has nine characters, the departement first" },
  rna: { length: 10, whole: /^W\d[0-9A-Z]{8}$/u, fr: "un RNA a un W et neuf caractères", en: "an RNA number has a W and nine characters" },
} as const;

/** Spreadsheets take the first zeros of numbers; one or two at most stand there. */
const mostLost = 2;

/** Reads an official number; its key is checked where the whole CPTS is. */
export const numberOfCell = (cell: Cell & { readonly field: keyof typeof shapes }): ReadNumber => {
  const { en, fr, length, whole } = shapes[cell.field];
  if (isPowerOfTen(cell.text)) return { value: null, reasons: [unreadable(cell, "power-of-ten", "un tableur en a fait un nombre, ses chiffres sont perdus ; mettre la colonne au format texte", "a spreadsheet made a number of it, its digits are lost; set the column to text")] };
  const bare = withoutSpaces(cell.text).toUpperCase();
  if (whole.test(bare)) return { value: bare, reasons: [] };
  const missing = length - bare.length;
  if (cell.field !== "rna" && /^\d+$/u.test(bare) && missing > 0 && missing <= mostLost) {
    const padded = bare.padStart(length, "0");
    return { value: padded, reasons: [note(cell, "lost-zero", `${bare} lu ${padded} : un tableur a ôté le premier zéro`, `${bare} read as ${padded}: a spreadsheet took the first zero`)] };
  }
  return { value: null, reasons: [unreadable(cell, `${cell.field}.format`, fr, en)] };
};
