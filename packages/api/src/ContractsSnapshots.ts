/**
 * The collections of the contracts service, each whole at a position of its log, and the events that continue it.
 *
 * @example
 * ```ts
 * import { contractsSnapshots } from "@cpts/api/ContractsSnapshots"
 *
 * contractsSnapshots.snapshotPayouts.path // => "/v1/payout-statements/snapshot"
 * contractsSnapshots.snapshotPayouts.snapshotOf.reads // => "money.read"
 * ```
 *
 * @since 0.1.0
 */
import { ReviewClosed, ReviewMoved } from "@cpts/domain/AnnualReview";
import { ContractId } from "@cpts/domain/Contract";
import { AmendmentChanges, AmendmentNumber } from "@cpts/domain/ContractAmendment";
import { RecordedStep } from "@cpts/domain/ContractLife";
import { ContractSizeDrifted, MissionStart } from "@cpts/domain/ContractLifeEvents";
import { CptsId } from "@cpts/domain/Cpts";
import { DiscrepanciesChanged } from "@cpts/domain/Discrepancy";
import { IndicatorsPlanned, ProposalDecided } from "@cpts/domain/IndicatorEvents";
import { LocalDate } from "@cpts/domain/LocalDate";
import { PartialDate } from "@cpts/domain/PartialDate";
import { PayoutsValidated } from "@cpts/domain/Payout";
import { CampaignedContract, ReviewCampaignOpened, ReviewQuestionAsked } from "@cpts/domain/ReviewCampaign";
import { Schema } from "effect";
import { actionSheetEvents } from "./ActionSheets.ts";
import { contractCountEndpoints } from "./ContractCounts.ts";
import { contractEndpoints } from "./ContractEndpoints.ts";
import { contractEvents } from "./ContractEventTypes.ts";
import { contractIndicatorEndpoints, contractIndicatorEvents } from "./ContractIndicators.ts";
import { contractLifeEvents } from "./ContractLife.ts";
import { contractTakeOverEvents } from "./ContractTakeOver.ts";
import { deadlineEndpoints, deadlineEvents } from "./Deadlines.ts";
import { gridEndpoints, gridEvents } from "./Grids.ts";
import { indicatorEndpoints, indicatorEvents } from "./Indicators.ts";
import { page } from "./Page.ts";
import { payoutEvents } from "./Payouts.ts";
import { campaignEvents } from "./ReviewCampaigns.ts";
import { reviewEvents } from "./Reviews.ts";
import { snapshotOf } from "./Snapshot.ts";

const log = "contracts.events.read";

/** What happened to a signed contract since its signature, in the order in which it was recorded. */
export const ToldLife = Schema.Struct({
  id: ContractId,
  cptsId: CptsId,
  steps: Schema.Array(Schema.Struct({ action: RecordedStep, on: PartialDate })),
  amendments: Schema.Array(Schema.Struct({ number: AmendmentNumber, signedOn: PartialDate, effectiveOn: PartialDate, changes: AmendmentChanges })),
  started: Schema.Array(MissionStart).annotate({ description: "Missions, with the day they started" }),
  deployed: Schema.Array(MissionStart).annotate({ description: "Missions, with the day they were fully deployed" }),
  expiredOn: Schema.NullOr(LocalDate).annotate({ description: "The expiry that was told last: the day after the last one" }),
}).annotate({ identifier: "ToldContractLife" });
export type ToldLife = typeof ToldLife.Type;

/** An annual review: where it stands, and what was decided. */
export const ToldReview = Schema.Struct({
  ...ReviewMoved.fields,
  decidedOn: Schema.NullOr(LocalDate),
  hash: Schema.NullOr(ReviewClosed.fields.hash),
  rates: Schema.NullOr(ReviewClosed.fields.rates),
  version: Schema.Int,
}).annotate({ identifier: "ToldReview" });
export type ToldReview = typeof ToldReview.Type;

