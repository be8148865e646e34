import { discrepancy } from "@cpts/domain/Discrepancy";
import { canConfirm } from "@cpts/domain/Source";
import type { EncodedFact } from "../cpts/queries.ts";
import { documentsOf, inputOf, sourceOf, type Finding, type Known } from "./known.ts";

const rule = {
  fr: "Une date sans année reste ainsi. Un fait inféré de la même propriété, du même jour et du même mois, donne une année sans la confirmer.",
  en: "A date without a year stays so. An inferred fact of the same property, day and month gives a year without confirming it.",
};

const lacksYear = ({ fact }: EncodedFact): boolean => fact.date?.startsWith("--") === true;

/** The fact that concludes the year of another: `2017-11-30` for `--11-30`. */
const inferredFor = ({ fact }: EncodedFact, facts: ReadonlyArray<EncodedFact>): EncodedFact | undefined =>
  facts.find((other) => other.fact.property === fact.property && !canConfirm(other.fact.status) && other.fact.date?.length === 10 && fact.date === `--${other.fact.date.slice(5)}`);

/** Facts whose date lacks its year. */
export const withoutYear = ({ facts }: Known): ReadonlyArray<Finding> =>
  facts.filter(lacksYear).map((fact) => {
    const inferred = inferredFor(fact, facts);
    const about = { property: fact.fact.property, factId: fact.id, date: fact.fact.date ?? "" };
    if (inferred === undefined)
      return { found: discrepancy("no-year", "cannot-tell", about, [sourceOf(fact)]), explanation: { figure: fact.fact.property, rule, inputs: [inputOf(fact)], sources: documentsOf(fact) } };
    const details = { ...about, inferred: inferred.fact.date ?? "", inferredFactId: inferred.id };
    return {
      found: discrepancy("no-year-inferred", "explained", details, [sourceOf(fact), sourceOf(inferred)]),
      explanation: { figure: fact.fact.property, rule, inputs: [inputOf(fact), inputOf(inferred)], sources: documentsOf(fact, inferred) },
    };
  });
