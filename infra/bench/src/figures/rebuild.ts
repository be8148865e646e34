import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { withClient } from "@cpts/servers/database-roles";
import type { NodeProcess } from "../processes/node-process.ts";
import { until } from "../processes/until.ts";
import { verified, type Verified } from "../processes/verified-projections.ts";
import { figure } from "../report/table.ts";
import { fillLog } from "../world/log-filling.ts";
import type { World } from "../world/world.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";
import { withPrograms } from "./peers.ts";

const goal = 5_000;
const sources = ["registry", "directory", "contracts", "prevention"] as const;
const followers = ["directory", "contracts", "prevention", "registry"] as const;
const subscriptions = 17;
const nowhere = "http://127.0.0.1:1";

const databaseOf = (service: string): string => `rebuild_${service}`;
const envOf = (world: World, service: string, urls: Readonly<Record<string, string>>, tokenPath = "") => ({
  FOLLOW_TOKEN_PATH: tokenPath,
  DATABASE_URL: world.appUrl(databaseOf(service)),
  DATABASE_DIRECT_URL: world.ownerUrl(databaseOf(service)),
  NATS_URL: "",
  ...Object.fromEntries(sources.map((source) => [`${source.toUpperCase()}_URL`, urls[source] ?? nowhere])),
});

/** Waits until every subscription of the follower stands at the head of what it follows. */
const caughtUp = (world: World, heads: Readonly<Record<string, number>>): Promise<true> =>
  until("the followers catch up", { forMs: 90_000, everyMs: 100 }, async () => {
    const cursors = await Promise.all(
      followers.map((name) => withClient(world.ownerUrl(databaseOf(name)), async (client) => (await client.query<{ source: string; position: string }>("select source, position from subscription_cursor")).rows)),
    );
    const reached = cursors.flat().filter(({ position, source }) => Number(position) >= (heads[source] ?? 0));
    return reached.length === subscriptions ? true : undefined;
  });

const urlsOf = (started: ReadonlyArray<NodeProcess>): Readonly<Record<string, string>> => Object.fromEntries(sources.map((name, index) => [name, started[index]?.url ?? nowhere]));

const rowOf = ({ projection, events, rows, same, seconds }: Verified): ReadonlyArray<string> => {
  const perSecond = events / seconds;
  return [projection, figure(events), rows, figure(perSecond), perSecond >= goal ? "met" : "NOT met", same ? "yes" : "NO"];
};

const measure = async ({ world, length }: Bench): Promise<FigureResult> => {
  for (const name of new Set([...sources, ...followers])) await world.makeDatabase(databaseOf(name));
  const programs = sources.map((name) => world.service(name, envOf(world, name, {})));
  return withPrograms(programs, world.logFolder, async (started) => {
    const heads: Record<string, number> = {};
    for (const source of sources) heads[source] = await fillLog(world.ownerUrl(databaseOf(source)), source, length.rebuildEvents);
    const tokenPath = join(world.logFolder, "follow-token");
    writeFileSync(tokenPath, await world.token());
    const following = followers.map((name) => world.service(name, envOf(world, name, urlsOf(started), tokenPath)));
    await withPrograms(following, world.logFolder, () => caughtUp(world, heads));
    const found: Array<Verified> = [];
    for (const program of following) found.push(...(await verified(program)));
    return {
      title: "rebuild: each projection again from the first event, and compared with the live one",
      table: { head: ["service: projection", "events", "rows", "events/s", `goal ${figure(goal)}`, "rows equal"], rows: found.map(rowOf) },
      notes: ["`projections verify` of the deployed service, over HTTP from the service that is followed, in one transaction. The live rows were learned from the feed by the running service just before."],
    };
  });
};

export const rebuild: Figure = { name: "rebuild", measure };