/** A campaign of reviews, as it was told, with how often each contract was reminded. Its name and the words of questions are read one by one. */
export const ToldCampaign = Schema.Struct({ ...ReviewCampaignOpened.fields, contracts: Schema.Array(Schema.Struct({ ...CampaignedContract.fields, reminders: Schema.Int }).annotate({ identifier: "ToldCampaignContract" })) }).annotate({ identifier: "ToldCampaign" });
export type ToldCampaign = typeof ToldCampaign.Type;

/** A question of a campaign, and which contracts have answered how often. */
export const ToldQuestion = Schema.Struct({ ...ReviewQuestionAsked.fields, answered: Schema.Array(Schema.Struct({ contractId: ContractId, answers: Schema.Int }).annotate({ identifier: "ToldAnswers" })).annotate({ description: "In the order of the ids of the contracts" }) }).annotate({ identifier: "ToldQuestion" });
export type ToldQuestion = typeof ToldQuestion.Type;

const { contractCountDeclared, discrepanciesChanged, ...ofContracts } = contractEvents;
const { contractSizeDrifted, ...ofLives } = contractLifeEvents;
const steps = [...Object.values(ofLives), contractTakeOverEvents.contractTakenOver, deadlineEvents.missionProgressed];

/** Contracts, what they have become, and what hangs on them. */
const contractSnapshots = {
  snapshotContracts: snapshotOf(contractEndpoints.listContracts, {
    collection: "contracts",
    log,
    // Each event of a contract or of its sheets is a version of the contract, which is shown.
    tells: [ofContracts.contractDrafted, ofContracts.contractChanged, ofContracts.contractSigned, ...steps, ...Object.values(actionSheetEvents), ofContracts.actionSheetAdded],
    summary: { fr: "Tous les contrats, à une position du journal", en: "All contracts, at a position of the log" },
  }),
  snapshotContractLives: snapshotOf(
    { id: "contract-life.list", permission: "contract.read", response: page(ToldLife) },
    { collection: "contract-lives", log, tells: [ofContracts.contractSigned, ...steps], summary: { fr: "Étapes, avenants et missions de tous les contrats signés, à une position du journal", en: "Steps, amendments and missions of all signed contracts, at a position of the log" } },
  ),
  snapshotContractSizes: snapshotOf(
    { id: "contract-size.list", permission: "contract.read", response: page(ContractSizeDrifted) },
    { collection: "contract-sizes", log, tells: [contractSizeDrifted], summary: { fr: "Les tailles qui ne sont plus celles du territoire, ou le sont de nouveau, à une position du journal", en: "Sizes that are no longer those of the territory, or are again, at a position of the log" } },
  ),
  snapshotActionSheets: snapshotOf(contractEndpoints.listActionSheets, {
    collection: "action-sheets",
    log,
    tells: [ofContracts.actionSheetAdded, ...Object.values(actionSheetEvents)],
    summary: { fr: "Les fiches actions de tous les contrats, à une position du journal", en: "The action sheets of all contracts, at a position of the log" },
  }),
  snapshotContractCounts: snapshotOf(contractCountEndpoints.listContractCounts, {
    collection: "contract-counts",
    log,
    tells: [contractCountDeclared],
    summary: { fr: "Tous les contrats comptés par département, à une position du journal", en: "All counts of contracts by departement, at a position of the log" },
  }),
  snapshotDeadlines: snapshotOf(deadlineEndpoints.listDeadlines, {
    collection: "deadlines",
    log,
    tells: [deadlineEvents.deadlineAnnounced, deadlineEvents.deadlineReached, deadlineEvents.deadlineWithdrawn],
    summary: { fr: "Toutes les échéances, à une position du journal", en: "All deadlines, at a position of the log" },
  }),
  snapshotDiscrepancies: snapshotOf(
    { id: "discrepancy.list", permission: "discrepancy.read", response: page(DiscrepanciesChanged) },
    { collection: "discrepancies", log, tells: [discrepanciesChanged], summary: { fr: "Ce qui ne concorde pas dans les contrats de chaque CPTS, à une position du journal", en: "What does not fit in the contracts of each CPTS, at a position of the log" } },
  ),
};

