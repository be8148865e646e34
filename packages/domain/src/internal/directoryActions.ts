import { read, write, type Described } from "./describedActions.ts";

/** What may be permitted in the directory. */
export const directoryActions = {
  "professional.read": read("directory:read", "professional.read"),
  "professional.register": write("directory:write", null),
  // What cannot be undone, and all that is known of someone: scopes of their own.
  "person.erase": write("directory:erase", null),
  "person.export": read("directory:person-export", null),
  "organization.read": read("directory:read", "organization.read"),
  "organization.register": write("directory:write", null),
  "organization.change": write("directory:write", "organization.read"),
  "partnership.read": read("directory:read", "partnership.read"),
  "partnership.record": write("directory:write", null),
  "relationship.read": read("directory:read", "relationship.read"),
  "relationship.record": write("directory:write", null),
  "membership.read": read("directory:read", "membership.read"),
  "membership.record": write("directory:write", null),
  "governance.read": read("directory:read", "governance.read"),
  "governance.declare": write("directory:write", null),
  "contact.read": read("directory:read", "contact.read"),
  "contact.record": write("directory:write", null),
  "mailing.manage": write("directory:write", null),
  // The secret of the link is the right: whoever holds it speaks for the person it was made for, so it needs no other.
  "mailing-link.use": read("directory:read", null),
  "arrival.read": read("directory:read", "arrival.read"),
  "arrival.record": write("directory:write", null),
  "care.read": read("directory:read", "care.read"),
  "care.record": write("directory:write", null),
  "headcount.read": read("directory:read", "headcount.read"),
  "headcount.declare": write("directory:write", null),
  "meeting.read": read("directory:read", "meeting.read"),
  "meeting.record": write("directory:write", null),
  "directory.events.read": read("directory:events", null),
} as const satisfies Described;
