import { contracts } from "@cpts/api/Contracts";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import { NewReviewCampaign, type NewReviewQuestion } from "@cpts/api/ReviewCampaigns";
import type { ContractId } from "@cpts/domain/Contract";
import { campaignStateOf, isReminded, reminderDays, yearEndingIn, type CampaignId, type QuestionId } from "@cpts/domain/ReviewCampaign";
import { clock } from "@cpts/service-kit/clocks/clock";
import { schedule } from "@cpts/service-kit/clocks/schedule";
import { record } from "@cpts/service-kit/events/log/record";
import { Ids } from "@cpts/service-kit/ids";
import { startOfDayInParis } from "@cpts/service-kit/time/paris-day";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema, SchemaParser } from "effect";
import { dateOfSignature } from "../contracts/dates.ts";
import { lockContract } from "../contracts/lock.ts";
import { write } from "../database/tables.ts";
import { doneBy, type Caller } from "../indicators/observe.ts";
import { contractsOf } from "../portfolio/inputs.ts";
import { contractsOfCampaigns, findCampaignRow, questionView } from "./queries.ts";

const kind = "review-reminder";
const encode = Schema.encodeSync(NewReviewCampaign);
const decodeReminder = SchemaParser.decodeUnknownSync(contracts.events.reviewReminderDue.payload);
const decodeOpened = SchemaParser.decodeUnknownSync(contracts.events.reviewCampaignOpened.payload);
const decodeAsked = SchemaParser.decodeUnknownSync(contracts.events.reviewQuestionAsked.payload);
const decodeAnswered = SchemaParser.decodeUnknownSync(contracts.events.reviewQuestionAnswered.payload);
const fault = (path: ReadonlyArray<string>, code: string, fr: string, en: string): FieldFault => ({ in: "body", path, code, message: { fr, en } });

const dueBeforeOpening = fault(["dueOn"], "due-before-opening", "les dossiers sont attendus après l'ouverture de la campagne", "files are due after the campaign opens");
const noContract = fault(["year"], "no-contract", "aucun contrat de ce lieu n'a d'année qui finit cette année-là", "no contract of this place has a year that ends in that year");
const notOfCampaign = fault(["contractId"], "not-of-campaign", "ce contrat n'est pas de cette campagne", "this contract is not of this campaign");

/** Opens a campaign over the contracts of a place, and sets its reminders. */
export const openCampaign = (given: NewReviewCampaign) =>
  Effect.gen(function* () {
    const { cptsIds, departement = null, region = null, year, ...body } = encode(given);
    const held = (yield* contractsOf(given)).flatMap((row) => {
      const { on, orderedBy } = dateOfSignature(row.signature);
      const number = row.state !== "signed" || orderedBy !== "declared" ? null : yearEndingIn(on, row.terms.termYears, year);
      return number === null || (cptsIds !== undefined && !cptsIds.includes(row.cpts_id)) ? [] : [{ contract_id: row.id, contract_year: number, cptsId: row.cpts_id }];
    });
    const faults = [...(given.dueOn < given.opensOn ? [dueBeforeOpening] : []), ...(held.length === 0 ? [noContract] : [])];
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    // A new id is one of a campaign.
    const id = (yield* (yield* Ids).next) as string as CampaignId;
    yield* write((db) => db.insertInto("review_campaign").values({ id, year, region, departement, body: JSON.stringify(body) }).execute());
    yield* write((db) => db.insertInto("review_campaign_contract").values(held.map(({ contract_id, contract_year }) => ({ contract_id, contract_year, campaign_id: id, reminders: 0 }))).execute());
    const data = decodeOpened({
      campaignId: id,
      year,
      kind: body.kind,
      region,
      departement,
      opensOn: body.opensOn,
      dueOn: body.dueOn,
      remindDaysBefore: body.remindDaysBefore,
      contracts: held.map(({ contract_id: contractId, contract_year: contractYear, cptsId }) => ({ contractId, cptsId, contractYear })),
    });
    yield* record(contracts.events.reviewCampaignOpened, { aggregateId: id, aggregateVersion: 1, data });
    const now = yield* today;
    yield* Effect.forEach(
      reminderDays(given.dueOn, given.remindDaysBefore).filter(({ on }) => on >= now),
      ({ daysBefore, on }) => schedule({ kind, ref: id, key: String(daysBefore), at: startOfDayInParis(on) }),
      { discard: true },
    );
    return id;
  });

