/**
 * How many of those who practise on a territory belong to its CPTS: members over practising professionals, by profession, on a day.
 *
 * Nobody is guessed: without a count of those who practise there is no rate, and the reason is told. A rate above one says that
 * members practise elsewhere, or that the register is older than the memberships; it is shown as it is.
 *
 * @example
 * ```ts
 * import { adhesionRate } from "@cpts/domain/AdhesionRate";
 *
 * adhesionRate({ members: 12, practising: 48 }); // => { value: 0.25, unknownBecause: null }
 * adhesionRate({ members: 12, practising: null, because: "no-register" }); // => { value: null, unknownBecause: "no-register" }
 * ```
 */
import { Schema } from "effect";

/** Why it is not known how many practise: an open question, and never a zero. */
export const PractisingUnknown = Schema.Literals(["no-register", "register-is-later", "no-territory", "territory-in-parts", "nobody-practises"]).annotate({
  title: "PractisingUnknown",
  description: "Why no rate is given",
});

/** Why no rate is given. */
export type PractisingUnknown = typeof PractisingUnknown.Type;

/** Those who practise, counted, or why they are not. */
export type Practising = { readonly practising: number } | { readonly practising: null; readonly because: PractisingUnknown };

/** A rate, or why there is none. */
export interface AdhesionRate {
  /** Members over practising professionals, unrounded. */
  readonly value: number | null;
  readonly unknownBecause: PractisingUnknown | null;
}

/** The rate of those who certainly are members. Nobody practising leaves nothing to divide by. */
export const adhesionRate = (counted: { readonly members: number } & Practising): AdhesionRate => {
  if (counted.practising === null) return { value: null, unknownBecause: counted.because };
  return counted.practising === 0 ? { value: null, unknownBecause: "nobody-practises" } : { value: counted.members / counted.practising, unknownBecause: null };
};

/** The rule by its name, and the indicator it is proposed as (DYN-01 of our catalogue; `DYN-01.60` of one profession). */
export const adhesionRule = { rule: "members-over-practising", indicator: "DYN-01" } as const;
