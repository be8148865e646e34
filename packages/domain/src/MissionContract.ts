/**
 * Under which contract a mission is: of the signed contracts of a CPTS that are in force on a day, the newest that holds it.
 *
 * @example
 * ```ts
 * import * as LocalDate from "@cpts/domain/LocalDate";
 * import * as MissionContract from "@cpts/domain/MissionContract";
 * import { Schema } from "effect";
 *
 * const today = Schema.decodeUnknownSync(LocalDate.LocalDate)("2026-11-22");
 * MissionContract.contractOf([], "PREVENTION", today); // => null
 * ```
 */
import type { ContractId } from "./Contract.ts";
import { signingDate } from "./ContractSigning.ts";
import { hasEnded, type TermedContract } from "./ContractTerm.ts";
import type { LocalDate } from "./LocalDate.ts";
import { latest } from "./PartialDate.ts";

/** A signed contract, as far as actions are concerned. `number` tells in which order signatures became known. */
export interface SignedContract extends TermedContract {
  readonly id: ContractId;
  readonly missions: ReadonlyArray<string>;
  readonly number: number;
}

/** The last day the signature can have been on, as text to be compared; empty when nothing tells its year. */
const signatureKey = (contract: SignedContract): string => {
  const { on } = signingDate(contract);
  return on === null ? "" : (latest(on) ?? "");
};

/**
 * Contracts from the newest to the oldest, by the last day their signature can have been on. One whose year nothing tells
 * comes after those that are dated; of two that cannot be told apart, the one learned last comes first.
 */
export const newestFirst = (contracts: ReadonlyArray<SignedContract>): ReadonlyArray<SignedContract> =>
  contracts.toSorted((a, b) => {
    const [keyA, keyB] = [signatureKey(a), signatureKey(b)];
    return keyA === keyB ? b.number - a.number : keyA < keyB ? 1 : -1;
  });

/** The contracts that have not certainly ended on a day: an unknown term or year ends none. */
export const inForce = <Contract extends SignedContract>(contracts: ReadonlyArray<Contract>, day: LocalDate): ReadonlyArray<Contract> => contracts.filter((contract) => !hasEnded(contract, day));

/** The contract that an action of this mission on this day is of: the newest signed one in force that holds it, `null` when none does. */
export const contractOf = (contracts: ReadonlyArray<SignedContract>, code: string, day: LocalDate): SignedContract | null =>
  newestFirst(inForce(contracts, day)).find(({ missions }) => missions.includes(code)) ?? null;

/** The codes of the missions of some contracts, each once, sorted. */
export const missionsOf = (contracts: ReadonlyArray<SignedContract>): ReadonlyArray<string> => [...new Set(contracts.flatMap(({ missions }) => missions))].toSorted();