/** The catalogues, what is measured, decided and paid. */
const measureSnapshots = {
  snapshotGrids: snapshotOf(gridEndpoints.listGrids, {
    collection: "grids",
    log,
    tells: [gridEvents.gridPublished],
    summary: { fr: "Tous les barèmes, à une position du journal ; ceux de l'accord national, tels que livrés (@cpts/reference-data), y sont sans événement", en: "All grids, at a position of the log; those of the national agreement are there as delivered (@cpts/reference-data), without an event" },
  }),
  snapshotIndicators: snapshotOf(indicatorEndpoints.listIndicators, {
    collection: "indicators",
    log,
    tells: [indicatorEvents.indicatorPublished],
    summary: { fr: "Tout le catalogue des indicateurs, à une position du journal ; les lignes livrées (@cpts/reference-data) y sont sans événement", en: "The whole catalogue of indicators, at a position of the log; the rows delivered (@cpts/reference-data) are there without an event" },
  }),
  snapshotIndicatorPlans: snapshotOf(
    { id: "indicator-plan.list", permission: "indicator.read", response: page(IndicatorsPlanned) },
    { collection: "indicator-plans", log, tells: [contractIndicatorEvents.indicatorsPlanned], summary: { fr: "Les indicateurs de tous les contrats, à une position du journal", en: "The indicators of all contracts, at a position of the log" } },
  ),
  snapshotObservations: snapshotOf(contractIndicatorEndpoints.listObservations, {
    collection: "observations",
    log,
    tells: [contractIndicatorEvents.indicatorObserved, contractIndicatorEvents.observationValidated],
    summary: { fr: "Toutes les observations, corrigées comprises, à une position du journal", en: "All observations, corrected ones too, at a position of the log" },
  }),
  snapshotProposalDecisions: snapshotOf(
    { id: "proposal-decision.list", permission: "observation.read", response: page(ProposalDecided) },
    { collection: "proposal-decisions", log, tells: [contractIndicatorEvents.proposalDecided], summary: { fr: "Ce que sont devenues les valeurs proposées, à une position du journal", en: "What became of the proposed values, at a position of the log" } },
  ),
  snapshotReviews: snapshotOf(
    { id: "review.list", permission: "review.read", response: page(ToldReview) },
    { collection: "reviews", log, tells: [reviewEvents.reviewMoved, reviewEvents.reviewClosed], summary: { fr: "Toutes les revues annuelles, à une position du journal", en: "All annual reviews, at a position of the log" } },
  ),
  snapshotReviewCampaigns: snapshotOf(
    { id: "review-campaign.list", permission: "review-campaign.read", response: page(ToldCampaign) },
    { collection: "review-campaigns", log, tells: [campaignEvents.reviewCampaignOpened, campaignEvents.reviewReminderDue], summary: { fr: "Toutes les campagnes de revues avec leurs contrats et leurs relances, à une position du journal", en: "All campaigns of reviews with their contracts and reminders, at a position of the log" } },
  ),
  snapshotReviewQuestions: snapshotOf(
    { id: "review-question.list", permission: "review.read", response: page(ToldQuestion) },
    { collection: "review-questions", log, tells: [campaignEvents.reviewQuestionAsked, campaignEvents.reviewQuestionAnswered], summary: { fr: "Toutes les questions des campagnes, et qui y a répondu, à une position du journal", en: "All questions of campaigns, and who has answered, at a position of the log" } },
  ),
  snapshotPayouts: snapshotOf(
    { id: "payout-statement.list", permission: "money.read", response: page(PayoutsValidated) },
    { collection: "payout-statements", log, tells: [payoutEvents.payoutsValidated], summary: { fr: "Tous les mois d'indemnités validés, en totaux, à une position du journal", en: "All validated months of payouts, as totals, at a position of the log" } },
  ),
};

/** The snapshots of the contracts service, by name. */
export const contractsSnapshots = { ...contractSnapshots, ...measureSnapshots };