/** Reminds every contract of a campaign whose file is not handed in. */
export const reminderClock = clock(kind, ({ key, ref }) =>
  Effect.gen(function* () {
    const [campaign] = yield* write((db) => db.selectFrom("review_campaign").selectAll().where("id", "=", ref).execute());
    if (campaign === undefined) return;
    const rows = (yield* contractsOfCampaigns([ref])).filter(({ review }) => isReminded(campaignStateOf(review)));
    yield* Effect.forEach(
      rows,
      ({ contract_id: contractId, contract_year: contractYear, cpts_id: cptsId, reminders, review }) =>
        Effect.gen(function* () {
          const aggregateVersion = reminders + 1;
          yield* write((db) => db.updateTable("review_campaign_contract").set({ reminders: aggregateVersion }).where("campaign_id", "=", ref).where("contract_id", "=", contractId).execute());
          const data = decodeReminder({ campaignId: ref, contractId, cptsId, contractYear, state: campaignStateOf(review), dueOn: campaign.body.dueOn, daysBefore: Number(key) });
          yield* record(contracts.events.reviewReminderDue, { aggregateId: `reminders/${ref}/${contractId}`, aggregateVersion, data });
        }),
      { discard: true },
    );
  }),
);

/** Asks a question of the contracts of a campaign. */
export const askQuestion = (campaign: CampaignId, { contractId, question, section }: NewReviewQuestion, caller: Caller) =>
  Effect.gen(function* () {
    yield* findCampaignRow(campaign);
    const held = yield* contractsOfCampaigns([campaign]);
    if (contractId !== undefined && !held.some(({ contract_id: id }) => id === contractId)) return yield* new Problem({ type: "invalid-request", faults: [notOfCampaign] });
    const row = { id: yield* (yield* Ids).next, campaign_id: campaign, contract_id: contractId ?? null, section, question, asked: yield* doneBy(caller) };
    yield* write((db) => db.insertInto("review_question").values({ ...row, asked: JSON.stringify(row.asked) }).execute());
    yield* record(contracts.events.reviewQuestionAsked, { aggregateId: row.id, aggregateVersion: 1, data: decodeAsked({ questionId: row.id, campaignId: campaign, contractId: row.contract_id, section }) });
    return questionView(row, []);
  });

const questionNotFound = new Problem({ type: "not-found", detail: { fr: "Cette question n'est pas posée à ce contrat.", en: "This question is not put to this contract." } });

/** Answers a question; an answer that follows another stands beside it. */
export const answerQuestion = (contractId: ContractId, questionId: QuestionId, answer: string, caller: Caller) =>
  Effect.gen(function* () {
    const contract = yield* lockContract(contractId);
    const [question] = yield* write((db) =>
      db
        .selectFrom("review_question as q")
        .innerJoin("review_campaign_contract as cc", "cc.campaign_id", "q.campaign_id")
        .selectAll("q")
        .where("q.id", "=", questionId)
        .where("cc.contract_id", "=", contractId)
        .where((where) => where.or([where("q.contract_id", "is", null), where("q.contract_id", "=", contractId)]))
        .execute(),
    );
    if (question === undefined) return yield* questionNotFound;
    const row = { id: yield* (yield* Ids).next, question_id: questionId, contract_id: contractId, answer, answered: yield* doneBy(caller) };
    yield* write((db) => db.insertInto("review_answer").values({ ...row, answered: JSON.stringify(row.answered) }).execute());
    const answers = yield* write((db) => db.selectFrom("review_answer").selectAll().where("question_id", "=", questionId).where("contract_id", "=", contractId).orderBy("id").execute());
    const told = decodeAnswered({ questionId, campaignId: question.campaign_id, contractId, cptsId: contract.cpts_id, answers: answers.length });
    // Each contract answers for itself: what others answer is in no order with it.
    yield* record(contracts.events.reviewQuestionAnswered, { aggregateId: `answers/${questionId}/${contractId}`, aggregateVersion: answers.length, data: told });
    return questionView(question, answers);
  });
