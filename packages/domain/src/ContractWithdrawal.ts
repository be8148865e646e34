/**
 * Taking back what was recorded of a contract by mistake: its last step, its last amendment, or what was said of a mission. Nothing is
 * erased: what was recorded stays beside the reason, and counts no more.
 *
 * Only the last one of its list is taken back, so that what came after never rests on what is gone; and none on which money was received or
 * a review was frozen: those were decided with it, and are undone first or by an amendment. Rules of this platform: no text is known.
 *
 * @example
 * ```ts
 * import * as ContractWithdrawal from "@cpts/domain/ContractWithdrawal";
 * import { PartialDate } from "@cpts/domain/PartialDate";
 * import { Schema } from "effect";
 *
 * const date = Schema.decodeUnknownSync(PartialDate);
 * const step = (action: string, on: string) => ({ action, on: date(on), termYears: null });
 * const facts = { signedOn: date("2026-09-01"), inferredSignedOn: null, termYears: 5, sizeClass: "T2", population: null, missions: [], missionStarts: [], amendments: [], steps: [step("suspend", "2027-01"), step("resume", "2027-03")] };
 * const taken = ContractWithdrawal.withoutEntry({ facts, deployments: [] }, { entry: "step", action: "suspend", on: date("2027-01") });
 * taken._tag; // => "NotTheLast"
 * ```
 */
import { Schema } from "effect";
import { RecordedStep } from "./ContractLife.ts";
import { AmendmentNumber } from "./ContractAmendment.ts";
import { anniversaryOf, timelineOf, type ContractFacts } from "./ContractTimeline.ts";
import { freeText } from "./FreeText.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code } from "./OpenCode.ts";
import { earliest, PartialDate } from "./PartialDate.ts";
import { Role } from "./Role.ts";
import { Source } from "./Source.ts";

/** What of a contract can be taken back. */
export const WithdrawnEntry = Schema.Literals(["step", "amendment", "mission-start", "mission-deployment"]).annotate({ title: "WithdrawnEntry", description: "What of a contract was taken back" });

/** What of a contract can be taken back. */
export type WithdrawnEntry = typeof WithdrawnEntry.Type;

/** Which entry: a step by its action, an amendment by its number, a mission by its code; and the date from which it held. */
export const EntryTaken = Schema.Struct({
  entry: WithdrawnEntry,
  action: Schema.NullOr(RecordedStep).annotate({ description: "Of a step" }),
  number: Schema.NullOr(AmendmentNumber).annotate({ description: "Of an amendment" }),
  mission: Schema.NullOr(Code).annotate({ description: "Of a mission" }),
  on: PartialDate.annotate({ description: "The first day on which it would have held" }),
}).annotate({ identifier: "EntryTaken", title: "EntryTaken", description: "An entry of the life of a contract that was taken back" });

/** Which entry was taken back. */
export type EntryTaken = typeof EntryTaken.Type;

/** Why an entry was wrong. */
export const WithdrawalReason = freeText({ max: 500, title: "WithdrawalReason", description: "Why the entry was wrong" });

/** An entry that was taken back: what it said, why it was wrong, when and in whose name that was told. */
export const ContractWithdrawal = Schema.Struct({
  ...EntryTaken.fields,
  document: Schema.NullOr(Source).annotate({ description: "The document that the entry was recorded with" }),
  reason: WithdrawalReason,
  withdrawnOn: LocalDate,
  by: Role,
}).annotate({ identifier: "ContractWithdrawal", title: "ContractWithdrawal", description: "An entry of the life of a contract that was taken back, and why" });

/** An entry that was taken back. */
export type ContractWithdrawal = typeof ContractWithdrawal.Type;

/** A contract as far as entries are taken back. */
export interface Recorded {
  readonly facts: ContractFacts;
  readonly deployments: ReadonlyArray<{ readonly code: string; readonly on: PartialDate }>;
}

/** The entry that somebody means to take back, as they have read it. */
export type Meant =
  | { readonly entry: "step"; readonly action: string; readonly on: PartialDate }
  | { readonly entry: "amendment"; readonly number: number }
  | { readonly entry: "mission-start" | "mission-deployment"; readonly mission: string };

/** The contract without the entry, and the date from which that held. */
export interface Without {
  readonly _tag: "Without";
  readonly recorded: Recorded;
  readonly on: PartialDate;
}

/** Another entry is the last of its list (`last`: in the words of its kind), or there is none. */
export class NotTheLast extends Schema.TaggedError<NotTheLast>()("NotTheLast", { entry: WithdrawnEntry, action: Schema.NullOr(Schema.String), on: Schema.NullOr(PartialDate), number: Schema.NullOr(Schema.Int) }) {}

/** Something recorded rests on the entry: a mission that only it brought, or what happened on days that only it made part of the contract. */
export class StillRestedOn extends Schema.TaggedError<StillRestedOn>()("StillRestedOn", { by: WithdrawnEntry, on: PartialDate }) {}

