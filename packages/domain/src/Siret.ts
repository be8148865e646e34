/**
 * SIRET: the fourteen digits of an establishment, its legal unit's SIREN and a five-digit internal number (NIC).
 *
 * @example
 * ```ts
 * import * as Siret from "@cpts/domain/Siret";
 * import { Schema } from "effect";
 *
 * const laPoste = Schema.decodeUnknownSync(Siret.Siret)("35600000049837");
 * Siret.sirenOf(laPoste); // => "356000000"
 * ```
 */
import { Schema } from "effect";
import { digitSum, passesLuhn } from "./internal/luhn.ts";
import type { Siren } from "./Siren.ts";

const fourteenDigits = /^\d{14}$/u;
const laPoste = "356000000";

const passes = (siret: string): boolean => passesLuhn(siret) || (siret.startsWith(laPoste) && digitSum(siret) % 5 === 0);

/**
 * Fourteen digits, the last by Luhn (INSEE, XML schema of the SIRET, "contrôles"). Establishments of La Poste (SIREN 356000000)
 * outnumber what Luhn allows under one SIREN: for them the sum of the fourteen digits is a multiple of 5, and only the head
 * office, 35600000000048, passes Luhn (French Wikipedia, "SIRET", exception of La Poste; python-stdnum issue 291 gives 35600000009075).
 * Issues: `siret.format`, `siret.luhn`.
 */
export const Siret = Schema.String.annotate({
  title: "Siret",
  description: "SIRET, 14 digits, the last one is a Luhn check digit (La Poste has its own rule)",
  examples: ["35600000000048"],
}).pipe(
  Schema.check(
    Schema.isPattern(fourteenDigits, { message: "siret.format" }),
    Schema.makeFilter((text: string) => !fourteenDigits.test(text) || passes(text) || "siret.luhn"),
  ),
  Schema.brand("Siret"),
);

/** SIRET of an establishment. */
export type Siret = typeof Siret.Type;

/**
 * The SIREN of the legal unit the establishment belongs to. Luhn of the SIRET does not imply Luhn of its first nine
 * digits, so the result is checked: `null` when the SIREN is not one.
 */
export const sirenOf = (siret: Siret): Siren | null => {
  const siren = siret.slice(0, 9);
  // Nine digits that pass Luhn are what the brand says.
  return passesLuhn(siren) ? (siren as Siren) : null;
};
