import type { DepartementCount } from "@cpts/api/ContractCounts";
import { orderOf, type OrderedBy } from "@cpts/domain/ContractSigning";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { nameOfDepartement } from "../places.ts";

/** A signed contract of the kind counted, where it is attached and when it was signed. */
export interface HeldContract {
  readonly id: string;
  readonly departement: string | null;
  readonly on: PartialDate | null;
  readonly orderedBy: OrderedBy;
}

/** What the counted contracts were signed before. */
export interface Anchor {
  readonly contractId: string | null;
  readonly on: PartialDate | null;
  readonly orderedBy: OrderedBy;
}

/** A document that counts on a day counts what was signed that day too. */
const isCounted = (order: ReturnType<typeof orderOf>, anchor: Anchor): boolean => order === "before" || (order === "same" && anchor.contractId === null);

/** The count of a departement beside the contracts held there. What was inferred never confirms: the certainty says so. */
export const besideKnown = (count: { readonly departement: string; readonly value: number }, held: ReadonlyArray<HeldContract>, anchor: Anchor): typeof DepartementCount.Encoded => {
  const here = held.filter(({ departement, id }) => departement === count.departement && id !== anchor.contractId).map((contract) => ({ contract, order: orderOf(contract.on, anchor.on) }));
  const counted = here.filter(({ order }) => isCounted(order, anchor));
  const untold = here.some(({ order }) => order === "unknown");
  // A contract left out by an inferred date is left out by inference too.
  const inferred = here.length > 0 && (anchor.orderedBy === "inferred" || here.some(({ contract }) => contract.orderedBy === "inferred"));
  const left = count.value - counted.length;
  return {
    departement: count.departement,
    nom: nameOfDepartement(count.departement),
    declared: count.value,
    known: counted.length,
    withoutName: untold || left < 0 ? null : left,
    certainty: untold ? "unknown" : inferred ? "inferred" : "yes",
  };
};
