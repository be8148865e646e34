/**
 * Who there is, who belongs and who represents whom: the endpoints of the directory about people and organizations.
 *
 * @example
 * ```ts
 * import { peopleEndpoints } from "@cpts/api/PeopleEndpoints"
 *
 * peopleEndpoints.registerProfessional.path // => "/v1/professionals"
 * ```
 *
 * @since 0.1.0
 */
import { CommuneCode, DepartementCode, RegionCode } from "@cpts/domain/Cog";
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { MeetingStatement } from "@cpts/domain/Meeting";
import { MembershipStatement } from "@cpts/domain/Membership";
import { Code } from "@cpts/domain/OpenCode";
import { OrganizationId, OrganizationRegistration } from "@cpts/domain/Organization";
import { ProfessionalId, ProfessionalRegistration } from "@cpts/domain/Professional";
import { RelationshipStatement } from "@cpts/domain/Relationship";
import { Rpps } from "@cpts/domain/Rpps";
import { Schema } from "effect";
import { MeetingView, MembershipPage, MembershipView, OrganizationView, OrganizationWithPeople, ProfessionalView, RelationshipView, Resolutions } from "./DirectoryViews.ts";
import { endpoint } from "./Endpoint.ts";
import { explained } from "./Explanation.ts";
import { page, pageQuery, queryText } from "./Page.ts";