/** The figures of a contract year that it counts in were frozen by a review. */
export class ReviewFrozen extends Schema.TaggedError<ReviewFrozen>()("ReviewFrozen", { contractYear: Schema.Int }) {}

/** Money was received since the entry held. */
export class MoneyReceived extends Schema.TaggedError<MoneyReceived>()("MoneyReceived", { on: LocalDate, amountCents: Schema.Int }) {}

/** Why an entry cannot be taken back. */
export type WithdrawalFault = NotTheLast | StillRestedOn | ReviewFrozen | MoneyReceived;

const noneOf = (entry: WithdrawnEntry): NotTheLast => new NotTheLast({ entry, action: null, on: null, number: null });

const withoutCode = <Done extends { readonly code: string; readonly on: PartialDate }>(list: ReadonlyArray<Done>, code: string): readonly [rest: ReadonlyArray<Done>, taken: Done | undefined] => [list.filter((one) => one.code !== code), list.find((one) => one.code === code)];

/** The contract without the entry that is meant, where it is the last of its kind; a mission has one of each. */
export const withoutEntry = ({ deployments, facts }: Recorded, meant: Meant): Without | NotTheLast => {
  const without = (on: PartialDate, changed: Partial<ContractFacts>, deployed = deployments): Without => ({ _tag: "Without", on, recorded: { facts: { ...facts, ...changed }, deployments: deployed } });
  switch (meant.entry) {
    case "step": {
      const last = facts.steps.at(-1);
      if (last === undefined) return noneOf("step");
      if (last.action !== meant.action || last.on !== meant.on) return new NotTheLast({ entry: "step", action: last.action, on: last.on, number: null });
      return without(last.on, { steps: facts.steps.slice(0, -1) });
    }
    case "amendment": {
      const last = facts.amendments.at(-1);
      if (last === undefined) return noneOf("amendment");
      if (last.number !== meant.number) return new NotTheLast({ entry: "amendment", action: null, on: last.on, number: last.number });
      return without(last.on, { amendments: facts.amendments.slice(0, -1) });
    }
    case "mission-start": {
      const [missionStarts, taken] = withoutCode(facts.missionStarts, meant.mission);
      return taken === undefined ? noneOf(meant.entry) : without(taken.on, { missionStarts });
    }
    case "mission-deployment": {
      const [rest, taken] = withoutCode(deployments, meant.mission);
      return taken === undefined ? noneOf(meant.entry) : without(taken.on, {}, rest);
    }
  }
};

const restsOn = ({ deployments, facts }: Recorded): ReadonlyArray<StillRestedOn> => {
  const missions = new Set([...facts.missions, ...facts.amendments.flatMap(({ changes }) => changes.missions ?? [])].map(({ code }) => code));
  const lastDay = timelineOf(facts).segments.at(-1)?.lastDay ?? null;
  const isAfter = (on: PartialDate): boolean => lastDay !== null && (earliest(on) ?? lastDay) > lastDay;
  const done = (by: WithdrawnEntry, list: Recorded["deployments"]) => list.flatMap(({ code, on }) => (!missions.has(code) || isAfter(on) ? [new StillRestedOn({ by, on })] : []));
  return [
    ...facts.steps.flatMap(({ action, on }) => (action !== "renew" && isAfter(on) ? [new StillRestedOn({ by: "step", on })] : [])),
    ...facts.amendments.flatMap(({ on }) => (isAfter(on) ? [new StillRestedOn({ by: "amendment", on })] : [])),
    ...done("mission-start", facts.missionStarts),
    ...done("mission-deployment", deployments),
  ];
};

/** What was decided with a contract as it was recorded. */
export interface Decided {
  /** Contract years whose review is frozen. */
  readonly frozenYears: ReadonlyArray<number>;
  /** What was received and not undone by a counter-entry. */
  readonly received: ReadonlyArray<{ readonly on: LocalDate; readonly amountCents: number }>;
}

/** What keeps an entry from being taken back, once it is the one that is meant: what rests on it that did not before, a frozen review, money received since. */
export const withdrawalFaults = (before: Recorded, { on, recorded }: Without, { frozenYears, received }: Decided): ReadonlyArray<Exclude<WithdrawalFault, NotTheLast>> => {
  const since = earliest(on);
  const timeline = timelineOf(recorded.facts);
  // A year that ended before the entry held was decided without it.
  const isSince = (end: LocalDate | null): boolean => since === null || end === null || end > since;
  const rested = new Set(restsOn(before).map(({ by, on: day }) => `${by} ${day}`));
  return [
    ...restsOn(recorded).filter(({ by, on: day }) => !rested.has(`${by} ${day}`)),
    ...frozenYears.filter((year) => isSince(anniversaryOf(timeline, year))).map((contractYear) => new ReviewFrozen({ contractYear })),
    ...received.filter((one) => since === null || one.on >= since).map((one) => new MoneyReceived(one)),
  ];
};
