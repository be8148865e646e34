/**
 * RPPS: the national number of a health professional (Répertoire partagé des professionnels de santé).
 *
 * @example
 * ```ts
 * import * as Rpps from "@cpts/domain/Rpps";
 * import { Schema } from "effect";
 *
 * Schema.is(Rpps.Rpps)("10001766123"); // => true
 * Schema.is(Rpps.Rpps)("20001766123"); // => false
 * ```
 */
import { Schema } from "effect";
import { luhnWarning as warn, type LuhnWarning } from "./LuhnWarning.ts";

/** Eleven digits, the first is 1. Issue: `rpps.format`. The Luhn digit is a warning, see {@link luhnWarning}. */
export const Rpps = Schema.String.annotate({
  title: "Rpps",
  description: "RPPS number of a health professional: 11 digits, the first is 1",
  examples: ["19990000001"],
}).pipe(Schema.check(Schema.isPattern(/^1\d{10}$/u, { message: "rpps.format" })), Schema.brand("Rpps"));

/** RPPS number of a health professional. */
export type Rpps = typeof Rpps.Type;

/**
 * Warns when the last digit does not pass Luhn. Never an error: 10001766123, 10102727017 and 10003461033, printed in the
 * documentation of the Agence du numérique en santé, fail it.
 */
export const luhnWarning = (rpps: Rpps): LuhnWarning | null => warn("rpps", rpps);
