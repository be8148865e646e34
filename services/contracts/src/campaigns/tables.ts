import type { DoneBy } from "@cpts/api/ContractIndicatorViews";
import type { NewReviewCampaign } from "@cpts/api/ReviewCampaigns";
import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

type Done = typeof DoneBy.Encoded;

/** What a campaign says of itself. */
export type StoredCampaign = Pick<typeof NewReviewCampaign.Encoded, "label" | "kind" | "opensOn" | "dueOn" | "remindDaysBefore">;

export interface CampaignTables {
  readonly review_campaign: { id: string; year: number; region: string | null; departement: string | null; body: Json<StoredCampaign> };
  /** Its contracts as they were when it was made. */
  readonly review_campaign_contract: { campaign_id: string; contract_id: string; contract_year: number; reminders: number };
  readonly review_question: { id: string; campaign_id: string; contract_id: string | null; section: string; question: string; asked: Json<Done> };
  readonly review_answer: { id: string; question_id: string; contract_id: string; answer: string; answered: Json<Done> };
}

export const campaignTables = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table review_campaign (id uuid primary key, year integer not null, region text, departement text, body json not null)`.execute(db);
  await sql`
    create table review_campaign_contract (
      campaign_id uuid not null references review_campaign (id),
      contract_id uuid not null references contract (id),
      contract_year integer not null,
      reminders integer not null,
      primary key (campaign_id, contract_id)
    )`.execute(db);
  await sql`create index review_campaign_contract_contract on review_campaign_contract (contract_id)`.execute(db);
  await sql`create table review_question (id uuid primary key, campaign_id uuid not null references review_campaign (id), contract_id uuid references contract (id), section text not null, question text not null, asked json not null)`.execute(db);
  await sql`create index review_question_campaign on review_question (campaign_id, id)`.execute(db);
  await sql`create table review_answer (id uuid primary key, question_id uuid not null references review_question (id), contract_id uuid not null references contract (id), answer text not null, answered json not null)`.execute(db);
  await sql`create index review_answer_question on review_answer (question_id, contract_id, id)`.execute(db);
};
