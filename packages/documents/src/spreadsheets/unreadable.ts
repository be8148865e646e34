import type { Bilingual } from "@cpts/api/Endpoint";
import { Problem } from "@cpts/api/Problem";
import { Data } from "effect";

/** Why a file cannot be read as a table. */
export type Unreadable =
  | "not-a-table"
  | "damaged"
  | "encrypted"
  | "unpacks-too-large"
  | "too-many-sheets"
  | "too-many-rows"
  | "too-many-columns"
  | "cell-too-long"
  | "unclosed-quote"
  | "empty-table";

/** A file that cannot be read as a table, with where it fails: rows and columns count from 1, as people do. */
export class UnreadableTable extends Data.TaggedError("UnreadableTable")<{
  readonly code: Unreadable;
  readonly sheet?: string;
  readonly row?: number;
  readonly column?: number;
  readonly limit?: number;
}> {}

const texts: Readonly<Record<Unreadable, (limit: number) => Bilingual>> = {
  "not-a-table": () => ({ fr: "le fichier n'est ni un classeur XLSX ni une liste CSV", en: "the file is neither an XLSX workbook nor a CSV list" }),
  damaged: () => ({ fr: "le classeur est abîmé : l'enregistrer à nouveau", en: "the workbook is damaged: save it again" }),
  encrypted: () => ({ fr: "le classeur est protégé par un mot de passe", en: "the workbook is protected by a password" }),
  "unpacks-too-large": (limit) => ({ fr: `une fois décompressé, le classeur dépasse ${limit} octets`, en: `once unpacked, the workbook exceeds ${limit} bytes` }),
  "too-many-sheets": (limit) => ({ fr: `le classeur a plus de ${limit} feuilles`, en: `the workbook has more than ${limit} sheets` }),
  "too-many-rows": (limit) => ({ fr: `la feuille a plus de ${limit} lignes`, en: `the sheet has more than ${limit} rows` }),
  "too-many-columns": (limit) => ({ fr: `la ligne a plus de ${limit} colonnes`, en: `the row has more than ${limit} columns` }),
  "cell-too-long": (limit) => ({ fr: `la cellule a plus de ${limit} caractères`, en: `the cell has more than ${limit} characters` }),
  "unclosed-quote": () => ({ fr: "un guillemet ouvert n'est jamais fermé", en: "a quote is opened and never closed" }),
  "empty-table": () => ({ fr: "le fichier n'a aucune ligne remplie", en: "the file has no row with content" }),
};

const placeOf = ({ column, row, sheet }: UnreadableTable): Bilingual => {
  const fr = [sheet === undefined ? "" : `feuille « ${sheet} »`, row === undefined ? "" : `ligne ${row}`, column === undefined ? "" : `colonne ${column}`].filter((part) => part !== "");
  const en = [sheet === undefined ? "" : `sheet "${sheet}"`, row === undefined ? "" : `row ${row}`, column === undefined ? "" : `column ${column}`].filter((part) => part !== "");
  return { fr: fr.length === 0 ? "" : ` (${fr.join(", ")})`, en: en.length === 0 ? "" : ` (${en.join(", ")})` };
};

/** The refusal of such a file. */
export const problemOfTable = (fault: UnreadableTable): Problem => {
  const [message, place] = [texts[fault.code](fault.limit ?? 0), placeOf(fault)];
  return new Problem({ type: "invalid-request", faults: [{ in: "body", path: [], code: `table.${fault.code}`, message: { fr: message.fr + place.fr, en: message.en + place.en } }] });
};
