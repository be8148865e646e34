import { read, write, type Described } from "./describedActions.ts";

/** What may be permitted in the service of prevention. */
export const preventionActions = {
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
  "prevention.events.read": read("prevention:events", null),
} as const satisfies Described;
