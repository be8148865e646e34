/**
 * What the funding needs to know of the life of a contract: days and sizes, nothing else.
 *
 * @example
 * ```ts
 * import { LocalDate } from "@cpts/domain/LocalDate";
 * import * as FundingTimeline from "@cpts/domain/FundingTimeline";
 * import { Schema } from "effect";
 *
 * const signedOn = Schema.decodeUnknownSync(LocalDate)("2026-09-01");
 * const timeline = FundingTimeline.simpleTimeline({ signedOn, size: "T2", termYears: 5 });
 * FundingTimeline.endOf(timeline); // => "2031-09-01"
 * ```
 */
import type { ContractSegment, ContractTimeline } from "./ContractTimeline.ts";
import type { ReadyGrid } from "./FundingDue.ts";
import { integerAt } from "./internal/calendar.ts";
import type { LocalDate } from "./LocalDate.ts";
import { earliest, latest, type PartialDate } from "./PartialDate.ts";
import { anniversary } from "./Prorata.ts";

/**
 * A size in force from a day to the next change; `null` where it is not known. The first holds from the signature, whatever its day. `under`: the
 * grid that an amendment puts in the place of the contract's from then on; absent where it is the contract's own.
 */
export interface SizeFrom {
  readonly from: LocalDate;
  readonly size: string | null;
  readonly under?: ReadyGrid;
}

/** A mission, from the day it starts (`null`: no start is known) to the day it no longer runs. */
export interface MissionRun {
  readonly mission: string;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

/** Something that is paid once, on its day. */
export interface CrisisStep {
  readonly mission: string;
  readonly component: "crisis-plan" | "crisis-update" | "crisis-occurrence";
  readonly on: LocalDate;
}

/** How far the indicators of a mission were achieved in a contract year, in millionths. `agreedOn`: the day of the review that decided it; `null` before, when it is provisional. */
export interface Achieved {
  readonly mission: string;
  readonly contractYear: number;
  readonly ratePpm: number;
  readonly agreedOn: LocalDate | null;
}

/** The life of a contract. `endsOn`: the first day it no longer holds by a termination; sizes, suspensions in the order of their days. */
export interface FundingTimeline {
  readonly signedOn: LocalDate;
  readonly termYears: number | null;
  readonly endsOn: LocalDate | null;
  readonly sizes: ReadonlyArray<SizeFrom>;
  readonly missions: ReadonlyArray<MissionRun>;
  readonly suspensions: ReadonlyArray<{ readonly from: LocalDate; readonly to: LocalDate | null }>;
  readonly letterOfIntentOn: LocalDate | null;
  readonly crises: ReadonlyArray<CrisisStep>;
  readonly achieved: ReadonlyArray<Achieved>;
}

/** A contract that nothing has happened to. */
export const simpleTimeline = (one: { readonly signedOn: LocalDate; readonly size: string | null; readonly termYears: number | null; readonly missions?: ReadonlyArray<MissionRun> }): FundingTimeline => ({
  signedOn: one.signedOn,
  termYears: one.termYears,
  endsOn: null,
  sizes: [{ from: one.signedOn, size: one.size }],
  missions: one.missions ?? [],
  suspensions: [],
  letterOfIntentOn: null,
  crises: [],
  achieved: [],
});

/** The first day that is no longer paid for: by termination or at the end of the term; `null` when neither is known. */
export const endOf = ({ endsOn, signedOn, termYears }: Pick<FundingTimeline, "signedOn" | "termYears" | "endsOn">): LocalDate | null => {
  const term = termYears === null ? null : anniversary(signedOn, termYears);
  return endsOn === null ? term : term === null || endsOn < term ? endsOn : term;
};

const dayOf = (date: PartialDate | null): LocalDate | null => (date === null || earliest(date) !== latest(date) ? null : earliest(date));

/** The size of a contract on the days of a segment, and the grid it is of where that is not the contract's own. */
export type SizeOfSegment = (segment: ContractSegment) => string | null | Omit<SizeFrom, "from">;

const sizesOf = (segments: ReadonlyArray<ContractSegment>, sizeOn: SizeOfSegment): ReadonlyArray<SizeFrom> => {
  const sizes: Array<SizeFrom> = [];
  for (const segment of segments) {
    const found = sizeOn(segment);
    const one = found === null || typeof found === "string" ? { size: found } : found;
    const last = sizes.at(-1);
    if (last === undefined || last.size !== one.size || last.under !== one.under) sizes.push({ from: segment.from, ...one });
  }
  return sizes;
};

/** A mission listed, taken out and listed again runs twice: each time from its start, or from the day it is listed again. */
const runsOf = (segments: ReadonlyArray<ContractSegment>): ReadonlyArray<MissionRun> => {
  const runs: Array<MissionRun> = [];
  const open = new Map<string, { readonly since: LocalDate; start: PartialDate | null }>();
  const close = (code: string, to: LocalDate | null): void => {
    const run = open.get(code);
    if (run === undefined) return;
    open.delete(code);
    const started = dayOf(run.start);
    const wasBefore = runs.some(({ mission }) => mission === code);
    runs.push({ mission: code, from: wasBefore && started !== null && started < run.since ? run.since : started, to });
  };
  for (const { from, missions } of segments) {
    for (const code of open.keys()) if (!missions.some((one) => one.code === code)) close(code, from);
    for (const { code, startedOn } of missions) {
      const run = open.get(code) ?? { since: from, start: null };
      run.start ??= startedOn;
      open.set(code, run);
    }
  }
  for (const code of open.keys()) close(code, null);
  return runs;
};

/**
 * What the funding needs of the days of a contract; `null` when the day of its signature is not known, nor declared: no anniversary can
 * be told. A start known by its month or year only is not known. `sizeOn` gives the size by the grid that is asked for.
 */
export const fundingTimelineOf = ({ orderedBy, segments, signedOn }: ContractTimeline, sizeOn: SizeOfSegment = ({ sizeClass }) => sizeClass): FundingTimeline | null => {
  const day = dayOf(signedOn);
  if (day === null || orderedBy !== "declared") return null;
  const lastDay = segments.at(-1)?.lastDay ?? null;
  return {
    signedOn: day,
    termYears: lastDay === null ? null : integerAt(lastDay, 0, 4) - integerAt(day, 0, 4),
    endsOn: segments.find(({ standing }) => standing === "terminated")?.from ?? null,
    sizes: sizesOf(segments, sizeOn),
    missions: runsOf(segments),
    suspensions: segments.flatMap(({ from, standing, to }) => (standing === "suspended" ? [{ from, to }] : [])),
    letterOfIntentOn: null,
    crises: [],
    achieved: [],
  };
};
