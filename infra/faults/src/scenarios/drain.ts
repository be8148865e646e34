import { setTimeout as delay } from "node:timers/promises";
import { withClient } from "@cpts/servers/database-roles";
import { check } from "../check.ts";
import { startLoad } from "../registry-load.ts";
import { scenario } from "../scenario.ts";
import { within } from "../within.ts";
import type { World } from "../world.ts";

const writers = 8;

const waitingWrites = "select count(*)::integer as n from pg_stat_activity where datname = 'registry' and wait_event_type = 'Lock'";

/** How often the registry has said that it stops. */
const stops = (world: World): number => world.registry.output().split('"message":"stopping"').length;

/** 503, or nobody listens any more: either way nobody sends requests here. */
const readiness = async (world: World): Promise<string> => {
  try {
    return String((await fetch(`${world.registry.url}/readyz`, { headers: { connection: "close" } })).status);
  } catch {
    return "refused";
  }
};

/** SIGTERM while every writer waits in mid-transaction for a head that somebody else holds. */
const terminateInFlight = async (world: World): Promise<ReadonlyArray<string>> =>
  withClient(world.database.url("registry"), async (holder) => {
    await holder.query("begin");
    await holder.query("select from log_head for update");
    for (let waiting = 0; waiting < 3; await delay(10)) {
      const { rows } = await holder.query<{ n: number }>(waitingWrites);
      waiting = rows[0]?.n ?? 0;
    }
    const at = Date.now();
    const before = stops(world);
    const ended = world.registry.terminate();
    while (stops(world) === before) await delay(5);
    const ready = await readiness(world);
    await holder.query("rollback");
    const { code, signal } = await ended;
    return [
      ...(ready === "200" ? ["/readyz said ready after SIGTERM"] : []),
      ...(code === 0 ? [] : [`the registry ended with ${code ?? signal} after ${Date.now() - at} ms`]),
    ];
  });

/** Each service is asked to stop under load, again and again. */
export const drain = scenario({
  name: "drain",
  promises: ["P14"],
  sentence: "A service that is asked to stop finishes the requests and events it is at, says so at once, and exits with 0",
  needsBroker: false,
  sizes: { gate: { times: 2 }, long: { times: 30 } },
  run: (stage, { times }) =>
    within(stage, { subscribers: [], environment: { LOG_LEVEL: "info" } }, async (world) => {
      const faults: Array<string> = [];
      const load = await startLoad(world, { writers });
      for (let time = 0; time < times; time += 1) {
        await load.more(20);
        faults.push(...(await terminateInFlight(world)));
        const follower = await world.directory.terminate();
        if (follower.code !== 0) faults.push(`the directory ended with ${follower.code ?? follower.signal}`);
        await Promise.all([world.registry.start(), world.directory.start()]);
      }
      await load.more(20);
      const outcome = await check(world, await load.stop());
      return { ...outcome, faults: [...outcome.faults, ...faults] };
    }),
});
