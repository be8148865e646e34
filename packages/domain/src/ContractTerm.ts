/**
 * How long a contract holds: from its signature, for the years of its term. An ACI is concluded for five years and renewed by a
 * new signature (ACI-CPTS of 20 June 2019); earlier contracts say their own term, or none.
 *
 * Provisional: that nothing is renewed by silence (no tacit renewal) is assumed. The clause of the agreement on the end and the renewal of
 * the contract was not read; whoever reads it says so here, or changes this rule.
 *
 * @example
 * ```ts
 * import * as ContractTerm from "@cpts/domain/ContractTerm";
 * import * as LocalDate from "@cpts/domain/LocalDate";
 * import * as PartialDate from "@cpts/domain/PartialDate";
 * import { Schema } from "effect";
 *
 * const signedOn = Schema.decodeUnknownSync(PartialDate.PartialDate)("2020-09");
 * const contract = { signedOn, inferredSignedOn: null, termYears: 5 };
 * ContractTerm.lastDayOf(contract); // => "2025-09-30"
 * ContractTerm.hasEnded(contract, Schema.decodeUnknownSync(LocalDate.LocalDate)("2025-10-01")); // => true
 * ```
 */
import { signingDate, type SigningDates } from "./ContractSigning.ts";
import { monthsLater } from "./internal/monthsLater.ts";
import type { LocalDate } from "./LocalDate.ts";
import { latest } from "./PartialDate.ts";

/** A signed contract, as far as its duration is concerned. */
export interface TermedContract extends SigningDates {
  /** How many years it is concluded for; `null` when its document does not say. */
  readonly termYears: number | null;
}

/**
 * The last day on which the contract can still hold: of the last day its document lets it be signed on, the same day of the
 * month so many years later, or the last of that month (counted as art. 641 of the code de procédure civile counts years).
 * `null` when the term or the year of the signature is not stated: what was inferred ends nothing.
 */
export const lastDayOf = (contract: TermedContract): LocalDate | null => {
  const { on, orderedBy } = signingDate(contract);
  const signed = on === null || orderedBy !== "declared" ? null : latest(on);
  return signed === null || contract.termYears === null ? null : monthsLater(signed, contract.termYears * 12);
};

/** Whether the contract has certainly ended on a day; `false` also where nothing tells. */
export const hasEnded = (contract: TermedContract, day: LocalDate): boolean => {
  const last = lastDayOf(contract);
  return last !== null && day > last;
};
