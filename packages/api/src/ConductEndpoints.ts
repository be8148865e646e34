/**
 * How actions are carried out, what they came to over a period, and what is proposed to the contract.
 *
 * @example
 * ```ts
 * import { conductEndpoints } from "@cpts/api/ConductEndpoints"
 *
 * conductEndpoints.readEvaluation.path // => "/v1/cpts/{id}/evaluation"
 * ```
 *
 * @since 0.1.0
 */
import { Acknowledged } from "@cpts/domain/Acknowledgement";
import { ActionProgress, AmountCents, ConductId, ConductStatement, ProgressReason, ProgressStep } from "@cpts/domain/ActionConduct";
import { CptsId } from "@cpts/domain/Cpts";
import { IndicatorProposal } from "@cpts/domain/IndicatorProposal";
import { LocalDate } from "@cpts/domain/LocalDate";
import { ActionId } from "@cpts/domain/PreventionAction";
import { Code } from "@cpts/domain/OpenCode";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { Explanation, explained } from "./Explanation.ts";
import { acknowledging } from "./internal/acknowledging.ts";
import { page, pageQuery } from "./Page.ts";
import { Warning } from "./SessionViews.ts";

/** How an action is carried out, as it stands now, with what is unusual about it. */
export const ConductView = Schema.Struct({
  actionId: ActionId,
  cptsId: CptsId,
  ...ConductStatement.fields,
  progress: ActionProgress,
  history: Schema.Array(ProgressStep),
  version: Schema.Int,
  warnings: Schema.Array(Warning),
}).annotate({ identifier: "ActionConduct" });
export type ConductView = typeof ConductView.Type;

/** A state that an action goes to; today unless it says when. A cancellation and a postponement say why. */
export const NewStep = Schema.Struct({
  to: ActionProgress,
  on: Schema.optionalKey(LocalDate),
  reason: Schema.optionalKey(ProgressReason),
  acknowledged: Schema.optionalKey(Acknowledged),
}).annotate({ identifier: "NewStep" });

const isPeriod = ({ from, to }: { readonly from: LocalDate; readonly to: LocalDate }) => from < to || { path: ["to"], issue: "period.empty" };

/** From a day to the day after the last. Issue: `period.empty`. */
export const ProposalPeriod = Schema.Struct({ from: LocalDate, to: LocalDate }).pipe(Schema.check(Schema.makeFilter(isPeriod, { identifier: "ProposalPeriod" })));

/** What the actions of a CPTS came to over `[from, to)`. Counts are exact: those of the CPTS and its agencies alone read them. */
export const EvaluationView = Schema.Struct({
  cptsId: CptsId,
  from: LocalDate,
  to: LocalDate,
  actions: Schema.Struct({ planned: Schema.Int, done: Schema.Int, cancelled: Schema.Int }).annotate({ identifier: "EvaluatedActions" }),
  sessions: Schema.Struct({ planned: Schema.Int, held: Schema.Int, cancelled: Schema.Int }).annotate({ identifier: "EvaluatedSessions" }),
  people: Schema.Struct({
    reached: Schema.Int,
    screened: Schema.Int,
    referred: Schema.Int,
    perThousand: Schema.NullOr(Schema.Finite).annotate({ description: "Reached per 1,000 inhabitants of the communes concerned" }),
    inhabitants: Schema.NullOr(Schema.Int),
    vintage: Schema.String.annotate({ description: "The series of inhabitants and its edition" }),
  }).annotate({ identifier: "EvaluatedPeople" }),
  cost: Schema.Struct({
    budgetCents: Schema.NullOr(AmountCents),
    spentCents: Schema.NullOr(AmountCents),
    perActionCents: Schema.NullOr(Schema.Int),
    perPersonCents: Schema.NullOr(Schema.Int),
  }).annotate({ identifier: "EvaluatedCost" }),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "Evaluation" });
export type EvaluationView = typeof EvaluationView.Type;

const actionId = Schema.Struct({ id: ActionId });
const cptsId = Schema.Struct({ id: CptsId });
const conduct = { theme: "vaccination", populations: ["65-plus"], leadId: null, partners: [], budgetCents: 150_000, spentCents: null, realFrom: null, realTo: null };

