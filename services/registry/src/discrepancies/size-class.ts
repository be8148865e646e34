import { discrepancy } from "@cpts/domain/Discrepancy";
import { explain } from "../territory/explanations.ts";
import type { EncodedContract } from "../contracts/queries.ts";
import { namedInput } from "./explanation.ts";
import { basisOf, whyUnknown, type Finding, type Known } from "./known.ts";

const frozenOf = ({ contractId, kind, population, sizeClass }: EncodedContract) => ({ contractId, kind, frozen: sizeClass ?? "", ...(population === null ? {} : { frozenPopulation: population }) });

const whyOf = (contract: EncodedContract, { computed }: Known): Finding["why"] => {
  const figure = computed === null ? undefined : explain(computed, []).find((one) => one.figure === "sizeClass");
  return {
    figure: "size-class",
    inputs: [
      namedInput("frozen", contract.sizeClass ?? "-"),
      namedInput("frozenPopulation", String(contract.population ?? "-")),
      namedInput("computed", computed?.sizeClass ?? "-"),
      ...(figure?.inputs ?? []),
    ],
    sources: [{ name: `/cpts/contracts ${contract.contractId}`, status: contract.standing }, ...(figure?.sources ?? [])],
  };
};

/** What a contract that has ended keeps is history: nothing is to be amended. */
const isKept = ({ standing }: EncodedContract): boolean => standing !== "draft" && standing !== "expired" && standing !== "terminated";

/** Contracts whose size would be another one today, or of which it cannot be told. */
export const sizeClassDrift = (known: Known): ReadonlyArray<Finding> =>
  known.contracts.flatMap((contract) => {
    if (!isKept(contract) || contract.sizeClass === null || contract.sizeClass === known.computed?.sizeClass) return [];
    const { computed } = known;
    const why = whyOf(contract, known);
    if (computed === null || computed.sizeClass === null)
      return [{ found: discrepancy("size-class-not-verifiable", "cannot-tell", { ...frozenOf(contract), ...whyUnknown(known) }, []), why }];
    const today = { computed: computed.sizeClass, population: computed.population.value ?? 0, basis: basisOf("size-class", computed), status: computed.status };
    return [{ found: discrepancy("size-class-drift", "differs", { ...frozenOf(contract), ...today }, []), why }];
  });
