/**
 * What a document says of something, kept beside what the data says.
 *
 * Where the two differ both are kept and the difference is explained, not judged. A computed value that was itself
 * reconstructed or inferred never confirms the declared one.
 *
 * @example
 * ```ts
 * import * as DeclaredFact from "@cpts/domain/DeclaredFact";
 * import { Schema } from "effect";
 *
 * const fact = Schema.decodeUnknownSync(DeclaredFact.DeclaredFact)({
 *   property: "population",
 *   value: 50000,
 *   unit: "inhabitants",
 *   qualifier: "more-than",
 *   status: "sourced",
 *   source: { document: "Dossier de presse" },
 * });
 * DeclaredFact.boundsOf(fact)?.min; // => 50000
 * DeclaredFact.compareWithComputed(fact, { value: 54037 }); // => { verdict: "agrees", confirms: true }
 * ```
 */
import { Schema } from "effect";
import { FactProperty } from "./FactProperty.ts";
import { freeText } from "./FreeText.ts";
import { Code } from "./OpenCode.ts";
import { PartialDate } from "./PartialDate.ts";
import { canConfirm, ProvenanceStatus, Source } from "./Source.ts";

/** How precise the document is: "plus de 50 000 habitants" is `more-than`, "au moins" is `at-least`. */
export const Qualifier = Schema.Literals(["exactly", "at-least", "more-than", "at-most", "less-than", "about"]).annotate({
  title: "Qualifier",
  description: "How the document qualifies the value",
});

/** How precise the document is. */
export type Qualifier = typeof Qualifier.Type;

/** French and English words of the qualifiers, to be written before the value. */
export const qualifierLabels: ReadonlyArray<{ readonly code: Qualifier; readonly fr: string; readonly en: string }> = [
  { code: "exactly", fr: "", en: "" },
  { code: "at-least", fr: "au moins", en: "at least" },
  { code: "more-than", fr: "plus de", en: "more than" },
  { code: "at-most", fr: "au plus", en: "at most" },
  { code: "less-than", fr: "moins de", en: "less than" },
  { code: "about", fr: "environ", en: "about" },
];

/** A number, a text, or a set of codes. */
export const FactValue = Schema.Union([
  Schema.Finite,
  freeText({ max: 500 }),
  Schema.Array(Code).pipe(
    Schema.check(Schema.isMaxLength(2000, { message: "declared-fact.too-many-codes" })),
  ),
]).annotate({ title: "FactValue", description: "A number, a text, or a set of codes" });

/** A number, a text, or a set of codes. */
export type FactValue = typeof FactValue.Type;

/** A statement of a document about something. Issue: `declared-fact.qualifier` when a text is said to be more or less than something. */
export const DeclaredFact = Schema.Struct({
  property: FactProperty,
  value: FactValue,
  unit: Schema.optionalKey(freeText({ max: 40, title: "Unit", description: "Unit of the number" })),
  qualifier: Qualifier,
  date: Schema.optionalKey(PartialDate),
  status: ProvenanceStatus,
  source: Source,
  note: Schema.optionalKey(freeText({ max: 1000 })),
})
  .annotate({ title: "DeclaredFact", description: "A statement of a document, with its source" })
  .pipe(
    Schema.check(
      Schema.makeFilter((fact: { readonly value: FactValue; readonly qualifier: Qualifier }) =>
        typeof fact.value !== "string" || fact.qualifier === "exactly" || fact.qualifier === "about"
          ? true
          : { path: ["qualifier"], issue: "declared-fact.qualifier" },
        // On the last check, or JSON Schema loses the name of the definition.
        { identifier: "DeclaredFact" },
      ),
    ),
  );

/** A statement of a document about something. */
export type DeclaredFact = typeof DeclaredFact.Type;

/** The numbers a fact allows; `null` leaves that side open. */
export interface Bounds {
  readonly min: number | null;
  readonly max: number | null;
  readonly minInclusive: boolean;
  readonly maxInclusive: boolean;
}

/** "About" allows a tenth more or less. Our convention: no text defines it. */
export const aboutTolerance = 0.1;

