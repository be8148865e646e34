/**
 * The four sizes of the national agreement (ACI), by population of the territory.
 *
 * @example
 * ```ts
 * import * as SizeClass from "@cpts/domain/SizeClass";
 *
 * SizeClass.classOfPopulation(54037); // => "T2"
 * SizeClass.classesOfBounds({ min: 50000, max: null, minInclusive: false }); // => { atLeast: "T2", atMost: null }
 * ```
 */
import { Schema } from "effect";
import { isWithin, type Bounds } from "./DeclaredFact.ts";

/** Size 1 to size 4 ("taille 1" to "taille 4"). */
export const SizeClassCode = Schema.Literals(["T1", "T2", "T3", "T4"]).annotate({
  title: "SizeClassCode",
  description: "Size of a CPTS in the national agreement, by population",
});

/** Size 1 to size 4. */
export type SizeClassCode = typeof SizeClassCode.Type;

/** One size: populations from `min` to `max`, `null` leaving that side open. */
export interface SizeClass extends Bounds {
  readonly code: SizeClassCode;
  readonly fr: string;
  readonly en: string;
  /** `provisional` where it is not verified which size owns the boundary. */
  readonly status: "verified" | "provisional";
  readonly source: string;
}

const source = "ACI-CPTS du 20 juin 2019 ; PAPS Hauts-de-France, 30 novembre 2023 (tailles), bornes de 80 000 et de 175 000 non lues dans l'accord";

/** The sizes in order. Amounts are not here: they belong to a dated grid. */
export const sizeClasses: ReadonlyArray<SizeClass> = [
  { code: "T1", fr: "taille 1", en: "size 1", min: null, minInclusive: false, max: 40_000, maxInclusive: false, status: "verified", source },
  { code: "T2", fr: "taille 2", en: "size 2", min: 40_000, minInclusive: true, max: 80_000, maxInclusive: false, status: "provisional", source },
  { code: "T3", fr: "taille 3", en: "size 3", min: 80_000, minInclusive: true, max: 175_000, maxInclusive: true, status: "provisional", source },
  { code: "T4", fr: "taille 4", en: "size 4", min: 175_000, minInclusive: false, max: null, maxInclusive: false, status: "provisional", source },
];

/** The size of a population; `null` when it is not a whole number of people (0 or more). Another table of sizes may be given. */
export const classOfPopulation = (population: number, classes: ReadonlyArray<SizeClass> = sizeClasses): SizeClassCode | null =>
  Number.isInteger(population) && population >= 0 ? (classes.find((row) => isWithin(row, population))?.code ?? null) : null;

/** What is known of a population, for instance by `boundsOf` a declared fact. A bound is inclusive unless said otherwise. */
export interface PopulationBounds {
  readonly min: number | null;
  readonly max: number | null;
  readonly minInclusive?: boolean;
  readonly maxInclusive?: boolean;
}

/** The smallest and the largest size that a declared population allows: "more than 50 000" is at least T2, at most unknown. */
export const classesOfBounds = (
  bounds: PopulationBounds,
  classes: ReadonlyArray<SizeClass> = sizeClasses,
): { readonly atLeast: SizeClassCode | null; readonly atMost: SizeClassCode | null } => {
  // People are counted in whole numbers: "more than 79 999" starts at 80 000.
  const lowest = bounds.min === null ? null : bounds.minInclusive === false ? Math.floor(bounds.min) + 1 : Math.ceil(bounds.min);
  const highest = bounds.max === null ? null : bounds.maxInclusive === false ? Math.ceil(bounds.max) - 1 : Math.floor(bounds.max);
  return {
    atLeast: lowest === null ? null : classOfPopulation(lowest, classes),
    atMost: highest === null ? null : classOfPopulation(highest, classes),
  };
};
