import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import * as Access from "./Access.ts";
import { DepartementCode, RegionCode } from "./Cog.ts";
import { CptsId } from "./Cpts.ts";

const departement = Schema.decodeUnknownSync(DepartementCode);
const region = Schema.decodeUnknownSync(RegionCode);
const cptsId = (n: number) => Schema.decodeUnknownSync(CptsId)(`00000000-0000-4000-8000-00000000000${n}`);
const [asclepios, other] = [cptsId(1), cptsId(2)];

const actions = Access.Action.literals;
const roles = Access.Role.literals;
const scopes = [...new Set(actions.map((action) => Access.actions[action].scope))];
const anyAction = fc.constantFrom(...actions);
const someOf = <A>(...all: ReadonlyArray<A>) => fc.subarray([...all]);

const anyActor: fc.Arbitrary<Access.Actor> = fc.record({
  role: fc.constantFrom(...roles),
  subject: fc.constantFrom(null, "s1", "s2"),
  cptsIds: someOf(asclepios, other),
  departements: someOf(...["37", "41", "75"].map((code) => departement(code))),
  regions: someOf(...["24", "11"].map((code) => region(code))),
  scopes: someOf(...scopes),
});
const anyResource: fc.Arbitrary<Access.Resource> = fc.record(
  {
    kind: fc.constant("cpts"),
    cptsId: fc.constantFrom(asclepios, other),
    departements: someOf(...["37", "41", "75"].map((code) => departement(code))),
    regions: someOf(...["24", "11"].map((code) => region(code))),
    visibility: fc.constantFrom(...Access.Visibility.literals),
    subject: fc.constantFrom("s1", "s2"),
  },
  { requiredKeys: ["kind"] },
);

const actor = (role: Access.Role, more: Partial<Access.Actor> = {}): Access.Actor => ({ ...Access.anonymous, role, subject: "s1", ...more });
const cpts: Access.Resource = {
  kind: "cpts",
  cptsId: asclepios,
  departements: [departement("37"), departement("41")],
  regions: [region("24")],
  visibility: "public",
};
const isAllowed = (decision: Access.Decision) => decision._tag === "Allowed";
const outcome = (decision: Access.Decision) => (decision._tag === "Denied" ? decision.reason : decision._tag);

