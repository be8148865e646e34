/**
 * People and organizations as the directory shows them, each only to those who may see it.
 *
 * @example
 * ```ts
 * import { ProfessionalView } from "@cpts/api/DirectoryViews"
 *
 * Object.keys(ProfessionalView.fields).includes("warnings") // => true
 * ```
 *
 * @since 0.1.0
 */
import { Visibility } from "@cpts/domain/AccessPolicy";
import { CommuneCode } from "@cpts/domain/Cog";
import { Competence } from "@cpts/domain/Competence";
import { CptsId, CptsIdentifiers, ExternalIds } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { LocalTime } from "@cpts/domain/LocalTime";
import { LuhnWarning } from "@cpts/domain/LuhnWarning";
import { MeetingId } from "@cpts/domain/Meeting";
import { MembershipId } from "@cpts/domain/Membership";
import { MembershipFee } from "@cpts/domain/MembershipFee";
import { Code } from "@cpts/domain/OpenCode";
import { OrganizationId, OrganizationKind } from "@cpts/domain/Organization";
import { PartialDate } from "@cpts/domain/PartialDate";
import { PracticeMode, ProfessionalId, ProfessionalRegistration } from "@cpts/domain/Professional";
import { RelationshipId, RelationshipKind, RepresentativeCapacity } from "@cpts/domain/Relationship";
import { Rpps } from "@cpts/domain/Rpps";
import { Provenance } from "@cpts/domain/Source";
import { WebAddress } from "@cpts/domain/WebAddress";
import { Schema } from "effect";
import { Explanation } from "./Explanation.ts";
import { page } from "./Page.ts";
import { StructureView } from "./Structures.ts";

const version = Schema.Int.annotate({ description: "Counts the changes, from 1" });

const orNull = Schema.NullOr(Schema.String);

/** One activity of someone, as the national register (RPPS) says it; null is what it does not say. */
export const RegisterActivity = Schema.Struct({
  profession: orNull,
  skill: orNull,
  practiceMode: orNull,
  sector: orNull.annotate({ description: "Sector of activity (TRE_R02), such as SA07" }),
  role: orNull,
  structure: Schema.Struct({ id: orNull.annotate({ description: "Technical id of the structure in the register" }), finess: orNull, siret: orNull, name: orNull }),
  postalCode: orNull,
  commune: orNull.annotate({ description: "As the register writes it: possibly a code of the past" }),
  place: orNull,
}).annotate({ identifier: "RegisterActivity" });
export type RegisterActivity = typeof RegisterActivity.Type;

const qualified = Schema.NullOr(Schema.Struct({ code: Schema.String, label: orNull }));

/** A diploma, or an authorisation to practise, as the national register (RPPS) says it. */
export const RegisterQualification = Schema.Struct({ type: qualified, of: qualified.annotate({ description: "Which diploma, or the discipline that somebody is authorised in" }) }).annotate({ identifier: "RegisterQualification" });
export type RegisterQualification = typeof RegisterQualification.Type;

/** The diplomas and authorisations of someone, as the last file of them told. */
export const RegisterQualifications = Schema.Struct({ diplomas: Schema.Array(RegisterQualification), authorizations: Schema.Array(RegisterQualification) }).annotate({ identifier: "RegisterQualifications" });
export type RegisterQualifications = typeof RegisterQualifications.Type;

/** What the national register (RPPS) says of someone: public data, as the last import told it. */
export const RegisterEntry = Schema.Struct({
  professions: Schema.Array(Schema.String),
  skills: Schema.Array(Schema.String),
  practiceModes: Schema.Array(Schema.String),
  generalPractitioner: Schema.Literals(["yes", "no", "no-speciality"]).annotate({
    description: "A doctor with SM26, SM53 or SM54, counted once over all sites; `no-speciality`: a doctor of whom the register says none",
  }),
  activities: Schema.Array(RegisterActivity),
  // Of one person; lists leave them out.
  qualifications: Schema.optionalKey(RegisterQualifications),
  changedAt: Schema.String.annotate({ description: "Instant (RFC 3339) since when the register says this, by the imports here" }),
}).annotate({ identifier: "RegisterEntry" });
export type RegisterEntry = typeof RegisterEntry.Type;

