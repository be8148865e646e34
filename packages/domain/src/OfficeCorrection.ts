/**
 * What becomes of a statement about an office after it was recorded: its mandate ends, it was written down wrong, or it never was.
 * What was written before stays as history.
 *
 * @example
 * ```ts
 * import * as OfficeCorrection from "@cpts/domain/OfficeCorrection";
 * import { Schema } from "effect";
 *
 * Schema.is(OfficeCorrection.OfficeCorrection)({ why: "mandate-ended", validTo: "2026-06" }); // => true
 * Schema.is(OfficeCorrection.OfficeCorrection)({ why: "recorded-in-error" }); // => true
 * Schema.is(OfficeCorrection.OfficeCorrection)({ why: "typing-error" }); // => false
 * ```
 */
import { Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { OfficeCode, StatementId } from "./Governance.ts";
import { MissionCodes } from "./Mission.ts";
import { codeOf, openCode } from "./OpenCode.ts";
import { PartialDate } from "./PartialDate.ts";
import { ProfessionalId } from "./Professional.ts";

/** Why a statement changes: an open list. `recorded-in-error`: no document says so. */
export const OfficeCorrectionReason = openCode(["mandate-ended", "resigned", "typing-error", "better-source", "recorded-in-error"], { title: "OfficeCorrectionReason", description: "Why a statement about an office changes" });

/** Why a statement changes. */
export type OfficeCorrectionReason = typeof OfficeCorrectionReason.Type;

/** Whether the statement is taken back altogether. */
export const isWithdrawal = (why: OfficeCorrectionReason): boolean => codeOf(why) === "recorded-in-error";

const saysSomething = (correction: { readonly why: OfficeCorrectionReason }) => Object.keys(correction).length > 1 || isWithdrawal(correction.why) || "office-correction.empty";

/** What is corrected of a statement, and why; `null` takes a value away. Issue: `office-correction.empty`. */
export const OfficeCorrection = Schema.Struct({
  why: OfficeCorrectionReason,
  missions: Schema.optionalKey(MissionCodes),
  label: Schema.optionalKey(Schema.NullOr(freeText({ max: 200, title: "Label", description: "The office in the words of the document" }))),
  validFrom: Schema.optionalKey(Schema.NullOr(PartialDate)),
  validTo: Schema.optionalKey(Schema.NullOr(PartialDate)),
})
  .annotate({ title: "OfficeCorrection", description: "What is corrected of a statement about an office" })
  .pipe(Schema.check(Schema.makeFilter(saysSomething, { identifier: "OfficeCorrection" })));

/** What is corrected of a statement. */
export type OfficeCorrection = typeof OfficeCorrection.Type;

/** A statement about an office is corrected: this is how it stands now. Withdrawn, it never was. */
export const OfficeChanged = Schema.Struct({
  statementId: StatementId,
  cptsId: CptsId,
  office: OfficeCode,
  missions: Schema.optionalKey(MissionCodes),
  holderIds: Schema.Array(ProfessionalId),
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.NullOr(PartialDate),
  withdrawn: Schema.Boolean,
  why: OfficeCorrectionReason,
}).annotate({ identifier: "OfficeChanged", title: "OfficeChanged", description: "A statement about an office is corrected" });

/** A statement about an office is corrected. */
export type OfficeChanged = typeof OfficeChanged.Type;
