import type { ComputedTerritory } from "@cpts/api/CptsViews";
import { discrepancy } from "@cpts/domain/Discrepancy";
import { compareFacts, computedFigure } from "../territory/comparisons.ts";
import { explain } from "../territory/explanations.ts";
import type { EncodedFact } from "../cpts/queries.ts";
import { basisOf, documentsOf, inputOf, sourceOf, whyUnknown, type Finding, type Known } from "./known.ts";
import { namedCodes } from "./names.ts";

type Computed = typeof ComputedTerritory.Encoded;

/** The figure of the territory's explanations behind each declared property. */
const figureNames: Readonly<Record<string, string>> = {
  population: "population",
  "size-class": "sizeClass",
  "commune-count": "communeCount",
  departements: "departements",
  "departement-count": "departements",
  regions: "regions",
  epci: "epci",
  "epci-count": "epci",
};

const declaredWords = ({ fact, id }: EncodedFact, { names }: Known) => {
  const declared = fact.value;
  const declaredNames = typeof declared === "object" ? namedCodes(fact.property, declared, names) : [];
  return { property: fact.property, factId: id, qualifier: fact.qualifier, declared, ...(declaredNames.length === 0 ? {} : { declaredNames }) };
};

const computedWords = (property: string, computed: Computed) => {
  const value = computedFigure(property, computed) ?? "";
  // The size is compared as a set of one code.
  const shown = property === "size-class" && typeof value === "object" ? (value[0] ?? "") : value;
  const group = property === "departements" || property === "regions" || property === "epci" ? { computedNames: computed[property].map(({ nom }) => nom) } : {};
  return { computed: shown, ...group, basis: basisOf(property, computed), status: computed.status };
};

const differs = (fact: EncodedFact, computed: Computed, known: Known): Finding => {
  const { property } = fact.fact;
  const why = explain(computed, []).find(({ figure }) => figure === figureNames[property]);
  return {
    found: discrepancy("declared-differs", "differs", { ...declaredWords(fact, known), ...computedWords(property, computed) }, [sourceOf(fact)]),
    why: {
      figure: property,
      ruleOfFigure: why?.rule,
      inputs: [inputOf(fact), ...(why?.inputs ?? []), { name: "territory", value: computed.status }],
      sources: [...documentsOf(fact), ...(why?.sources ?? [])],
    },
  };
};

const notVerifiable = (fact: EncodedFact, known: Known): Finding => ({
  found: discrepancy("declared-not-verifiable", "cannot-tell", { ...declaredWords(fact, known), ...whyUnknown(known) }, [sourceOf(fact)]),
  why: {
    figure: fact.fact.property,
    inputs: [inputOf(fact), { name: "populationUnknownFor", value: known.computed?.populationUnknownFor.join(" ") || "-" }],
    sources: documentsOf(fact),
  },
});

/** Declared figures that the data contradicts, or cannot check for want of a figure. A text has no figure to be checked with. */
export const declaredFigures = (known: Known, explainedFacts: ReadonlySet<string>): ReadonlyArray<Finding> => {
  const { computed, facts } = known;
  if (computed === null) return facts.filter(({ fact }) => Object.hasOwn(figureNames, fact.property) && typeof fact.value !== "string").map((fact) => notVerifiable(fact, known));
  const verdicts = new Map(compareFacts(facts, computed).map(({ factId, verdict }) => [factId, verdict]));
  return facts.flatMap((fact) => {
    if (explainedFacts.has(fact.id)) return [];
    const verdict = verdicts.get(fact.id);
    if (verdict === "differs") return [differs(fact, computed, known)];
    const isUnknown = verdict === "cannot-tell" && computedFigure(fact.fact.property, computed) === null;
    return isUnknown ? [notVerifiable(fact, known)] : [];
  });
};
