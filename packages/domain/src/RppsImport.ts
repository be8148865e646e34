/**
 * What the directory tells of an import of the national register of professionals (RPPS): counts, never a person who is not
 * a member of a CPTS.
 *
 * @example
 * ```ts
 * import * as RppsImport from "@cpts/domain/RppsImport";
 * import { Schema } from "effect";
 *
 * Schema.is(RppsImport.ImportKind)("activities"); // => true
 * ```
 */
import { Schema } from "effect";
import { LocalDate } from "./LocalDate.ts";
import { platformId } from "./internal/platformId.ts";
import { ProfessionalId } from "./Professional.ts";

/** Identity of an import. Issue: `platform-id.format`. */
export const ImportId = platformId("ImportId", "Identity of an import").pipe(Schema.brand("ImportId"));

/** Identity of an import. */
export type ImportId = typeof ImportId.Type;

/** Which file of the extract: `PS_LibreAcces_Personne_activite`, `PS_LibreAcces_SavoirFaire` or `PS_LibreAcces_Dipl_AutExerc`. */
export const ImportKind = Schema.Literals(["activities", "skills", "qualifications"]).annotate({ title: "ImportKind", description: "Which file of the extract: activities of people, their skills, or their diplomas and authorisations" });

/** Which file of the extract. */
export type ImportKind = typeof ImportKind.Type;

const count = (description: string) => Schema.Int.annotate({ description });

/** What an import changed, in people. */
export const ImportCounts = Schema.Struct({
  rows: count("Rows of the file, without its header"),
  people: count("Different people in it"),
  added: count("People who were not known before"),
  changed: count("People of whom something is said otherwise than before"),
  removed: count("People who are no longer in it"),
  suppressed: count("People who are left out because they were erased here"),
  rejected: count("Rows that could not be read"),
}).annotate({ identifier: "ImportCounts", title: "ImportCounts", description: "What an import changed, in people" });

/** What an import changed, in people. */
export type ImportCounts = typeof ImportCounts.Type;

/** An import has been completed: one event a file, whatever it changed. */
export const RppsImportCompleted = Schema.Struct({
  importId: ImportId,
  kind: ImportKind,
  edition: Schema.NullOr(LocalDate).annotate({ description: "Day of the extract, by the name of the file; null where it says none" }),
  sha256: Schema.String.annotate({ description: "SHA-256 of the file as it was sent, in hexadecimal digits" }),
  counts: ImportCounts,
}).annotate({ identifier: "RppsImportCompleted", title: "RppsImportCompleted", description: "An import of the national register has been completed" });

/** An import has been completed. */
export type RppsImportCompleted = typeof RppsImportCompleted.Type;

/** What the national register says of a member of a CPTS has changed; the directory shows it to who may see the person. */
export const MemberChanged = Schema.Struct({
  professionalId: ProfessionalId,
  change: Schema.Literals(["listed", "changed", "gone"]).annotate({ description: "Listed in the register from now on, said otherwise in it, or no longer in it" }),
  importId: ImportId,
}).annotate({ identifier: "MemberChanged", title: "MemberChanged", description: "What the national register says of a member has changed" });

/** What the national register says of a member of a CPTS has changed. */
export type MemberChanged = typeof MemberChanged.Type;