/** Someone, as those see them who may. */
export const ProfessionalView = Schema.Struct({
  id: ProfessionalId,
  familyName: ProfessionalRegistration.fields.familyName,
  givenName: ProfessionalRegistration.fields.givenName,
  title: Schema.NullOr(Schema.String),
  rpps: Schema.NullOr(Rpps),
  profession: Schema.NullOr(Code).annotate({ description: "Code of the profession (TRE_G15); null when it is not known or there is none" }),
  skills: Schema.Array(Code),
  practiceMode: Schema.NullOr(PracticeMode),
  visibility: Visibility,
  cptsId: Schema.NullOr(CptsId).annotate({ description: "The CPTS that registered them" }),
  provenance: Provenance,
  externalIds: ExternalIds,
  warnings: Schema.Array(LuhnWarning).annotate({ description: "What is odd in the numbers and was accepted all the same" }),
  version,
  register: Schema.optionalKey(RegisterEntry).annotate({ description: "Absent of those who are not in the national register" }),
  goneFromRegister: Schema.optionalKey(Schema.Literal(true)).annotate({ description: "They were in the national register and are no longer in it" }),
}).annotate({ identifier: "Professional" });
export type ProfessionalView = typeof ProfessionalView.Type;

/** Whether something was so on the day asked; unknown where its first or last day is only partly known, or where a document says so without a date. */
export const InForce = Schema.Literals(["yes", "no", "unknown"]);

const dated = {
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.NullOr(PartialDate).annotate({ description: "The day after the last" }),
  certainty: InForce,
};

const name = Schema.NullOr(Schema.String).annotate({ description: "Null where the reader may not see the person" });

/** An organization. */
export const OrganizationView = Schema.Struct({
  id: OrganizationId,
  name: Schema.String,
  shortName: Schema.NullOr(Schema.String),
  kind: OrganizationKind,
  identifiers: CptsIdentifiers,
  competence: Schema.NullOr(Competence),
  website: Schema.NullOr(WebAddress),
  closedOn: Schema.NullOr(PartialDate).annotate({ description: "The first day on which it is no more" }),
  mergedInto: Schema.NullOr(OrganizationId).annotate({ description: "The organization that it turned out to be" }),
  provenance: Provenance,
  externalIds: ExternalIds,
  version,
}).annotate({ identifier: "Organization" });
export type OrganizationView = typeof OrganizationView.Type;

/** Someone who represents or works for an organization. */
export const OrganizationPerson = Schema.Struct({
  relationshipId: RelationshipId,
  professionalId: ProfessionalId,
  name,
  capacity: Schema.NullOr(RepresentativeCapacity),
  function: Schema.NullOr(Schema.String),
  object: Schema.NullOr(Schema.String),
  ...dated,
}).annotate({ identifier: "OrganizationPerson" });
export type OrganizationPerson = typeof OrganizationPerson.Type;

/** The organization that mandates another. */
export const OrganizationMandate = Schema.Struct({
  relationshipId: RelationshipId,
  organizationId: OrganizationId,
  name: Schema.String,
  object: Schema.NullOr(Schema.String),
  ...dated,
}).annotate({ identifier: "OrganizationMandate" });
export type OrganizationMandate = typeof OrganizationMandate.Type;

/** An organization with the people and organizations around it on a date. */
export const OrganizationWithPeople = Schema.Struct({
  ...OrganizationView.fields,
  asOf: LocalDate,
  representatives: Schema.Array(OrganizationPerson),
  mandatedBy: Schema.Array(OrganizationMandate),
  employs: Schema.Array(OrganizationPerson),
  // What FINESS says of it; absent where it has no FINESS number, or none that an import has told.
  structure: Schema.optionalKey(StructureView),
}).annotate({ identifier: "OrganizationWithPeople" });
export type OrganizationWithPeople = typeof OrganizationWithPeople.Type;

const who = {
  professionalId: Schema.NullOr(ProfessionalId),
  organizationId: Schema.NullOr(OrganizationId),
  name,
};

