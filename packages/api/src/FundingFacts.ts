/**
 * What the funding of a contract counts once (a letter of intent, a crisis plan, its update, a crisis), stated with its source where the events
 * of the registry and of prevention do not say it. A statement is never changed: it is withdrawn with a reason, and both stay.
 *
 * @example
 * ```ts
 * import { fundingFactEndpoints } from "@cpts/api/FundingFacts"
 *
 * fundingFactEndpoints.stateFundingFact.path // => "/v1/contracts/{id}/funding-facts"
 * ```
 *
 * @since 0.1.0
 */
import { ContractId } from "@cpts/domain/Contract";
import { freeText } from "@cpts/domain/FreeText";
import { FundingFact, FundingFactId } from "@cpts/domain/FundingEvidence";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { Source } from "@cpts/domain/Source";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { page, pageQuery } from "./Page.ts";

const mission = Schema.NullOr(Code).annotate({ description: "The mission that is paid for it; null for every mission of the contract whose grid pays for it" });

/** A fact to be counted. */
export const NewFundingFact = Schema.Struct({
  fact: FundingFact,
  on: LocalDate.annotate({ description: "The day it happened: of a letter, the day it was validated" }),
  mission: Schema.optionalKey(mission),
  source: Source,
}).annotate({ identifier: "NewFundingFact" });
export type NewFundingFact = typeof NewFundingFact.Type;

/** Why a statement was wrong. */
export const FundingFactWithdrawal = Schema.Struct({ reason: freeText({ max: 500, title: "Reason", description: "Why the statement was wrong" }) }).annotate({ identifier: "FundingFactWithdrawal" });
export type FundingFactWithdrawal = typeof FundingFactWithdrawal.Type;

/** A statement as it is kept. */
export const FundingFactView = Schema.Struct({
  id: FundingFactId,
  contractId: ContractId,
  ...NewFundingFact.fields,
  mission,
  withdrawn: Schema.NullOr(Schema.Struct({ on: LocalDate, ...FundingFactWithdrawal.fields }).annotate({ identifier: "WithdrawnFundingFact" })),
}).annotate({ identifier: "StatedFundingFact" });
export type FundingFactView = typeof FundingFactView.Type;

const params = Schema.Struct({ id: ContractId });
const path = "/v1/contracts/{id}/funding-facts";

/** Stating what is counted once. */
export const fundingFactEndpoints = {
  stateFundingFact: endpoint({
    id: "funding-fact.state",
    method: "POST",
    path,
    params,
    body: NewFundingFact,
    response: FundingFactView,
    status: 201,
    problems: ["invalid-request", "already-exists", "illegal-transition"],
    permission: "funding.state",
    summary: { fr: "Déclarer ce qui se paie une fois : lettre d'intention, plan de crise, mise à jour, crise", en: "State what is paid once: letter of intent, crisis plan, update, crisis" },
    example: { fact: "crisis-plan", on: "2018-03-01", source: { document: "Plan de crise signé" } },
  }),
  withdrawFundingFact: endpoint({
    id: "funding-fact.withdraw",
    method: "POST",
    path: `${path}/{factId}/withdrawal`,
    params: Schema.Struct({ id: ContractId, factId: FundingFactId }),
    body: FundingFactWithdrawal,
    response: FundingFactView,
    problems: ["invalid-request", "already-exists"],
    permission: "funding.state",
    summary: { fr: "Retirer une déclaration fausse, avec sa raison", en: "Withdraw a statement that was wrong, with the reason" },
    example: { reason: "Saisi dans le mauvais contrat" },
  }),
  listFundingFacts: endpoint({
    id: "funding-fact.list",
    method: "GET",
    path,
    params,
    query: Schema.Struct(pageQuery),
    response: page(FundingFactView).annotate({ identifier: "FundingFactPage" }),
    permission: "funding.read",
    summary: { fr: "Ce qui a été déclaré pour le financement d'un contrat, retraits compris", en: "What was stated for the funding of a contract, withdrawals included" },
  }),
};
