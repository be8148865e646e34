import { createHash } from "node:crypto";
import type { Connection } from "@cpts/sdk";
import { demonstration, SYSTEM } from "./demonstration.ts";
import type { Registration } from "./facts.ts";

/** How many CPTS of the demonstration were missing and are now entered, and how many were there. */
export interface Entered {
  readonly added: number;
  readonly present: number;
}

type Registry = Pick<Connection["registry"], "listCpts" | "registerCpts">;

/** The same entry has the same name, and a corrected one another: a service refuses one name for two bodies. */
const idempotencyKey = (key: string, registration: Registration): string =>
  `${SYSTEM}:${key}:${createHash("sha256").update(JSON.stringify(registration)).digest("base64url").slice(0, 16)}`;

/**
 * Enters what is missing, through the public API. Each CPTS goes in whole, with its territory and facts, or not at all: an
 * interrupted entry is completed by the next one, and what someone changed since is left as it is.
 */
export const enterDemonstration = async (registry: Registry): Promise<Entered> => {
  let added = 0;
  for (const { key, registration } of demonstration) {
    const { data } = await registry.listCpts({ identifier: `${SYSTEM}|${key}` });
    if (data.items.length > 0) continue;
    await registry.registerCpts(registration, { idempotencyKey: idempotencyKey(key, registration) });
    added += 1;
  }
  return { added, present: demonstration.length - added };
};
