/**
 * What becomes of a body or a working group after it was declared: it is renamed, gets another purpose, is closed or opened again, or it
 * never was. What was written before stays as history.
 *
 * @example
 * ```ts
 * import * as BodyChange from "@cpts/domain/BodyChange";
 * import { Schema } from "effect";
 *
 * Schema.is(BodyChange.BodyChange)({ why: "closed", validTo: "2026-09-01" }); // => true
 * Schema.is(BodyChange.BodyChange)({ why: "renamed" }); // => false
 * BodyChange.isBodyWithdrawal("closed"); // => false
 * ```
 */
import { Schema } from "effect";
import { BodyRules } from "./BodyComposition.ts";
import { CptsId } from "./Cpts.ts";
import { DeclaredCount } from "./DeclaredCount.ts";
import { freeText } from "./FreeText.ts";
import { BodyId, BodyKind } from "./GovernanceBody.ts";
import type { LocalDate } from "./LocalDate.ts";
import { MissionCodes } from "./Mission.ts";
import { codeOf, openCode } from "./OpenCode.ts";
import { earliest, latest, PartialDate } from "./PartialDate.ts";

/** Its name; a working group needs one. */
export const BodyName = freeText({ max: 200, title: "Name", description: "Its name; a working group needs one" });

/** What it is for. */
export const BodyPurpose = freeText({ max: 1000, title: "Purpose", description: "What it is for, in the words of the CPTS" });

/** Who sits there, in prose. */
export const BodyComposition = freeText({ max: 1000, title: "Composition", description: "Who sits there, in the words of the document" });

/** Why a body changes: an open list. `recorded-in-error`: there never was such a body. */
export const BodyChangeReason = openCode(["renamed", "purpose-changed", "closed", "reopened", "statutes-changed", "typing-error", "better-source", "recorded-in-error"], { title: "BodyChangeReason", description: "Why a body or a working group changes" });

/** Why a body changes. */
export type BodyChangeReason = typeof BodyChangeReason.Type;

/** Whether the body is taken back altogether. */
export const isBodyWithdrawal = (why: BodyChangeReason): boolean => codeOf(why) === "recorded-in-error";

const saysSomething = (change: { readonly why: BodyChangeReason }) => Object.keys(change).length > 1 || isBodyWithdrawal(change.why) || "body-change.empty";

/**
 * What changes of a body, and why; `null` takes a value away, so `validTo: null` opens it again. Whoever leads it or takes part has a seat:
 * closing ends the seats, opening again brings none back. Issue: `body-change.empty`.
 */
export const BodyChange = Schema.Struct({
  why: BodyChangeReason,
  name: Schema.optionalKey(Schema.NullOr(BodyName)),
  purpose: Schema.optionalKey(Schema.NullOr(BodyPurpose)),
  missions: Schema.optionalKey(MissionCodes),
  composition: Schema.optionalKey(Schema.NullOr(BodyComposition)),
  declaredSize: Schema.optionalKey(Schema.NullOr(DeclaredCount)),
  declaredProfessionCount: Schema.optionalKey(Schema.NullOr(DeclaredCount)),
  rules: Schema.optionalKey(Schema.NullOr(BodyRules)),
  validFrom: Schema.optionalKey(Schema.NullOr(PartialDate)),
  validTo: Schema.optionalKey(Schema.NullOr(PartialDate).annotate({ description: "The day on which it is no more; null opens it again" })),
})
  .annotate({ title: "BodyChange", description: "What changes of a body or a working group" })
  .pipe(Schema.check(Schema.makeFilter(saysSomething, { identifier: "BodyChange" })));

/** What changes of a body, and why. */
export type BodyChange = typeof BodyChange.Type;

/** Since when a body is there, and from which day on it is no more; `null` where no document says so. */
export interface BodyPeriod {
  readonly validFrom: PartialDate | null;
  readonly validTo: PartialDate | null;
}

/** Whether a body is certainly no more on a day. */
export const isClosedOn = ({ validTo }: BodyPeriod, day: LocalDate): boolean => {
  const last = validTo === null ? null : latest(validTo);
  return last !== null && day >= last;
};

/** Whether a body is or may be there on a day. */
export const mayStandOn = (body: BodyPeriod, day: LocalDate): boolean => {
  const first = body.validFrom === null ? null : earliest(body.validFrom);
  return (first === null || first <= day) && !isClosedOn(body, day);
};

/** A body is changed: this is how it stands now. Its words stay in the directory. Withdrawn, it never was. */
export const BodyChanged = Schema.Struct({
  bodyId: BodyId,
  cptsId: CptsId,
  kind: BodyKind,
  missions: MissionCodes,
  declaredSize: Schema.NullOr(DeclaredCount),
  declaredProfessionCount: Schema.NullOr(DeclaredCount),
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.NullOr(PartialDate),
  withdrawn: Schema.Boolean,
  why: BodyChangeReason,
}).annotate({ identifier: "BodyChanged", title: "BodyChanged", description: "A body or a working group is changed" });

/** A body is changed. */
export type BodyChanged = typeof BodyChanged.Type;
