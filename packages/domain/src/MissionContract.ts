/**
 * Under which contract a mission is: of the signed contracts of a CPTS that are in force on a day, the newest that holds it.
 * Amendments change the missions from their day on; a termination, the end of the term or a suspension takes them away.
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
import { lastDayOf, type TermedContract } from "./ContractTerm.ts";
import { inForceOn, timelineOf, type AmendmentFact, type StepFact } from "./ContractTimeline.ts";
import { addDays, type LocalDate } from "./LocalDate.ts";
import { latest, type PartialDate } from "./PartialDate.ts";

/**
 * A signed contract, as far as actions are concerned: its missions as signed, and what changed since, in the order it was concluded in.
 * `number` tells in which order signatures became known.
 */
export interface SignedContract extends TermedContract {
  readonly id: ContractId;
  readonly missions: ReadonlyArray<string>;
  readonly number: number;
  readonly amendments?: ReadonlyArray<AmendmentFact>;
  readonly steps?: ReadonlyArray<StepFact>;
}

const timeline = ({ amendments = [], inferredSignedOn, missions, signedOn, steps = [], termYears }: SignedContract) =>
  timelineOf({ signedOn, inferredSignedOn, termYears, sizeClass: null, population: null, missions: missions.map((code) => ({ code, label: null })), missionStarts: [], amendments, steps });

const hasCome = (on: PartialDate, day: LocalDate): boolean => (latest(on) ?? "9999-12-31") <= day;

/** What is certain of a contract on a day. */
interface Held {
  readonly standing: string;
  readonly missions: ReadonlyArray<string>;
}

/** Of a contract whose year nothing tells only what is dated by itself counts, and no term ends it. */
const heldWithoutYear = ({ amendments = [], missions, steps = [] }: SignedContract, day: LocalDate): Held => {
  const changed = amendments.findLast(({ changes, on }) => changes.missions !== undefined && hasCome(on, day))?.changes.missions;
  const come = steps.filter(({ on }) => hasCome(on, day)).map(({ action }) => action);
  const last = come.findLast((action) => action === "suspend" || action === "resume");
  return { standing: come.includes("terminate") ? "terminated" : last === "suspend" ? "suspended" : "active", missions: changed?.map(({ code }) => code) ?? missions };
};

/** What a contract is on a day; before its signature, as signed. */
const heldOn = (contract: SignedContract, day: LocalDate): Held => {
  const days = timeline(contract);
  if (days.segments.length === 0) return heldWithoutYear(contract, day);
  const segment = inForceOn(days, day);
  return segment === null ? { standing: "signed", missions: contract.missions } : { standing: segment.standing, missions: segment.missions.map(({ code }) => code) };
};

/** Whether a contract is certainly suspended on a day: it holds no mission meanwhile. */
export const isSuspended = (contract: SignedContract, day: LocalDate): boolean => heldOn(contract, day).standing === "suspended";

/** The last day on which a contract can still hold, renewals and termination included; `null` where nothing tells. */
export const lastDayKnown = (contract: SignedContract): LocalDate | null => {
  const { segments } = timeline(contract);
  const last = segments.at(-1);
  const terminated = contract.steps?.find(({ action }) => action === "terminate");
  if (terminated !== undefined) {
    const first = latest(terminated.on);
    return first === null ? null : addDays(first, -1);
  }
  return last === undefined ? lastDayOf(contract) : last.lastDay;
};

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

/** The contracts that have not certainly ended and are not suspended on a day, with their missions of that day: an unknown term or year ends none. */
export const inForce = <Contract extends SignedContract>(contracts: ReadonlyArray<Contract>, day: LocalDate): ReadonlyArray<Contract> =>
  contracts.flatMap((contract) => {
    const { missions, standing } = heldOn(contract, day);
    return standing === "terminated" || standing === "expired" || standing === "suspended" ? [] : [{ ...contract, missions }];
  });

/** The contract that an action of this mission on this day is of: the newest signed one in force that holds it, `null` when none does. */
export const contractOf = (contracts: ReadonlyArray<SignedContract>, code: string, day: LocalDate): SignedContract | null =>
  newestFirst(inForce(contracts, day)).find(({ missions }) => missions.includes(code)) ?? null;

/** The codes of the missions of some contracts, each once, sorted. */
export const missionsOf = (contracts: ReadonlyArray<SignedContract>): ReadonlyArray<string> => [...new Set(contracts.flatMap(({ missions }) => missions))].toSorted();
