import type { contracts } from "@cpts/api/Contracts";
import type { QueryOf } from "@cpts/api/Endpoint";
import type { ReviewItem } from "@cpts/api/ReviewViews";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { Effect } from "effect";
import { sql } from "kysely";
import { contractRow } from "../contracts/queries.ts";
import { read } from "../database/tables.ts";
import { placeResource } from "../portfolio/place.ts";

type Query = QueryOf<typeof contracts.endpoints.listReviews>;

const unknownContract = new Problem({
  type: "unknown-reference",
  retryAfterSeconds: 1,
  faults: [{ in: "query", path: ["contract"], code: "unknown-contract", message: { fr: "ce contrat n'est pas connu ici, ou pas encore", en: "this contract is not known here, or not yet" } }],
});

const ofCpts = (actor: Actor, id: CptsId) => cptsResource({ kind: "review", id, actor, visibility: "cpts", path: ["cpts"] });

/** What a list of reviews is about: the CPTS of the contract, the CPTS, or the place that is asked for; none of them: the whole country, for those who may see all of it. */
export const listedReviews = ({ actor, query }: { readonly actor: Actor; readonly query: Query }) =>
  Effect.gen(function* () {
    if (query.contract !== undefined) {
      const contract = yield* contractRow(query.contract);
      // A stranger is not told which contracts there are. The id came through the contract of the request that drafted it.
      return contract !== undefined ? yield* ofCpts(actor, contract.cpts_id as CptsId) : actor.role === "anonymous" ? placeResource("review", {}) : yield* unknownContract;
    }
    return query.cpts === undefined ? placeResource("review", query) : yield* ofCpts(actor, query.cpts);
  });

const pages = idCursor("review-list");

/** Reviews in the order they were opened in. */
export const listReviewItems = (query: Query) =>
  Effect.gen(function* () {
    const limit = query.limit ?? 50;
    const after = yield* pages.read(query.cursor);
    const rows = yield* read((db) => {
      let select = db
        .selectFrom("review as r")
        .innerJoin("contract as c", "c.id", "r.contract_id")
        .leftJoin("known_cpts as k", "k.id", "c.cpts_id")
        .select(["r.id", "r.contract_id", "r.contract_year", "r.state", "r.frozen", "r.version", "c.cpts_id", "c.kind", "c.region", "c.departement", "k.name as cpts_name"])
        .orderBy("r.id")
        .limit(limit + 1);
      if (after !== null) select = select.where("r.id", ">", after);
      if (query.contract !== undefined) select = select.where("r.contract_id", "=", query.contract);
      if (query.cpts !== undefined) select = select.where("c.cpts_id", "=", query.cpts);
      if (query.region !== undefined) select = select.where("c.region", "=", query.region);
      if (query.departement !== undefined) select = select.where("c.departement", "=", query.departement);
      if (query.year !== undefined) select = select.where("r.contract_year", "=", query.year);
      if (query.state !== undefined) select = select.where(sql<boolean>`r.state = ${query.state}`);
      return select.execute();
    });
    const { items, nextCursor } = pages.pageOf(rows, limit, ({ id }) => id);
    return {
      items: items.map(
        ({ contract_id: contractId, contract_year: contractYear, cpts_id: cptsId, cpts_name: cptsName, departement, frozen, id, kind, region, state, version }): typeof ReviewItem.Encoded => ({
          id,
          contractId,
          cptsId,
          cptsName,
          kind,
          region,
          departement,
          contractYear,
          state,
          decidedOn: frozen?.decidedOn ?? null,
          rates: frozen?.rates.map(({ mission, ratePpm }) => ({ mission, ratePpm })) ?? null,
          version,
        }),
      ),
      nextCursor,
    };
  });
