/**
 * Half-open periods of days: `from` belongs to the period, `to` does not, `null` leaves that side open.
 *
 * @example
 * ```ts
 * import * as Period from "@cpts/domain/Period";
 * import { Schema } from "effect";
 *
 * const mandate = Schema.decodeUnknownSync(Period.Period)({ from: "2024-01-01", to: null });
 * Period.contains(mandate, mandate.from!); // => true
 * ```
 */
import { Schema } from "effect";
import { LocalDate } from "./LocalDate.ts";

/** `[from, to)`. Issue: `period.empty` at `to` when the period would hold no day. */
export const Period = Schema.Struct({
  from: Schema.NullOr(LocalDate),
  to: Schema.NullOr(LocalDate),
})
  .annotate({ title: "Period", description: "Days from `from` (included) to `to` (excluded); null leaves that side open" })
  .pipe(
    Schema.check(
      Schema.makeFilter((period: { readonly from: LocalDate | null; readonly to: LocalDate | null }) =>
        period.from === null || period.to === null || period.from < period.to ? true : { path: ["to"], issue: "period.empty" },
      ),
    ),
  );

/** `[from, to)`, `null` leaves that side open. */
export type Period = typeof Period.Type;

/** The period without beginning nor end. */
export const always: Period = { from: null, to: null };

/** Whether the day belongs to the period. */
export const contains = (period: Period, date: LocalDate): boolean =>
  (period.from === null || period.from <= date) && (period.to === null || date < period.to);

/** The days common to both, or `null` when there is none. */
export const intersect = (a: Period, b: Period): Period | null => {
  const from = a.from === null ? b.from : b.from === null ? a.from : a.from > b.from ? a.from : b.from;
  const to = a.to === null ? b.to : b.to === null ? a.to : a.to < b.to ? a.to : b.to;
  return from !== null && to !== null && from >= to ? null : { from, to };
};

/** Whether the two periods have a day in common. */
export const overlaps = (a: Period, b: Period): boolean => intersect(a, b) !== null;
