import { read, write, type Described } from "./describedActions.ts";

/** What may be permitted in the registry. */
export const registryActions = {
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
  "registry.events.read": read("registry:events", "registry.events.read"),
} as const satisfies Described;
