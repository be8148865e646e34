import type { contracts } from "@cpts/api/Contracts";
import type { QueryOf } from "@cpts/api/Endpoint";
import type { ReviewCampaignItem, ReviewCampaignView, ReviewQuestionView } from "@cpts/api/ReviewCampaigns";
import { Problem } from "@cpts/api/Problem";
import type { ReviewState } from "@cpts/domain/AnnualReview";
import type { ContractId } from "@cpts/domain/Contract";
import { campaignStateOf, type CampaignId } from "@cpts/domain/ReviewCampaign";
import { statement } from "@cpts/service-kit/database/statement";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { Effect } from "effect";
import type { Selectable } from "kysely";
import { read, type ContractsTables } from "../database/tables.ts";
import type { FrozenReview } from "../reviews/tables.ts";

export type CampaignRow = Selectable<ContractsTables["review_campaign"]>;
type View = typeof ReviewCampaignView.Encoded;
type Item = typeof ReviewCampaignItem.Encoded;
type Question = typeof ReviewQuestionView.Encoded;

const campaignNotFound = new Problem({ type: "not-found", detail: { fr: "Cette campagne n'est pas connue ici.", en: "This campaign is not known here." } });

const oneStatement = statement<[id: string], CampaignRow>("select * from review_campaign where id = $1");

/** A campaign as it is kept. */
export const findCampaignRow = (id: CampaignId) => Effect.flatMap(read((db) => oneStatement(db, id)), ([row]) => (row === undefined ? Effect.fail(campaignNotFound) : Effect.succeed(row)));

/** A contract of a campaign, with its review. */
export interface CampaignedRow {
  readonly campaign_id: string;
  readonly contract_id: string;
  readonly contract_year: number;
  readonly reminders: number;
  readonly cpts_id: string;
  readonly cpts_name: string | null;
  readonly review: ReviewState | null;
  readonly frozen: FrozenReview | null;
  readonly unanswered: number;
}

const contractsStatement = statement<[campaigns: ReadonlyArray<string>], CampaignedRow>(
  `select cc.*, c.cpts_id, k.name as cpts_name, r.state as review, r.frozen,
    (select count(*)::integer from review_question q where q.campaign_id = cc.campaign_id and (q.contract_id is null or q.contract_id = cc.contract_id)
      and not exists (select from review_answer a where a.question_id = q.id and a.contract_id = cc.contract_id)) as unanswered
  from review_campaign_contract cc join contract c on c.id = cc.contract_id left join known_cpts k on k.id = c.cpts_id
  left join review r on r.contract_id = cc.contract_id and r.contract_year = cc.contract_year
  where cc.campaign_id = any($1::uuid[]) order by cc.contract_id`,
);

/** The contracts of some campaigns. */
export const contractsOfCampaigns = (ids: ReadonlyArray<string>) => read((db) => contractsStatement(db, ids));

const countsOf = (rows: ReadonlyArray<CampaignedRow>): Item["counts"] => {
  const counts = { "not-started": 0, received: 0, "to-complete": 0, closed: 0 };
  for (const { review } of rows) counts[campaignStateOf(review)] += 1;
  return counts;
};

const factsOf = ({ body, departement, id, region, year }: CampaignRow): Omit<Item, "counts"> => ({ id, year, region, departement, ...body });

const contractOf = (row: CampaignedRow): View["contracts"][number] => ({
  contractId: row.contract_id,
  cptsId: row.cpts_id,
  cptsName: row.cpts_name,
  contractYear: row.contract_year,
  state: campaignStateOf(row.review),
  review: row.review,
  decidedOn: row.frozen?.decidedOn ?? null,
  unanswered: row.unanswered,
  reminders: row.reminders,
});

/** A campaign with its contracts. */
export const findCampaign = (id: CampaignId) =>
  Effect.gen(function* () {
    const row = yield* findCampaignRow(id);
    const rows = yield* contractsOfCampaigns([id]);
    const body: View = { ...factsOf(row), counts: countsOf(rows), contracts: rows.map(contractOf) };
    return body;
  });

const pages = idCursor("review-campaigns");

/** Campaigns in the order they were opened in. */
export const listCampaigns = (query: QueryOf<typeof contracts.endpoints.listReviewCampaigns>) =>
  Effect.gen(function* () {
    const limit = query.limit ?? 50;
    const after = yield* pages.read(query.cursor);
    const rows = yield* read((db) => {
      let select = db.selectFrom("review_campaign").selectAll().orderBy("id").limit(limit + 1);
      if (after !== null) select = select.where("id", ">", after);
      if (query.region !== undefined) select = select.where("region", "=", query.region);
      if (query.departement !== undefined) select = select.where("departement", "=", query.departement);
      return select.execute();
    });
    const page = pages.pageOf<CampaignRow>(rows, limit, ({ id }) => id);
    const held = Map.groupBy(yield* contractsOfCampaigns(page.items.map(({ id }) => id)), (one) => one.campaign_id);
    return { items: page.items.map((row): Item => ({ ...factsOf(row), counts: countsOf(held.get(row.id) ?? []) })), nextCursor: page.nextCursor };
  });

type QuestionRow = Selectable<ContractsTables["review_question"]>;
type AnswerRow = Selectable<ContractsTables["review_answer"]>;

const questionsStatement = statement<[contract: string, after: string, limit: number], QuestionRow>(
  `select q.* from review_campaign_contract cc join review_question q on q.campaign_id = cc.campaign_id and (q.contract_id is null or q.contract_id = cc.contract_id)
  where cc.contract_id = $1 and q.id > $2 order by q.id limit $3`,
);
const answersStatement = statement<[contract: string, questions: ReadonlyArray<string>], AnswerRow>("select * from review_answer where contract_id = $1 and question_id = any($2::uuid[]) order by id");
const campaignQuestions = statement<[campaign: string], QuestionRow>("select * from review_question where campaign_id = $1 order by section, id");
const campaignAnswers = statement<[campaign: string], AnswerRow>("select a.* from review_answer a join review_question q on q.id = a.question_id where q.campaign_id = $1 order by a.id");

/** A question with the answers of a contract. */
export const questionView = (row: QuestionRow, answers: ReadonlyArray<AnswerRow>): Question => ({
  id: row.id,
  campaignId: row.campaign_id,
  contractId: row.contract_id,
  section: row.section,
  question: row.question,
  asked: row.asked,
  state: answers.length === 0 ? "asked" : "answered",
  answers: answers.map(({ answer, answered }) => ({ answer, answered })),
});

const first = "00000000-0000-0000-0000-000000000000";
const questionPages = idCursor("review-questions");

/** The questions put to a contract, with its answers. */
export const listQuestions = (contractId: ContractId, query: { readonly limit?: number; readonly cursor?: string }) =>
  Effect.gen(function* () {
    const limit = query.limit ?? 50;
    const after = (yield* questionPages.read(query.cursor)) ?? first;
    const page = questionPages.pageOf<QuestionRow>(yield* read((db) => questionsStatement(db, contractId, after, limit + 1)), limit, ({ id }) => id);
    const answers = Map.groupBy(yield* read((db) => answersStatement(db, contractId, page.items.map(({ id }) => id))), (one) => one.question_id);
    return { items: page.items.map((row) => questionView(row, answers.get(row.id) ?? [])), nextCursor: page.nextCursor };
  });

/** Every question of a campaign, and every answer. */
export const questionsOfCampaign = (id: CampaignId) =>
  Effect.gen(function* () {
    return { questions: yield* read((db) => campaignQuestions(db, id)), answers: yield* read((db) => campaignAnswers(db, id)) };
  });
