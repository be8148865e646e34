import { Problem } from "@cpts/api/Problem";
import { prevention } from "@cpts/api/Prevention";
import type { Actor } from "@cpts/domain/Access";
import type { ActionId } from "@cpts/domain/PreventionAction";
import { loadCommunes } from "@cpts/reference-data";
import { idsOf, withExternalIds } from "@cpts/service-kit/database/external-ids";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { actionById, communesOfAction, viewOfRow, type ActionRow } from "./rows.ts";
import { plannedSeenBy } from "./sight.ts";

/** Kind of the external ids. */
export const kind = "action";

const viewsOf = (rows: ReadonlyArray<ActionRow>) =>
  Effect.gen(function* () {
    const communes = yield* Effect.promise(loadCommunes);
    return yield* withExternalIds(kind, rows, (row, externalIds) => viewOfRow(row, externalIds, communes));
  });

/** An action, whoever asks: the permission is checked before. */
export const findAction = (id: ActionId) =>
  Effect.gen(function* () {
    const [view] = yield* viewsOf(yield* read((db) => actionById(db, id)));
    if (view === undefined) return yield* new Problem({ type: "not-found" });
    return view;
  });

type ListQuery = (typeof prevention.endpoints.listActions)["query"]["Type"];

const rowsOf = (query: ListQuery, seen: ReadonlyArray<string> | "all", ids: ReadonlyArray<string> | null, after: string | null, limit: number) =>
  read((db) => {
    let select = db.selectFrom("action as a").selectAll("a").select(communesOfAction).orderBy("a.id", "desc").limit(limit);
    if (after !== null) select = select.where("a.id", "<", after);
    if (seen !== "all") select = select.where((eb) => eb.or([eb("a.state", "=", "published"), ...(seen.length === 0 ? [] : [eb("a.cpts_id", "in", seen)])]));
    if (query.cpts !== undefined) select = select.where("a.cpts_id", "=", query.cpts);
    if (query.mission !== undefined) select = select.where("a.mission", "=", query.mission);
    if (query.state !== undefined) select = select.where("a.state", "=", query.state);
    if (query.commune !== undefined) select = select.where("a.id", "in", db.selectFrom("action_commune").select("action_id").where("commune", "=", query.commune));
    if (query.from !== undefined) select = select.where("a.to_latest", ">", query.from);
    if (query.to !== undefined) select = select.where("a.from_earliest", "<", query.to);
    if (ids !== null) select = select.where("a.id", "in", ids);
    return select.execute();
  });

const pages = idCursor("actions");

/** Actions that an actor sees, the last planned first, a page at a time. */
export const listActions = (query: ListQuery, actor: Actor) =>
  Effect.gen(function* () {
    const after = yield* pages.read(query.cursor);
    const limit = query.limit ?? 50;
    const seen = query.state === "published" ? [] : yield* plannedSeenBy(actor, query.cpts);
    const ids = yield* idsOf(kind, query.identifier);
    const rows = ids?.length === 0 ? [] : yield* rowsOf(query, seen, ids, after, limit + 1);
    const { items, nextCursor } = pages.pageOf(rows, limit, ({ id }) => id);
    return { items: yield* viewsOf(items), nextCursor };
  });
