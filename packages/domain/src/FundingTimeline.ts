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
import type { LocalDate } from "./LocalDate.ts";
import { anniversary } from "./Prorata.ts";

/** A size in force from a day to the next change; `null` where it is not known. The first holds from the signature, whatever its day. */
export interface SizeFrom {
  readonly from: LocalDate;
  readonly size: string | null;
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

/** How far the indicators of a mission were achieved in a contract year, in millionths, as agreed at the review. */
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
