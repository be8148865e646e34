/**
 * RNA: the number of an association in the national directory of associations (Répertoire national des associations).
 *
 * @example
 * ```ts
 * import * as Rna from "@cpts/domain/Rna";
 * import { Schema } from "effect";
 *
 * Schema.is(Rna.Rna)("W381000001"); // => true
 * ```
 */
import { Schema } from "effect";

/**
 * `W` and nine characters, letters occurring overseas; no check digit. The format is that of published extracts, no official
 * text of it was read. Associations of local law (departements 57, 67, 68) have none, so it is never required. Issue: `rna.format`.
 */
export const Rna = Schema.String.annotate({
  title: "Rna",
  description: "RNA number of an association: W and nine characters",
  examples: ["W381000001"],
}).pipe(Schema.check(Schema.isPattern(/^W\d[0-9A-Z]{8}$/u, { message: "rna.format" })), Schema.brand("Rna"));

/** RNA number of an association. */
export type Rna = typeof Rna.Type;
