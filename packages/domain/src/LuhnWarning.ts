/**
 * What to say of a number whose check digit is wrong but which must be accepted: official examples fail it.
 *
 * @example
 * ```ts
 * import * as Rpps from "@cpts/domain/Rpps";
 * import { Schema } from "effect";
 *
 * // An example printed in the documentation of the Agence du numérique en santé.
 * const rpps = Schema.decodeUnknownSync(Rpps.Rpps)("10001766123");
 * Rpps.luhnWarning(rpps)?._tag; // => "LuhnWarning"
 * ```
 */
import { Schema } from "effect";
import { luhnCheckDigit, passesLuhn } from "./internal/luhn.ts";

/** The number is kept; its last digit is not the one Luhn expects. The number itself, often personal, is not repeated. */
export const LuhnWarning = Schema.TaggedStruct("LuhnWarning", {
  identifier: Schema.Literals(["rpps", "finess"]),
  expected: Schema.Int,
  found: Schema.Int,
}).annotate({ identifier: "LuhnWarning", title: "LuhnWarning", description: "Accepted number whose Luhn check digit is wrong" });

/** The number is kept; its last digit is not the one Luhn expects. */
export type LuhnWarning = typeof LuhnWarning.Type;

/** The warning for a string of digits, or `null` when the check digit is right. */
export const luhnWarning = (identifier: LuhnWarning["identifier"], digits: string): LuhnWarning | null =>
  passesLuhn(digits)
    ? null
    : { _tag: "LuhnWarning", identifier, expected: luhnCheckDigit(digits.slice(0, -1)), found: Number(digits.slice(-1)) };
