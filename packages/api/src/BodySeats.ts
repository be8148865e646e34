/**
 * Who sits in the bodies and working groups of a CPTS, by which election, and whether they are composed as the statutes ask.
 *
 * @example
 * ```ts
 * import { bodySeatEndpoints } from "@cpts/api/BodySeats"
 *
 * bodySeatEndpoints.readBody.path // => "/v1/cpts/{id}/bodies/{body}"
 * ```
 *
 * @since 0.1.0
 */
import { CompositionVerdict } from "@cpts/domain/BodyComposition";
import * as Seat from "@cpts/domain/BodySeat";
import { CptsId } from "@cpts/domain/Cpts";
import { BodyId, BodyKind } from "@cpts/domain/GovernanceBody";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import { ProfessionalId } from "@cpts/domain/Professional";
import { Provenance } from "@cpts/domain/Source";
import { Schema } from "effect";
import { InForce } from "./DirectoryViews.ts";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { explained, Explanation } from "./Explanation.ts";
import { BodyView, Sentence } from "./GovernanceViews.ts";
import { page, pageQuery } from "./Page.ts";

const orNull = Schema.NullOr(Schema.String);
const asOf = { asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date the answer is about; today in Paris by default" })) };

/** What a document says of a seat. Its words are null where they may name someone whom the reader may not see. */
export const SeatView = Schema.Struct({
  id: Seat.SeatId,
  cptsId: CptsId,
  bodyId: BodyId,
  bodyKind: BodyKind,
  bodyName: orNull,
  professionalId: ProfessionalId,
  name: orNull.annotate({ description: "Null where the reader may not see the person" }),
  profession: Schema.NullOr(Code),
  college: orNull,
  seat: orNull,
  part: Seat.SeatPart,
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.NullOr(PartialDate).annotate({ description: "The day after the last" }),
  certainty: InForce,
  electionId: Schema.NullOr(Seat.ElectionId),
  provenance: Provenance,
  withdrawn: Schema.optionalKey(Schema.Literal(true)).annotate({ description: "It was recorded in error: no list shows it" }),
  version: Schema.Int,
}).annotate({ identifier: "BodySeat" });
export type SeatView = typeof SeatView.Type;

/** An election as its minutes declare it. */
export const ElectionView = Schema.Struct({
  id: Seat.ElectionId,
  cptsId: CptsId,
  bodyId: BodyId,
  on: LocalDate,
  college: orNull,
  seatsOpen: Schema.Int,
  termEndsOn: Schema.NullOr(LocalDate),
  candidates: Schema.Array(Schema.Struct({ professionalId: ProfessionalId, name: orNull, votes: Schema.NullOr(Schema.Int), elected: Schema.Boolean }).annotate({ identifier: "ElectionCandidate" })),
  provenance: Provenance,
}).annotate({ identifier: "Election" });
export type ElectionView = typeof ElectionView.Type;

/** One rule of the statutes against who is known to sit. */
export const CheckView = Schema.Struct({
  rule: Code,
  college: orNull,
  min: Schema.NullOr(Schema.Int),
  max: Schema.NullOr(Schema.Int),
  counted: Schema.Int,
  perhaps: Schema.Int,
  verdict: CompositionVerdict,
  missing: Schema.Array(Schema.Struct({ code: Code, count: Schema.NullOr(Schema.Int), sentence: Sentence }).annotate({ identifier: "MissingKnowledge" })),
}).annotate({ identifier: "CompositionCheck" });
export type CheckView = typeof CheckView.Type;

const { composition: inWords, ...declared } = BodyView.fields;

/** A body or a working group on a day: who sits there, which statements contradict each other, and whether the statutes are kept. */
export const ComposedBody = Schema.Struct({
  ...declared,
  inWords,
  asOf: LocalDate,
  seats: Schema.Array(SeatView),
  conflicts: Schema.Array(Schema.Struct({ college: orNull, seat: Schema.String, seatIds: Schema.Array(Seat.SeatId), sentence: Sentence }).annotate({ identifier: "SeatConflict" })).annotate({
    description: "Seats for which documents name different people at the same time",
  }),
  composition: CompositionVerdict,
  checks: Schema.Array(CheckView),
  elections: Schema.Array(ElectionView),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "ComposedBody" });
export type ComposedBody = typeof ComposedBody.Type;

const ofBody = Schema.Struct({ id: CptsId, body: BodyId });
const ofSeat = Schema.Struct({ id: CptsId, body: BodyId, statement: Seat.SeatId });
const [cptsId, bodyId, seatId, holderId] = ["0198c0de-0000-7000-8000-000000000001", "0198c0de-0000-7000-8000-000000000031", "0198c0de-0000-7000-8000-000000000062", "0198c0de-0000-7000-8000-000000000020"];
const electionId = "0198c0de-0000-7000-8000-000000000063";
const provenance = { status: "sourced", source: { document: "Procès-verbal de l'assemblée générale" } } as const;

/** What may be said and asked of seats, by name. */
export const bodySeatEndpoints = {
  recordSeat: endpoint({
    id: "seat.record",
    method: "POST",
    path: "/v1/cpts/{id}/bodies/{body}/seats",
    params: ofBody,
    body: Seat.NewSeat,
    response: SeatView,
    status: 201,
    problems: ["unknown-reference"],
    permission: "governance.declare",
    summary: { fr: "Noter qui siège dans une instance ou participe à un groupe de travail", en: "Record who sits in a body or takes part in a working group" },
    example: { professionalId: holderId, college: "Infirmiers", part: "lead", validFrom: "2026-03-02", provenance },
  }),
  correctSeat: endpoint({
    id: "seat.correct",
    method: "POST",
    path: "/v1/cpts/{id}/bodies/{body}/seats/{statement}/corrections",
    params: ofSeat,
    body: Seat.SeatCorrection,
    response: SeatView,
    status: 201,
    problems: ["illegal-transition", "unknown-reference"],
    permission: "governance.declare",
    summary: { fr: "Mettre fin à un siège, ou corriger ce qui en a été noté", en: "End a seat, or correct what was recorded of it" },
    example: { why: "resigned", validTo: "2026-09-01" },
  }),
  recordElection: endpoint({
    id: "election.record",
    method: "POST",
    path: "/v1/cpts/{id}/bodies/{body}/elections",
    params: ofBody,
    body: Seat.NewElection,
    response: ElectionView,
    status: 201,
    problems: ["unknown-reference"],
    permission: "governance.declare",
    summary: { fr: "Noter une élection : les élus siègent pour la durée du mandat", en: "Record an election: whoever is elected sits for the term" },
    example: { on: "2026-03-02", college: "Infirmiers", seatsOpen: 2, candidates: [{ professionalId: holderId, votes: 31, elected: true }], termEndsOn: "2029-03-02", provenance },
  }),
  readBody: endpoint({
    id: "body.read",
    method: "GET",
    path: "/v1/cpts/{id}/bodies/{body}",
    params: ofBody,
    query: Schema.Struct({ ...asOf, ...explained }),
    response: ComposedBody,
    permission: "governance.read",
    summary: { fr: "Qui siège dans une instance ou un groupe à une date, et si les statuts sont respectés", en: "Who sits in a body or group on a date, and whether the statutes are kept" },
  }),
  listSeats: endpoint({
    id: "seat.list",
    method: "GET",
    path: "/v1/seats",
    query: Schema.Struct({ ...pageQuery, ...asOf, cpts: Schema.optionalKey(CptsId), body: Schema.optionalKey(BodyId), kind: Schema.optionalKey(Code.annotate({ description: "Kind of the body, such as working-group" })), professional: Schema.optionalKey(ProfessionalId), part: Schema.optionalKey(Code) }),
    response: page(SeatView),
    permission: "governance.read",
    summary: { fr: "Qui siège ou participe où, à une date", en: "Who sits or takes part where, on a date" },
  }),
  listElections: endpoint({
    id: "election.list",
    method: "GET",
    path: "/v1/elections",
    query: Schema.Struct({ ...pageQuery, cpts: Schema.optionalKey(CptsId), body: Schema.optionalKey(BodyId) }),
    response: page(ElectionView),
    permission: "governance.read",
    summary: { fr: "Les élections aux instances", en: "The elections to bodies" },
  }),
};

const seat = { seatId, bodyId, cptsId, holderId, part: "member", validFrom: "2026-03-02", validTo: "2029-03-02", electionId };
const aggregate = { service: "directory", aggregate: "seat", version: 1 } as const;

/** What is told of seats and elections, by name. */
export const bodySeatEvents = {
  seatRecorded: eventType({ ...aggregate, event: "recorded", payload: Seat.SeatRecorded, summary: { fr: "Un document dit qui siège", en: "A document says who sits" }, example: seat }),
  seatChanged: eventType({ ...aggregate, event: "changed", payload: Seat.SeatChanged, summary: { fr: "Un siège prend fin, ou ce qui en a été noté est corrigé", en: "A seat ends, or what was recorded of it is corrected" }, example: { ...seat, validTo: "2026-09-01", withdrawn: false, why: "resigned" } }),
  electionRecorded: eventType({ service: "directory", aggregate: "election", version: 1, event: "recorded", payload: Seat.ElectionRecorded, summary: { fr: "Une élection à une instance est connue", en: "An election to a body is known" }, example: { electionId, bodyId, cptsId, on: "2026-03-02", seatsOpen: 2, candidates: 1, electedIds: [holderId] } }),
};
