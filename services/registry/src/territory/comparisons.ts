import type { ComputedTerritory, FactComparison, SizeClassRange } from "@cpts/api/CptsViews";
import { boundsOf, compareWithComputed, DeclaredFact, type ComputedValue, type FactValue } from "@cpts/domain/DeclaredFact";
import { classesOfBounds } from "@cpts/domain/SizeClass";
import { ProvenanceStatus } from "@cpts/domain/Source";
import { Schema } from "effect";
import type { EncodedFact } from "../cpts/queries.ts";

type Computed = typeof ComputedTerritory.Encoded;

const decodeFact = Schema.decodeUnknownSync(DeclaredFact);
const isStatus = Schema.is(ProvenanceStatus);

/** The computed figure that a declared property is compared with; null where the data has none. */
const computedValueOf = (property: string, computed: Computed): FactValue | null => {
  switch (property) {
    case "population":
      return computed.populationUnknownFor.length > 0 ? null : computed.population.value;
    case "commune-count":
      return computed.communeCount;
    case "departements":
      return computed.departements.map(({ code }) => code);
    case "departement-count":
      return computed.departements.length;
    case "regions":
      return computed.regions.map(({ code }) => code);
    case "epci":
      return computed.epci.map(({ code }) => code);
    case "epci-count":
      return computed.epci.length;
    case "size-class":
      return computed.sizeClass;
    default:
      return null;
  }
};

/** Each declared fact that the data can speak to, with what it says. A reconstructed list never confirms anything. */
export const compareFacts = (facts: ReadonlyArray<EncodedFact>, computed: Computed): ReadonlyArray<typeof FactComparison.Encoded> =>
  facts.flatMap(({ id, fact }) => {
    const value = computedValueOf(fact.property, computed);
    if (value === null || computed.communeCount === 0) return [];
    const status: ComputedValue = { value, ...(isStatus(computed.status) ? { status: computed.status } : {}) };
    const comparison = compareWithComputed(decodeFact(fact), status);
    return [{ factId: id, property: fact.property, verdict: comparison.verdict, confirms: comparison.verdict === "agrees" && comparison.confirms }];
  });

/** The sizes that the declared populations leave possible, all taken together; null when none is declared. */
export const declaredSizeClass = (facts: ReadonlyArray<EncodedFact>): typeof SizeClassRange.Encoded | null => {
  const ranges = facts.flatMap(({ fact }) => {
    const bounds = fact.property === "population" ? boundsOf(decodeFact(fact)) : null;
    return bounds === null ? [] : [classesOfBounds(bounds)];
  });
  const latest = ranges.at(-1);
  return latest === undefined ? null : { atLeast: latest.atLeast, atMost: latest.atMost };
};
