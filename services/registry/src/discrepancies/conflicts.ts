import { boundsOf, compareWithComputed, DeclaredFact, type Bounds } from "@cpts/domain/DeclaredFact";
import { discrepancy } from "@cpts/domain/Discrepancy";
import { Schema } from "effect";
import type { EncodedFact } from "../cpts/queries.ts";
import { documentsOf, inputOf, sourceOf, type Finding, type Known } from "./known.ts";
import { namedCodes } from "./names.ts";

const decode = Schema.decodeUnknownSync(DeclaredFact);

const isBelow = (low: Bounds, high: Bounds): boolean =>
  low.max !== null && high.min !== null && (low.max < high.min || (low.max === high.min && !(low.maxInclusive && high.minInclusive)));

/** No number is within both. */
const areApart = (a: Bounds, b: Bounds): boolean => isBelow(a, b) || isBelow(b, a);

/** Whether two statements cannot both be true. Wording is not meaning: two texts never exclude each other. */
const exclude = (a: DeclaredFact, b: DeclaredFact): boolean => {
  if (a.unit !== undefined && b.unit !== undefined && a.unit !== b.unit) return false;
  const [first, second] = [boundsOf(a), boundsOf(b)];
  if (first !== null && second !== null) return areApart(first, second);
  if (typeof a.value !== "object" || typeof b.value !== "object") return false;
  const [exact, other] = a.qualifier === "exactly" ? [a, b] : [b, a];
  return exact.qualifier === "exactly" && compareWithComputed(other, { value: exact.value }).verdict === "differs";
};

/** What facts must share to speak of the same thing at the same time: a fact without date is of the date of its document. */
const scopeOf = ({ fact }: EncodedFact): string => `${fact.property} ${fact.date ?? fact.source.published ?? ""}`;

const statementOf = ({ fact }: EncodedFact): string => JSON.stringify([fact.qualifier, typeof fact.value === "object" ? fact.value.toSorted() : fact.value]);

const valueWords = ({ fact }: EncodedFact): string | number => (typeof fact.value === "object" ? fact.value.join(", ") : fact.value);

const tell = (property: string, said: ReadonlyArray<EncodedFact>, all: ReadonlyArray<EncodedFact>, { names }: Known): Finding => {
  const named = said.map(({ fact }) => (typeof fact.value === "object" ? namedCodes(property, fact.value, names).join(", ") : ""));
  const values = said.map(valueWords);
  const declared = values.every((value) => typeof value === "number") ? values : values.map(String);
  const details = { property, factIds: said.map(({ id }) => id), qualifiers: said.map(({ fact }) => fact.qualifier), declared, ...(named.every((one) => one !== "") ? { declaredNames: named } : {}) };
  return {
    found: discrepancy("declared-conflicts", "conflicts", details, all.map(sourceOf)),
    why: { figure: property, inputs: said.map(inputOf), sources: documentsOf(...all) },
  };
};

/** Facts of one property and one date that exclude each other, each statement told once. */
export const conflicts = (known: Known): ReadonlyArray<Finding> =>
  [...Map.groupBy(known.facts, scopeOf).values()].flatMap((group) => {
    const statements = [...Map.groupBy(group, statementOf).values()].flatMap(([first]) => (first === undefined ? [] : [{ first, fact: decode(first.fact) }]));
    const said = statements.filter((one) => statements.some((other) => other !== one && exclude(one.fact, other.fact))).map(({ first }) => first);
    const wordings = new Set(said.map(statementOf));
    const property = said[0]?.fact.property;
    return property === undefined ? [] : [tell(property, said, group.filter((fact) => wordings.has(statementOf(fact))), known)];
  });
