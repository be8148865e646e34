import { discrepancy } from "@cpts/domain/Discrepancy";
import { canConfirm } from "@cpts/domain/Source";
import type { EncodedFact } from "../cpts/queries.ts";
import { documentsOf, inputOf, sourceOf, type Finding, type Known } from "./known.ts";

const lacksYear = ({ fact }: EncodedFact): boolean => fact.date?.startsWith("--") === true;

/** The fact that concludes the year of another: `2017-11-30` for `--11-30`. */
const inferredFor = ({ fact }: EncodedFact, facts: ReadonlyArray<EncodedFact>): EncodedFact | undefined =>
  facts.find((other) => other.fact.property === fact.property && !canConfirm(other.fact.status) && other.fact.date?.length === 10 && fact.date === `--${other.fact.date.slice(5)}`);

/** The year that a contract concludes of a signature, for the fact that states it without one. */
const inferredByContract = ({ fact }: EncodedFact, { contracts }: Known) =>
  fact.property === "signature-date" ? contracts.find(({ inferredSignedOn, signedOn }) => signedOn === fact.date && inferredSignedOn !== null && fact.date === `--${inferredSignedOn.slice(5)}`) : undefined;

/** Facts whose date lacks its year. */
export const withoutYear = (known: Known): ReadonlyArray<Finding> =>
  known.facts.filter(lacksYear).map((fact) => {
    const inferred = inferredFor(fact, known.facts);
    const contract = inferred === undefined ? inferredByContract(fact, known) : undefined;
    const about = { property: fact.fact.property, factId: fact.id, date: fact.fact.date ?? "" };
    if (contract !== undefined)
      return {
        found: discrepancy("no-year-inferred", "explained", { ...about, inferred: contract.inferredSignedOn ?? "", contractId: contract.contractId }, [sourceOf(fact)]),
        why: {
          figure: fact.fact.property,
          inputs: [inputOf(fact), { name: contract.contractId, value: contract.inferredSignedOn ?? "-" }],
          sources: [...documentsOf(fact), { name: `/cpts/contracts ${contract.contractId}`, status: "inferred" }],
        },
      };
    if (inferred === undefined)
      return { found: discrepancy("no-year", "cannot-tell", about, [sourceOf(fact)]), why: { figure: fact.fact.property, inputs: [inputOf(fact)], sources: documentsOf(fact) } };
    const details = { ...about, inferred: inferred.fact.date ?? "", inferredFactId: inferred.id };
    return {
      found: discrepancy("no-year-inferred", "explained", details, [sourceOf(fact), sourceOf(inferred)]),
      why: { figure: fact.fact.property, inputs: [inputOf(fact), inputOf(inferred)], sources: documentsOf(fact, inferred) },
    };
  });
