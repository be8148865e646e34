import type { ToldReview } from "@cpts/api/ContractsSnapshots";
import { statement } from "@cpts/service-kit/database/statement";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import type { ReviewRow } from "./queries.ts";

type Row = ReviewRow & { readonly cpts_id: string };

const reviews = statement<[after: string, limit: number], Row>("select r.*, c.cpts_id from review r join contract c on c.id = r.contract_id where r.id > $1 order by r.id limit $2");

const viewOf = ({ contract_id: contractId, contract_year: contractYear, cpts_id: cptsId, frozen, id, state, version }: Row): typeof ToldReview.Encoded => ({
  reviewId: id,
  contractId,
  cptsId,
  contractYear,
  state,
  decidedOn: frozen?.decidedOn ?? null,
  hash: frozen?.hash ?? null,
  rates: frozen?.rates.map(({ mission, ratePpm }) => ({ mission, ratePpm })) ?? null,
  version,
});

/** The annual reviews of every contract: where they stand, and what was decided. */
export const listReviews = pagesById("reviews", (after, limit) => read((db) => reviews(db, after, limit)), (rows) => Effect.succeed(rows.map(viewOf)));
