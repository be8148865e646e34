import type { ToldCampaign, ToldQuestion } from "@cpts/api/ContractsSnapshots";
import { statement } from "@cpts/service-kit/database/statement";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import type { CampaignRow } from "./queries.ts";

type Contracts = (typeof ToldCampaign.Encoded)["contracts"];
type Answered = (typeof ToldQuestion.Encoded)["answered"];

// Contracts in the order of their event: that of their ids.
const campaigns = statement<[after: string, limit: number], CampaignRow & { readonly contracts: Contracts | null }>(
  `select b.*, (select json_agg(json_build_object('contractId', cc.contract_id, 'cptsId', c.cpts_id, 'contractYear', cc.contract_year, 'reminders', cc.reminders) order by cc.contract_id)
    from review_campaign_contract cc join contract c on c.id = cc.contract_id where cc.campaign_id = b.id) as contracts
  from review_campaign b where b.id > $1 order by b.id limit $2`,
);

const campaignOf = ({ body: { dueOn, kind, opensOn, remindDaysBefore }, contracts, departement, id, region, year }: CampaignRow & { readonly contracts: Contracts | null }): typeof ToldCampaign.Encoded => ({
  campaignId: id,
  year,
  kind,
  region,
  departement,
  opensOn,
  dueOn,
  remindDaysBefore,
  contracts: contracts ?? [],
});

/** Every campaign, without its name. */
export const listAllCampaigns = pagesById("told-campaigns", (after, limit) => read((db) => campaigns(db, after, limit)), (rows) => Effect.succeed(rows.map(campaignOf)));

interface QuestionRow {
  readonly id: string;
  readonly campaign_id: string;
  readonly contract_id: string | null;
  readonly section: string;
  readonly answered: Answered | null;
}

const questions = statement<[after: string, limit: number], QuestionRow>(
  `select q.id, q.campaign_id, q.contract_id, q.section, (select json_agg(json_build_object('contractId', a.contract_id, 'answers', a.answers) order by a.contract_id)
    from (select contract_id, count(*)::integer as answers from review_answer where question_id = q.id group by contract_id) a) as answered
  from review_question q where q.id > $1 order by q.id limit $2`,
);

const questionOf = ({ answered, campaign_id: campaignId, contract_id: contractId, id, section }: QuestionRow): typeof ToldQuestion.Encoded => ({ questionId: id, campaignId, contractId, section, answered: answered ?? [] });

/** Every question of every campaign, without its words. */
export const listAllQuestions = pagesById("told-questions", (after, limit) => read((db) => questions(db, after, limit)), (rows) => Effect.succeed(rows.map(questionOf)));
