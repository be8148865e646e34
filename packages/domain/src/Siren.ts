/**
 * SIREN: the nine digits of a legal unit in INSEE's Sirene register.
 *
 * @example
 * ```ts
 * import * as Siren from "@cpts/domain/Siren";
 * import { Schema } from "effect";
 *
 * Schema.is(Siren.Siren)("243800604"); // => true
 * Schema.is(Siren.Siren)("243800605"); // => false
 * ```
 */
import { Schema } from "effect";
import { sirenChecks } from "./internal/sirenChecks.ts";

/**
 * Nine digits, the last by Luhn (INSEE, XML schema of the SIRET, "contrôles": SIREN, NIC and SIRET carry a Luhn key).
 * A wrong key is an error: the 36,130 SIREN of EPCI and communes of the 2026 edition all pass. Issues: `siren.format`, `siren.luhn`.
 */
export const Siren = Schema.String.annotate({
  title: "Siren",
  description: "SIREN, 9 digits, the last one is a Luhn check digit",
  examples: ["243800604"],
}).pipe(Schema.check(...sirenChecks), Schema.brand("Siren"));

/** SIREN of a legal unit. */
export type Siren = typeof Siren.Type;
