/**
 * The campaign of annual reviews of an agency: which contract year each contract is asked for, where it stands, when it is reminded.
 *
 * @example
 * ```ts
 * import * as ReviewCampaign from "@cpts/domain/ReviewCampaign";
 *
 * ReviewCampaign.campaignStateOf(null); // => "not-started"
 * ReviewCampaign.campaignStateOf("preparing"); // => "not-started"
 * ReviewCampaign.campaignStateOf("received"); // => "received"
 * ```
 */
import { Schema } from "effect";
import type { ReviewState } from "./AnnualReview.ts";
import { DepartementCode, RegionCode } from "./Cog.ts";
import { ContractId } from "./Contract.ts";
import { CptsId } from "./Cpts.ts";
import { ContractYearNumber } from "./IndicatorPlan.ts";
import { integerAt } from "./internal/calendar.ts";
import { platformId } from "./internal/platformId.ts";
import { addDays, LocalDate } from "./LocalDate.ts";
import { Code } from "./OpenCode.ts";
import { earliest, latest, type PartialDate } from "./PartialDate.ts";

/** Identity of a campaign of reviews. Issue: `platform-id.format`. */
export const CampaignId = platformId("CampaignId", "Identity of a campaign of reviews").pipe(Schema.brand("CampaignId"));

/** Identity of a campaign. */
export type CampaignId = typeof CampaignId.Type;

/** Identity of a question of a campaign. Issue: `platform-id.format`. */
export const QuestionId = platformId("QuestionId", "Identity of a question of a campaign").pipe(Schema.brand("QuestionId"));

/** Identity of a question. */
export type QuestionId = typeof QuestionId.Type;

/** Where a contract stands in a campaign. */
export const CampaignState = Schema.Literals(["not-started", "received", "to-complete", "closed"]).annotate({ title: "CampaignState", description: "Where a contract stands in a campaign of reviews" });

/** Where a contract stands in a campaign. */
export type CampaignState = typeof CampaignState.Type;

/** The state of a contract in a campaign, from that of its review; `null` where none is open. One that is being prepared was not handed in. */
export const campaignStateOf = (review: ReviewState | null): CampaignState => (review === null || review === "preparing" ? "not-started" : review);

/** The contract year that ends in a calendar year; `null` where the year of the signature is not known, or no contract year ends then. */
export const yearEndingIn = (signedOn: PartialDate | null, termYears: number | null, year: number): number | null => {
  const [first, last] = signedOn === null ? [null, null] : [earliest(signedOn), latest(signedOn)];
  if (first === null || last === null || integerAt(first, 0, 4) !== integerAt(last, 0, 4)) return null;
  const number = year - integerAt(first, 0, 4);
  return number >= 1 && (termYears === null || number <= termYears) ? number : null;
};

/** The days on which a campaign reminds, the first one first. */
export const reminderDays = (dueOn: LocalDate, daysBefore: ReadonlyArray<number>): ReadonlyArray<{ readonly daysBefore: number; readonly on: LocalDate }> =>
  [...new Set(daysBefore)].toSorted((a, b) => b - a).map((days) => ({ daysBefore: days, on: addDays(dueOn, -days) }));

/** Whether a contract is reminded: its file was not handed in, or was sent back. */
export const isReminded = (state: CampaignState): boolean => state === "not-started" || state === "to-complete";

/** A contract of a campaign, and the contract year that is reviewed. */
export const CampaignedContract = Schema.Struct({ contractId: ContractId, cptsId: CptsId, contractYear: ContractYearNumber }).annotate({ identifier: "CampaignedContract", title: "CampaignedContract", description: "A contract of a campaign" });

/** A contract of a campaign. */
export type CampaignedContract = typeof CampaignedContract.Type;

/** A campaign is open: its place, its days, and the contracts that were of it that day. Its name, which people write as they like, does not travel. */
export const ReviewCampaignOpened = Schema.Struct({
  campaignId: CampaignId,
  year: Schema.Int.annotate({ description: "Calendar year: the contract years that end in it are reviewed" }),
  kind: Code,
  region: Schema.NullOr(RegionCode),
  departement: Schema.NullOr(DepartementCode),
  opensOn: LocalDate,
  dueOn: LocalDate,
  remindDaysBefore: Schema.Array(Schema.Int),
  contracts: Schema.Array(CampaignedContract),
}).annotate({ identifier: "ReviewCampaignOpened", title: "ReviewCampaignOpened", description: "A campaign of annual reviews is open" });

/** A campaign is open. */
export type ReviewCampaignOpened = typeof ReviewCampaignOpened.Type;

/** A question is put to one contract of a campaign, or to all (`null`). Neither it nor its answers travel in words. */
export const ReviewQuestionAsked = Schema.Struct({ questionId: QuestionId, campaignId: CampaignId, contractId: Schema.NullOr(ContractId), section: Code }).annotate({
  identifier: "ReviewQuestionAsked",
  title: "ReviewQuestionAsked",
  description: "A question of a campaign is asked",
});

/** A question is asked. */
export type ReviewQuestionAsked = typeof ReviewQuestionAsked.Type;

/** A contract has answered a question; `answers`: how often, this time included. */
export const ReviewQuestionAnswered = Schema.Struct({ questionId: QuestionId, campaignId: CampaignId, contractId: ContractId, cptsId: CptsId, answers: Schema.Int }).annotate({
  identifier: "ReviewQuestionAnswered",
  title: "ReviewQuestionAnswered",
  description: "A question of a campaign is answered",
});

/** A question is answered. */
export type ReviewQuestionAnswered = typeof ReviewQuestionAnswered.Type;

/** The file of a review is due soon, and was not handed in. */
export const ReviewReminderDue = Schema.Struct({ campaignId: CampaignId, contractId: ContractId, cptsId: CptsId, contractYear: ContractYearNumber, state: CampaignState, dueOn: LocalDate, daysBefore: Schema.Int }).annotate({
  identifier: "ReviewReminderDue",
  title: "ReviewReminderDue",
  description: "The file of a review is due soon, and was not handed in",
});
