/**
 * What the contracts service tells of the life of a contract after its signature. No remark travels: only dates, codes and the
 * document.
 *
 * @example
 * ```ts
 * import * as ContractLifeEvents from "@cpts/domain/ContractLifeEvents";
 *
 * Object.keys(ContractLifeEvents.ContractExpired.fields); // => ["contractId", "cptsId", "lastDay", "on"]
 * ```
 */
import { Schema } from "effect";
import { AnnouncedSigning, ContractId } from "./Contract.ts";
import { AmendmentChanges, AmendmentNumber } from "./ContractAmendment.ts";
import { ContractStanding, RecordedStep } from "./ContractLife.ts";
import { CptsId } from "./Cpts.ts";
import { EntryTaken } from "./ContractWithdrawal.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code } from "./OpenCode.ts";
import { PartialDate } from "./PartialDate.ts";
import { EventProvenance } from "./RegistryEvents.ts";
import { Source } from "./Source.ts";

const ofContract = { contractId: ContractId, cptsId: CptsId };
const stepped = { ...ofContract, on: PartialDate.annotate({ description: "The first day on which it holds" }), source: Source };
const ground = Schema.NullOr(Code).annotate({ description: "Why, an open list" });

/** A contract is amended: only what changes, with its new value from `effectiveOn` on. */
export const ContractAmended = Schema.Struct({ ...ofContract, number: AmendmentNumber, signedOn: PartialDate, effectiveOn: PartialDate, changes: AmendmentChanges, source: Source }).annotate({
  identifier: "ContractAmended",
  title: "ContractAmended",
  description: "A contract is amended",
});

/** A contract is amended. */
export type ContractAmended = typeof ContractAmended.Type;

const size = Schema.NullOr(Code);
const people = Schema.NullOr(Schema.Int);

/**
 * The population of the territory of a contract that runs gives another size than the contract keeps: an amendment is to be signed. All sizes and
 * populations are `null` once it no longer does.
 */
export const ContractSizeDrifted = Schema.Struct({ ...ofContract, on: LocalDate, frozenSizeClass: size, frozenPopulation: people, computedSizeClass: size, computedPopulation: people }).annotate({
  identifier: "ContractSizeDrifted",
  title: "ContractSizeDrifted",
  description: "The size of a contract is no longer that of its territory, or is again",
});

/** The size of a contract is no longer that of its territory, or is again. */
export type ContractSizeDrifted = typeof ContractSizeDrifted.Type;

/** A mission of a contract started: when, as its document says it. */
export const MissionStart = Schema.Struct({ code: Code, on: PartialDate }).annotate({ identifier: "MissionStart", title: "MissionStart", description: "A mission of a contract started" });

/** A mission of a contract started. */
export type MissionStart = typeof MissionStart.Type;

/** A mission of a contract started, or is fully deployed. */
export const MissionProgressed = Schema.Struct({ ...ofContract, code: Code, stage: Schema.Literals(["started", "deployed"]), on: PartialDate }).annotate({
  identifier: "MissionProgressed",
  title: "MissionProgressed",
  description: "A mission of a contract started, or is fully deployed",
});

/** A mission of a contract started, or is fully deployed. */
export type MissionProgressed = typeof MissionProgressed.Type;

/** A contract that runs is taken over: what happened since its signature, which is told before. */
export const ContractTakenOver = Schema.Struct({
  ...ofContract,
  standing: ContractStanding,
  steps: Schema.Array(Schema.Struct({ action: RecordedStep, on: PartialDate, termYears: Schema.NullOr(Schema.Int) })),
  amendments: Schema.Array(Schema.Struct({ number: AmendmentNumber, signedOn: PartialDate, effectiveOn: PartialDate, changes: AmendmentChanges })),
  missionStarts: Schema.Array(MissionStart),
  announced: Schema.optionalKey(AnnouncedSigning),
  provenance: EventProvenance,
}).annotate({ identifier: "ContractTakenOver", title: "ContractTakenOver", description: "A contract that runs is taken over with its history" });

/** A contract that runs is taken over. */
export type ContractTakenOver = typeof ContractTakenOver.Type;

/** The last step or amendment of a contract, or what was said of a mission, was recorded by mistake: from now on it counts no more. Why stays in the service. */
export const ContractEntryWithdrawn = Schema.Struct({ ...ofContract, ...EntryTaken.fields, withdrawnOn: LocalDate }).annotate({
  identifier: "ContractEntryWithdrawn",
  title: "ContractEntryWithdrawn",
  description: "An entry of the life of a contract is taken back",
});

/** An entry of the life of a contract is taken back. */
export type ContractEntryWithdrawn = typeof ContractEntryWithdrawn.Type;

/** A contract is suspended. */
export const ContractSuspended = Schema.Struct({ ...stepped, ground }).annotate({ identifier: "ContractSuspended", title: "ContractSuspended", description: "A contract is suspended" });

/** A contract is suspended. */
export type ContractSuspended = typeof ContractSuspended.Type;

/** A suspended contract goes on. */
export const ContractResumed = Schema.Struct(stepped).annotate({ identifier: "ContractResumed", title: "ContractResumed", description: "A suspended contract goes on" });

/** A suspended contract goes on. */
export type ContractResumed = typeof ContractResumed.Type;

/** A contract is terminated, perhaps on a day to come. */
export const ContractTerminated = Schema.Struct({ ...stepped, ground, noticeOn: Schema.NullOr(PartialDate) }).annotate({ identifier: "ContractTerminated", title: "ContractTerminated", description: "A contract is terminated" });

/** A contract is terminated, perhaps on a day to come. */
export type ContractTerminated = typeof ContractTerminated.Type;

/** A contract is renewed. */
export const ContractRenewed = Schema.Struct({ ...stepped, termYears: Schema.NullOr(Schema.Int), lastDay: Schema.NullOr(LocalDate) }).annotate({ identifier: "ContractRenewed", title: "ContractRenewed", description: "A contract is renewed" });

/** A contract is renewed. */
export type ContractRenewed = typeof ContractRenewed.Type;

/** The last day of a contract has passed. */
export const ContractExpired = Schema.Struct({ ...ofContract, lastDay: LocalDate, on: LocalDate }).annotate({ identifier: "ContractExpired", title: "ContractExpired", description: "The last day of a contract has passed; `on` is the day after" });

/** The last day of a contract has passed. */
export type ContractExpired = typeof ContractExpired.Type;
