/**
 * What does not fit about the contracts of a CPTS: each rule gives a discrepancy or `null`. What was inferred never confirms and
 * never refutes.
 *
 * @example
 * ```ts
 * import * as ContractDiscrepancies from "@cpts/domain/ContractDiscrepancies";
 * import * as Discrepancy from "@cpts/domain/Discrepancy";
 *
 * const sheets = ContractDiscrepancies.actionSheetsUnknown({ contractId: "c", declared: { value: 8, qualifier: "exactly" }, known: 0, sources: [] });
 * sheets && Discrepancy.sentenceOf(sheets).en; // => "8 action sheets are declared, the titles of 0 are known."
 * ```
 */
import type { DeclaredCount } from "./DeclaredCount.ts";
import { projectVerdict } from "./ContractGuards.ts";
import { expectedOf, missingParties } from "./ContractParties.ts";
import { boundsOf } from "./DeclaredFact.ts";
import { discrepancy, type Discrepancy } from "./Discrepancy.ts";
import type { PartialDate } from "./PartialDate.ts";
import type { Source } from "./Source.ts";

interface OfContract {
  readonly contractId: string;
  /** The documents the contract is known from. */
  readonly sources: ReadonlyArray<Source>;
}

/** Action sheets whose titles no document gives. `null` when nothing is declared, or exactly one number of it cannot be said. */
export const titlesUnknown = (declared: DeclaredCount | null, known: number): number | null =>
  declared === null || (declared.qualifier ?? "exactly") !== "exactly" ? null : Math.max(0, declared.value - known);

/** Fewer titles are known than sheets were declared: it cannot be told which; more titles than sheets: one of the two is wrong. */
export const actionSheetsUnknown = (given: OfContract & { readonly declared: DeclaredCount | null; readonly known: number }): Discrepancy | null => {
  const { contractId, declared, known, sources } = given;
  if (declared === null) return null;
  const { qualifier = "exactly", value } = declared;
  const bounds = boundsOf({ value, qualifier });
  if (bounds === null) return null;
  const over = bounds.max !== null && (known > bounds.max || (known === bounds.max && !bounds.maxInclusive));
  const under = bounds.min !== null && (known < bounds.min || (known === bounds.min && !bounds.minInclusive));
  if (!over && !under) return null;
  return discrepancy("action-sheets-unknown", over ? "differs" : "cannot-tell", { contractId, declared: value, qualifier, known }, sources);
};

/** A region by its code, and by its name for the sentence. */
export interface InRegion {
  readonly region: string;
  readonly regionName: string;
}

/** Contracts of the kind and region signed before one: by the dates of documents, by conclusions, and in an order nobody can tell. */
export interface SignedBefore {
  readonly declared: number;
  readonly inferred: number;
  readonly unknown: number;
}

/** A contract said to be the eighth of its region, beside the contracts known before it. More before it than its rank allows cannot be. */
export const contractOrdinal = (given: OfContract & InRegion & { readonly ordinal: number; readonly before: SignedBefore }): Discrepancy | null => {
  const { before, contractId, ordinal, region, regionName, sources } = given;
  const earlier = ordinal - 1;
  if (before.declared === earlier && before.inferred === 0 && before.unknown === 0) return null;
  const details = { contractId, ordinal, region, regionName, known: before.declared + before.inferred, inferred: before.inferred };
  return discrepancy("contract-ordinal", before.declared > earlier ? "differs" : "cannot-tell", details, sources);
};

/** A kind of contract usually has a party that this one has not. */
export const expectedPartyMissing = (given: OfContract & { readonly kind: string; readonly capacities: ReadonlyArray<string> }): Discrepancy | null => {
  const { capacities, contractId, kind, sources } = given;
  const expected = expectedOf(kind);
  const missing = missingParties(kind, capacities).map(({ anyOf }) => anyOf.join("/"));
  if (expected === null || missing.length === 0) return null;
  const details = { contractId, kind, missing, expectation: expected.status };
  return discrepancy("expected-party-missing", expected.status === "verified" ? "differs" : "cannot-tell", details, [...sources, { document: expected.source }]);
};

/** The document gives no year and one was concluded: explained, so that nobody takes it for the document's. */
export const signedYearInferred = (given: OfContract & { readonly signedOn: PartialDate | null; readonly inferredSignedOn: PartialDate | null }): Discrepancy | null => {
  const { contractId, inferredSignedOn, signedOn, sources } = given;
  if (inferredSignedOn === null || signedOn === inferredSignedOn) return null;
  return discrepancy("signed-year-inferred", "explained", { contractId, signedOn: signedOn ?? "-", inferredSignedOn }, sources);
};

/** A contract of the agreement that its document certainly dates before the first known validation of the health project, which it follows. What was inferred refutes nothing. */
export const signedBeforeValidation = (given: OfContract & { readonly signedOn: PartialDate | null; readonly validatedOn: PartialDate | null }): Discrepancy | null => {
  const { contractId, signedOn, sources, validatedOn } = given;
  if (signedOn === null || validatedOn === null || projectVerdict(signedOn, validatedOn) !== "before") return null;
  return discrepancy("signed-before-validation", "conflicts", { contractId, signedOn, validatedOn }, sources);
};

/** What is known of the size that a contract keeps, and of the one its territory has. */
export interface DriftedSize {
  readonly frozenSizeClass: string | null;
  readonly frozenPopulation: number | null;
  readonly computedSizeClass: string | null;
  readonly computedPopulation: number | null;
}

/** The territory of a contract has another size today than the contract keeps: its amounts change by an amendment only. */
export const contractSizeDrift = (given: OfContract & DriftedSize): Discrepancy | null => {
  const { computedPopulation, computedSizeClass, contractId, frozenPopulation, frozenSizeClass, sources } = given;
  if (frozenSizeClass === null || computedSizeClass === null || frozenSizeClass === computedSizeClass) return null;
  const populations = { ...(frozenPopulation === null ? {} : { frozenPopulation }), ...(computedPopulation === null ? {} : { population: computedPopulation }) };
  return discrepancy("contract-size-drift", "differs", { contractId, frozen: frozenSizeClass, computedSizeClass, ...populations }, sources);
};

/** Contracts counted by departement that do not add up to the total of the same document. */
export const contractCountsSum = (given: InRegion & {
  readonly contractCountId: string;
  readonly total: number | null;
  readonly counts: ReadonlyArray<{ readonly departement: string; readonly value: number }>;
  readonly sources: ReadonlyArray<Source>;
}): Discrepancy | null => {
  const { contractCountId, counts, region, regionName, sources, total } = given;
  const sum = counts.reduce((all, { value }) => all + value, 0);
  if (total === null || total === sum) return null;
  return discrepancy("contract-counts-sum", "differs", { contractCountId, region, regionName, total, sum, difference: total - sum }, sources);
};
