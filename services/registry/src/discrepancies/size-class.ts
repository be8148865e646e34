import { discrepancy } from "@cpts/domain/Discrepancy";
import { explain } from "../territory/explanations.ts";
import type { EncodedContract } from "../contracts/queries.ts";
import { basisOf, whyUnknown, type Finding, type Known } from "./known.ts";

const rule = {
  fr: "La taille est gardée à la signature du contrat et ne change que par avenant ; elle est comparée à celle de la population calculée au jour demandé.",
  en: "The size is frozen at the signature of the contract and changes by an amendment only; it is compared with that of the population computed for the day asked.",
};

const frozenOf = ({ contractId, kind, population, sizeClass }: EncodedContract) => ({ contractId, kind, frozen: sizeClass ?? "", ...(population === null ? {} : { frozenPopulation: population }) });

const explanationOf = (contract: EncodedContract, { computed }: Known): Finding["explanation"] => {
  const why = computed === null ? undefined : explain(computed, []).find(({ figure }) => figure === "sizeClass");
  return {
    figure: "size-class",
    rule,
    inputs: [
      { name: "frozen", value: contract.sizeClass ?? "-" },
      { name: "frozenPopulation", value: String(contract.population ?? "-") },
      { name: "computed", value: computed?.sizeClass ?? "-" },
      ...(why?.inputs ?? []),
    ],
    sources: [{ name: `/cpts/contracts ${contract.contractId}`, status: contract.state }, ...(why?.sources ?? [])],
  };
};

/** Contracts whose size would be another one today, or of which it cannot be told. */
export const sizeClassDrift = (known: Known): ReadonlyArray<Finding> =>
  known.contracts.flatMap((contract) => {
    if (contract.state !== "signed" || contract.sizeClass === null || contract.sizeClass === known.computed?.sizeClass) return [];
    const { computed } = known;
    const explanation = explanationOf(contract, known);
    if (computed === null || computed.sizeClass === null)
      return [{ found: discrepancy("size-class-not-verifiable", "cannot-tell", { ...frozenOf(contract), ...whyUnknown(known) }, []), explanation }];
    const today = { computed: computed.sizeClass, population: computed.population.value ?? 0, basis: basisOf("size-class", computed), status: computed.status };
    return [{ found: discrepancy("size-class-drift", "differs", { ...frozenOf(contract), ...today }, []), explanation }];
  });
