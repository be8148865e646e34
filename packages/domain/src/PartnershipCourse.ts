/**
 * Where a partnership stands on a day, and what keeps it from beginning or ending: dates of documents may be partial, and what the
 * code civil says of agreements of a fixed term and of none holds for theirs.
 *
 * @example
 * ```ts
 * import * as PartnershipCourse from "@cpts/domain/PartnershipCourse";
 * import { LocalDate } from "@cpts/domain/LocalDate";
 * import { Schema } from "effect";
 *
 * const day = Schema.decodeUnknownSync(LocalDate);
 * const agreement = { endsOn: day("2027-12-31") };
 * PartnershipCourse.endFaults({ state: "active", validFrom: null, agreement }, { on: day("2027-03-01"), reason: "notice" }, day("2026-11-23")).map(({ _tag }) => _tag); // => ["EndBeforeTerm"]
 * PartnershipCourse.endFaults({ state: "active", validFrom: null, agreement }, { on: day("2027-03-01"), reason: "mutual-agreement" }, day("2026-11-23")); // => []
 * ```
 */
import { Schema } from "effect";
import { monthsLater } from "./internal/monthsLater.ts";
import { addDays, LocalDate } from "./LocalDate.ts";
import { codeOf } from "./OpenCode.ts";
import { isBefore, PartialDate } from "./PartialDate.ts";
import { PartnershipState, type PartnershipAgreement, type PartnershipEnd } from "./Partnership.ts";

/** The texts that the rules below come from, as their readers cite them; to be checked there by whoever relies on them. */
export const partnershipRules = {
  /** An agreement of no fixed term is left with the notice it sets, or a reasonable one. */
  notice: { source: "code civil, art. 1211", status: "provisional" },
  /** An agreement of a fixed term is carried out to its term. */
  term: { source: "code civil, art. 1212", status: "provisional" },
  /** After its term, an agreement that goes on is renewed tacitly. */
  tacitRenewal: { source: "code civil, art. 1215", status: "provisional" },
} as const;

/** The first and last day that the beginning and the end of a partnership can be; `plannedFrom` and the others are null where nobody knows. */
export interface PartnershipBounds {
  readonly withdrawn: boolean;
  /** Since when it certainly is planned, and may be. */
  readonly plannedEarliest: LocalDate | null;
  readonly plannedLatest: LocalDate;
  /** Null where it never began. Without an end (`toEarliest` and `toLatest` null) it goes on; of one nobody can place the end, `toLatest` alone is null. */
  readonly active: { readonly fromEarliest: LocalDate | null; readonly fromLatest: LocalDate; readonly toEarliest: LocalDate | null; readonly toLatest: LocalDate | null } | null;
  /** Of one that was given up before it began: the first day on which it is planned no more. */
  readonly givenUpOn: LocalDate | null;
}

/** Where a partnership stands, and whether that is certain. */
export interface PartnershipStanding {
  readonly state: PartnershipState;
  readonly certainty: "yes" | "unknown";
}

/** Where a partnership stands on a day; null before anybody planned it. What may already be so counts as so, and is told as unknown. */
export const partnershipOn = ({ active, givenUpOn, plannedEarliest, plannedLatest, withdrawn }: PartnershipBounds, day: LocalDate): PartnershipStanding | null => {
  if (withdrawn) return null;
  if (givenUpOn !== null && day >= givenUpOn) return { state: "ended", certainty: "yes" };
  if (active !== null && active.toLatest !== null && day >= active.toLatest) return { state: "ended", certainty: "yes" };
  if (active !== null && (active.fromEarliest === null || day >= active.fromEarliest)) {
    const mayBeOver = active.toEarliest !== null && day >= active.toEarliest;
    return { state: "active", certainty: day >= active.fromLatest && !mayBeOver ? "yes" : "unknown" };
  }
  if (plannedEarliest !== null && day < plannedEarliest) return null;
  return { state: "planned", certainty: day >= plannedLatest ? "yes" : "unknown" };
};

/** The first day on which an agreement is none, where it ends by itself. */
export const lapseOf = (agreement: Pick<PartnershipAgreement, "endsOn" | "tacitRenewal"> | null): LocalDate | null =>
  agreement?.endsOn === undefined || agreement.tacitRenewal === true || agreement.endsOn === "9999-12-31" ? null : addDays(agreement.endsOn, 1);

