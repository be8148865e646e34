import { can, type Action, type Actor, type Resource } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { Database } from "@cpts/service-kit/database/database";
import type { StorageError } from "@cpts/service-kit/database/storage-error";
import { placesOf, placesOfCpts } from "@cpts/service-kit/known/places";
import { Effect } from "effect";

/** Whether an actor sees what a CPTS shows to its people and its agencies, or what it shows to its board. */
export const seesInside = (actor: Actor, action: Action, cptsId: CptsId, visibility: "cpts" | "board" = "cpts") =>
  actor.role === "anonymous"
    ? Effect.succeed(false)
    : Effect.map(placesOfCpts(cptsId), (places) => can(actor, action, { kind: "inside", visibility, cptsId, ...places })._tag === "Allowed");

/**
 * The CPTS of which an actor sees what is not public, or whether of the one asked for; `all` for who sees it everywhere. `having` tells
 * which CPTS have something to see: it is asked only for those who see by place, others see their own.
 */
export const insideSeenBy = (actor: Actor, action: Action, asked: CptsId | undefined, having: Effect.Effect<ReadonlyArray<{ readonly cpts_id: CptsId }>, StorageError, Database>) =>
  Effect.gen(function* () {
    if (actor.role === "anonymous") return [];
    const sees = (where: Partial<Resource>): boolean => can(actor, action, { kind: "inside", visibility: "cpts", ...where })._tag === "Allowed";
    if (sees({})) return "all" as const;
    const isOfPlaces = actor.departements.length + actor.regions.length > 0;
    const among = asked !== undefined ? [asked] : isOfPlaces ? (yield* having).map(({ cpts_id }) => cpts_id) : actor.cptsIds;
    if (among.length === 0) return [];
    const places = yield* placesOf(among);
    return among.filter((cptsId) => sees({ cptsId, ...places.get(cptsId) }));
  });
