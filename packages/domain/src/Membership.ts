/**
 * Who belongs to a CPTS: a person or an organization, since when and until when as far as is known.
 *
 * @example
 * ```ts
 * import * as Membership from "@cpts/domain/Membership";
 * import { Schema } from "effect";
 *
 * const cptsId = "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f";
 * Schema.is(Membership.MembershipStatement)({ cptsId }); // => false
 * Schema.is(Membership.MembershipStatement)({ cptsId, professionalId: cptsId, validFrom: "2017" }); // => true
 * ```
 */
import { Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { CptsId, ExternalIds } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { exactlyOneWho, periodInOrder } from "./internal/statementChecks.ts";
import { MembershipFee } from "./MembershipFee.ts";
import { Code } from "./OpenCode.ts";
import { OrganizationId } from "./Organization.ts";
import { PartialDate } from "./PartialDate.ts";
import { ProfessionalId } from "./Professional.ts";
import { Provenance } from "./Source.ts";

/** Identity of a membership. Issue: `platform-id.format`. */
export const MembershipId = platformId("MembershipId", "Identity of a membership on the platform").pipe(Schema.brand("MembershipId"));

/** Identity of a membership. */
export type MembershipId = typeof MembershipId.Type;

const onlyPeopleThrough = (statement: { readonly organizationId?: unknown; readonly throughId?: unknown }) =>
  statement.organizationId === undefined || statement.throughId === undefined ? true : { path: ["throughId"], issue: "membership.through-of-organization" };

/** Who (one person or one organization) belongs to which CPTS. Issues: `who.exactly-one`, `membership.through-of-organization`, `period.empty`. */
export const MembershipStatement = Schema.Struct({
  cptsId: CptsId,
  professionalId: Schema.optionalKey(ProfessionalId),
  organizationId: Schema.optionalKey(OrganizationId),
  college: Schema.optionalKey(freeText({ max: 200, title: "College", description: "The group of members they belong to by the statutes" })),
  /** The organization through which a person belongs. */
  throughId: Schema.optionalKey(OrganizationId),
  /** The capacity of those outside the RPPS, such as PSYCHOLOGUE (member-role). */
  role: Schema.optionalKey(Code),
  /** Where they practise, as the CPTS knows it. */
  commune: Schema.optionalKey(CommuneCode),
  fee: Schema.optionalKey(MembershipFee),
  validFrom: Schema.optionalKey(PartialDate),
  validTo: Schema.optionalKey(PartialDate),
  provenance: Schema.optionalKey(Provenance),
  externalIds: Schema.optionalKey(ExternalIds),
})
  .annotate({ title: "MembershipStatement", description: "Who belongs to a CPTS" })
  .pipe(Schema.check(Schema.makeFilter(exactlyOneWho), Schema.makeFilter(onlyPeopleThrough), Schema.makeFilter(periodInOrder, { identifier: "MembershipStatement" })));

/** Who belongs to a CPTS. */
export type MembershipStatement = typeof MembershipStatement.Type;
