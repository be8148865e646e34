import type { Outcome, Stage } from "./scenario.ts";
import { startWorld, type World, type WorldOptions } from "./world.ts";

/** Runs a scenario in a world of its own, which ends with it. */
export const within = async (stage: Stage, options: WorldOptions, run: (world: World) => Promise<Outcome>): Promise<Outcome> => {
  const world = await startWorld(stage, options);
  try {
    return await run(world);
  } finally {
    await world.stop();
  }
};
