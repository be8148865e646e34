import type { Actor, Resource } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { ActionId } from "@cpts/domain/PreventionAction";
import { Problem } from "@cpts/api/Problem";
import { statement } from "@cpts/service-kit/database/statement";
import { placesOfCpts } from "@cpts/service-kit/known/places";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { insideSeenBy } from "../inside.ts";

const ofAction = statement<[id: string], { readonly cpts_id: CptsId; readonly state: string }>("select cpts_id, state from action where id = $1");
const withPlanned = statement<[], { readonly cpts_id: CptsId }>("select distinct cpts_id from action where state = 'planned'");

// Nothing tells an action that is not from one that may not be seen.
const notFound = new Problem({ type: "not-found" });

/** What a request about an action is about. A published one is open data: its place matters to those who write alone. */
export const actionResource = (id: ActionId, writes: boolean) =>
  Effect.gen(function* () {
    const [row] = yield* read((db) => ofAction(db, id));
    if (row === undefined) return yield* notFound;
    const isPublic = row.state === "published";
    const places = isPublic && !writes ? {} : yield* placesOfCpts(row.cpts_id);
    const resource: Resource = { kind: "action", cptsId: row.cpts_id, visibility: isPublic ? "public" : "cpts", ...places };
    return resource;
  });

/** The CPTS whose planned actions an actor sees, among all or of the one asked for; `all` for who sees them everywhere. */
export const plannedSeenBy = (actor: Actor, asked?: CptsId) => insideSeenBy(actor, "action.read", asked, read((db) => withPlanned(db)));

/** Whether an actor sees the planned actions of a CPTS. */
export const seesPlannedOf = (actor: Actor, id: CptsId) => Effect.map(plannedSeenBy(actor, id), (seen) => seen === "all" || seen.length > 0);
