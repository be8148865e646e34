/**
 * The access policy as data: the actions of the platform, and the rows that allow them.
 *
 * @example
 * ```ts
 * import * as AccessPolicy from "@cpts/domain/AccessPolicy";
 *
 * AccessPolicy.actions["territory.change"].scope; // => "registry:write"
 * AccessPolicy.policy.filter((row) => row.action === "territory.change").map((row) => row.role); // => ["coordinator", "ars-officer", "service-account"]
 * ```
 */
import { Schema } from "effect";
import { contractsActions } from "./internal/contractsActions.ts";
import { directoryActions } from "./internal/directoryActions.ts";
import { platformActions } from "./internal/platformActions.ts";
import { preventionActions } from "./internal/preventionActions.ts";
import { registryActions } from "./internal/registryActions.ts";
import type { Role } from "./Role.ts";

/** Who may see a resource: everyone, the members of the CPTS, its board, or only those concerned. */
export const Visibility = Schema.Literals(["public", "cpts", "board", "private"]).annotate({
  title: "Visibility",
  description: "Who may see it, from the least to the most restrictive",
});

/** Who may see a resource. */
export type Visibility = typeof Visibility.Type;

const described = { ...registryActions, ...directoryActions, ...contractsActions, ...preventionActions, ...platformActions };

// Object.keys of a record gives nothing but its names.
const actionNames = Object.keys(described) as ReadonlyArray<keyof typeof described>;

/** The actions of the platform. */
export const Action = Schema.Literals(actionNames).annotate({ title: "Action", description: "What may be permitted" });

/** An action of the platform. */
export type Action = typeof Action.Type;

/**
 * What an action is: whether it writes, the scope that grants it to a service account, and the action that tells whether the
 * actor can see the resource at all (`null` when there is no resource to hide).
 */
export interface ActionDescription {
  readonly writes: boolean;
  readonly scope: string;
  readonly sight: Action | null;
}

/** Every action, described. A new action is a line in `internal/*Actions.ts` and its rows below. */
export const actions: { readonly [A in Action]: ActionDescription } = described;

/** How the actor's scope must meet the resource. Places and CPTS are intersections. */
export type ScopeTest = "anywhere" | "own-cpts" | "own-departement" | "own-region" | "self" | "granted-scope";

/** A right: this role, this action, where the test passes, on resources visible up to that level. */
export interface PolicyRow {
  readonly role: Role;
  readonly action: Action;
  readonly test: ScopeTest;
  readonly upTo: Visibility;
}

const everyone: ReadonlyArray<Role> = [
  "anonymous",
  "professional",
  "board-member",
  "coordinator",
  "urps-referent",
  "cpam-officer",
  "ars-officer",
  "service-account",
  "platform-admin",
];

/** The people of a CPTS and the agencies. */
const people: ReadonlyArray<Role> = ["professional", "board-member", "coordinator", "urps-referent", "cpam-officer", "ars-officer"];

const grant = (role: Role, test: ScopeTest, upTo: Visibility, ...granted: ReadonlyArray<Action>): ReadonlyArray<PolicyRow> =>
  granted.map((action) => ({ role, action, test, upTo }));

const contentReads: ReadonlyArray<Action> = [
  "cpts.read",
  "territory.read",
  "fact.read",
  "mission.read",
  "formation.read",
  "referent.read",
  "discrepancy.read",
  "professional.read",
  "organization.read",
  "relationship.read",
  "partnership.read",
  "membership.read",
  "governance.read",
  "headcount.read",
  "care.read",
  "arrival.read",
  "contact.read",
  "meeting.read",
  "contract.read",
  "contract-count.read",
  "grid.read",
  "funding.read",
  "indicator.read",
  "observation.read",
  "review.read",
  "action.read",
  "session.read",
  "pathway.read",
  "crisis-plan.read",
  "crisis.read",
  "action-conduct.read",
  "evaluation.read",
  "calendar.read",
];
// The registry's events say nothing that its open data does not.
// Nothing that tells who comes to a session or exact counts is ever public: the right to what would be harms nobody.
const openData: ReadonlyArray<Action> = [...contentReads, "mailing-link.use", "sign-up.read", "session-result.read", "commune.read", "coverage.read", "registry.events.read"];


// What the people of a CPTS keep up to date themselves, and the agencies that follow it with them.
const keepsDirectory: ReadonlyArray<Action> = ["professional.register", "organization.register", "organization.change", "relationship.record", "partnership.record", "membership.record", "governance.declare", "headcount.declare", "meeting.record"];
// Each institution keeps its own referents.
const keepsReferents: ReadonlyArray<Action> = ["referent.register", "referent.entrust"];
// Who takes part in care is for the CPTS to say, not for an agency.
const welcomes: ReadonlyArray<Action> = ["arrival.record"];
const keepsCare: ReadonlyArray<Action> = ["care.record", "contact.record", "mailing.manage"];
const keepsContract: ReadonlyArray<Action> = ["contract.draft", "contract.change", "contract.progress", "funding.state", "indicator.observe", "review.prepare"];
const formsCpts: ReadonlyArray<Action> = ["cpts.merge", "letter-of-intent.submit", "health-project.submit"];
// Decisions of the two agencies about a contract; the CPTS tells its missions.
const decidesContract: ReadonlyArray<Action> = ["contract.step", "contract.amend", "contract.take-over", "grid.simulate", "indicator.plan", "indicator.validate", "review.decide", "review.campaign", "review-campaign.read"];
const keepsActions: ReadonlyArray<Action> = ["action.plan", "action.change", "action.publish"];
const keepsPathways: ReadonlyArray<Action> = ["pathway.draft", "pathway.change", "pathway.publish"];
const answersCrises: ReadonlyArray<Action> = ["crisis-plan.change", "crisis-contact.read", "crisis.activate", "crisis.follow"];
const givesLinks: ReadonlyArray<Action> = ["calendar-link.manage"];

