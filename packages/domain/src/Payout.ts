/**
 * What a CPTS pays people: indemnities for the income that functions cost them, remunerations for work for a mission. Two kinds that are
 * never mixed, and together at most the yearly social-security ceiling in a calendar year (ACI-CPTS): beyond it within a CPTS is an error,
 * beyond it across several is a warning, because the text does not say which is meant.
 *
 * @example
 * ```ts
 * import * as Payout from "@cpts/domain/Payout";
 *
 * const across = { ownCents: 1500000, elsewhereCents: 3000000, ceilingCents: 4399200 };
 * Payout.ceilingVerdict(across); // => "over-across"
 * Payout.ceilingVerdict({ ...across, ownCents: 4500000 }); // => "over"
 * Payout.amountFor({ unit: "hour", amountCents: 7500 }, 50); // => 6250
 * ```
 */
import { Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { BodyId } from "./GovernanceBody.ts";
import { roundHalfUp } from "./internal/cents.ts";
import { platformId } from "./internal/platformId.ts";
import { LocalDate } from "./LocalDate.ts";
import { Source } from "./Source.ts";

/** Identity of a rate, of something to be paid, or of a statement of a month. Issue: `platform-id.format`. */
export const PayoutId = platformId("PayoutId", "Identity of a rate, an entry or a statement of what people are paid").pipe(Schema.brand("PayoutId"));

/** Identity of a rate, an entry or a statement. */
export type PayoutId = typeof PayoutId.Type;

/** `indemnity`: for loss of income by functions in the CPTS; `remuneration`: in return for work for a mission. */
export const PayoutKind = Schema.Literals(["indemnity", "remuneration"]).annotate({ title: "PayoutKind", description: "Why someone is paid" });

/** Why someone is paid. */
export type PayoutKind = typeof PayoutKind.Type;

/** What is paid by: the hour that someone was there, or the meeting. */
export const RateUnit = Schema.Literals(["hour", "meeting"]).annotate({ title: "RateUnit", description: "What a rate pays for" });

/** What a rate pays for. */
export type RateUnit = typeof RateUnit.Type;

/** A calendar month, `YYYY-MM`. Issue: `month.format`. */
export const Month = Schema.String.annotate({ title: "Month", description: "A calendar month, YYYY-MM", examples: ["2026-10"] }).pipe(Schema.check(Schema.isPattern(/^[12]\d{3}-(?:0[1-9]|1[0-2])$/u, { message: "month.format" })));

/** A calendar month. */
export type Month = typeof Month.Type;

/** The most that a rate or a payment to someone can be, in cents: 100 000 EUR, above any ceiling met. */
export const mostPayoutCents = 10_000_000;

/** The yearly ceiling, in cents: between 10 000 and 200 000 EUR, around those met (40 000 to 50 000); what is beyond is a slip. Issue: `pass-ceiling.range`. */
export const CeilingAmount = Schema.Int.annotate({ title: "CeilingAmount", description: "The yearly social-security ceiling, in cents" }).pipe(
  Schema.check(Schema.isBetween({ minimum: 1_000_000, maximum: 20_000_000 }, { message: "pass-ceiling.range" })),
);

/** What an hour or a meeting is worth, from a day on, for one body or (`null`) wherever none of its own is known. Issue: `payout-amount.range`. */
export const PayoutRate = Schema.Struct({
  unit: RateUnit,
  bodyId: Schema.NullOr(BodyId),
  amountCents: Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: mostPayoutCents }, { message: "payout-amount.range" }))),
  from: LocalDate,
  source: Source,
}).annotate({ identifier: "PayoutRate", title: "PayoutRate", description: "What an hour or a meeting is worth from a day on" });

/** What an hour or a meeting is worth. */
export type PayoutRate = typeof PayoutRate.Type;

/** The rate of a body on a day: its own before the general one, the newest that has begun; null where there is none. */
export const rateOn = <Rate extends Pick<PayoutRate, "bodyId" | "from">>(rates: ReadonlyArray<Rate>, bodyId: string | null, day: LocalDate): Rate | null => {
  const newest = (of: string | null): Rate | null => rates.reduce<Rate | null>((best, one) => (one.bodyId === of && one.from <= day && (best === null || one.from > best.from) ? one : best), null);
  return (bodyId === null ? null : newest(bodyId)) ?? newest(null);
};

/** What someone who was there for some minutes is paid, in cents, half-up. */
export const amountFor = ({ amountCents, unit }: Pick<PayoutRate, "unit" | "amountCents">, minutes: number): number => (unit === "meeting" ? amountCents : roundHalfUp(amountCents * minutes, 60));

/** What someone is paid in a calendar year: by this CPTS, and by all others. */
export interface YearlyPay {
  readonly ownCents: number;
  readonly elsewhereCents: number;
  /** `null`: the ceiling of the year is not known. */
  readonly ceilingCents: number | null;
}

/** `over`: this CPTS pays more than the ceiling; `over-across`: with others it does; `ceiling-unknown`: nobody can tell. */
export type CeilingVerdict = "within" | "over" | "over-across" | "ceiling-unknown";

/** Whether what someone is paid stays within the ceiling; what equals it does. */
export const ceilingVerdict = ({ ceilingCents, elsewhereCents, ownCents }: YearlyPay): CeilingVerdict => {
  if (ceilingCents === null) return "ceiling-unknown";
  if (ownCents > ceilingCents) return "over";
  return ownCents + elsewhereCents > ceilingCents ? "over-across" : "within";
};

/** How many years accounts are kept after the year they are of (art. L. 123-22 code de commerce). */
export const keptYears = 10;

/** The last day on which the accounts of a calendar year must be kept: those of an erased person too, under the pseudonym they always had. */
export const keptUntil = (year: number): LocalDate =>
  // A year of four digits and a day that each year has.
  `${year + keptYears}-12-31` as LocalDate;

/** What a CPTS pays for a month is final: totals only. */
export const PayoutsValidated = Schema.Struct({
  statementId: PayoutId,
  cptsId: CptsId,
  month: Month,
  indemnitiesCents: Schema.Int,
  remunerationsCents: Schema.Int,
}).annotate({ identifier: "PayoutsValidated", title: "PayoutsValidated", description: "What a CPTS pays people for a month is final" });

/** What a CPTS pays for a month is final. */
export type PayoutsValidated = typeof PayoutsValidated.Type;
