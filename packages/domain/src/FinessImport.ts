/**
 * What the directory tells of an import of FINESS, the national register of health and social establishments: counts. What it says
 * anew of an organization that is registered here is told with that organization.
 *
 * @example
 * ```ts
 * import * as FinessImport from "@cpts/domain/FinessImport";
 * import { Schema } from "effect";
 *
 * Schema.is(FinessImport.StructureLevel)("site"); // => true
 * FinessImport.communeOfFiness("101", "9A"); // => "97101"
 * ```
 */
import { Schema } from "effect";
import { LocalDate } from "./LocalDate.ts";
import { ImportId, ImportKind } from "./RppsImport.ts";

/** What a FINESS number stands for: the legal entity (EJ), or one of its places (ET). */
export const StructureLevel = Schema.Literals(["legal-entity", "site"]).annotate({ title: "StructureLevel", description: "Legal entity (FINESS EJ), or one of its places (FINESS ET)" });

/** What a FINESS number stands for. */
export type StructureLevel = typeof StructureLevel.Type;

/** What a file that is imported may be of: the register of professionals, by its file, or the structures of FINESS. */
export const RegisterFileKind = Schema.Literals([...ImportKind.literals, "structures"]).annotate({
  title: "RegisterFileKind",
  description: "Activities of people, their skills, their diplomas and authorisations; or the structures of FINESS",
});

/** What a file that is imported may be of. */
export type RegisterFileKind = typeof RegisterFileKind.Type;

const count = (description: string) => Schema.Int.annotate({ description });

/** An import of FINESS has been completed: one event a file, whatever it changed. */
export const FinessImportCompleted = Schema.Struct({
  importId: ImportId,
  edition: Schema.NullOr(LocalDate).annotate({ description: "Day of the extract, by its first line or the name of the file; null where neither says it" }),
  sha256: Schema.String.annotate({ description: "SHA-256 of the file as it was sent, in hexadecimal digits" }),
  levels: Schema.Array(StructureLevel).annotate({ description: "What the file holds: it replaces what was known of these, and of these alone" }),
  counts: Schema.Struct({
    rows: count("Rows of the file, without its first line where that is no row"),
    structures: count("Different structures in it"),
    cpts: count("CPTS among them (category 604)"),
    added: count("Structures that were not known before, or had gone"),
    changed: count("Structures of which something is said otherwise than before"),
    removed: count("Structures that are no longer in it"),
    rejected: count("Rows that could not be read"),
  }),
}).annotate({ identifier: "FinessImportCompleted", title: "FinessImportCompleted", description: "An import of the national register of establishments has been completed" });

/** An import of FINESS has been completed. */
export type FinessImportCompleted = typeof FinessImportCompleted.Type;

/** Departements overseas as FINESS writes them, and how the codes of their communes begin in the official geographic code. */
const overseas: Readonly<Record<string, string>> = { "9A": "97", "9B": "97", "9C": "97", "9D": "97", "9E": "97", "9F": "97", "9J": "98" };

/**
 * The INSEE code of a commune by what FINESS says of it: three digits, and the departement in its own list (`9A` is Guadeloupe);
 * null where it says none.
 */
export const communeOfFiness = (commune: string, departement: string): string | null => {
  if (!/^\d{3}$/u.test(commune)) return null;
  const start = overseas[departement] ?? (/^(?:\d{2}|2[AB])$/u.test(departement) ? departement : null);
  return start === null ? null : start + commune;
};
