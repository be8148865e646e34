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
import { actionNames } from "./internal/actionNames.ts";
import type { Role } from "./Role.ts";

/** Who may see a resource: everyone, the members of the CPTS, its board, or only those concerned. */
export const Visibility = Schema.Literals(["public", "cpts", "board", "private"]).annotate({
  title: "Visibility",
  description: "Who may see it, from the least to the most restrictive",
});

/** Who may see a resource. */
export type Visibility = typeof Visibility.Type;

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

const read = (scope: string, sight: Action | null): ActionDescription => ({ writes: false, scope, sight });
const write = (scope: string, sight: Action | null): ActionDescription => ({ writes: true, scope, sight });

/** Every action, described. A new action is a line here and its rows below. */
export const actions: { readonly [A in Action]: ActionDescription } = {
  "cpts.read": read("registry:read", "cpts.read"),
  "cpts.register": write("registry:write", null),
  "cpts.change": write("registry:write", "cpts.read"),
  "cpts.transition": write("registry:write", "cpts.read"),
  "cpts.merge": write("registry:write", "cpts.read"),
  "territory.read": read("registry:read", "territory.read"),
  "territory.change": write("registry:write", "territory.read"),
  // Nothing is kept, but it is work that is asked for: of those who show a token.
  "territory.simulate": write("registry:write", "territory.read"),
  "fact.read": read("registry:read", "fact.read"),
  "fact.declare": write("registry:write", "fact.read"),
  "commune.read": read("registry:read", "commune.read"),
  "coverage.read": read("registry:read", "coverage.read"),
  "mission.read": read("registry:read", "mission.read"),
  "mission.declare": write("registry:write", "mission.read"),
  "formation.read": read("registry:read", "formation.read"),
  "referent.read": read("registry:read", "referent.read"),
  "referent.register": write("registry:write", null),
  "referent.entrust": write("registry:write", "referent.read"),
  "letter-of-intent.submit": write("registry:write", "cpts.read"),
  "letter-of-intent.decide": write("registry:write", "cpts.read"),
  "health-project.submit": write("registry:write", "cpts.read"),
  "health-project.advise": write("registry:write", "cpts.read"),
  "health-project.decide": write("registry:write", "cpts.read"),
  "discrepancy.read": read("registry:read", "discrepancy.read"),
  "professional.read": read("directory:read", "professional.read"),
  "professional.register": write("directory:write", null),
  // What cannot be undone, and all that is known of someone: scopes of their own.
  "person.erase": write("directory:erase", null),
  "person.export": read("directory:person-export", null),
  "organization.read": read("directory:read", "organization.read"),
  "organization.register": write("directory:write", null),
  "relationship.read": read("directory:read", "relationship.read"),
  "relationship.record": write("directory:write", null),
  "membership.read": read("directory:read", "membership.read"),
  "membership.record": write("directory:write", null),
  "governance.read": read("directory:read", "governance.read"),
  "governance.declare": write("directory:write", null),
  "headcount.read": read("directory:read", "headcount.read"),
  "headcount.declare": write("directory:write", null),
  "meeting.read": read("directory:read", "meeting.read"),
  "meeting.record": write("directory:write", null),
  "contract.read": read("contracts:read", "contract.read"),
  "contract.draft": write("contracts:write", null),
  "contract.change": write("contracts:write", "contract.read"),
  "contract.sign": write("contracts:write", "contract.read"),
  "contract.step": write("contracts:write", "contract.read"),
  "contract.amend": write("contracts:write", "contract.read"),
  "contract.take-over": write("contracts:write", null),
  "contract.progress": write("contracts:write", "contract.read"),
  "contract-count.read": read("contracts:read", "contract-count.read"),
  "contract-count.declare": write("contracts:write", null),
  "grid.read": read("contracts:read", "grid.read"),
  "grid.simulate": write("contracts:write", null),
  "funding.read": read("contracts:read", "funding.read"),
  // A scope of its own: what people are paid is not for every account that reads contracts.
  "money.read": read("contracts:money", "money.read"),
  "money.keep": write("contracts:money", "money.read"),
  "indicator.read": read("contracts:read", "indicator.read"),
  "indicator.plan": write("contracts:write", "contract.read"),
  "indicator.observe": write("contracts:write", "contract.read"),
  "indicator.validate": write("contracts:write", "contract.read"),
  "observation.read": read("contracts:read", "observation.read"),
  "review.read": read("contracts:read", "review.read"),
  "review.prepare": write("contracts:write", "contract.read"),
  "review.decide": write("contracts:write", "contract.read"),
  "action.read": read("prevention:read", "action.read"),
  "action.plan": write("prevention:write", null),
  "action.change": write("prevention:write", "action.read"),
  "action.publish": write("prevention:write", "action.read"),
  "action-conduct.read": read("prevention:read", "action-conduct.read"),
  "action-conduct.state": write("prevention:write", "action-conduct.read"),
  "evaluation.read": read("prevention:read", "evaluation.read"),
  "indicator.propose": write("prevention:write", "evaluation.read"),
  "session.read": read("prevention:read", "session.read"),
  "session.plan": write("prevention:write", "action.read"),
  "session.change": write("prevention:write", "session.read"),
  "session-result.read": read("prevention:read", "session.read"),
  "session-result.record": write("prevention:write", "session.read"),
  "sign-up.read": read("prevention:read", "session.read"),
  "sign-up.record": write("prevention:write", "session.read"),
  "pathway.read": read("prevention:read", "pathway.read"),
  "pathway.draft": write("prevention:write", null),
  "pathway.change": write("prevention:write", "pathway.read"),
  "pathway.publish": write("prevention:write", "pathway.read"),
  "crisis-plan.read": read("prevention:read", "crisis-plan.read"),
  "crisis-plan.change": write("prevention:write", "crisis-plan.read"),
  // Private numbers: a scope of its own, so that no account has them by chance.
  "crisis-contact.read": read("prevention:crisis-contacts", null),
  "crisis.read": read("prevention:read", "crisis.read"),
  "crisis.activate": write("prevention:write", "crisis.read"),
  "crisis.follow": write("prevention:write", "crisis.read"),
  "calendar.read": read("prevention:read", "calendar.read"),
  "calendar-link.manage": write("prevention:write", null),
  "registry.events.read": read("registry:events", "registry.events.read"),
  "directory.events.read": read("directory:events", null),
  "contracts.events.read": read("contracts:events", null),
  "prevention.events.read": read("prevention:events", null),
  "platform.configure": write("platform:configure", null),
  "platform.operate": write("platform:operate", null),
};

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
  "membership.read",
  "governance.read",
  "headcount.read",
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
const openData: ReadonlyArray<Action> = [...contentReads, "sign-up.read", "session-result.read", "commune.read", "coverage.read", "registry.events.read"];