/** The endpoints of conduct and evaluation. */
export const conductEndpoints = {
  readConduct: endpoint({
    id: "action-conduct.read",
    method: "GET",
    path: "/v1/actions/{id}/conduct",
    params: actionId,
    response: ConductView,
    versioned: true,
    permission: "action-conduct.read",
    summary: { fr: "Comment une action est menée, ses états datés, et ce qui y est inhabituel", en: "How an action is carried out, its dated states, and what is unusual about it" },
  }),
  stateConduct: endpoint({
    id: "action-conduct.state",
    method: "PUT",
    path: "/v1/actions/{id}/conduct",
    params: actionId,
    body: acknowledging(ConductStatement, "ConductStatement"),
    response: ConductView,
    versioned: true,
    problems: ["invalid-request", "unknown-reference", "version-conflict", "precondition-required"],
    permission: "action-conduct.state",
    summary: { fr: "Dire comment une action est menée", en: "Say how an action is carried out" },
    example: conduct,
  }),
  stepAction: endpoint({
    id: "action-conduct.step",
    method: "POST",
    path: "/v1/actions/{id}/steps",
    params: actionId,
    body: NewStep,
    response: ConductView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "illegal-transition"],
    permission: "action-conduct.state",
    summary: { fr: "Dire où en est une action", en: "Say how far an action is" },
    example: { to: "running" },
  }),
  readEvaluation: endpoint({
    id: "evaluation.read",
    method: "GET",
    path: "/v1/cpts/{id}/evaluation",
    params: cptsId,
    query: Schema.Struct({ from: Schema.optionalKey(LocalDate), to: Schema.optionalKey(LocalDate), ...explained }),
    response: EvaluationView,
    problems: ["invalid-request"],
    permission: "evaluation.read",
    summary: { fr: "Ce que les actions d'une CPTS ont donné sur une période, cette année sinon", en: "What the actions of a CPTS came to over a period, this year by default" },
  }),
  proposeIndicators: endpoint({
    id: "indicator.propose",
    method: "POST",
    path: "/v1/cpts/{id}/proposals",
    params: cptsId,
    body: ProposalPeriod,
    response: Schema.Struct({ items: Schema.Array(IndicatorProposal) }),
    status: 201,
    problems: ["invalid-request"],
    permission: "indicator.propose",
    summary: { fr: "Proposer au contrat ce que les actions ont donné ; les mêmes valeurs ne sont proposées qu'une fois", en: "Propose to the contract what the actions came to; the same values are proposed once" },
    example: { from: "2026-01-01", to: "2027-01-01" },
  }),
  listProposals: endpoint({
    id: "indicator.list",
    method: "GET",
    path: "/v1/cpts/{id}/proposals",
    params: cptsId,
    query: Schema.Struct(pageQuery),
    response: page(IndicatorProposal),
    permission: "evaluation.read",
    summary: { fr: "Ce qui a été proposé au contrat, le plus récent d'abord", en: "What was proposed to the contract, the newest first" },
  }),
};

/** How an action is carried out has changed: no person, no money. */
export const ConductChanged = Schema.Struct({
  conductId: ConductId,
  actionId: ActionId,
  cptsId: CptsId,
  theme: Schema.NullOr(Code),
  populations: Schema.Array(Code),
  progress: ActionProgress,
  on: Schema.NullOr(LocalDate).annotate({ description: "Day on which it went to this state; null where it never left the first" }),
  realFrom: Schema.NullOr(LocalDate),
  realTo: Schema.NullOr(LocalDate),
}).annotate({ identifier: "ConductChanged", title: "ConductChanged", description: "How an action is carried out has changed" });

const ids = { actionId: "0198c0de-0000-7000-8000-000000000040", cptsId: "0198c0de-0000-7000-8000-000000000001" };

/** The events of conduct and evaluation. */
export const conductEvents = {
  conductChanged: eventType({
    service: "prevention",
    aggregate: "action-conduct",
    event: "changed",
    version: 1,
    payload: ConductChanged,
    summary: { fr: "Une action est menée autrement, ou en est à un autre état", en: "An action is carried out otherwise, or has gone to another state" },
    example: { conductId: "0198c0de-0000-7000-8000-000000000061", ...ids, theme: "vaccination", populations: ["65-plus"], progress: "running", on: "2026-10-05", realFrom: "2026-10-05", realTo: null },
  }),
  indicatorProposed: eventType({
    service: "prevention",
    aggregate: "indicator",
    event: "proposed",
    version: 1,
    payload: IndicatorProposal,
    summary: { fr: "Une valeur d'indicateur est proposée au contrat", en: "A value of an indicator is proposed to the contract" },
    example: {
      proposalId: "0198c0de-0000-7000-8000-000000000062",
      cptsId: ids.cptsId,
      indicator: "PRE-01",
      from: "2026-01-01",
      to: "2027-01-01",
      numerator: 3,
      denominator: 4,
      value: 0.75,
      unit: "ratio",
      rule: "actions-done-of-planned",
      computedOn: "2026-11-22",
    },
  }),
};
