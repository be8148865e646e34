/**
 * Arrivals: newcomers, students and locums, with their mentor and the list of what is to be done for them.
 *
 * @example
 * ```ts
 * import { arrivalEndpoints } from "@cpts/api/Arrivals"
 *
 * arrivalEndpoints.tickArrival.path // => "/v1/arrivals/{id}/checklist"
 * ```
 *
 * @since 0.1.0
 */
import * as Arrival from "@cpts/domain/Arrival";
import { CommuneCode } from "@cpts/domain/Cog";
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import { ProfessionalId } from "@cpts/domain/Professional";
import { Provenance } from "@cpts/domain/Source";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { page, pageQuery } from "./Page.ts";

/** Something to be done for somebody who comes, done or not. */
export const ChecklistItem = Schema.Struct({ code: Code, label: Schema.String, doneOn: Schema.NullOr(LocalDate), doneBy: Schema.NullOr(ProfessionalId) }).annotate({ identifier: "ChecklistItem" });

/** Somebody who comes, as far as the reader may know of them. */
export const ArrivalView = Schema.Struct({
  id: Arrival.ArrivalId,
  cptsId: CptsId,
  professionalId: ProfessionalId,
  name: Schema.NullOr(Schema.String).annotate({ description: "Null where the reader may not see the person" }),
  profession: Schema.NullOr(Code),
  kind: Code,
  commune: Schema.NullOr(CommuneCode),
  expectedOn: Schema.NullOr(PartialDate),
  arrivedOn: Schema.NullOr(PartialDate),
  leftOn: Schema.NullOr(PartialDate),
  standing: Arrival.ArrivalStanding,
  mentorId: Schema.NullOr(ProfessionalId),
  mentorName: Schema.NullOr(Schema.String),
  checklist: Schema.Array(ChecklistItem),
  done: Schema.Array(Code).annotate({ description: "Codes of what is done, in the order of the list" }),
  provenance: Provenance,
  version: Schema.Int,
}).annotate({ identifier: "Arrival" });
export type ArrivalView = typeof ArrivalView.Type;

/** The lists that are used where a CPTS gives none of its own. */
export const ArrivalTemplates = Schema.Struct({
  items: Schema.Array(
    Schema.Struct({
      kind: Code,
      items: Schema.Array(Schema.Struct({ code: Code, label: Schema.Struct({ fr: Schema.String, en: Schema.String }) })),
      source: Schema.String,
      status: Schema.Literal("provisional"),
    }),
  ),
}).annotate({ identifier: "ArrivalTemplates" });

const cptsId = "0198c0de-0000-7000-8000-000000000001";
const professionalId = "0198c0de-0000-7000-8000-000000000020";
const ofArrival = { params: Schema.Struct({ id: Arrival.ArrivalId }) };
const asOf = { asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date the answer is about; today in Paris by default" })) };
const stands = { arrivalId: "0198c0de-0000-7000-8000-000000000038", cptsId, professionalId, kind: "newcomer", commune: "37003", expectedOn: "2026-09", arrivedOn: null, leftOn: null, mentorId: null, done: [] };

/** What can be asked about arrivals, by name. */
export const arrivalEndpoints = {
  recordArrival: endpoint({
    id: "arrival.record",
    method: "POST",
    path: "/v1/arrivals",
    body: Arrival.ArrivalStatement,
    response: ArrivalView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "unknown-reference"],
    permission: "arrival.record",
    summary: { fr: "Noter l'arrivée d'un professionnel, d'un étudiant ou d'un remplaçant", en: "Record the arrival of a professional, a student or a locum" },
    example: { cptsId, professionalId, kind: "newcomer", commune: "37003", expectedOn: "2026-09" },
  }),
  listArrivals: endpoint({
    id: "arrival.list",
    method: "GET",
    path: "/v1/arrivals",
    query: Schema.Struct({ ...pageQuery, ...asOf, cpts: Schema.optionalKey(CptsId), kind: Schema.optionalKey(Code), standing: Schema.optionalKey(Arrival.ArrivalStanding) }),
    response: page(ArrivalView),
    permission: "arrival.read",
    summary: { fr: "Les arrivées un jour donné, pour les membres de la CPTS", en: "Arrivals as of a day, for the members of the CPTS" },
  }),
  readArrival: endpoint({
    id: "arrival.read",
    method: "GET",
    path: "/v1/arrivals/{id}",
    ...ofArrival,
    query: Schema.Struct(asOf),
    response: ArrivalView,
    versioned: true,
    permission: "arrival.read",
    summary: { fr: "Lire une arrivée et sa liste", en: "Read an arrival and its list" },
  }),
  changeArrival: endpoint({
    id: "arrival.change",
    method: "PATCH",
    path: "/v1/arrivals/{id}",
    ...ofArrival,
    body: Arrival.ArrivalChange,
    response: ArrivalView,
    versioned: true,
    problems: ["unknown-reference"],
    permission: "arrival.record",
    summary: { fr: "Changer une arrivée : dates, lieu, référent", en: "Change an arrival: dates, place, mentor" },
    example: { arrivedOn: "2026-09-07" },
  }),
  tickArrival: endpoint({
    id: "arrival.tick",
    method: "POST",
    path: "/v1/arrivals/{id}/checklist",
    ...ofArrival,
    body: Arrival.ChecklistTick,
    response: ArrivalView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "unknown-reference"],
    permission: "arrival.record",
    summary: { fr: "Cocher un point de la liste, ou le décocher", en: "Tick a point of the list, or take the tick away" },
    example: { item: "welcome-meeting", on: "2026-09-10" },
  }),
  listArrivalTemplates: endpoint({
    id: "arrival-template.list",
    method: "GET",
    path: "/v1/arrival-templates",
    response: ArrivalTemplates,
    permission: "organization.read",
    summary: { fr: "Les listes proposées par type d'arrivée", en: "The lists that are offered by kind of arrival" },
  }),
};

/** What is told of arrivals, by name. */
export const arrivalEvents = {
  arrivalRecorded: eventType({ service: "directory", aggregate: "arrival", event: "recorded", version: 1, payload: Arrival.ArrivalRecorded, summary: { fr: "Quelqu'un arrive sur le territoire", en: "Somebody comes to the territory" }, example: stands }),
  arrivalChanged: eventType({ service: "directory", aggregate: "arrival", event: "changed", version: 1, payload: Arrival.ArrivalChanged, summary: { fr: "Une arrivée a changé : voici où elle en est", en: "An arrival has changed: this is how it stands" }, example: { ...stands, arrivedOn: "2026-09-07", done: ["welcome-meeting"] } }),
};
