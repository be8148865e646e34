import { check } from "../check.ts";
import { startLoad } from "../registry-load.ts";
import { scenario } from "../scenario.ts";
import { deleteStream } from "../stream.ts";
import { within } from "../within.ts";

/** The stream is deleted under load, then the whole store of the broker. */
export const streamDeleted = scenario({
  name: "stream-deleted",
  promises: ["P19"],
  sentence: "A stream that is lost is filled again from the log, without an operator",
  needsBroker: true,
  gateHas: "events/relay/refill.test.ts",
  sizes: { gate: { times: 1 }, long: { times: 10 } },
  run: (stage, { times }) =>
    within(stage, { subscribers: [{ name: "with-broker", live: true }] }, async (world) => {
      const { broker } = world;
      if (broker === null) throw new Error("this scenario needs a broker of its own");
      const load = await startLoad(world, { writers: 4 });
      for (let time = 0; time < times; time += 1) {
        await load.more(100);
        await deleteStream(broker.url);
        await load.more(100);
        await broker.kill();
        broker.forget();
        await load.more(20);
        await broker.start();
      }
      await load.more(50);
      return check(world, await load.stop());
    }),
});
