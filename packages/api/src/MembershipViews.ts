/**
 * Requests for membership, and what was written of a membership over time, as the directory shows them to a board.
 *
 * @example
 * ```ts
 * import { MembershipVersion } from "@cpts/api/MembershipViews"
 *
 * Object.keys(MembershipVersion.fields).includes("why") // => true
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { MembershipId } from "@cpts/domain/Membership";
import { MembershipRequestId, RefusalReason, RequestState } from "@cpts/domain/MembershipCourse";
import { MembershipFee } from "@cpts/domain/MembershipFee";
import { Code } from "@cpts/domain/OpenCode";
import { OrganizationId } from "@cpts/domain/Organization";
import { PartialDate } from "@cpts/domain/PartialDate";
import { ProfessionalId } from "@cpts/domain/Professional";
import { Provenance } from "@cpts/domain/Source";
import { Schema } from "effect";

/** A request, with what became of it. */
export const MembershipRequestView = Schema.Struct({
  id: MembershipRequestId,
  cptsId: CptsId,
  professionalId: Schema.NullOr(ProfessionalId),
  organizationId: Schema.NullOr(OrganizationId),
  college: Schema.NullOr(Schema.String),
  requestedOn: LocalDate,
  state: RequestState,
  decidedOn: Schema.NullOr(LocalDate),
  reason: Schema.NullOr(RefusalReason),
  membershipId: Schema.NullOr(MembershipId).annotate({ description: "The membership it led to" }),
  version: Schema.Int.annotate({ description: "Counts the changes, from 1" }),
}).annotate({ identifier: "MembershipRequestView" });
export type MembershipRequestView = typeof MembershipRequestView.Type;

/** A membership as it was written once. */
export const MembershipVersion = Schema.Struct({
  version: Schema.Int,
  why: Code.annotate({ description: "`recorded`, `ended`, or the reason of a correction" }),
  recordedOn: LocalDate,
  college: Schema.NullOr(Schema.String),
  throughId: Schema.NullOr(OrganizationId),
  role: Schema.NullOr(Code),
  commune: Schema.NullOr(Code),
  fee: Schema.NullOr(MembershipFee),
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.NullOr(PartialDate),
  endReason: Schema.NullOr(Code),
  provenance: Provenance,
}).annotate({ identifier: "MembershipVersion" });
export type MembershipVersion = typeof MembershipVersion.Type;

/** Every version, the oldest first. */
export const MembershipHistory = Schema.Struct({ items: Schema.Array(MembershipVersion) }).annotate({ identifier: "MembershipHistory" });
export type MembershipHistory = typeof MembershipHistory.Type;
