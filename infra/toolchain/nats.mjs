// NATS servers to run. The usual one: the one asked for, the one on PATH, else Debian's package of the machine's own suite.
// And for tests, beside it, a current one: Debian's newest, since what a deployment runs is years ahead of what a stable
// suite holds.
import { join } from "node:path";
import { acquireFromDebian, describe, isExecutable, missing, onPath } from "./debian-package.mjs";

const usual = { home: "nats", name: "nats-server", program: join("usr", "sbin", "nats-server") };
const newest = { ...usual, home: "nats-current", suite: "sid" };

/**
 * @param {{ insist?: boolean }} options insist: try again even if it failed today
 * @returns {Promise<{ path: string, version: string } | { path: null, reason: string }>}
 */
export async function acquireNats(options = {}) {
  const asked = process.env.CPTS_NATS_SERVER;
  if (asked) return isExecutable(asked) ? describe(asked) : missing(`CPTS_NATS_SERVER=${asked} is not an executable file`);
  const installed = onPath("nats-server");
  if (installed !== undefined) return describe(installed);
  return acquireFromDebian(usual, options);
}

/** A current server, as good as the machine lets: none stops nothing. Once fetched it stays as it is. */
export async function acquireCurrentNats() {
  const asked = process.env.CPTS_NATS_CURRENT;
  if (asked) return isExecutable(asked) ? describe(asked) : missing(`CPTS_NATS_CURRENT=${asked} is not an executable file`);
  return acquireFromDebian(newest);
}
