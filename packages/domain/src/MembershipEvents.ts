/**
 * What the directory tells of the course of memberships: ids, dates and codes. Fees and what people wrote stay in the directory.
 *
 * @example
 * ```ts
 * import * as MembershipEvents from "@cpts/domain/MembershipEvents";
 *
 * Object.keys(MembershipEvents.MembershipEnded.fields); // => ["membershipId", "cptsId", "on", "reason"]
 * ```
 */
import { Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { LocalDate } from "./LocalDate.ts";
import { MembershipId } from "./Membership.ts";
import { CorrectionReason, EndReason, MembershipRequestId, RefusalReason } from "./MembershipCourse.ts";
import { OrganizationId } from "./Organization.ts";
import { PartialDate } from "./PartialDate.ts";
import { ProfessionalId } from "./Professional.ts";

const who = { professionalId: Schema.NullOr(ProfessionalId), organizationId: Schema.NullOr(OrganizationId) };

/** Someone asks to belong to a CPTS. */
export const MembershipRequested = Schema.Struct({ requestId: MembershipRequestId, cptsId: CptsId, ...who, on: LocalDate }).annotate({
  identifier: "MembershipRequested",
  title: "MembershipRequested",
  description: "Someone asks to belong to a CPTS",
});

/** A request is accepted: the membership it led to is told of by an event of its own. */
export const MembershipAccepted = Schema.Struct({ requestId: MembershipRequestId, membershipId: MembershipId, cptsId: CptsId, on: LocalDate }).annotate({
  identifier: "MembershipAccepted",
  title: "MembershipAccepted",
  description: "A request for membership is accepted",
});

/** A request is refused. */
export const MembershipRefused = Schema.Struct({ requestId: MembershipRequestId, cptsId: CptsId, on: LocalDate, reason: RefusalReason }).annotate({
  identifier: "MembershipRefused",
  title: "MembershipRefused",
  description: "A request for membership is refused",
});

/** What was recorded of a membership is corrected: this is how it stands now. */
export const MembershipChanged = Schema.Struct({
  membershipId: MembershipId,
  cptsId: CptsId,
  ...who,
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.NullOr(PartialDate),
  why: CorrectionReason,
}).annotate({ identifier: "MembershipChanged", title: "MembershipChanged", description: "What was recorded of a membership is corrected" });

/** A membership ends: `on` is the first day on which they are no member; with `recorded-in-error` it never was. */
export const MembershipEnded = Schema.Struct({ membershipId: MembershipId, cptsId: CptsId, on: LocalDate, reason: EndReason }).annotate({
  identifier: "MembershipEnded",
  title: "MembershipEnded",
  description: "A membership ends",
});
