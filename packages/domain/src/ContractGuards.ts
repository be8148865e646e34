/**
 * What must be there before a contract is signed: its parties, its place among the contracts of the CPTS, and a health project
 * that is validated. And the order of a history that is taken over.
 *
 * @example
 * ```ts
 * import * as ContractGuards from "@cpts/domain/ContractGuards";
 *
 * ContractGuards.partyFaults("aci", ["cpts", "ars"]).map(({ anyOf }) => anyOf); // => [["cpam", "msa", "cgss"]]
 * ContractGuards.projectVerdict(null, null); // => "unknown"
 * ```
 */
import { Schema } from "effect";
import { expectedOf, missingParties } from "./ContractParties.ts";
import { segmentsBetween, timelineOf, type ContractFacts } from "./ContractTimeline.ts";
import { LocalDate } from "./LocalDate.ts";
import { compare, earliest, PartialDate } from "./PartialDate.ts";

/** A party that the text of this kind of contract asks for is missing: any of these capacities will do. */
export class PartyMissing extends Schema.TaggedError<PartyMissing>()("PartyMissing", { kind: Schema.String, anyOf: Schema.Array(Schema.String), source: Schema.String }) {}

/** The parties that a verified text asks for and that are not there. Where the expectation is provisional, nothing is refused: it is a discrepancy. */
export const partyFaults = (kind: string, capacities: ReadonlyArray<string>): ReadonlyArray<PartyMissing> => {
  const expected = expectedOf(kind);
  if (expected === null || expected.status !== "verified") return [];
  return missingParties(kind, capacities).map(({ anyOf }) => new PartyMissing({ kind, anyOf, source: expected.source }));
};

/** Kinds of which a CPTS holds one at a time, with where that is known from. */
export const oneAtATime: ReadonlyArray<{ readonly kind: string; readonly source: string; readonly status: "verified" | "provisional" }> = [
  { kind: "aci", source: "ACI-CPTS of 20 June 2019: a CPTS joins the agreement by one tripartite contract; no clause on two at once was read", status: "provisional" },
];

/** Another contract of the kind is certainly in force on days of this one. */
export class ContractsOverlap extends Schema.TaggedError<ContractsOverlap>()("ContractsOverlap", { otherId: Schema.String, from: LocalDate, source: Schema.String }) {}

const end = "9999-12-31" as LocalDate;

const isHeld = (standing: string): boolean => standing !== "terminated" && standing !== "expired";

/** The first contract of the same kind that certainly holds on a day on which this one does; `null` when there is none. */
export const overlapFault = (kind: string, contract: ContractFacts, others: ReadonlyArray<{ readonly id: string; readonly facts: ContractFacts }>): ContractsOverlap | null => {
  const rule = oneAtATime.find((row) => row.kind === kind);
  if (rule === undefined) return null;
  const own = timelineOf(contract).segments.filter(({ certain, standing }) => certain && isHeld(standing));
  for (const { facts, id: otherId } of others) {
    const other = timelineOf(facts);
    for (const { from, to } of own) {
      const common = segmentsBetween(other, from, to ?? end).find(({ certain, standing }) => certain && isHeld(standing));
      if (common !== undefined) return new ContractsOverlap({ otherId, from: common.from, source: rule.source });
    }
  }
  return null;
};

/** Whether the contract is signed after its health project was validated; `unknown` where one of the dates is not known, or not enough. */
export const projectVerdict = (signedOn: PartialDate | null, validatedOn: PartialDate | null): "after" | "before" | "unknown" => {
  if (signedOn === null || validatedOn === null) return "unknown";
  const order = compare(signedOn, validatedOn);
  return order === "before" ? "before" : order === "unknown" ? "unknown" : "after";
};

/** A date of a history is certainly before the signature, or before the one listed before it. */
export class HistoryOutOfOrder extends Schema.TaggedError<HistoryOutOfOrder>()("HistoryOutOfOrder", { list: Schema.Literals(["steps", "amendments", "missionStarts"]), index: Schema.Int, on: PartialDate, after: PartialDate }) {}

/** A history tells of a day that has certainly not come. */
export class HistoryInTheFuture extends Schema.TaggedError<HistoryInTheFuture>()("HistoryInTheFuture", { list: Schema.Literals(["steps", "amendments", "missionStarts"]), index: Schema.Int, on: PartialDate }) {}

/** The numbers of amendments rise: a lost one leaves a gap, none stands twice. */
export class AmendmentNumberTaken extends Schema.TaggedError<AmendmentNumberTaken>()("AmendmentNumberTaken", { index: Schema.Int, number: Schema.Int }) {}

/** A mission that started is not one of the contract nor of its amendments. */
export class MissionNotOfContract extends Schema.TaggedError<MissionNotOfContract>()("MissionNotOfContract", { index: Schema.Int, code: Schema.String }) {}

/** Why a history cannot be taken over. */
export type HistoryFault = HistoryOutOfOrder | HistoryInTheFuture | AmendmentNumberTaken | MissionNotOfContract;

type List = HistoryOutOfOrder["list"];

const isToCome = (date: PartialDate, today: LocalDate): boolean => (earliest(date) ?? today) > today;

const dateFaults = (list: List, dates: ReadonlyArray<PartialDate>, signedOn: PartialDate | null, today: LocalDate, inOrder: boolean): ReadonlyArray<HistoryFault> =>
  dates.flatMap((on, index): ReadonlyArray<HistoryFault> => {
    if (isToCome(on, today)) return [new HistoryInTheFuture({ list, index, on })];
    const before = inOrder ? dates.slice(0, index).findLast((other) => compare(on, other) === "before") : undefined;
    if (before !== undefined) return [new HistoryOutOfOrder({ list, index, on, after: before })];
    return signedOn !== null && compare(on, signedOn) === "before" ? [new HistoryOutOfOrder({ list, index, on, after: signedOn })] : [];
  });

/**
 * Everything that cannot be in a history, which may be incomplete: a resumption without a known suspension is kept, an order that
 * is certainly wrong is not. An end that is agreed may lie ahead.
 */
export const historyFaults = (facts: ContractFacts, today: LocalDate): ReadonlyArray<HistoryFault> => {
  const signedOn = facts.signedOn ?? facts.inferredSignedOn;
  const ends = facts.steps.map(({ action, on }) => (action === "terminate" || action === "renew" ? null : on));
  const codes = new Set([...facts.missions, ...facts.amendments.flatMap(({ changes }) => changes.missions ?? [])].map(({ code }) => code));
  return [
    ...dateFaults("steps", facts.steps.map(({ on }) => on), signedOn, today, true).filter((fault) => fault._tag !== "HistoryInTheFuture" || ends[fault.index] !== null),
    ...dateFaults("amendments", facts.amendments.map(({ on }) => on), signedOn, today, true),
    ...dateFaults("missionStarts", facts.missionStarts.map(({ on }) => on), signedOn, today, false),
    ...facts.amendments.flatMap(({ number }, index) => (number > (facts.amendments[index - 1]?.number ?? 0) ? [] : [new AmendmentNumberTaken({ index, number })])),
    ...facts.missionStarts.flatMap(({ code }, index) => (codes.has(code) ? [] : [new MissionNotOfContract({ index, code })])),
  ];
};
