/**
 * The campaign of annual reviews of an agency: where each contract stands, questions by section with their answers, reminders, one workbook.
 *
 * @example
 * ```ts
 * import { campaignEndpoints } from "@cpts/api/ReviewCampaigns"
 *
 * campaignEndpoints.readReviewCampaign.path // => "/v1/review-campaigns/{campaign}"
 * ```
 *
 * @since 0.1.0
 */
import { ReviewState } from "@cpts/domain/AnnualReview";
import { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import { ContractId } from "@cpts/domain/Contract";
import { CptsId } from "@cpts/domain/Cpts";
import { freeText } from "@cpts/domain/FreeText";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { CampaignId, CampaignState, QuestionId, ReviewCampaignOpened, ReviewQuestionAnswered, ReviewQuestionAsked, ReviewReminderDue } from "@cpts/domain/ReviewCampaign";
import { Schema } from "effect";
import { DoneBy } from "./ContractIndicatorViews.ts";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { exported, exportQuery } from "./Files.ts";
import { page, pageQuery } from "./Page.ts";

const year = Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 2016, maximum: 2100 }))).annotate({ description: "Calendar year: the contract years that end in it are reviewed" });
const place = {
  region: Schema.optionalKey(RegionCode.annotate({ description: "Region of the departement of attachment; an agency names its own" })),
  departement: Schema.optionalKey(DepartementCode.annotate({ description: "Departement of attachment" })),
};

/** A campaign. Its contracts are those of the kind attached there, of which a contract year ends in the year; they are counted when it is made. */
export const NewReviewCampaign = Schema.Struct({
  label: freeText({ max: 200, title: "Label", description: "Name of the campaign, for people" }),
  year,
  kind: Code.annotate({ description: "Kind of contract" }),
  ...place,
  cptsIds: Schema.optionalKey(Schema.Array(CptsId).pipe(Schema.check(Schema.isMaxLength(1_000)))).annotate({ description: "Only these CPTS" }),
  opensOn: LocalDate,
  dueOn: LocalDate.annotate({ description: "Last day on which files are handed in" }),
  remindDaysBefore: Schema.Array(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 365 })))).pipe(Schema.check(Schema.isMaxLength(10))),
}).annotate({ identifier: "NewReviewCampaign" });
export type NewReviewCampaign = typeof NewReviewCampaign.Type;

const facts = {
  id: CampaignId,
  label: Schema.String,
  year: Schema.Int,
  kind: Code,
  region: Schema.NullOr(RegionCode),
  departement: Schema.NullOr(DepartementCode),
  opensOn: LocalDate,
  dueOn: LocalDate,
  remindDaysBefore: Schema.Array(Schema.Int),
};
const counts = Schema.Struct({ "not-started": Schema.Int, received: Schema.Int, "to-complete": Schema.Int, closed: Schema.Int }).annotate({ identifier: "CampaignCounts" });

/** A campaign, with how many contracts stand where. */
export const ReviewCampaignItem = Schema.Struct({ ...facts, counts }).annotate({ identifier: "ReviewCampaignItem" });

/** A contract of a campaign. */
export const CampaignContract = Schema.Struct({
  contractId: ContractId,
  cptsId: CptsId,
  cptsName: Schema.NullOr(Schema.String),
  contractYear: Schema.Int,
  state: CampaignState,
  review: Schema.NullOr(ReviewState).annotate({ description: "The state of its review; null where none is open" }),
  decidedOn: Schema.NullOr(LocalDate),
  unanswered: Schema.Int.annotate({ description: "Questions that await its answer" }),
  reminders: Schema.Int.annotate({ description: "How often it was reminded" }),
}).annotate({ identifier: "CampaignContract" });

/** A campaign with its contracts. */
export const ReviewCampaignView = Schema.Struct({ ...facts, counts, contracts: Schema.Array(CampaignContract) }).annotate({ identifier: "ReviewCampaign" });
export type ReviewCampaignView = typeof ReviewCampaignView.Type;

/** A question of the agency, to one contract of the campaign or to all. */
export const NewReviewQuestion = Schema.Struct({ section: Code.annotate({ description: "Of an open list: gouvernance, missions, finances..." }), question: freeText({ max: 2000, title: "Question", description: "What is asked" }), contractId: Schema.optionalKey(ContractId.annotate({ description: "Only of this contract" })) }).annotate({ identifier: "NewReviewQuestion" });
export type NewReviewQuestion = typeof NewReviewQuestion.Type;

/** What a CPTS answers. */
export const NewReviewAnswer = Schema.Struct({ answer: freeText({ max: 10_000, title: "Answer", description: "What is answered" }) }).annotate({ identifier: "NewReviewAnswer" });

/** A question to a contract, with every answer, the newest last. */
export const ReviewQuestionView = Schema.Struct({
  id: QuestionId,
  campaignId: CampaignId,
  contractId: Schema.NullOr(ContractId).annotate({ description: "Null where it is put to all" }),
  section: Code,
  question: Schema.String,
  asked: DoneBy,
  state: Schema.Literals(["asked", "answered"]),
  answers: Schema.Array(Schema.Struct({ answer: Schema.String, answered: DoneBy }).annotate({ identifier: "ReviewAnswer" })),
}).annotate({ identifier: "ReviewQuestion" });
export type ReviewQuestionView = typeof ReviewQuestionView.Type;

const one = Schema.Struct({ campaign: CampaignId });

