import type { ComputedTerritory, DeclaredSizeClass, FactComparison } from "@cpts/api/CptsViews";
import { boundsOf, compareWithComputed, DeclaredFact, type ComputedValue, type FactValue } from "@cpts/domain/DeclaredFact";
import { classesOfBounds, SizeClassCode } from "@cpts/domain/SizeClass";
import { ProvenanceStatus } from "@cpts/domain/Source";
import { Schema } from "effect";
import type { EncodedFact } from "../cpts/queries.ts";
import { wholePopulation } from "./computed.ts";

type Computed = typeof ComputedTerritory.Encoded;

const decodeFact = Schema.decodeUnknownSync(DeclaredFact);
const isStatus = Schema.is(ProvenanceStatus);
const isSizeClass = Schema.is(SizeClassCode);

/** The computed figure that a declared property is compared with; null where it is not known. */
const figures: Readonly<Record<string, (computed: Computed) => FactValue | null>> = {
  population: wholePopulation,
  "commune-count": (computed) => computed.communeCount,
  departements: (computed) => computed.departements.map(({ code }) => code),
  "departement-count": (computed) => computed.departements.length,
  regions: (computed) => computed.regions.map(({ code }) => code),
  epci: (computed) => computed.epci.map(({ code }) => code),
  "epci-count": (computed) => computed.epci.length,
  // As a set of one code: two sizes that are not the same differ, where two texts would only be two wordings.
  "size-class": (computed) => (computed.sizeClass === null ? null : [computed.sizeClass]),
};

/** What the data says of a declared property; null where it cannot tell, undefined where nothing is computed of it. */
export const computedFigure = (property: string, computed: Computed): FactValue | null | undefined => {
  const figure = Object.hasOwn(figures, property) ? figures[property] : undefined;
  return figure === undefined ? undefined : computed.communeCount === 0 ? null : figure(computed);
};

const comparable = (fact: DeclaredFact): DeclaredFact => (fact.property === "size-class" && isSizeClass(fact.value) ? { ...fact, value: [fact.value] } : fact);

const cannotTell = { verdict: "cannot-tell", confirms: false } as const;

/** Each declared fact of which there is a computed figure, with what that figure says. A reconstructed list never confirms anything. */
export const compareFacts = (facts: ReadonlyArray<EncodedFact>, computed: Computed): ReadonlyArray<typeof FactComparison.Encoded> =>
  facts.flatMap(({ id, fact }) => {
    const value = computedFigure(fact.property, computed);
    if (value === undefined) return [];
    const about = { factId: id, property: fact.property };
    if (value === null) return [{ ...about, ...cannotTell }];
    const status: ComputedValue = { value, ...(isStatus(computed.status) ? { status: computed.status } : {}) };
    const comparison = compareWithComputed(comparable(decodeFact(fact)), status);
    return [{ ...about, verdict: comparison.verdict, confirms: comparison.verdict === "agrees" && comparison.confirms }];
  });

/** The sizes that each declared population or size leaves possible. Two documents may contradict each other: none is preferred. */
export const declaredSizeClasses = (facts: ReadonlyArray<EncodedFact>): ReadonlyArray<typeof DeclaredSizeClass.Encoded> =>
  facts.flatMap(({ id, fact }) => {
    if (fact.property === "size-class" && isSizeClass(fact.value)) return [{ factId: id, atLeast: fact.value, atMost: fact.value }];
    const bounds = fact.property === "population" ? boundsOf(decodeFact(fact)) : null;
    return bounds === null ? [] : [{ factId: id, ...classesOfBounds(bounds) }];
  });