describe("access", () => {
  it("to an unknown action is denied to all, whatever their rights", () => {
    fc.assert(
      fc.property(anyActor, anyResource, fc.constantFrom("cpts.delete", "", "constructor", "__proto__", "toString"), (who, what, action) => {
        // What a caller without types could send.
        expect(Access.can(who, action as Access.Action, what)).toEqual({ _tag: "Denied", reason: "unknown-action" });
      }),
    );
  });

  it("never lets an anonymous visitor write, nor see what is not public", () => {
    fc.assert(
      fc.property(anyActor, anyAction, anyResource, (who, action, what) => {
        const decision = Access.can({ ...who, role: "anonymous" }, action, what);
        const isOpen = Access.policy.some((row) => row.role === "anonymous" && row.action === action);
        expect(isAllowed(decision)).toBe(isOpen && !Access.actions[action].writes && what.visibility === "public");
      }),
      { numRuns: 2000 },
    );
  });

  it("only grows when an actor receives a scope, a CPTS, a departement or a region", () => {
    fc.assert(
      fc.property(anyActor, anyActor, anyAction, anyResource, (who, more, action, what) => {
        const richer = {
          ...who,
          cptsIds: [...who.cptsIds, ...more.cptsIds],
          departements: [...who.departements, ...more.departements],
          regions: [...who.regions, ...more.regions],
          scopes: [...who.scopes, ...more.scopes],
        };
        expect(!isAllowed(Access.can(who, action, what)) || isAllowed(Access.can(richer, action, what))).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("only shrinks when a resource becomes less visible", () => {
    fc.assert(
      fc.property(anyActor, anyAction, anyResource, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }), (who, action, what, a, b) => {
        const at = (rank: number) => Access.can(who, action, { ...what, visibility: Access.Visibility.literals[rank] ?? "private" });
        expect(!isAllowed(at(Math.max(a, b))) || isAllowed(at(Math.min(a, b)))).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("gives a service account open data and exactly its scopes, wherever it is attached", () => {
    fc.assert(
      fc.property(anyActor, anyAction, anyResource, (who, action, what) => {
        const account: Access.Actor = { ...who, role: "service-account" };
        const asVisitor = isAllowed(Access.can(Access.anonymous, action, what));
        expect(isAllowed(Access.can(account, action, what))).toBe(asVisitor || account.scopes.includes(Access.actions[action].scope));
      }),
      { numRuns: 2000 },
    );
  });

  it("ignores the scopes of everyone else", () => {
    fc.assert(
      fc.property(anyActor, anyAction, anyResource, (who, action, what) => {
        fc.pre(who.role !== "service-account");
        expect(Access.can({ ...who, scopes }, action, what)).toEqual(Access.can({ ...who, scopes: [] }, action, what));
      }),
    );
  });

  it("gives a platform administrator no more content than a visitor", () => {
    fc.assert(
      fc.property(anyActor, anyAction, anyResource, (who, action, what) => {
        fc.pre(!action.startsWith("platform."));
        const admin = Access.can({ ...who, role: "platform-admin" }, action, what);
        expect(isAllowed(admin)).toBe(isAllowed(Access.can(Access.anonymous, action, what)));
      }),
    );
  });

  it("is hidden, not denied, exactly when the actor cannot see the resource", () => {
    fc.assert(
      fc.property(anyActor, anyAction, anyResource, (who, action, what) => {
        const { sight } = Access.actions[action];
        const blind = sight !== null && !isAllowed(Access.can(who, sight, what));
        expect(Access.can(who, action, what)._tag === "Hidden").toBe(blind && !isAllowed(Access.can(who, action, what)));
      }),
      { numRuns: 2000 },
    );
  });

  it("is private when nothing is said of visibility", () => {
    const { visibility: _visibility, ...unsaid } = cpts;
    expect(outcome(Access.can(Access.anonymous, "cpts.read", unsaid))).toBe("Hidden");
    expect(outcome(Access.can(actor("coordinator", { cptsIds: [asclepios] }), "cpts.read", unsaid))).toBe("Hidden");
  });
});

describe("the territory of a CPTS that straddles departements", () => {
  it("opens it to the officers of each of them, and of its region", () => {
    for (const code of ["37", "41"])
      expect(outcome(Access.can(actor("cpam-officer", { departements: [departement(code)] }), "fact.declare", cpts))).toBe("Allowed");
    expect(outcome(Access.can(actor("ars-officer", { regions: [region("24")] }), "territory.change", cpts))).toBe("Allowed");
  });

  it("closes it to officers from elsewhere, who still see what is public", () => {
    expect(outcome(Access.can(actor("cpam-officer", { departements: [departement("75")] }), "fact.declare", cpts))).toBe("out-of-scope");
    expect(outcome(Access.can(actor("ars-officer", { regions: [region("11")] }), "territory.change", cpts))).toBe("out-of-scope");
    expect(outcome(Access.can(actor("ars-officer", { regions: [region("11")] }), "territory.change", { ...cpts, visibility: "cpts" }))).toBe("Hidden");
  });

  it("matches nobody while it is only prose", () => {
    const emerging: Access.Resource = { kind: "cpts", cptsId: asclepios, departements: [], regions: [], visibility: "public" };
    expect(outcome(Access.can(actor("ars-officer", { regions: [region("24")] }), "territory.change", emerging))).toBe("out-of-scope");
    expect(outcome(Access.can(actor("coordinator", { cptsIds: [asclepios] }), "territory.change", emerging))).toBe("Allowed");
  });
});

describe("each role", () => {
  it.each<[Access.Role, Partial<Access.Actor>, Access.Action, string]>([
    ["anonymous", {}, "cpts.change", "not-authenticated"],
    ["professional", { cptsIds: [asclepios] }, "cpts.change", "role"],
    ["board-member", { cptsIds: [asclepios] }, "cpts.transition", "Allowed"],
    ["board-member", { cptsIds: [other] }, "cpts.transition", "out-of-scope"],
    ["coordinator", { cptsIds: [asclepios] }, "cpts.change", "Allowed"],
    ["coordinator", { cptsIds: [other] }, "cpts.change", "out-of-scope"],
    ["coordinator", { cptsIds: [asclepios] }, "cpts.register", "role"],
    ["ars-officer", { regions: [region("24")] }, "cpts.register", "Allowed"],
    ["urps-referent", { regions: [region("24")] }, "cpts.change", "role"],
    ["service-account", { scopes: ["registry:read"] }, "cpts.change", "missing-scope"],
    ["service-account", { scopes: ["registry:write"] }, "cpts.change", "Allowed"],
    ["platform-admin", { regions: [region("24")], cptsIds: [asclepios] }, "cpts.change", "role"],
    ["platform-admin", {}, "platform.configure", "Allowed"],
  ])("%s with %j doing %s: %s", (role, more, action, expected) => {
    expect(outcome(Access.can(actor(role, more), action, cpts))).toBe(expected);
  });
});

describe("what is not public", () => {
  const inRegion = { regions: [region("24")] };
  const inDepartement = { departements: [departement("41")] };
  const inCpts = { cptsIds: [asclepios] };
  const everything = { ...inRegion, ...inDepartement, ...inCpts };

  it.each<[Access.Role, Partial<Access.Actor>, ReadonlyArray<Access.Visibility>]>([
    ["anonymous", everything, []],
    ["platform-admin", everything, []],
    ["professional", inCpts, ["cpts"]],
    ["professional", { ...inRegion, ...inDepartement }, []],
    ["board-member", inCpts, ["cpts", "board"]],
    ["coordinator", inCpts, ["cpts", "board"]],
    ["coordinator", { cptsIds: [other], ...inRegion }, []],
    ["urps-referent", inRegion, ["cpts"]],
    ["urps-referent", { ...inDepartement, ...inCpts }, []],
    ["cpam-officer", inDepartement, ["cpts"]],
    ["cpam-officer", { ...inRegion, ...inCpts }, []],
    ["ars-officer", inRegion, ["cpts"]],
    ["ars-officer", { ...inDepartement, ...inCpts }, []],
  ])("is seen by %s with %j at the levels %j", (role, more, levels) => {
    const seen = Access.Visibility.literals.filter((visibility) => isAllowed(Access.can(actor(role, more), "cpts.read", { ...cpts, visibility })));
    expect(seen).toEqual(["public", ...levels]);
  });

  it("is seen by the person it is about, and by nobody who has no subject", () => {
    const card: Access.Resource = { kind: "card", subject: "s1" };
    expect(outcome(Access.can(actor("professional"), "fact.read", card))).toBe("Allowed");
    expect(outcome(Access.can(actor("professional", { subject: "s2" }), "fact.read", card))).toBe("Hidden");
    // What a caller without types could send: two absent subjects are not the same person.
    const nobody = { kind: "card", subject: null } as unknown as Access.Resource;
    expect(outcome(Access.can(actor("professional", { subject: null }), "fact.read", nobody))).toBe("Hidden");
  });

  const writers = (action: Access.Action) => roles.filter((role) => isAllowed(Access.can(actor(role, { ...everything, scopes }), action, cpts)));

  it("is written by the roles the table says, and by no other", () => {
      expect({
      register: writers("cpts.register"),
      change: writers("cpts.change"),
      transition: writers("cpts.transition"),
      territory: writers("territory.change"),
      fact: writers("fact.declare"),
      events: writers("directory.events.read"),
    }).toEqual({
      register: ["ars-officer", "service-account"],
      change: ["coordinator", "ars-officer", "service-account"],
      transition: ["coordinator", "board-member", "ars-officer", "cpam-officer", "service-account"],
      territory: ["coordinator", "ars-officer", "service-account"],
      fact: ["coordinator", "ars-officer", "cpam-officer", "service-account"],
      events: ["service-account"],
    });
  });
});

describe("the policy table", () => {
  it("labels every role, describes every action, and leaves none without a role", () => {
    expect(Access.roleLabels.map(({ code }) => code)).toEqual(roles);
    expect(Object.keys(Access.actions)).toEqual(actions);
    expect(new Set(Access.policy.map(({ action }) => action))).toEqual(new Set(actions));
  });
});
