import { check } from "../check.ts";
import { startLoad } from "../registry-load.ts";
import { scenario } from "../scenario.ts";
import { streamRefilled } from "../settle.ts";
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
      const refills: Array<number> = [];
      for (let time = 0; time < times; time += 1) {
        await load.more(100);
        await deleteStream(broker.url);
        refills.push(await streamRefilled(world, broker.url));
        await load.more(100);
        await broker.kill();
        broker.forget();
        await load.more(20);
        await broker.start();
        refills.push(await streamRefilled(world, broker.url));
      }
      await load.more(50);
      const outcome = await check(world, await load.stop());
      return { ...outcome, recoveryMs: Math.max(...refills), notes: [...outcome.notes, "recovery: until the stream held all that the log did when it was lost"] };
    }),
});
