/**
 * Who may do what: one table, one pure function, denied unless a row allows it.
 *
 * Open data is readable by everyone, with or without a token. Any other right needs a row for the role, whose test meets the
 * territory of the resource: a CPTS may straddle departements and regions, so the test is an intersection. A
 * service account has what its scopes say and nothing else; a platform administrator has no right on content.
 *
 * @example
 * ```ts
 * import * as Access from "@cpts/domain/Access";
 *
 * Access.can(Access.anonymous, "commune.read", { kind: "commune", visibility: "public" }); // => { _tag: "Allowed" }
 * Access.can(Access.anonymous, "cpts.register", { kind: "cpts", visibility: "public" })._tag; // => "Denied"
 * ```
 */
import { Schema } from "effect";
import { actions, policy, type Action, type ScopeTest, type Visibility } from "./AccessPolicy.ts";
import { DepartementCode, RegionCode } from "./Cog.ts";
import { CptsId } from "./Cpts.ts";
import { ProfessionalId } from "./Professional.ts";
import { Role } from "./Role.ts";

export { Action, actions, policy, Visibility, type ActionDescription, type PolicyRow, type ScopeTest } from "./AccessPolicy.ts";
export { Role, roleLabels } from "./Role.ts";

/**
 * Who acts, as read from a token. `subject` never leaves the service; the lists are the actor's own scope, empty
 * when the role has none; `scopes` count for service accounts only. `personId` is who they are in the directory, where the issuer
 * vouches for it (claim `cpts_person_id` of the token): it alone opens nothing, and without it nothing that is for one person is seen.
 */
export const Actor = Schema.Struct({
  role: Role,
  subject: Schema.NullOr(Schema.String),
  cptsIds: Schema.Array(CptsId),
  departements: Schema.Array(DepartementCode),
  regions: Schema.Array(RegionCode),
  scopes: Schema.Array(Schema.String),
  personId: Schema.optionalKey(ProfessionalId),
}).annotate({ title: "Actor", description: "Who acts, and within which scope" });

/** Who acts, as read from a token. */
export type Actor = typeof Actor.Type;

/** A visitor without token. */
export const anonymous: Actor = { role: "anonymous", subject: null, cptsIds: [], departements: [], regions: [], scopes: [] };

/**
 * What is acted upon. The places are those of the CPTS's territory. An absent `visibility` means `private`, the most
 * restrictive: say `public` for open data.
 */
export interface Resource {
  readonly kind: string;
  readonly cptsId?: CptsId;
  readonly departements?: ReadonlyArray<DepartementCode>;
  readonly regions?: ReadonlyArray<RegionCode>;
  readonly visibility?: Visibility;
  /** The person the resource is about, as in `Actor.subject`. */
  readonly subject?: string;
}

/**
 * Why an action is refused: `not-authenticated` (a token may help, HTTP 401), `role`, `missing-scope` (of a
 * service account), `out-of-scope` (the role may, elsewhere or at another visibility), `unknown-action`.
 */
export type DenialReason = "not-authenticated" | "role" | "missing-scope" | "out-of-scope" | "unknown-action";

/** The verdict. `Hidden`: the actor may not even know that the resource exists (HTTP 404, not 403). */
export type Decision = { readonly _tag: "Allowed" } | { readonly _tag: "Denied"; readonly reason: DenialReason } | { readonly _tag: "Hidden" };

const visibilityRank: { readonly [V in Visibility]: number } = { public: 0, cpts: 1, board: 2, private: 3 };

const meets = <A>(mine: ReadonlyArray<A>, theirs: ReadonlyArray<A> | undefined): boolean =>
  theirs !== undefined && theirs.some((one) => mine.includes(one));

const passes = (test: ScopeTest, actor: Actor, action: Action, resource: Resource): boolean => {
  switch (test) {
    case "anywhere":
      return true;
    case "own-cpts":
      return resource.cptsId !== undefined && actor.cptsIds.includes(resource.cptsId);
    case "own-departement":
      return meets(actor.departements, resource.departements);
    case "own-region":
      return meets(actor.regions, resource.regions);
    case "self":
      return actor.subject !== null && resource.subject === actor.subject;
    case "granted-scope":
      return actor.scopes.includes(actions[action].scope);
  }
};

const allows = (actor: Actor, action: Action, resource: Resource): boolean =>
  policy.some(
    (row) =>
      row.action === action &&
      row.role === actor.role &&
      visibilityRank[resource.visibility ?? "private"] <= visibilityRank[row.upTo] &&
      passes(row.test, actor, action, resource),
  );

const denialReason = (actor: Actor, action: Action): DenialReason => {
  if (actor.role === "anonymous") return "not-authenticated";
  if (actor.role === "service-account") return "missing-scope";
  return policy.some((row) => row.action === action && row.role === actor.role) ? "out-of-scope" : "role";
};

/**
 * May this actor do this to that? Pure. An action outside the table is denied to all. When the actor could not read the
 * resource either, the answer is `Hidden` rather than `Denied`.
 */
export const can = (actor: Actor, action: Action, resource: Resource): Decision => {
  if (!Object.hasOwn(actions, action)) return { _tag: "Denied", reason: "unknown-action" };
  if (allows(actor, action, resource)) return { _tag: "Allowed" };
  const { sight } = actions[action];
  if (sight !== null && !allows(actor, sight, resource)) return { _tag: "Hidden" };
  return { _tag: "Denied", reason: denialReason(actor, action) };
};
