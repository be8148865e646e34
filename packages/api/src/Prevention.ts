/**
 * What the prevention service answers, and the events it publishes.
 *
 * @example
 * ```ts
 * import { prevention } from "@cpts/api/Prevention"
 *
 * prevention.name // => "prevention"
 * ```
 *
 * @since 0.1.0
 */
import { feedEndpoint } from "./Feed.ts";
import { operationsEndpoints } from "./Operations.ts";

const endpoints = {
  readEvents: feedEndpoint("prevention.events.read"),
  ...operationsEndpoints,
};

/** Actions of prevention on a territory: counts only, never a patient. */
export const prevention = { name: "prevention", endpoints, events: {} } as const;