/** Who stands for whom. The words of a source about someone whom the reader may not see are left out. */
export const RelationshipView = Schema.Struct({
  id: RelationshipId,
  kind: RelationshipKind,
  ...who,
  of: OrganizationId,
  ofName: Schema.String,
  capacity: Schema.NullOr(RepresentativeCapacity),
  function: Schema.NullOr(Schema.String),
  object: Schema.NullOr(Schema.String),
  cptsId: Schema.NullOr(CptsId),
  ...dated,
  provenance: Provenance,
  externalIds: ExternalIds,
  version,
  withdrawn: Schema.optionalKey(Schema.Literal(true)).annotate({ description: "It was recorded in error: no list shows it" }),
}).annotate({ identifier: "Relationship" });
export type RelationshipView = typeof RelationshipView.Type;

/** Who belongs to a CPTS. */
export const MembershipView = Schema.Struct({
  id: MembershipId,
  cptsId: CptsId,
  ...who,
  profession: Schema.NullOr(Code),
  college: Schema.NullOr(Schema.String),
  throughId: Schema.NullOr(OrganizationId).annotate({ description: "The organization through which a person belongs" }),
  role: Schema.NullOr(Code).annotate({ description: "The capacity of those outside the RPPS (member-role)" }),
  commune: Schema.NullOr(CommuneCode).annotate({ description: "Where they practise, as the CPTS knows it; null where the reader may not see the person" }),
  fee: Schema.NullOr(MembershipFee).annotate({ description: "For the board; null for other readers" }),
  endReason: Schema.NullOr(Code).annotate({ description: "Why it ended, for the board; null for other readers, and while it lasts" }),
  ...dated,
  provenance: Provenance,
  externalIds: ExternalIds,
  version,
}).annotate({ identifier: "Membership" });
export type MembershipView = typeof MembershipView.Type;

/** Known members of one profession; those of whom no profession is known, and organizations, are counted under null. */
export const MemberCount = Schema.Struct({
  profession: Schema.NullOr(Code),
  label: Schema.NullOr(Schema.String).annotate({ description: "Official French label of the profession (TRE_G15)" }),
  people: Schema.NullOr(Schema.Int).annotate({ description: "Null where the reader may not see the members of the CPTS who are people" }),
  organizations: Schema.Int,
}).annotate({ identifier: "MemberCount" });
export type MemberCount = typeof MemberCount.Type;

/** Members, a page at a time; the counts are of all of them. */
export const MembershipPage = Schema.Struct({
  ...page(MembershipView).fields,
  counts: Schema.Array(MemberCount),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "MembershipPage" });
export type MembershipPage = typeof MembershipPage.Type;

/** A meeting, by what is known of it. */
export const MeetingView = Schema.Struct({
  id: MeetingId,
  title: Schema.String,
  subject: Schema.NullOr(Schema.String),
  heldOn: Schema.NullOr(PartialDate),
  time: Schema.NullOr(LocalTime),
  place: Schema.NullOr(Schema.String),
  commune: Schema.NullOr(CommuneCode),
  territory: Schema.Struct({ communes: Schema.Array(CommuneCode), prose: Schema.NullOr(Schema.String) }),
  cptsId: Schema.NullOr(CptsId),
  organizerId: Schema.NullOr(OrganizationId),
  provenance: Provenance,
  externalIds: ExternalIds,
  version,
}).annotate({ identifier: "Meeting" });
export type MeetingView = typeof MeetingView.Type;

/** To which CPTS someone belongs on a day, by their RPPS number; those who belong to none have an empty list. */
export const Resolution = Schema.Struct({
  rpps: Rpps,
  professionalId: ProfessionalId,
  memberships: Schema.Array(Schema.Struct({ membershipId: MembershipId, cptsId: CptsId, certainty: InForce })),
}).annotate({ identifier: "Resolution" });
export type Resolution = typeof Resolution.Type;

/** The answer to many numbers at once. */
export const Resolutions = Schema.Struct({
  on: LocalDate,
  resolved: Schema.Array(Resolution),
  unknown: Schema.Array(Rpps).annotate({ description: "Numbers of nobody whom the reader may see here, nor of the national register" }),
}).annotate({ identifier: "Resolutions" });
export type Resolutions = typeof Resolutions.Type;