// Object.keys of a record typed by Action holds nothing but actions.
const allActions = Object.keys(actions) as ReadonlyArray<Action>;

// What the people of a CPTS keep up to date themselves, and the agencies that follow it with them.
const keepsDirectory: ReadonlyArray<Action> = ["professional.register", "organization.register", "relationship.record", "membership.record", "governance.declare", "headcount.declare", "meeting.record"];
// Each institution keeps its own referents.
const keepsReferents: ReadonlyArray<Action> = ["referent.register", "referent.entrust"];
const keepsContract: ReadonlyArray<Action> = ["contract.draft", "contract.change", "contract.progress", "indicator.observe", "review.prepare"];
const formsCpts: ReadonlyArray<Action> = ["cpts.merge", "letter-of-intent.submit", "health-project.submit"];
// Decisions of the two agencies about a contract; the CPTS tells its missions.
const decidesContract: ReadonlyArray<Action> = ["contract.step", "contract.amend", "contract.take-over", "grid.simulate", "indicator.plan", "indicator.validate", "review.decide"];
const keepsActions: ReadonlyArray<Action> = ["action.plan", "action.change", "action.publish"];
const keepsPathways: ReadonlyArray<Action> = ["pathway.draft", "pathway.change", "pathway.publish"];
const answersCrises: ReadonlyArray<Action> = ["crisis-plan.change", "crisis-contact.read", "crisis.activate", "crisis.follow"];
const givesLinks: ReadonlyArray<Action> = ["calendar-link.manage"];

const keepsSessions: ReadonlyArray<Action> = ["action-conduct.state", "indicator.propose", "session.plan", "session.change", "session-result.record", "sign-up.record"];
// Who comes is for those who work together; the agencies follow what an action came to.
const readsSessions: ReadonlyArray<Action> = ["sign-up.read", "session-result.read"];

const readsMoney: ReadonlyArray<Action> = ["money.read"];

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
  ...grant("cpam-officer", "own-departement", "cpts", ...readsMoney),
  ...grant("ars-officer", "own-region", "cpts", ...readsMoney),
  ...grant("coordinator", "own-cpts", "board", ...keepsSessions, ...readsSessions),
  ...grant("board-member", "own-cpts", "board", ...readsSessions),
  ...grant("professional", "own-cpts", "cpts", ...readsSessions),
  ...grant("cpam-officer", "own-departement", "cpts", "session-result.read"),
  ...grant("ars-officer", "own-region", "cpts", "session-result.read"),
  ...grant("coordinator", "own-cpts", "board", ...keepsPathways),
  ...grant("coordinator", "own-cpts", "board", "person.erase", "person.export"),
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
  ...grant("ars-officer", "own-region", "cpts", ...keepsContract, "contract.sign", "contract-count.declare", "organization.register", "relationship.record", "meeting.record"),
  ...grant("service-account", "granted-scope", "private", ...allActions),
  ...grant("platform-admin", "anywhere", "private", "platform.configure", "platform.operate"),
];
