import type { IndicatorProposal } from "@cpts/domain/IndicatorProposal";
import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

/** What was proposed to contracts: a part of the directory's tables. */
export interface ProposalTables {
  readonly indicator_proposal: { id: string; content: Json<typeof IndicatorProposal.Encoded> };
}

/** Keeps what is proposed, beginning with what the log tells was. */
export const indicatorProposals = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table indicator_proposal (id uuid primary key, content json not null)`.execute(db);
  await sql`insert into indicator_proposal (id, content) select (data->>'proposalId')::uuid, data from event where type = 'cpts.directory.indicator.proposed.v1'`.execute(db);
};
