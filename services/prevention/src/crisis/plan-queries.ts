import { crisisPlanEndpoints } from "@cpts/api/CrisisPlans";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { CrisisPlanContent, CrisisPlanId } from "@cpts/domain/CrisisPlan";
import { statement } from "@cpts/service-kit/database/statement";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { insideSeenBy } from "../inside.ts";
import { planById, plansListed, versionView, viewOfPlan } from "./plan-rows.ts";

interface VersionRow {
  readonly number: number;
  readonly published_on: string;
  readonly content: typeof CrisisPlanContent.Encoded;
}

const versionsOf = statement<[id: string], VersionRow>("select number, published_on, content from crisis_plan_version where plan_id = $1 order by number desc");
const withPlan = statement<[], { readonly cpts_id: CptsId }>("select cpts_id from crisis_plan");

/** A plan, whoever asks: the permission is checked before. */
export const findPlan = (id: CrisisPlanId) =>
  Effect.flatMap(
    read((db) => planById(db, id)),
    ([row]) => (row === undefined ? Effect.fail(new Problem({ type: "not-found" })) : Effect.succeed({ body: viewOfPlan(row), version: row.version })),
  );

export const listPlanVersions = (id: CrisisPlanId) =>
  Effect.map(read((db) => versionsOf(db, id)), (rows) => ({ items: rows.map(({ content, number, published_on }) => versionView(number, published_on, content)) }));

const pages = idCursor("crisis-plans");

/** Plans that an actor sees, the newest first, a page at a time. */
export const listPlans = (query: (typeof crisisPlanEndpoints.listCrisisPlans)["query"]["Type"], actor: Actor) =>
  Effect.gen(function* () {
    const after = yield* pages.read(query.cursor);
    const limit = query.limit ?? 50;
    const seen = yield* insideSeenBy(actor, "crisis-plan.read", query.cpts, read((db) => withPlan(db)));
    const rows = yield* read((db) => plansListed(db, after, limit + 1, query.cpts ?? null, seen === "all" ? "all" : "some", seen === "all" ? [] : seen));
    const { items, nextCursor } = pages.pageOf(rows, limit, ({ id }) => id);
    return { items: items.map(viewOfPlan), nextCursor };
  });
