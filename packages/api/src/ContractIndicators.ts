/**
 * The indicators of a contract: set by the agencies, observed by the CPTS, validated with proofs. What other services compute arrives as proposals.
 *
 * @example
 * ```ts
 * import { contractIndicatorEvents } from "@cpts/api/ContractIndicators"
 *
 * contractIndicatorEvents.indicatorObserved.type // => "cpts.contracts.indicator-observation.recorded.v1"
 * ```
 *
 * @since 0.1.0
 */
import { ContractId } from "@cpts/domain/Contract";
import { IndicatorObserved, IndicatorsPlanned, ObservationId, ObservationValidated, ProposalDecided } from "@cpts/domain/IndicatorEvents";
import { ProposalId } from "@cpts/domain/IndicatorProposal";
import { Code } from "@cpts/domain/OpenCode";
import { Schema } from "effect";
import { AchievementView, IndicatorPlanView, NewIndicatorPlan, NewObservation, NewValidation, ObservationView, ProposalDecision, ProposalView } from "./ContractIndicatorViews.ts";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { explained } from "./Explanation.ts";
import { download, FileId, upload } from "./Files.ts";
import { page, pageQuery, queryInteger } from "./Page.ts";

const id = { id: ContractId };
const observation = { ...id, observation: ObservationId };
const year = queryInteger({ minimum: 1, maximum: 50 }).annotate({ description: "Rank of the contract year" });

/** Setting indicators, observing them, deciding on proposals. */
export const contractIndicatorEndpoints = {
  readIndicatorPlan: endpoint({
    id: "indicator-plan.read",
    method: "GET",
    path: "/v1/contracts/{id}/indicators",
    params: Schema.Struct(id),
    response: IndicatorPlanView,
    versioned: true,
    permission: "indicator.read",
    summary: { fr: "Les indicateurs d'un contrat, cibles et valeurs publiques", en: "The indicators of a contract, targets and public values" },
  }),
  setIndicatorPlan: endpoint({
    id: "indicator-plan.set",
    method: "PUT",
    path: "/v1/contracts/{id}/indicators",
    params: Schema.Struct(id),
    body: NewIndicatorPlan,
    response: IndicatorPlanView,
    versioned: true,
    problems: ["invalid-request", "version-conflict", "precondition-required"],
    permission: "indicator.plan",
    summary: { fr: "Fixer les indicateurs d'un contrat : poids, départ, cibles", en: "Set the indicators of a contract: weights, start, targets" },
    example: {
      indicators: [{ indicator: "PRE-01", mission: "PREVENTION", weightPpm: 1_000_000, floor: 0, baseline: null, targets: [{ contractYear: 1, value: 0.8 }] }],
      reason: "Dialogue de gestion",
    },
  }),
  listObservations: endpoint({
    id: "observation.list",
    method: "GET",
    path: "/v1/contracts/{id}/observations",
    params: Schema.Struct(id),
    query: Schema.Struct({ ...pageQuery, year: Schema.optionalKey(year), indicator: Schema.optionalKey(Code) }),
    response: page(ObservationView),
    permission: "observation.read",
    summary: { fr: "Les observations d'un contrat et leurs corrections", en: "The observations of a contract and their corrections" },
  }),
  addObservation: endpoint({
    id: "observation.add",
    method: "POST",
    path: "/v1/contracts/{id}/observations",
    params: Schema.Struct(id),
    body: NewObservation,
    response: ObservationView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "unknown-reference", "already-exists"],
    permission: "indicator.observe",
    summary: { fr: "Saisir une observation, ou en corriger une", en: "Record an observation, or correct one" },
    example: { indicator: "PRE-01", contractYear: 1, from: "2026-01-01", to: "2027-01-01", numerator: 3, denominator: 4, source: { document: "Bilan annuel" } },
  }),
  validateObservation: endpoint({
    id: "observation.validate",
    method: "PUT",
    path: "/v1/contracts/{id}/observations/{observation}/validation",
    params: Schema.Struct(observation),
    body: NewValidation,
    response: ObservationView,
    versioned: true,
    problems: ["invalid-request", "version-conflict", "precondition-required", "illegal-transition"],
    permission: "indicator.validate",
    summary: { fr: "Valider une observation", en: "Validate an observation" },
    example: { note: "Vu le registre" },
  }),
  addProof: upload({ id: "proof.add", path: "/v1/contracts/{id}/observations/{observation}/proofs", params: Schema.Struct(observation), permission: "indicator.observe", summary: { fr: "Joindre une preuve à une observation", en: "Attach a proof to an observation" } }),
  readProof: download({ id: "proof.read", path: "/v1/contracts/{id}/observations/{observation}/proofs/{file}", params: Schema.Struct({ ...observation, file: FileId }), permission: "observation.read", summary: { fr: "Une preuve", en: "A proof" } }),
  listProposals: endpoint({
    id: "contract-proposal.list",
    method: "GET",
    path: "/v1/contracts/{id}/indicator-proposals",
    params: Schema.Struct(id),
    query: Schema.Struct({ ...pageQuery, state: Schema.optionalKey(Schema.Literals(["proposed", "accepted", "refused"])) }),
    response: page(ProposalView),
    permission: "observation.read",
    summary: { fr: "Les valeurs que les services proposent", en: "The values that services propose" },
  }),
  decideProposal: endpoint({
    id: "contract-proposal.decide",
    method: "POST",
    path: "/v1/contracts/{id}/indicator-proposals/{proposal}/decision",
    params: Schema.Struct({ ...id, proposal: ProposalId }),
    body: ProposalDecision,
    response: ProposalView,
    problems: ["invalid-request", "already-exists"],
    permission: "indicator.observe",
    summary: { fr: "Accepter ou refuser une valeur proposée", en: "Accept or refuse a proposed value" },
    example: { decision: "accepted", contractYear: 1 },
  }),
  readAchievement: endpoint({
    id: "achievement.read",
    method: "GET",
    path: "/v1/contracts/{id}/achievement",
    params: Schema.Struct(id),
    query: Schema.Struct({ year, ...explained }),
    response: AchievementView,
    permission: "observation.read",
    summary: { fr: "Le taux d'atteinte d'une année du contrat, expliqué", en: "The rate of achievement of a contract year, explained" },
  }),
};

