/**
 * What a member pays, or has paid, for a year.
 *
 * @example
 * ```ts
 * import { MembershipFee } from "@cpts/domain/MembershipFee";
 * import { Schema } from "effect";
 *
 * Schema.is(MembershipFee)({ year: 2026, amountCents: 2_000, paidOn: "2026-02-03" }); // => true
 * Schema.is(MembershipFee)({ year: 2026, amountCents: 20.5 }); // => false
 * ```
 */
import { Schema } from "effect";
import { PartialDate } from "./PartialDate.ts";

/** The fee of one year, in cents of euro; without `paidOn` it is not known to be paid. */
export const MembershipFee = Schema.Struct({
  year: Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 2000, maximum: 2100 }))),
  amountCents: Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 10_000_000 }))).annotate({ description: "Cents of euro" }),
  paidOn: Schema.optionalKey(PartialDate),
}).annotate({ identifier: "MembershipFee", title: "MembershipFee", description: "What a member pays for a year" });

/** The fee of one year. */
export type MembershipFee = typeof MembershipFee.Type;
