import { can, type Action, type Actor, type Resource } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { placesOf, placesOfCpts } from "@cpts/service-kit/known/places";
import { Effect } from "effect";

/** Whether an actor sees what a CPTS shows to its people and its agencies. */
export const seesInside = (actor: Actor, action: Action, cptsId: CptsId) =>
  actor.role === "anonymous"
    ? Effect.succeed(false)
    : Effect.map(placesOfCpts(cptsId), (places) => can(actor, action, { kind: "inside", visibility: "cpts", cptsId, ...places })._tag === "Allowed");

/** The CPTS among these of which an actor sees what is not public; `all` for who sees it everywhere. */
export const insideSeenBy = (actor: Actor, action: Action, among: Effect.Effect<ReadonlyArray<CptsId>, never>) =>
  Effect.gen(function* () {
    if (actor.role === "anonymous") return [];
    const sees = (where: Partial<Resource>): boolean => can(actor, action, { kind: "inside", visibility: "cpts", ...where })._tag === "Allowed";
    if (sees({})) return "all" as const;
    const ids = yield* among;
    const places = yield* placesOf(ids);
    return ids.filter((cptsId) => sees({ cptsId, ...places.get(cptsId) }));
  });
