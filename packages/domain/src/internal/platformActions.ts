import { read, write, type Described } from "./describedActions.ts";

/** What may be permitted in every service. */
export const platformActions = {
  "platform.configure": write("platform:configure", null),
  // Everything of a CPTS, with the names of its members: a scope of its own.
  "cpts.export": read("platform:export", null),
  // Whoever erases somebody looks for their name in the words of every service: a scope of its own, which no role has by itself.
  "text.erase": write("platform:erase", null),
  "platform.operate": write("platform:operate", null),
} as const satisfies Described;