/** The numbers the fact allows, or `null` when its value is not a number. */
export const boundsOf = (fact: Pick<DeclaredFact, "value" | "qualifier">): Bounds | null => {
  const { qualifier, value } = fact;
  if (typeof value !== "number") return null;
  const bounds = { min: value, max: value, minInclusive: true, maxInclusive: true };
  switch (qualifier) {
    case "exactly":
      return bounds;
    case "at-least":
      return { ...bounds, max: null };
    case "more-than":
      return { ...bounds, max: null, minInclusive: false };
    case "at-most":
      return { ...bounds, min: null };
    case "less-than":
      return { ...bounds, min: null, maxInclusive: false };
    case "about": {
      const margin = Math.abs(value) * aboutTolerance;
      return { ...bounds, min: value - margin, max: value + margin };
    }
  }
};

/** Whether a number is within bounds. */
export const isWithin = (bounds: Bounds, value: number): boolean =>
  (bounds.min === null || value > bounds.min || (bounds.minInclusive && value === bounds.min)) &&
  (bounds.max === null || value < bounds.max || (bounds.maxInclusive && value === bounds.max));

/** What the data says; `status` tells what it was computed from, `computed` when absent. */
export interface ComputedValue {
  readonly value: FactValue;
  readonly unit?: string;
  readonly status?: ProvenanceStatus;
}

/**
 * Three-valued comparison. `confirms` is false when either side was reconstructed or inferred. For sets, `missing` was
 * declared and is not computed, `unexpected` was computed and is not declared.
 */
export type Comparison =
  | { readonly verdict: "agrees"; readonly confirms: boolean }
  | { readonly verdict: "differs"; readonly missing: ReadonlyArray<string>; readonly unexpected: ReadonlyArray<string> }
  | { readonly verdict: "cannot-tell"; readonly reason: "value-kind" | "unit" | "text" };

const compareSets = (declared: ReadonlyArray<string>, computed: ReadonlyArray<string>, qualifier: Qualifier) => {
  const declaredSet = new Set(declared);
  const computedSet = new Set(computed);
  const missing = [...declaredSet].filter((code) => !computedSet.has(code)).toSorted();
  const unexpected = [...computedSet].filter((code) => !declaredSet.has(code)).toSorted();
  const atLeast = missing.length === 0;
  const atMost = unexpected.length === 0;
  const agrees = {
    exactly: atLeast && atMost,
    about: atLeast && atMost,
    "at-least": atLeast,
    "more-than": atLeast && !atMost,
    "at-most": atMost,
    "less-than": atMost && !atLeast,
  }[qualifier];
  return { agrees, missing, unexpected };
};

const differs = (missing: ReadonlyArray<string> = [], unexpected: ReadonlyArray<string> = []): Comparison => ({
  verdict: "differs",
  missing,
  unexpected,
});

/**
 * Compares a declared fact with what the data says. Numbers follow the qualifier, codes are compared as sets. Two texts
 * that are not equal are `cannot-tell`: wording is not meaning.
 */
export const compareWithComputed = (fact: DeclaredFact, computed: ComputedValue): Comparison => {
  if (fact.unit !== undefined && computed.unit !== undefined && fact.unit !== computed.unit) return { verdict: "cannot-tell", reason: "unit" };
  const agrees: Comparison = { verdict: "agrees", confirms: canConfirm(fact.status) && canConfirm(computed.status ?? "computed") };
  const bounds = boundsOf(fact);
  if (bounds !== null && typeof computed.value === "number") return isWithin(bounds, computed.value) ? agrees : differs();
  if (typeof fact.value === "object" && typeof computed.value === "object") {
    const sets = compareSets(fact.value, computed.value, fact.qualifier);
    return sets.agrees ? agrees : differs(sets.missing, sets.unexpected);
  }
  if (typeof fact.value === "string" && typeof computed.value === "string")
    return fact.value === computed.value ? agrees : { verdict: "cannot-tell", reason: "text" };
  return { verdict: "cannot-tell", reason: "value-kind" };
};