const ofContract = { contractId: "0198c0de-0000-7000-8000-000000000010", cptsId: "0198c0de-0000-7000-8000-000000000001" };
const observed = { observationId: "0198c0de-0000-7000-8000-000000000020", ...ofContract, indicator: "PRE-01", contractYear: 1 };

/** What the contracts service tells of the indicators of contracts. */
export const contractIndicatorEvents = {
  indicatorsPlanned: eventType({
    service: "contracts",
    aggregate: "indicator-plan",
    event: "set",
    version: 1,
    payload: IndicatorsPlanned,
    summary: { fr: "Les indicateurs d'un contrat sont fixés", en: "The indicators of a contract are set" },
    example: { ...ofContract, planVersion: 1, indicators: [{ indicator: "PRE-01", mission: "PREVENTION", weightPpm: 1_000_000, targets: [{ contractYear: 1, value: 0.8 }] }] },
  }),
  indicatorObserved: eventType({
    service: "contracts",
    aggregate: "indicator-observation",
    event: "recorded",
    version: 1,
    payload: IndicatorObserved,
    summary: { fr: "Un indicateur d'un contrat a été observé ; les petits effectifs sont masqués", en: "An indicator of a contract was observed; small counts are hidden" },
    example: { ...observed, from: "2026-01-01", to: "2027-01-01", numerator: 30, denominator: 42, value: null, unit: "ratio", rule: null, proposalId: null, corrects: null },
  }),
  observationValidated: eventType({
    service: "contracts",
    aggregate: "indicator-observation",
    event: "validated",
    version: 1,
    payload: ObservationValidated,
    summary: { fr: "Une observation est validée", en: "An observation was validated" },
    example: observed,
  }),
  proposalDecided: eventType({
    service: "contracts",
    aggregate: "indicator-proposal",
    event: "decided",
    version: 1,
    payload: ProposalDecided,
    summary: { fr: "Une valeur proposée est acceptée ou refusée", en: "A proposed value was accepted or refused" },
    example: { proposalId: "0198c0de-0000-7000-8000-000000000021", ...ofContract, decision: "accepted", observationId: observed.observationId },
  }),
};
