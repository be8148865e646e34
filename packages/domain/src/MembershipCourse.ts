/**
 * How a membership comes, changes and goes: asked for, accepted or refused, corrected where it was written down wrong, ended for a
 * reason. What was said before stays as history.
 *
 * @example
 * ```ts
 * import * as MembershipCourse from "@cpts/domain/MembershipCourse";
 * import { Schema } from "effect";
 *
 * Schema.is(MembershipCourse.MembershipCorrection)({ why: "typing-error", validFrom: "2019-03" }); // => true
 * Schema.is(MembershipCourse.MembershipCorrection)({ why: "typing-error" }); // => false
 * ```
 */
import { Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { CptsId } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { exactlyOneWho } from "./internal/statementChecks.ts";
import { LocalDate } from "./LocalDate.ts";
import { MembershipFee } from "./MembershipFee.ts";
import { Code, openCode } from "./OpenCode.ts";
import { OrganizationId } from "./Organization.ts";
import { PartialDate } from "./PartialDate.ts";
import { ProfessionalId } from "./Professional.ts";
import { Provenance } from "./Source.ts";

/** Identity of a request for membership. Issue: `platform-id.format`. */
export const MembershipRequestId = platformId("MembershipRequestId", "Identity of a request for membership").pipe(Schema.brand("MembershipRequestId"));

/** Identity of a request for membership. */
export type MembershipRequestId = typeof MembershipRequestId.Type;

const college = freeText({ max: 200, title: "College", description: "The group of members they belong to by the statutes" });

/** Who asks to belong to which CPTS, and since when it is asked. Issue: `who.exactly-one`. */
export const MembershipRequest = Schema.Struct({
  cptsId: CptsId,
  professionalId: Schema.optionalKey(ProfessionalId),
  organizationId: Schema.optionalKey(OrganizationId),
  college: Schema.optionalKey(college),
  requestedOn: LocalDate,
})
  .annotate({ title: "MembershipRequest", description: "Who asks to belong to a CPTS" })
  .pipe(Schema.check(Schema.makeFilter(exactlyOneWho, { identifier: "MembershipRequest" })));

/** Who asks to belong to a CPTS. */
export type MembershipRequest = typeof MembershipRequest.Type;

/** Where a request stands. */
export const RequestState = Schema.Literals(["open", "accepted", "refused"]).annotate({ title: "RequestState", description: "Where a request for membership stands" });

/** Where a request stands. */
export type RequestState = typeof RequestState.Type;

/** A request is accepted on a day; the membership begins then unless it says otherwise. */
export const MembershipAcceptance = Schema.Struct({
  on: LocalDate,
  validFrom: Schema.optionalKey(PartialDate),
}).annotate({ identifier: "MembershipAcceptance", title: "MembershipAcceptance", description: "A request for membership is accepted" });

/** A request is accepted. */
export type MembershipAcceptance = typeof MembershipAcceptance.Type;

/** Why a request is refused: an open list. */
export const RefusalReason = openCode(["outside-territory", "outside-statutes", "withdrawn", "duplicate", "other"], { title: "RefusalReason", description: "Why a request for membership is refused" });

/** A request is refused, or withdrawn by who made it. */
export const MembershipRefusal = Schema.Struct({ on: LocalDate, reason: RefusalReason }).annotate({ identifier: "MembershipRefusal", title: "MembershipRefusal", description: "A request for membership is refused" });

/** A request is refused. */
export type MembershipRefusal = typeof MembershipRefusal.Type;

/** Why a membership ends: an open list. `recorded-in-error`: it never was. */
export const EndReason = openCode(["resigned", "moved-away", "retired", "deceased", "fee-unpaid", "excluded", "organization-closed", "no-longer-in-rpps", "recorded-in-error", "erased", "other"], { title: "EndReason", description: "Why a membership ends" });

/** A membership ends: `on` is the first day on which they are no member. */
export const MembershipEnd = Schema.Struct({ on: LocalDate, reason: EndReason }).annotate({ identifier: "MembershipEnd", title: "MembershipEnd", description: "A membership ends" });

/** A membership ends. */
export type MembershipEnd = typeof MembershipEnd.Type;

/** Why what was recorded changes: it was wrong, or the situation has changed. An open list. */
export const CorrectionReason = openCode(["typing-error", "wrong-source", "better-source", "situation-changed", "spreadsheet"], { title: "CorrectionReason", description: "Why what was recorded changes" });

const changes = {
  college: Schema.optionalKey(Schema.NullOr(college)),
  throughId: Schema.optionalKey(Schema.NullOr(OrganizationId)),
  role: Schema.optionalKey(Schema.NullOr(Code)),
  commune: Schema.optionalKey(Schema.NullOr(CommuneCode)),
  fee: Schema.optionalKey(Schema.NullOr(MembershipFee)),
  validFrom: Schema.optionalKey(Schema.NullOr(PartialDate)),
  validTo: Schema.optionalKey(Schema.NullOr(PartialDate)),
  provenance: Schema.optionalKey(Provenance),
};

/** What is corrected, and why; `null` takes a value away. Who belongs to what is not corrected: end it as `recorded-in-error`. Issue: `membership-correction.empty`. */
export const MembershipCorrection = Schema.Struct({ why: CorrectionReason, ...changes })
  .annotate({ title: "MembershipCorrection", description: "What is corrected of a membership" })
  .pipe(Schema.check(Schema.makeFilter((given: object) => Object.keys(given).length > 1 || "membership-correction.empty", { identifier: "MembershipCorrection" })));

/** What is corrected of a membership, and why. */
export type MembershipCorrection = typeof MembershipCorrection.Type;
