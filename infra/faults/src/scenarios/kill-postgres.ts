import { setTimeout as delay } from "node:timers/promises";
import { check } from "../check.ts";
import { startLoad } from "../registry-load.ts";
import { scenario } from "../scenario.ts";
import { within } from "../within.ts";

/** SIGKILL of PostgreSQL with every backend under load, many of them in the middle of a transaction. */
export const killPostgres = scenario({
  name: "kill-postgres",
  promises: ["P1", "P7"],
  sentence: "A database that dies in mid-transaction is at worst a 503 to be tried again; nothing acknowledged is lost, nothing is half done",
  needsBroker: false,
  recoveryLimitMs: 10_000,
  sizes: { gate: { kills: 2 }, long: { kills: 20 } },
  run: (stage, { kills }) =>
    within(stage, {}, async (world) => {
      const load = await startLoad(world);
      const faultsAt: Array<number> = [];
      for (let kill = 0; kill < kills; kill += 1) {
        await load.more(50);
        await delay(Math.random() * 200);
        faultsAt.push(Date.now());
        await world.database.kill();
        await world.database.start();
      }
      await load.more(50);
      return check(world, await load.stop(), { faultsAt });
    }),
});
