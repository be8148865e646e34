/**
 * How somebody belongs to a CPTS on a day, by all the memberships that are known: dates of documents are partial, so some days
 * are told by none.
 *
 * @example
 * ```ts
 * import type { LocalDate } from "@cpts/domain/LocalDate";
 * import * as MemberStanding from "@cpts/domain/MemberStanding";
 *
 * MemberStanding.standingOn([], "2026-11-22" as LocalDate); // => "not-a-member"
 * ```
 */
import type { LocalDate } from "./LocalDate.ts";
import { earliest, latest, type PartialDate } from "./PartialDate.ts";

/** From when to when, `to` being the first day after; `null`: not known, or not over. */
export interface MembershipSpan {
  readonly from: PartialDate | null;
  readonly to: PartialDate | null;
}

/** `ended`: it certainly is over; `unknown`: no document tells whether it has begun, or is over. */
export type Standing = "member" | "ended" | "not-a-member" | "unknown";

const standing = ({ from, to }: MembershipSpan, day: LocalDate): Standing => {
  const over = to === null ? null : latest(to);
  if (over !== null && day >= over) return "ended";
  const first = from === null ? null : earliest(from);
  if (first !== null && day < first) return "not-a-member";
  const begun = from === null ? null : latest(from);
  const mayBeOver = to !== null && (earliest(to) ?? day) <= day;
  return mayBeOver || (begun !== null && day < begun) ? "unknown" : "member";
};

const order: ReadonlyArray<Standing> = ["member", "unknown", "ended", "not-a-member"];

/** The best of what the memberships give: one in force outweighs any that ended. */
export const standingOn = (spans: ReadonlyArray<MembershipSpan>, day: LocalDate): Standing => {
  const found = new Set(spans.map((span) => standing(span, day)));
  return order.find((one) => found.has(one)) ?? "not-a-member";
};
