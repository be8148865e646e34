/**
 * Days that nobody means: before there were associations, or so far ahead that a figure was mistyped. What a document says of the
 * past and plans for the future stands within.
 *
 * @example
 * ```ts
 * import type { LocalDate } from "@cpts/domain/LocalDate";
 * import type { PartialDate } from "@cpts/domain/PartialDate";
 * import * as PlausibleDate from "@cpts/domain/PlausibleDate";
 *
 * const today = "2026-11-23" as LocalDate;
 * PlausibleDate.implausibility("2199-01" as PartialDate, today); // => { _tag: "DateTooFar", bound: "2036-11-23", source: "règle de la plateforme" }
 * PlausibleDate.implausibility("1066" as PartialDate, today)?._tag; // => "DateTooEarly"
 * PlausibleDate.implausibility("--03-02" as PartialDate, today); // => null
 * ```
 */
import { monthsLater } from "./internal/monthsLater.ts";
import type { LocalDate } from "./LocalDate.ts";
import { earliest, latest, type PartialDate } from "./PartialDate.ts";

/** Months ahead of which no membership, term or agreement is ended: ours, as no text bounds them. Contracts of CPTS run for five years. */
export const monthsAhead = 120;

// A day of the calendar.
const fromText = (day: string): LocalDate => day as LocalDate;

/** No association is older than the law that made them possible. */
export const firstAssociationDay = fromText("1901-07-01");

/** A day that nobody means, with the bound that it passes and where that comes from. */
export interface ImplausibleDate {
  readonly _tag: "DateTooEarly" | "DateTooFar";
  readonly bound: LocalDate;
  readonly source: string;
}

/** Why a date, whichever day of it is meant, is none that anybody means; null where it may be. One without a year may always be. */
export const implausibility = (date: PartialDate, today: LocalDate): ImplausibleDate | null => {
  const [first, last] = [earliest(date), latest(date)];
  if (last !== null && last < firstAssociationDay) return { _tag: "DateTooEarly", bound: firstAssociationDay, source: "loi du 1er juillet 1901" };
  const bound = monthsLater(today, monthsAhead);
  return first !== null && bound !== null && first > bound ? { _tag: "DateTooFar", bound, source: "règle de la plateforme" } : null;
};