const keepsSessions: ReadonlyArray<Action> = ["action-conduct.state", "indicator.propose", "session.plan", "session.change", "session-result.record", "sign-up.record"];
// Who comes is for those who work together; the agencies follow what an action came to.
const readsSessions: ReadonlyArray<Action> = ["sign-up.read", "session-result.read"];

const readsMoney: ReadonlyArray<Action> = ["money.read"];
// The contracts of a place together are for its agencies.
const readsPortfolio: ReadonlyArray<Action> = ["portfolio.read"];

/** Every right of the platform. What is not here is refused. */
export const policy: ReadonlyArray<PolicyRow> = [
  ...everyone.flatMap((role) => grant(role, "anywhere", "public", ...openData)),
  ...people.flatMap((role) => grant(role, "anywhere", "public", "territory.simulate")),
  ...grant("professional", "own-cpts", "cpts", ...contentReads),
  ...grant("professional", "self", "private", ...contentReads),
  ...grant("board-member", "own-cpts", "board", ...contentReads, "cpts.transition", ...formsCpts),
  ...grant("coordinator", "own-cpts", "board", ...contentReads, "cpts.change", "cpts.transition", "territory.change", "fact.declare", "mission.declare"),
  ...grant("coordinator", "own-cpts", "board", ...keepsDirectory, ...keepsContract, ...keepsActions, ...formsCpts),
  // What people are paid is for the board and the coordinator, and the agencies that fund it: not for every member.
  ...grant("coordinator", "own-cpts", "board", ...readsMoney, "money.keep"),
  ...grant("board-member", "own-cpts", "board", ...readsMoney, "money.keep"),
  ...grant("cpam-officer", "own-departement", "cpts", ...readsMoney, ...readsPortfolio),
  ...grant("ars-officer", "own-region", "cpts", ...readsMoney, ...readsPortfolio),
  ...grant("coordinator", "own-cpts", "board", ...keepsSessions, ...readsSessions),
  ...grant("board-member", "own-cpts", "board", ...readsSessions),
  ...grant("professional", "own-cpts", "cpts", ...readsSessions),
  ...grant("cpam-officer", "own-departement", "cpts", "session-result.read"),
  ...grant("ars-officer", "own-region", "cpts", "session-result.read"),
  ...grant("coordinator", "own-cpts", "board", ...keepsPathways),
  ...grant("coordinator", "own-cpts", "board", ...keepsCare, ...welcomes),
  ...grant("board-member", "own-cpts", "board", ...welcomes),
  ...grant("coordinator", "own-cpts", "board", "person.erase", "person.export", "cpts.export"),
  ...grant("board-member", "own-cpts", "board", ...keepsPathways, ...answersCrises, ...givesLinks),
  ...grant("coordinator", "own-cpts", "board", ...answersCrises, ...givesLinks),
  // In a crisis whoever is on the spot notes what happens and does what is asked.
  ...grant("professional", "own-cpts", "cpts", "crisis.follow"),
  ...grant("urps-referent", "own-region", "cpts", ...contentReads, "health-project.advise", ...keepsReferents),
  ...grant("cpam-officer", "own-departement", "cpts", ...contentReads, "cpts.transition", "fact.declare"),
  // The contract is signed by three: whoever of the two agencies records it, the paper is the proof.
  ...grant("cpam-officer", "own-departement", "cpts", ...keepsContract, "contract.sign", "contract-count.declare", "health-project.advise", ...keepsReferents),
  // The agency receives letters and projects: it records those that come on paper, and alone decides.
  ...grant("cpam-officer", "own-departement", "cpts", ...decidesContract),
  ...grant("ars-officer", "own-region", "cpts", ...contentReads, ...formsCpts, "letter-of-intent.decide", "health-project.advise", "health-project.decide", ...keepsReferents),
  ...grant("ars-officer", "own-region", "cpts", ...decidesContract),
  ...grant("ars-officer", "own-region", "cpts", "cpts.register", "cpts.change", "cpts.transition", "territory.change", "fact.declare", "mission.declare"),
  ...grant("ars-officer", "own-region", "cpts", ...keepsContract, "contract.sign", "contract-count.declare", "organization.register", "organization.change", "relationship.record", "meeting.record"),
  ...grant("service-account", "granted-scope", "private", ...actionNames),
  ...grant("platform-admin", "anywhere", "private", "platform.configure", "platform.operate"),
];