/** Campaigns, their questions and answers. */
export const campaignEndpoints = {
  openReviewCampaign: endpoint({
    id: "review-campaign.open",
    method: "POST",
    path: "/v1/review-campaigns",
    body: NewReviewCampaign,
    response: ReviewCampaignView,
    status: 201,
    problems: ["invalid-request"],
    permission: "review.campaign",
    summary: { fr: "Ouvrir une campagne de revues annuelles", en: "Open a campaign of annual reviews" },
    example: { label: "Revues 2018", year: 2018, kind: "contrat-territorial-de-sante", region: "24", opensOn: "2019-01-02", dueOn: "2019-03-31", remindDaysBefore: [30, 7] },
  }),
  listReviewCampaigns: endpoint({
    id: "review-campaign.list",
    method: "GET",
    path: "/v1/review-campaigns",
    query: Schema.Struct({ ...place, ...pageQuery }),
    response: page(ReviewCampaignItem).annotate({ identifier: "ReviewCampaignPage" }),
    permission: "review-campaign.read",
    summary: { fr: "Les campagnes de revues d'un lieu", en: "The campaigns of reviews of a place" },
  }),
  readReviewCampaign: endpoint({
    id: "review-campaign.read",
    method: "GET",
    path: "/v1/review-campaigns/{campaign}",
    params: one,
    response: ReviewCampaignView,
    permission: "review-campaign.read",
    summary: { fr: "Une campagne : où en est chaque contrat", en: "A campaign: where each contract stands" },
  }),
  exportReviewCampaign: exported({
    id: "review-campaign.export",
    path: "/v1/review-campaigns/{campaign}/export",
    params: one,
    query: Schema.Struct(exportQuery),
    permission: "review-campaign.read",
    summary: { fr: "Une campagne en un classeur : contrats, chiffres figés, questions", en: "A campaign as one workbook: contracts, frozen figures, questions" },
  }),
  askReviewQuestion: endpoint({
    id: "review-question.ask",
    method: "POST",
    path: "/v1/review-campaigns/{campaign}/questions",
    params: one,
    body: NewReviewQuestion,
    response: ReviewQuestionView,
    status: 201,
    problems: ["invalid-request"],
    permission: "review.campaign",
    summary: { fr: "Poser une question, à un contrat de la campagne ou à tous", en: "Ask a question, of one contract of the campaign or of all" },
    example: { section: "gouvernance", question: "Le conseil d'administration s'est-il réuni ?" },
  }),
  listReviewQuestions: endpoint({
    id: "review-question.list",
    method: "GET",
    path: "/v1/contracts/{id}/review-questions",
    params: Schema.Struct({ id: ContractId }),
    query: Schema.Struct(pageQuery),
    response: page(ReviewQuestionView).annotate({ identifier: "ReviewQuestionPage" }),
    permission: "review.read",
    summary: { fr: "Les questions des campagnes à un contrat, et ses réponses", en: "The questions of campaigns to a contract, and its answers" },
  }),
  answerReviewQuestion: endpoint({
    id: "review-question.answer",
    method: "POST",
    path: "/v1/contracts/{id}/review-questions/{question}/answers",
    params: Schema.Struct({ id: ContractId, question: QuestionId }),
    body: NewReviewAnswer,
    response: ReviewQuestionView,
    status: 201,
    problems: ["invalid-request"],
    permission: "review.prepare",
    summary: { fr: "Répondre à une question", en: "Answer a question" },
    example: { answer: "Oui, quatre fois dans l'année." },
  }),
};

const ofCampaign = { campaignId: "0198c0de-0000-7000-8000-000000000040", contractId: "0198c0de-0000-7000-8000-000000000010", cptsId: "0198c0de-0000-7000-8000-000000000001" };
const ofQuestion = { questionId: "0198c0de-0000-7000-8000-000000000041", campaignId: ofCampaign.campaignId };

/** What the contracts service tells of campaigns. */
export const campaignEvents = {
  reviewCampaignOpened: eventType({
    service: "contracts",
    aggregate: "review-campaign",
    event: "opened",
    version: 1,
    payload: ReviewCampaignOpened,
    summary: { fr: "Une campagne de revues annuelles est ouverte, avec ses contrats", en: "A campaign of annual reviews is open, with its contracts" },
    example: { campaignId: ofCampaign.campaignId, year: 2018, kind: "contrat-territorial-de-sante", region: "24", departement: null, opensOn: "2019-01-02", dueOn: "2019-03-31", remindDaysBefore: [30, 7], contracts: [{ contractId: ofCampaign.contractId, cptsId: ofCampaign.cptsId, contractYear: 1 }] },
  }),
  reviewQuestionAsked: eventType({
    service: "contracts",
    aggregate: "review-question",
    event: "asked",
    version: 1,
    payload: ReviewQuestionAsked,
    summary: { fr: "Une question est posée à un contrat d'une campagne, ou à tous", en: "A question is put to one contract of a campaign, or to all" },
    example: { ...ofQuestion, contractId: null, section: "gouvernance" },
  }),
  reviewQuestionAnswered: eventType({
    service: "contracts",
    aggregate: "review-question",
    event: "answered",
    version: 1,
    payload: ReviewQuestionAnswered,
    summary: { fr: "Un contrat a répondu à une question d'une campagne", en: "A contract has answered a question of a campaign" },
    example: { ...ofQuestion, contractId: ofCampaign.contractId, cptsId: ofCampaign.cptsId, answers: 1 },
  }),
  reviewReminderDue: eventType({
    service: "contracts",
    aggregate: "review",
    event: "reminder-due",
    version: 1,
    payload: ReviewReminderDue,
    summary: { fr: "Le dossier d'une revue est attendu bientôt, et n'est pas remis", en: "The file of a review is due soon, and was not handed in" },
    example: { campaignId: "0198c0de-0000-7000-8000-000000000040", contractId: "0198c0de-0000-7000-8000-000000000010", cptsId: "0198c0de-0000-7000-8000-000000000001", contractYear: 1, state: "not-started", dueOn: "2019-03-31", daysBefore: 30 },
  }),
};
