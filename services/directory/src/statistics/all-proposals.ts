import type { IndicatorProposal } from "@cpts/domain/IndicatorProposal";
import { statement } from "@cpts/service-kit/database/statement";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

interface Row {
  readonly id: string;
  readonly content: typeof IndicatorProposal.Encoded;
}

const proposals = statement<[after: string, limit: number], Row>("select id, content from indicator_proposal where id > $1 order by id limit $2");

/** Every value that was proposed to a contract. */
export const listProposals = pagesById("indicator-proposals", (after, limit) => read((db) => proposals(db, after, limit)), (rows) => Effect.succeed(rows.map(({ content }) => content)));
