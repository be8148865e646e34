/**
 * FINESS: the number of a health or social establishment (geographic or legal entity). A CPTS has one, category 604.
 *
 * @example
 * ```ts
 * import * as Finess from "@cpts/domain/Finess";
 * import { Schema } from "effect";
 *
 * Schema.is(Finess.Finess)("2A0000014"); // => true
 * ```
 */
import { Schema } from "effect";
import { luhnWarning as warn, type LuhnWarning } from "./LuhnWarning.ts";

/** Nine characters: two of the departement (2A and 2B in Corsica, 97 and 98 overseas) and seven digits. Issue: `finess.format`. */
export const Finess = Schema.String.annotate({
  title: "Finess",
  description: "FINESS number: departement (2A and 2B in Corsica) and seven digits",
  examples: ["380000018"],
}).pipe(
  Schema.check(Schema.isPattern(/^(?:\d{2}|2[AB])\d{7}$/u, { message: "finess.format" })),
  Schema.brand("Finess"),
);

/** FINESS number of an establishment or legal entity. */
export type Finess = typeof Finess.Type;

/**
 * Warns when the last digit does not pass Luhn. A warning only, because no official text of the rule was found.
 * Corsican numbers hold a letter and are not checked.
 */
export const luhnWarning = (finess: Finess): LuhnWarning | null => (/^\d{9}$/u.test(finess) ? warn("finess", finess) : null);
