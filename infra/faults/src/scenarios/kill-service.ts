import { setTimeout as delay } from "node:timers/promises";
import { check } from "../check.ts";
import { startLoad } from "../registry-load.ts";
import { scenario } from "../scenario.ts";
import { within } from "../within.ts";

/** SIGKILL of the registry at random moments, and of a subscriber every other time; both come back at once. */
export const killService = scenario({
  name: "kill-service",
  promises: ["P1", "P11"],
  sentence: "An acknowledged write survives the death of the service, and is done once however often it is sent",
  needsBroker: false,
  sizes: { gate: { kills: 5 }, long: { kills: 200 } },
  run: (stage, { kills }) =>
    within(stage, {}, async (world) => {
      const load = await startLoad(world);
      const faultsAt: Array<number> = [];
      for (let kill = 0; kill < kills; kill += 1) {
        await load.more(20);
        await delay(Math.random() * 300);
        faultsAt.push(Date.now());
        await world.registry.kill();
        const victim = kill % 2 === 0 ? world.subscribers[kill % 4 === 0 ? 0 : 1] : undefined;
        await victim?.kill();
        victim?.start();
        await world.registry.start();
      }
      await load.more(20);
      return check(world, await load.stop(), { faultsAt });
    }),
});
