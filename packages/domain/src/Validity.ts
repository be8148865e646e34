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

/** Something that begins, with its start as written. */
export interface Dated extends StartBounds {
  readonly start: PartialDate | null;
}

/**
 * What a newcomer is to the last one: it follows it, corrects it (same start), or cannot be put in order with it
 * because it may begin before.
 */
export const placeAfter = (previous: Dated | null, next: Dated): "follows" | "corrects" | "disorder" => {
  if (previous === null) return "follows";
  if (previous.start === next.start) return "corrects";
  return next.earliest !== null && next.earliest >= previous.latest ? "follows" : "disorder";
};
