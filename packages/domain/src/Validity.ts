/**
 * When something that replaces its predecessor is in force: it begins on a date as far as it is known, and ends where
 * the next one begins.
 *
 * @example
 * ```ts
 * import * as PartialDate from "@cpts/domain/PartialDate";
 * import * as LocalDate from "@cpts/domain/LocalDate";
 * import * as Validity from "@cpts/domain/Validity";
 * import { Schema } from "effect";
 *
 * const date = Schema.decodeUnknownSync(PartialDate.PartialDate);
 * const day = Schema.decodeUnknownSync(LocalDate.LocalDate);
 * const since2018 = Validity.startBounds(date("2018"), day("2026-11-22"));
 * Validity.isInForce(since2018, null, day("2017-05-01")); // => "no"
 * Validity.isInForce(since2018, null, day("2018-05-01")); // => "unknown"
 * Validity.isInForce(since2018, null, day("2019-05-01")); // => "yes"
 * ```
 */
import type { LocalDate } from "./LocalDate.ts";
import { earliest, latest, type PartialDate } from "./PartialDate.ts";

/** The first and the last day on which something can have begun; `null` when it has always been so as far as one knows. */
export interface StartBounds {
  readonly earliest: LocalDate | null;
  readonly latest: LocalDate;
}

/**
 * The first and the last day that a start can be. One that is not known at all, or without its year, was at the latest
 * the day it was recorded: what is recorded as in force is in force by then.
 */
export const startBounds = (start: PartialDate | null, recordedOn: LocalDate): StartBounds => ({
  earliest: start === null ? null : earliest(start),
  latest: (start === null ? null : latest(start)) ?? recordedOn,
});

/** Whether something was in force on a day, given when it began and when its successor did (`null`: it has none). */
export const isInForce = (start: StartBounds, next: StartBounds | null, day: LocalDate): "yes" | "no" | "unknown" => {
  if (start.earliest !== null && day < start.earliest) return "no";
  if (next !== null && day >= next.latest) return "no";
  const begun = day >= start.latest;
  const over = next !== null && (next.earliest === null || day >= next.earliest);
  return begun && !over ? "yes" : "unknown";
};

/** Something that begins, with its start as written. An end is the start of what comes after. */
export interface Dated extends StartBounds {
  readonly start: PartialDate | null;
}

/** Something that begins and ends: before `end` it is in force, from then on it is not; `null` where it has no end yet. */
export interface Interval extends Dated {
  readonly end: Dated | null;
}

/** Something new among others: its start, and its end where it is said (`null`: until the next one begins). */
export interface Newcomer extends Dated {
  readonly end?: Dated | null;
}

/**
 * Where a newcomer goes. `Corrects`: it has the start of number `at`. `Inserts`: it comes before number `at`, and `cuts` the
 * one before, which ends where it starts. `Clash`: with number `at` its order is not certain, or its end is not after its
 * start (`at` is null) or is beyond the start of number `at`.
 */
export type Placement =
  | { readonly _tag: "Corrects"; readonly at: number; readonly end: Dated | null }
  | { readonly _tag: "Inserts"; readonly at: number; readonly cuts: boolean; readonly end: Dated | null }
  | { readonly _tag: "Clash"; readonly about: "start" | "end"; readonly at: number | null };

/** Whether one certainly does not begin before another's last possible day. */
const isAfter = (one: StartBounds, other: StartBounds): boolean => one.earliest !== null && one.earliest >= other.latest;

/**
 * Which of them begins on a date, to be taken out; `resumes`: the one before had ended where it began, and goes on until it ended. Null
 * where none begins so.
 */
export const withdrawFrom = (all: ReadonlyArray<Interval>, start: PartialDate | null): { readonly at: number; readonly resumes: boolean } | null => {
  const at = all.findIndex((one) => one.start === start);
  if (at === -1) return null;
  const end = all[at - 1]?.end ?? null;
  return { at, resumes: end !== null && end.start === start };
};

/** Its end: as said, else that of what it cuts or corrects, else where the next one begins. */
const endOf = (newcomer: Newcomer, inherited: Dated | null, next: Dated | null): Dated | null => (newcomer.end === undefined ? inherited : (newcomer.end ?? next));

const checkedEnd = (end: Dated | null, newcomer: Newcomer, next: Dated | null, at: number): Extract<Placement, { readonly _tag: "Clash" }> | null => {
  if (end === null) return null;
  if (end.start === newcomer.start || !isAfter(end, newcomer)) return { _tag: "Clash", about: "end", at: null };
  return next !== null && next.start !== end.start && !isAfter(next, end) ? { _tag: "Clash", about: "end", at } : null;
};

/** Places a newcomer among intervals that are in the order of their starts and do not overlap. */
export const placeAmong = (all: ReadonlyArray<Interval>, newcomer: Newcomer): Placement => {
  const same = all.findIndex(({ start }) => start === newcomer.start);
  if (same !== -1) {
    const next = all[same + 1] ?? null;
    const end = endOf(newcomer, all[same]?.end ?? null, next);
    // The day of its recording moves nothing: its bounds stay those it had.
    return checkedEnd(end, all[same] ?? newcomer, next, same + 1) ?? { _tag: "Corrects", at: same, end };
  }
  const at = all.filter((one) => isAfter(newcomer, one)).length;
  const unordered = all.findIndex((one, index) => (index < at ? !isAfter(newcomer, one) : !isAfter(one, newcomer)));
  if (unordered !== -1) return { _tag: "Clash", about: "start", at: unordered };
  const before = all[at - 1] ?? null;
  const next = all[at] ?? null;
  const isInside = before !== null && (before.end === null || (before.end.start !== newcomer.start && !isAfter(newcomer, before.end)));
  if (isInside && before.end !== null && !isAfter(before.end, newcomer)) return { _tag: "Clash", about: "start", at: at - 1 };
  const end = endOf(newcomer, isInside ? before.end : next, next);
  return checkedEnd(end, newcomer, next, at) ?? { _tag: "Inserts", at, cuts: isInside, end };
};
