/**
 * The instants that a date and a time of day name in Paris: one, none in the hour that summer time skips, two in the hour
 * that comes twice when it ends.
 *
 * @example
 * ```ts
 * import * as LocalDate from "@cpts/domain/LocalDate";
 * import * as ParisTime from "@cpts/domain/ParisTime";
 * import { Schema } from "effect";
 *
 * const day = Schema.decodeUnknownSync(LocalDate.LocalDate);
 * ParisTime.instantsOf(day("2026-03-29"), "02:30"); // => []
 * ParisTime.instantsOf(day("2026-10-25"), "02:30").length; // => 2
 * ParisTime.instantText(ParisTime.instantsOf(day("2026-10-13"), "09:00")[0] ?? 0); // => "2026-10-13T07:00:00Z"
 * ```
 */
import { Result, Schema } from "effect";
import { epochDay, integerAt } from "./internal/calendar.ts";
import { parisOffset } from "./internal/parisSummer.ts";
import { LocalDate, parisDateFromInstant } from "./LocalDate.ts";
import { LocalTime } from "./LocalTime.ts";

const hour = 3_600_000;
const minute = 60_000;
const day = 24 * hour;

/** The instants of a local date and time, in milliseconds since 1970, in order: none, one or two. */
export const instantsOf = (date: LocalDate, time: LocalTime): ReadonlyArray<number> => {
  const year = integerAt(date, 0, 4);
  const local = epochDay(year, integerAt(date, 5, 7), integerAt(date, 8, 10)) * day + integerAt(time, 0, 2) * hour + integerAt(time, 3, 5) * minute;
  return [2 * hour, hour].flatMap((offset) => (parisOffset(local - offset, year) === offset ? [local - offset] : []));
};

const two = (value: number): string => String(value).padStart(2, "0");

const clockOf = (millis: number): string => `${two(Math.floor((millis % day) / hour))}:${two(Math.floor((millis % hour) / minute))}`;

/** An instant since 1970 as it travels, in UTC and to the second. Throws a `RangeError` after the year 9999: a defect, never an input error. */
export const instantText = (epochMillis: number): string => {
  const rest = ((epochMillis % day) + day) % day;
  // Noon in UTC is on the same day in Paris: its day is that of the instant in UTC.
  return `${parisDateFromInstant(epochMillis - rest + day / 2)}T${clockOf(rest)}:${two(Math.floor((rest % minute) / 1_000))}Z`;
};

/** Which of the two: in the hour that comes twice, summer time is first. */
export const Occurrence = Schema.Literals(["first", "second"]).annotate({ title: "Occurrence", description: "Which of the two, in the hour that comes twice when summer time ends" });

/** Which of the two. */
export type Occurrence = typeof Occurrence.Type;

/** A date and a time of day in Paris; `occurrence` in the hour that comes twice alone. */
export const ParisMoment = Schema.Struct({ date: LocalDate, time: LocalTime, occurrence: Schema.optionalKey(Occurrence) }).annotate({
  identifier: "ParisMoment",
  title: "ParisMoment",
  description: "A date and a time of day in Paris",
});

/** A date and a time of day in Paris. */
export type ParisMoment = typeof ParisMoment.Type;

/** Summer time begins: the clocks of Paris never show this time on this day. `next` is the first time after the gap. */
export class TimeSkipped extends Schema.TaggedError<TimeSkipped>()("TimeSkipped", { date: LocalDate, time: LocalTime, next: LocalTime }) {}

/** Summer time ends: the clocks of Paris show this time twice on this day, and nothing says which is meant. */
export class TimeRepeated extends Schema.TaggedError<TimeRepeated>()("TimeRepeated", { date: LocalDate, time: LocalTime }) {}

/** A moment with the instant it is, in milliseconds. */
export interface Resolved {
  readonly moment: ParisMoment;
  readonly at: number;
}

/** The instant of a moment. An `occurrence` where there is but one is dropped. */
export const resolve = ({ date, occurrence, time }: ParisMoment): Result.Result<Resolved, TimeSkipped | TimeRepeated> => {
  const [first, second] = instantsOf(date, time);
  if (first === undefined) return Result.fail(new TimeSkipped({ date, time, next: "03:00" }));
  if (second === undefined) return Result.succeed({ moment: { date, time }, at: first });
  if (occurrence === undefined) return Result.fail(new TimeRepeated({ date, time }));
  return Result.succeed({ moment: { date, time, occurrence }, at: occurrence === "first" ? first : second });
};
