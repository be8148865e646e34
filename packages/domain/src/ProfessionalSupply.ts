/**
 * How many professionals practise on a territory for its inhabitants: by 10,000 of them, by profession, on a day.
 *
 * Each professional counts once in each profession, wherever in the territory they practise and whatever part of their time: the
 * national register tells no time. Nothing is guessed where the register or the inhabitants are not known.
 *
 * @example
 * ```ts
 * import { supplyRate } from "@cpts/domain/ProfessionalSupply";
 *
 * supplyRate({ practising: 48 }, 54_037).per10000; // => 8.88
 * supplyRate({ practising: 48 }, null); // => { per10000: null, unknownBecause: "no-population" }
 * supplyRate({ practising: null, because: "no-register" }, 54_037); // => { per10000: null, unknownBecause: "no-register" }
 * ```
 */
import { Schema } from "effect";
import { PractisingUnknown, type Practising } from "./AdhesionRate.ts";

/** Why there is no rate: as {@link PractisingUnknown} says, or nobody is known to live there. */
export const SupplyUnknown = Schema.Literals([...PractisingUnknown.literals, "no-population"]).annotate({ title: "SupplyUnknown", description: "Why no rate is given" });

/** Why there is no rate. */
export type SupplyUnknown = typeof SupplyUnknown.Type;

/** Professionals by 10,000 inhabitants, to the hundredth, or why there is no such rate. */
export interface SupplyRate {
  readonly per10000: number | null;
  readonly unknownBecause: SupplyUnknown | null;
}

/** The rate of those who practise for the inhabitants of a territory. Nobody practising is a rate of 0. */
export const supplyRate = (counted: Practising, population: number | null): SupplyRate => {
  if (counted.practising === null) return { per10000: null, unknownBecause: counted.because };
  if (population === null || population === 0) return { per10000: null, unknownBecause: "no-population" };
  return { per10000: Math.round((counted.practising * 1_000_000) / population) / 100, unknownBecause: null };
};