const asOf = { asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date the answer is about; today in Paris by default" })) };
const exampleOrganization = "0198c0de-0000-7000-8000-000000000021";
const identifier = (official: string) =>
  Schema.optionalKey(queryText(301).annotate({ description: `${official}an external id as \`system|value\`` }));
const words = Schema.optionalKey(queryText(100).annotate({ description: "Words of the name; accents, case and hyphens do not matter" }));

/** What people and organizations can be asked, by name. */
export const peopleEndpoints = {
  registerProfessional: endpoint({
    id: "professional.register",
    method: "POST",
    path: "/v1/professionals",
    body: ProfessionalRegistration,
    response: ProfessionalView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "already-exists", "unknown-reference"],
    permission: "professional.register",
    summary: { fr: "Faire connaître une personne", en: "Make someone known" },
    example: { familyName: "Exemple", givenName: "Camille", title: "Dr", rpps: "19990000002", profession: "10", skills: ["SM54"], practiceMode: "L", visibility: "public" },
  }),
  readProfessional: endpoint({
    id: "professional.read",
    method: "GET",
    path: "/v1/professionals/{id}",
    params: Schema.Struct({ id: ProfessionalId }),
    response: ProfessionalView,
    versioned: true,
    permission: "professional.read",
    summary: { fr: "Lire une personne que l'on peut voir", en: "Read someone whom one may see" },
  }),
  listProfessionals: endpoint({
    id: "professional.list",
    method: "GET",
    path: "/v1/professionals",
    query: Schema.Struct({
      ...pageQuery,
      q: Schema.optionalKey(queryText(100).annotate({ description: "Words of the name, one of which begins the family name; accents, case and hyphens do not matter" })),
      profession: Schema.optionalKey(Code),
      skill: Schema.optionalKey(Code.annotate({ description: "Savoir-faire, such as SM54" })),
      mode: Schema.optionalKey(Code.annotate({ description: "Mode of practice (TRE_R23), such as L" })),
      generalPractitioner: Schema.optionalKey(Schema.Literals(["yes", "no-speciality"]).annotate({ description: "Doctors with a code of general medicine; or those without any speciality, apart" })),
      commune: Schema.optionalKey(CommuneCode.annotate({ description: "Practising there, under any code that the commune has had or that its arrondissements have" })),
      structure: Schema.optionalKey(queryText(40).annotate({ description: "Practising in the structure of this FINESS, SIRET or technical id" })),
      cpts: Schema.optionalKey(CptsId.annotate({ description: "Registered by this CPTS, a member of it today, or practising in a commune of the territory it has today" })),
      identifier: identifier("RPPS, or "),
      changedSince: Schema.optionalKey(
        queryText(30)
          .annotate({ description: "An instant (RFC 3339, UTC): of whom the national register says something else since, in the order of the changes; no other filter applies" })
          .pipe(Schema.check(Schema.isPattern(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z$/u, { message: "instant.format" }))),
      ),
    }),
    response: page(ProfessionalView),
    permission: "professional.read",
    summary: { fr: "Lister les personnes que l'on peut voir", en: "List the people whom one may see" },
  }),
  registerOrganization: endpoint({
    id: "organization.register",
    method: "POST",
    path: "/v1/organizations",
    body: OrganizationRegistration,
    response: OrganizationView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "already-exists"],
    permission: "organization.register",
    summary: { fr: "Faire connaître une organisation", en: "Make an organization known" },
    example: { name: "ARS Exemple", shortName: "ARS", kind: "ars", competence: { level: "regional", regions: ["24"] }, website: "https://ars.exemple.fr" },
  }),
  readOrganization: endpoint({
    id: "organization.read",
    method: "GET",
    path: "/v1/organizations/{id}",
    params: Schema.Struct({ id: OrganizationId }),
    query: Schema.Struct(asOf),
    response: OrganizationWithPeople,
    versioned: true,
    permission: "organization.read",
    summary: { fr: "Lire une organisation et qui la représente à une date", en: "Read an organization and who represents it on a date" },
  }),
  listOrganizations: endpoint({
    id: "organization.list",
    method: "GET",
    path: "/v1/organizations",
    query: Schema.Struct({
      ...pageQuery,
      q: words,
      kind: Schema.optionalKey(Code),
      closed: Schema.optionalKey(Schema.Literals(["true", "false"]).annotate({ description: "`false`: without those that are no more today; `true`: only those" })),
      region: Schema.optionalKey(RegionCode.annotate({ description: "Competent in this region or a part of it; nationwide ones are" })),
      departement: Schema.optionalKey(DepartementCode.annotate({ description: "Competent in this departement or a part of it; those of its region and nationwide ones are" })),
      identifier: identifier("SIREN, SIRET, FINESS, RNA, or "),
    }),
    response: page(OrganizationView),
    permission: "organization.read",
    summary: { fr: "Lister les organisations", en: "List organizations" },
  }),
  recordRelationship: endpoint({
    id: "relationship.record",
    method: "POST",
    path: "/v1/relationships",
    body: RelationshipStatement,
    response: RelationshipView,
    status: 201,
    problems: ["invalid-request", "already-exists", "unknown-reference"],
    permission: "relationship.record",
    summary: { fr: "Noter qui représente, emploie ou mandate qui", en: "Record who represents, employs or mandates whom" },
    example: { kind: "mandated-by", organizationId: exampleOrganization, of: "0198c0de-0000-7000-8000-000000000022", object: "Accompagner les futures CPTS", validFrom: "2017" },
  }),
  listRelationships: endpoint({
    id: "relationship.list",
    method: "GET",
    path: "/v1/relationships",
    query: Schema.Struct({
      ...pageQuery,
      ...asOf,
      kind: Schema.optionalKey(Code),
      organization: Schema.optionalKey(OrganizationId.annotate({ description: "On either side" })),
      professional: Schema.optionalKey(ProfessionalId),
      cpts: Schema.optionalKey(CptsId),
      identifier: identifier(""),
    }),
    response: page(RelationshipView),
    permission: "relationship.read",
    summary: { fr: "Qui représente, emploie ou mandate qui, à une date", en: "Who represents, employs or mandates whom, on a date" },
  }),
  recordMembership: endpoint({
    id: "membership.record",
    method: "POST",
    path: "/v1/memberships",
    body: MembershipStatement,
    response: MembershipView,
    status: 201,
    problems: ["invalid-request", "already-exists", "unknown-reference"],
    permission: "membership.record",
    summary: { fr: "Noter qui est membre d'une CPTS", en: "Record who belongs to a CPTS" },
    example: { cptsId: "0198c0de-0000-7000-8000-000000000001", organizationId: exampleOrganization, college: "Structures", validFrom: "2020-06" },
  }),
  listMemberships: endpoint({
    id: "membership.list",
    method: "GET",
    path: "/v1/memberships",
    query: Schema.Struct({
      ...pageQuery,
      ...asOf,
      cpts: Schema.optionalKey(CptsId),
      professional: Schema.optionalKey(ProfessionalId),
      organization: Schema.optionalKey(OrganizationId),
      profession: Schema.optionalKey(Code),
      role: Schema.optionalKey(Code.annotate({ description: "The capacity of those outside the RPPS" })),
      college: Schema.optionalKey(queryText(200).annotate({ description: "The college, as it is written" })),
      identifier: identifier(""),
      ...explained,
    }),
    response: MembershipPage,
    permission: "membership.read",
    summary: { fr: "Les membres à une date, et leur nombre par profession", en: "The members on a date, and their number by profession" },
  }),
  resolveRpps: endpoint({
    id: "membership.resolve",
    method: "POST",
    path: "/v1/resolutions",
    body: Schema.Struct({
      rpps: Schema.Array(Rpps)
        .annotate({ description: "Up to 1,000 RPPS numbers" })
        .pipe(Schema.check(Schema.isMaxLength(1_000), Schema.isUnique())),
      on: Schema.optionalKey(LocalDate.annotate({ description: "Today in Paris by default" })),
    }),
    response: Resolutions,
    problems: ["invalid-request"],
    permission: "membership.read",
    summary: { fr: "La CPTS de chacun de ces numéros RPPS à une date", en: "The CPTS of each of these RPPS numbers on a date" },
    example: { rpps: ["19990000002", "19990000019"], on: "2026-11-22" },
  }),
  recordMeeting: endpoint({
    id: "meeting.record",
    method: "POST",
    path: "/v1/meetings",
    body: MeetingStatement,
    response: MeetingView,
    status: 201,
    problems: ["invalid-request", "already-exists", "unknown-reference"],
    permission: "meeting.record",
    summary: { fr: "Noter une réunion, passée ou à venir", en: "Record a meeting, past or to come" },
    example: { title: "Réunion d'information", heldOn: "--11-14", time: "20:00", place: "Salle polyvalente", commune: "45173", territory: { communes: ["45173", "45082"], prose: "Autour de Jargeau" } },
  }),
  listMeetings: endpoint({
    id: "meeting.list",
    method: "GET",
    path: "/v1/meetings",
    query: Schema.Struct({
      ...pageQuery,
      cpts: Schema.optionalKey(CptsId),
      departement: Schema.optionalKey(DepartementCode.annotate({ description: "Held in it or about a part of it" })),
      commune: Schema.optionalKey(CommuneCode.annotate({ description: "Held in it or about it" })),
      undated: Schema.optionalKey(Schema.Literals(["true", "false"]).annotate({ description: "`true`: those of which no document tells the year" })),
      identifier: identifier(""),
    }),
    response: page(MeetingView),
    permission: "meeting.read",
    summary: { fr: "Les réunions, celles dont l'année n'est pas connue en premier", en: "The meetings, those of an unknown year first" },
  }),
};
