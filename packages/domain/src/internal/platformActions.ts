import { write, type Described } from "./describedActions.ts";

/** What may be permitted in every service. */
export const platformActions = {
  "platform.configure": write("platform:configure", null),
  "platform.operate": write("platform:operate", null),
} as const satisfies Described;
