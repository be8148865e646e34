import { queryRows } from "@cpts/testing/database";
import { isAccepted, type Call } from "@cpts/testing/faults/recorder";
import { someOf } from "@cpts/testing/faults/log-check";
import { check } from "../check.ts";
import { startLoad } from "../registry-load.ts";
import { readLog } from "../registry-state.ts";
import { scenario } from "../scenario.ts";
import { within } from "../within.ts";
import type { World } from "../world.ts";

/** With nobody connected, as a cold copy is made. */
const whileDown = async (world: World, statements: ReadonlyArray<string>): Promise<void> => {
  await world.registry.kill();
  for (const statement of statements) await queryRows(world.database.url("postgres"), statement);
};

const save = `create database saved template registry`;
const restore = [
  `drop database registry with (force)`,
  `create database registry template saved owner registry_owner`,
  `revoke all on database registry from public`,
  `grant connect on database registry to registry_app, registry_worker`,
];

const writeSome = async (world: World, count: number): Promise<ReadonlyArray<Call>> => {
  const from = Date.now();
  const load = await startLoad(world, { writers: 4 });
  await load.more(count);
  return (await load.stop()).filter(({ startedAt }) => startedAt >= from);
};

/** The registry's database goes back to an earlier copy, and writes go on. */
export const logRestored = scenario({
  name: "log-restored",
  promises: ["P16"],
  sentence: "A log that was restored to an earlier point is noticed by everyone who follows it, and all end with what it holds now",
  needsBroker: false,
  gateHas: "events/log/restore.test.ts",
  sizes: { gate: { writes: 100 }, long: { writes: 2_000 } },
  run: (stage, { writes }) =>
    within(stage, {}, async (world) => {
      const kept = await writeSome(world, writes);
      await whileDown(world, [save]);
      await world.registry.start();
      await writeSome(world, writes);
      await whileDown(world, restore);
      // No operator: the service sees that its database is another one.
      await world.registry.start();
      const since = await writeSome(world, writes);
      const outcome = await check(world, since);
      const log = (await readLog(world)).map(({ data }) => data).join("\n");
      const missing = kept.filter((call) => isAccepted(call) && !log.includes(call.token)).map(({ token }) => token);
      const unaware = (await Promise.all(world.subscribers.map(async (one) => ((await one.rebuilds()) === 1 ? [] : [`${one.name} has begun again ${await one.rebuilds()} times`])))).flat();
      return { ...outcome, worstGapMs: null, lost: outcome.lost + missing.length, faults: [...outcome.faults, ...someOf("writes from before the copy are not there", missing), ...unaware], notes: [] };
    }),
});
