import { accountsText } from "./accounts.ts";
import { platformServices, usersOf, type Subscriber } from "./users.ts";

const nodes = ["nats-0", "nats-1", "nats-2"];

/** `registry` -> `$NATS_REGISTRY_PASSWORD`: from the file that is included, else from the environment. */
const passwordVariable = (user: string): string => `$NATS_${user.toUpperCase().replaceAll("-", "_")}_PASSWORD`;

/** The configuration of each of three servers that are one cluster; the README beside it says what to give it. */
export const serverConfiguration = (subscribers: ReadonlyArray<Subscriber>): string =>
  [
    "# Written by `node infra/nats/src/main.ts`, which says why each user may do what: change it there.",
    "# The same file for each server of the cluster; README.md tells what stands in passwords.conf, and how TLS is switched on.",
    "server_name: $NATS_SERVER_NAME",
    'listen: "0.0.0.0:4222"',
    "# For probes and metrics, from this host alone; `/healthz` asks JetStream, which a TCP probe does not.",
    'http: "127.0.0.1:8222"',
    "# An event is a few hundred bytes.",
    "max_payload: 1MB",
    "# A client that does not answer is let go within a minute.",
    'ping_interval: "20s"',
    "ping_max: 2",
    "",
    "jetstream {",
    '  store_dir: "/data"',
    "}",
    "",
    "cluster {",
    "  name: cpts",
    '  listen: "0.0.0.0:6222"',
    `  routes: [${nodes.map((node) => `"nats://${node}:6222"`).join(", ")}]`,
    "}",
    "",
    'include "passwords.conf"',
    "",
    accountsText(usersOf(platformServices, subscribers), passwordVariable),
  ].join("\n");
