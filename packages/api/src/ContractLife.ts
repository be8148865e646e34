/**
 * The endpoints and events of the life of a contract after its signature.
 *
 * @example
 * ```ts
 * import { contractLifeEndpoints } from "@cpts/api/ContractLife"
 *
 * contractLifeEndpoints.recordContractStep.path // => "/v1/contracts/{id}/steps"
 * ```
 *
 * @since 0.1.0
 */
import { ContractId } from "@cpts/domain/Contract";
import * as Events from "@cpts/domain/ContractLifeEvents";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Schema } from "effect";
import { ContractSizeView, NewContractAmendment } from "./ContractAmendmentViews.ts";
import { ContractLifeView, NewContractStep } from "./ContractLifeViews.ts";
import { ContractView } from "./ContractViews.ts";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { explained } from "./Explanation.ts";

const contractId = Schema.Struct({ id: ContractId });

/** Recording the steps of a contract, and reading its life. */
export const contractLifeEndpoints = {
  recordContractStep: endpoint({
    id: "contract.step",
    method: "POST",
    path: "/v1/contracts/{id}/steps",
    params: contractId,
    body: NewContractStep,
    response: ContractView,
    versioned: true,
    problems: ["invalid-request", "illegal-transition"],
    permission: "contract.step",
    summary: { fr: "Noter une étape de la vie d'un contrat : suspension, reprise, résiliation, renouvellement", en: "Record a step in the life of a contract: suspension, resumption, termination, renewal" },
    example: { action: "terminate", on: "2019-06-30", noticeOn: "2019-03", ground: "own-will", document: { document: "Lettre de résiliation" } },
  }),
  readContractLife: endpoint({
    id: "contract.life",
    method: "GET",
    path: "/v1/contracts/{id}/life",
    params: contractId,
    query: Schema.Struct({ asOf: Schema.optionalKey(LocalDate.annotate({ description: "The date asked about; today in Paris by default" })), ...explained }),
    response: ContractLifeView,
    permission: "contract.read",
    summary: { fr: "La vie d'un contrat, et ce qu'il est à une date, avenants compris", en: "The life of a contract, and what it is on a date, amendments included" },
  }),
};

const ofAmendment = Schema.Struct({
  ...contractId.fields,
  number: Schema.String.annotate({ description: "Rank of the amendment: one more than the last" }).pipe(Schema.decodeTo(Schema.NumberFromString.pipe(Schema.check(Schema.isInt(), Schema.isBetween({ minimum: 1, maximum: 1_000 }))))),
});

/** Amending a contract, and its size beside that of its territory. */
export const contractAmendmentEndpoints = {
  amendContract: endpoint({
    id: "contract.amend",
    method: "PUT",
    path: "/v1/contracts/{id}/amendments/{number}",
    params: ofAmendment,
    body: NewContractAmendment,
    response: ContractView,
    versioned: true,
    problems: ["invalid-request", "unknown-reference", "illegal-transition", "version-conflict", "precondition-required"],
    permission: "contract.amend",
    summary: { fr: "Noter un avenant signé, dans l'ordre de son numéro", en: "Record a signed amendment, in the order of its number" },
    example: { signedOn: "2019-03", effectiveOn: "2019-01-01", changes: { sizeClass: "T3", population: 80600 }, document: { document: "Avenant n° 1" }, signatories: [{ capacity: "ars" }] },
  }),
  readContractSize: endpoint({
    id: "contract.size",
    method: "GET",
    path: "/v1/contracts/{id}/size",
    params: contractId,
    query: Schema.Struct({ asOf: Schema.optionalKey(LocalDate.annotate({ description: "The date asked about; today in Paris by default" })), ...explained }),
    response: ContractSizeView,
    permission: "contract.read",
    summary: { fr: "La taille qu'un contrat garde, et celle que son territoire aurait aujourd'hui", en: "The size that a contract keeps, and the one its territory would have today" },
  }),
};

const ofContract = { contractId: "0198c0de-0000-7000-8000-000000000010", cptsId: "0198c0de-0000-7000-8000-000000000001" };
const source = { document: "Lettre de l'agence" };
const about = { service: "contracts", aggregate: "contract", version: 1 } as const;

/** What the contracts service tells of the life of a contract. */
export const contractLifeEvents = {
  contractAmended: eventType({
    ...about,
    event: "amended",
    payload: Events.ContractAmended,
    summary: { fr: "Un avenant change un contrat", en: "An amendment changes a contract" },
    example: { ...ofContract, number: 1, signedOn: "2028-01", effectiveOn: "2028-01-01", changes: { sizeClass: "T3", population: 80600 }, source },
  }),
  contractSizeDrifted: eventType({
    ...about,
    event: "size-drifted",
    payload: Events.ContractSizeDrifted,
    summary: { fr: "La taille d'un contrat n'est plus celle de son territoire, ou l'est de nouveau", en: "The size of a contract is no longer that of its territory, or is again" },
    example: { ...ofContract, on: "2027-01-01", frozenSizeClass: "T2", frozenPopulation: 79500, computedSizeClass: "T3", computedPopulation: 80600 },
  }),
  contractEntryWithdrawn: eventType({
    ...about,
    event: "entry-withdrawn",
    payload: Events.ContractEntryWithdrawn,
    summary: { fr: "Une étape, un avenant ou la date d'une mission, noté par erreur, est retiré", en: "A step, an amendment or the date of a mission that was recorded by mistake is taken back" },
    example: { ...ofContract, entry: "step", action: "suspend", number: null, mission: null, on: "2027-01", withdrawnOn: "2027-01-20" },
  }),
  contractSuspended: eventType({
    ...about,
    event: "suspended",
    payload: Events.ContractSuspended,
    summary: { fr: "Un contrat est suspendu", en: "A contract is suspended" },
    example: { ...ofContract, on: "2027-01", ground: "non-respect", source },
  }),
  contractResumed: eventType({
    ...about,
    event: "resumed",
    payload: Events.ContractResumed,
    summary: { fr: "Un contrat suspendu reprend", en: "A suspended contract goes on" },
    example: { ...ofContract, on: "2027-04-01", source },
  }),
  contractTerminated: eventType({
    ...about,
    event: "terminated",
    payload: Events.ContractTerminated,
    summary: { fr: "Un contrat est résilié, peut-être à une date à venir", en: "A contract is terminated, perhaps on a day to come" },
    example: { ...ofContract, on: "2027-12-31", noticeOn: "2027-10", ground: "own-will", source },
  }),
  contractRenewed: eventType({
    ...about,
    event: "renewed",
    payload: Events.ContractRenewed,
    summary: { fr: "Un contrat est renouvelé", en: "A contract is renewed" },
    example: { ...ofContract, on: "2031-09-02", termYears: 5, lastDay: "2036-09-01", source },
  }),
  contractExpired: eventType({
    ...about,
    event: "expired",
    payload: Events.ContractExpired,
    summary: { fr: "Le dernier jour d'un contrat est passé", en: "The last day of a contract has passed" },
    example: { ...ofContract, lastDay: "2031-09-01", on: "2031-09-02" },
  }),
};
