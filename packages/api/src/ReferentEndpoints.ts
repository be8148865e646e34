/**
 * The referents of CPTS at the agency, the union of professionals or the fund, and their portfolios.
 *
 * @example
 * ```ts
 * import { referentEndpoints } from "@cpts/api/ReferentEndpoints"
 *
 * referentEndpoints.readPortfolio.path // => "/v1/referents/{id}/portfolio"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { PartialDate } from "@cpts/domain/PartialDate";
import { AssignmentId, NewAssignment, NewReferent, PortfolioChanged, ReferentId, ReferentRegistered } from "@cpts/domain/Referent";
import { Source } from "@cpts/domain/Source";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { page, pageQuery } from "./Page.ts";

const { personId } = NewReferent.fields;
const { departements, institution, organizationId, regions } = ReferentRegistered.fields;

const facts = { id: ReferentId, institution, organizationId, regions, departements };

/** A referent, without the person. */
export const ReferentFacts = Schema.Struct(facts).annotate({ identifier: "ReferentFacts" });
export type ReferentFacts = typeof ReferentFacts.Type;

/** A referent. */
export const ReferentView = Schema.Struct({ ...facts, personId, version: Schema.Int }).annotate({ identifier: "Referent" });
export type ReferentView = typeof ReferentView.Type;

const followed = { assignmentId: AssignmentId, cptsId: CptsId, validFrom: Schema.NullOr(PartialDate), validTo: Schema.NullOr(PartialDate) };

/** A CPTS in a portfolio. */
export const AssignmentView = Schema.Struct({ ...followed, cptsName: Schema.String, source: Schema.NullOr(Source) }).annotate({ identifier: "Assignment" });
export type AssignmentView = typeof AssignmentView.Type;

/** A CPTS in a portfolio, as a snapshot gives it. */
export const PortfolioEntry = Schema.Struct({ referentId: ReferentId, ...followed }).annotate({ identifier: "PortfolioEntry" });

/** What a referent follows on a date. */
export const PortfolioView = Schema.Struct({
  referentId: ReferentId,
  asOf: LocalDate,
  items: Schema.Array(AssignmentView),
  perhaps: Schema.Array(AssignmentView).annotate({ description: "Those of which it is not certain, their dates being known in part" }),
}).annotate({ identifier: "Portfolio" });
export type PortfolioView = typeof PortfolioView.Type;

/** A referent of a CPTS. */
export const ReferentOfCpts = Schema.Struct({ referent: ReferentView, certainty: Schema.Literals(["yes", "unknown"]), validFrom: followed.validFrom, validTo: followed.validTo }).annotate({ identifier: "ReferentOfCpts" });

const oneReferent = Schema.Struct({ id: ReferentId });
const asOf = Schema.Struct({ asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date the answer is about; today in Paris by default" })) });
const exampleId = "0198c0de-0000-7000-8000-000000000001";

/** The endpoints of the registry about referents. */
export const referentEndpoints = {
  registerReferent: endpoint({
    id: "referent.register",
    method: "POST",
    path: "/v1/referents",
    body: NewReferent,
    response: ReferentView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "already-exists"],
    permission: "referent.register",
    summary: { fr: "Inscrire un référent de l'ARS, de l'URPS ou de la caisse", en: "Register a referent of the agency, the union or the fund" },
    example: { personId: "0198c0de-0000-7000-8000-000000000007", institution: "ars", regions: ["24"] },
  }),
  listReferents: endpoint({
    id: "referent.list",
    method: "GET",
    path: "/v1/referents",
    query: Schema.Struct(pageQuery),
    response: page(ReferentFacts),
    permission: "cpts.read",
    summary: { fr: "Lister les référents, sans dire qui ils sont", en: "List the referents, without saying who they are" },
  }),
  readReferent: endpoint({
    id: "referent.read",
    method: "GET",
    path: "/v1/referents/{id}",
    params: oneReferent,
    response: ReferentView,
    versioned: true,
    permission: "referent.read",
    summary: { fr: "Lire un référent", en: "Read a referent" },
  }),
  readPortfolio: endpoint({
    id: "referent.portfolio",
    method: "GET",
    path: "/v1/referents/{id}/portfolio",
    params: oneReferent,
    query: asOf,
    response: PortfolioView,
    versioned: true,
    permission: "referent.read",
    summary: { fr: "Les CPTS qu'un référent suit à une date", en: "The CPTS that a referent follows on a date" },
  }),
  entrustCpts: endpoint({
    id: "referent.entrust",
    method: "POST",
    path: "/v1/referents/{id}/portfolio",
    params: oneReferent,
    body: NewAssignment,
    response: AssignmentView,
    status: 201,
    problems: ["invalid-request", "already-exists", "unknown-reference"],
    permission: "referent.entrust",
    summary: { fr: "Confier une CPTS à un référent", en: "Entrust a CPTS to a referent" },
    example: { cptsId: exampleId, validFrom: "2025-09" },
  }),
  endAssignment: endpoint({
    id: "referent.release",
    method: "PUT",
    path: "/v1/referents/{id}/portfolio/{assignment}/end",
    params: Schema.Struct({ id: ReferentId, assignment: AssignmentId }),
    body: Schema.Struct({ on: PartialDate }).annotate({ identifier: "AssignmentEnd" }),
    response: AssignmentView,
    versioned: true,
    problems: ["invalid-request", "version-conflict", "precondition-required"],
    permission: "referent.entrust",
    summary: { fr: "Dire depuis quand un référent ne suit plus une CPTS", en: "Say since when a referent no longer follows a CPTS" },
    example: { on: "2026-09-01" },
  }),
  listReferentsOfCpts: endpoint({
    id: "referent.of-cpts",
    method: "GET",
    path: "/v1/cpts/{id}/referents",
    params: Schema.Struct({ id: CptsId }),
    query: asOf,
    response: Schema.Struct({ items: Schema.Array(ReferentOfCpts) }),
    permission: "referent.read",
    summary: { fr: "Les référents d'une CPTS à une date", en: "The referents of a CPTS on a date" },
  }),
};


const referentId = "0198c0de-0000-7000-8000-000000000008";

/** The events of the registry about referents. */
export const referentEvents = {
  referentRegistered: eventType({
    service: "registry",
    aggregate: "referent",
    event: "registered",
    version: 1,
    payload: ReferentRegistered,
    summary: { fr: "Un référent est inscrit", en: "A referent is registered" },
    example: { referentId, institution: "ars", organizationId: null, regions: ["24"], departements: [] },
  }),
  portfolioChanged: eventType({
    service: "registry",
    aggregate: "referent",
    event: "portfolio-changed",
    version: 1,
    payload: PortfolioChanged,
    summary: { fr: "Un référent suit une CPTS, ou ne la suit plus", en: "A referent follows a CPTS, or no longer does" },
    example: { referentId, assignmentId: "0198c0de-0000-7000-8000-000000000009", cptsId: exampleId, validFrom: "2025-09", validTo: null },
  }),
};
