/**
 * What the directory tells. People are ids: their names and numbers stay in the directory, which can erase them; names of
 * organizations are public facts.
 *
 * @example
 * ```ts
 * import * as DirectoryEvents from "@cpts/domain/DirectoryEvents";
 *
 * Object.keys(DirectoryEvents.ProfessionalRegistered.fields); // => ["professionalId", "profession"]
 * ```
 */
import { Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { CptsId } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { LocalTime } from "./LocalTime.ts";
import { MeetingId } from "./Meeting.ts";
import { MembershipId } from "./Membership.ts";
import { Code } from "./OpenCode.ts";
import { OrganizationId, OrganizationKind } from "./Organization.ts";
import { PartialDate } from "./PartialDate.ts";
import { ProfessionalId } from "./Professional.ts";
import { EventProvenance } from "./RegistryEvents.ts";
import { RelationshipId, RelationshipKind } from "./Relationship.ts";

/** Someone is known to the directory. */
export const ProfessionalRegistered = Schema.Struct({
  professionalId: ProfessionalId,
  profession: Schema.NullOr(Code).annotate({ description: "Code of the profession (TRE_G15); null when it is not known or there is none" }),
}).annotate({ identifier: "ProfessionalRegistered", title: "ProfessionalRegistered", description: "Someone is known to the directory" });

/** Someone is known to the directory. */
export type ProfessionalRegistered = typeof ProfessionalRegistered.Type;

/** Someone was erased: whoever keeps anything about this person, beside what the law demands under the pseudonym, deletes it. */
export const PersonErased = Schema.Struct({ personId: ProfessionalId }).annotate({ identifier: "PersonErased", title: "PersonErased", description: "Someone was erased: their data is to be deleted wherever it is" });

/** Someone was erased. */
export type PersonErased = typeof PersonErased.Type;

/** An organization is known to the directory. */
export const OrganizationRegistered = Schema.Struct({
  organizationId: OrganizationId,
  name: freeText({ max: 200, title: "Name", description: "Name of the organization" }),
  kind: OrganizationKind,
  provenance: EventProvenance,
}).annotate({ identifier: "OrganizationRegistered", title: "OrganizationRegistered", description: "An organization is known to the directory" });

/** An organization is known to the directory. */
export type OrganizationRegistered = typeof OrganizationRegistered.Type;

/** A person or an organization: the other is null. */
const who = { professionalId: Schema.NullOr(ProfessionalId), organizationId: Schema.NullOr(OrganizationId) };
const period = { validFrom: Schema.NullOr(PartialDate), validTo: Schema.NullOr(PartialDate) };

/** Someone represents, is employed or mandated by an organization. What people wrote of it stays in the directory. */
export const RelationshipRecorded = Schema.Struct({
  relationshipId: RelationshipId,
  kind: RelationshipKind,
  ...who,
  of: OrganizationId,
  cptsId: Schema.NullOr(CptsId),
  ...period,
}).annotate({ identifier: "RelationshipRecorded", title: "RelationshipRecorded", description: "Someone represents, is employed or mandated by an organization" });

/** Someone represents, is employed or mandated by an organization. */
export type RelationshipRecorded = typeof RelationshipRecorded.Type;

/** Someone belongs to a CPTS. */
export const MembershipRecorded = Schema.Struct({ membershipId: MembershipId, cptsId: CptsId, ...who, ...period }).annotate({
  identifier: "MembershipRecorded",
  title: "MembershipRecorded",
  description: "Someone belongs to a CPTS",
});

/** Someone belongs to a CPTS. */
export type MembershipRecorded = typeof MembershipRecorded.Type;

/** A meeting is known, past or to come. */
export const MeetingRecorded = Schema.Struct({
  meetingId: MeetingId,
  cptsId: Schema.NullOr(CptsId),
  organizerId: Schema.NullOr(OrganizationId),
  heldOn: Schema.NullOr(PartialDate),
  time: Schema.NullOr(LocalTime),
  commune: Schema.NullOr(CommuneCode),
  communes: Schema.Array(CommuneCode).annotate({ description: "The territory it is about" }),
}).annotate({ identifier: "MeetingRecorded", title: "MeetingRecorded", description: "A meeting is known" });

/** A meeting is known, past or to come. */
export type MeetingRecorded = typeof MeetingRecorded.Type;