/** The step does not exist from where the partnership stands. */
export class PartnershipStepNotAllowed extends Schema.TaggedError<PartnershipStepNotAllowed>()("PartnershipStepNotAllowed", { from: PartnershipState, step: Schema.Literals(["start", "end"]) }) {}

/** The partnership would begin before it was planned, or end before it began. */
export class PartnershipOutOfOrder extends Schema.TaggedError<PartnershipOutOfOrder>()("PartnershipOutOfOrder", { after: PartialDate, afterWhat: Schema.Literals(["planned", "start", "notice"]) }) {}

/** One party alone would leave an agreement of a fixed term before its last day. */
export class EndBeforeTerm extends Schema.TaggedError<EndBeforeTerm>()("EndBeforeTerm", { endsOn: LocalDate, source: Schema.String }) {}

/** The agreement asks for more notice than was given, or nobody told when it was. */
export class NoticeNotKept extends Schema.TaggedError<NoticeNotKept>()("NoticeNotKept", { months: Schema.Int, earliest: Schema.NullOr(LocalDate), source: Schema.String }) {}

/** What was planned is given up when it is: nobody knows today what will be given up later. */
export class GivenUpAhead extends Schema.TaggedError<GivenUpAhead>()("GivenUpAhead", { latest: LocalDate }) {}

/** What keeps a partnership from a step. */
export type PartnershipFault = PartnershipStepNotAllowed | PartnershipOutOfOrder | GivenUpAhead | EndBeforeTerm | NoticeNotKept;

/** A partnership as the steps see it. */
export interface Partnering {
  readonly state: PartnershipState;
  readonly plannedOn?: PartialDate | null;
  readonly validFrom: PartialDate | null;
  readonly agreement: PartnershipAgreement | null;
}

/** What keeps a partnership from beginning on a day. */
export const startFaults = ({ plannedOn = null, state }: Partnering, on: PartialDate): ReadonlyArray<PartnershipFault> => {
  if (state !== "planned") return [new PartnershipStepNotAllowed({ from: state, step: "start" })];
  return plannedOn !== null && isBefore(on, plannedOn) === "yes" ? [new PartnershipOutOfOrder({ after: plannedOn, afterWhat: "planned" })] : [];
};

const noticeFaults = (agreement: PartnershipAgreement | null, { noticeOn, on }: PartnershipEnd): ReadonlyArray<PartnershipFault> => {
  const asked = agreement?.noticeMonths ?? 0;
  if (asked === 0) return [];
  const earliest = noticeOn === undefined ? null : monthsLater(noticeOn, asked);
  return earliest !== null && on >= earliest ? [] : [new NoticeNotKept({ months: asked, earliest, source: partnershipRules.notice.source })];
};

/** What keeps a partnership from ending on a day for a reason, as it is told `today`. A breach or both parties' will need neither term nor notice (art. 1193 and 1224 of the code civil). */
export const endFaults = (partnership: Partnering, end: PartnershipEnd, today: LocalDate): ReadonlyArray<PartnershipFault> => {
  const { agreement, state, validFrom } = partnership;
  const reason = codeOf(end.reason);
  if (state === "ended" || (state === "planned") !== (reason === "given-up")) return [new PartnershipStepNotAllowed({ from: state, step: "end" })];
  const tomorrow = addDays(today, 1);
  if (state === "planned" && end.on > tomorrow) return [new GivenUpAhead({ latest: tomorrow })];
  // A whole date is a partial one.
  const on = end.on as string as PartialDate;
  if (validFrom !== null && isBefore(validFrom, on) === "no") return [new PartnershipOutOfOrder({ after: validFrom, afterWhat: "start" })];
  if (end.noticeOn !== undefined && end.on < end.noticeOn) return [new PartnershipOutOfOrder({ after: end.noticeOn as string as PartialDate, afterWhat: "notice" })];
  if (reason !== "notice") return [];
  if (agreement?.endsOn !== undefined && end.on <= agreement.endsOn) return [new EndBeforeTerm({ endsOn: agreement.endsOn, source: partnershipRules.term.source })];
  return noticeFaults(agreement, end);
};
