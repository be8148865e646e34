import { join } from "node:path";
import { startDisorder } from "@cpts/testing/faults/disorder";
import { check } from "../check.ts";
import { startLoad } from "../registry-load.ts";
import { scenario, type Stage } from "../scenario.ts";
import { brokerUnderTest } from "../servers-under-test.ts";
import { within } from "../within.ts";

const writers = 4;

const binaryOf = ({ natsBinary }: Stage): string => {
  if (natsBinary === null) throw new Error("this scenario needs a NATS server");
  return natsBinary;
};

/** Between the registry's broker and that of its followers, messages are carried up to five times, shuffled, and one in ten not at all. */
export const duplicatesAndDisorder = scenario({
  name: "duplicates-and-disorder",
  promises: ["P4", "P5"],
  sentence: "Deliveries that are doubled, shuffled or lost end in the same state as one delivery of each in order",
  needsBroker: true,
  sizes: { gate: { writes: 300 }, long: { writes: 10_000 } },
  run: async (stage, { writes }) => {
    const far = await brokerUnderTest(binaryOf(stage), join(stage.folder, "far-broker"));
    try {
      return await within(stage, { liveUrl: far.url }, async (world) => {
        const disorder = await startDisorder({ from: world.natsUrl ?? "", to: far.url, subject: "cpts.registry.>", weather: { copies: 5, dropped: 0.1, window: 64 } });
        const load = await startLoad(world, { writers });
        await load.more(writes);
        const calls = await load.stop();
        const outcome = await check(world, calls);
        await disorder.stop();
        const unheard = disorder.carried() > writes ? [] : [`only ${disorder.carried()} messages were carried`];
        return { ...outcome, faults: [...outcome.faults, ...unheard], notes: [`${disorder.carried()} messages were carried`] };
      });
    } finally {
      await far.kill();
      far.forget();
    }
  },
});
