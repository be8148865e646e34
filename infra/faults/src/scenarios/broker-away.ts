import { setTimeout as delay } from "node:timers/promises";
import { someOf } from "@cpts/testing/faults/log-check";
import { isAccepted, type Call } from "@cpts/testing/faults/recorder";
import { check } from "../check.ts";
import { startLoad } from "../registry-load.ts";
import { scenario, type Outcome } from "../scenario.ts";
import type { BrokerUnderTest } from "../servers-under-test.ts";
import { streamRefilled } from "../settle.ts";
import { within } from "../within.ts";
import type { World } from "../world.ts";

/** A gauge of the registry, as Prometheus reads it. */
const gaugeOf = async (world: World, name: string): Promise<number> => {
  const text = await (await fetch(`${world.registry.url}/metrics`)).text();
  return Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, "mu").exec(text)?.[1]);
};

const refusedDuring = (calls: ReadonlyArray<Call>, from: number, to: number): ReadonlyArray<string> =>
  someOf("writes were not accepted while the broker was away", calls.filter((call) => call.startedAt >= from && call.startedAt <= to && !isAccepted(call)).map(({ path, status }) => `${status} ${path}`));

const oneSubscriber = { subscribers: [{ name: "with-broker", live: true }] };

interface Away {
  readonly leave: (broker: BrokerUnderTest) => Promise<void>;
  readonly comeBack: (broker: BrokerUnderTest) => Promise<void>;
}

const whileAway = async (world: World, seconds: number, { comeBack, leave }: Away): Promise<Outcome> => {
  const { broker, natsUrl } = world;
  if (broker === null || natsUrl === null) throw new Error("this scenario needs a broker of its own");
  const load = await startLoad(world, { writers: 4, pauseMs: 10 });
  await load.more(100);
  const from = Date.now();
  await leave(broker);
  await delay(seconds * 1_000);
  const [lag, age] = await Promise.all([gaugeOf(world, "cpts_relay_lag_events"), gaugeOf(world, "cpts_relay_oldest_seconds")]);
  const to = Date.now();
  await comeBack(broker);
  const drainedMs = await streamRefilled(world, natsUrl);
  await load.more(50);
  const calls = await load.stop();
  const outcome = await check(world, calls);
  const unseen = lag > 0 && age > 0 ? [] : [`the metrics do not show that the broker is away: lag ${lag}, age ${age} s`];
  return {
    ...outcome,
    recoveryMs: drainedMs,
    faults: [...outcome.faults, ...refusedDuring(calls, from, to), ...unseen],
    notes: [`${lag} events waited at the end, the oldest ${Math.round(age)} s; recovery: until the stream had caught up`],
  };
};

/** The broker is stopped under load, and comes back with what it had stored. */
export const brokerStop = scenario({
  name: "broker-stop",
  promises: ["P3"],
  sentence: "A broker that is away for minutes costs no write: all are accepted, the metrics show what waits, and it drains in order afterwards",
  needsBroker: true,
  recoveryLimitMs: 30_000,
  sizes: { gate: { seconds: 5 }, long: { seconds: 180 } },
  run: (stage, { seconds }) => within(stage, oneSubscriber, (world) => whileAway(world, seconds, { leave: (broker) => broker.stop(), comeBack: (broker) => broker.start() })),
});

/** The broker accepts connections and answers nothing. */
export const brokerFreeze = scenario({
  name: "broker-freeze",
  promises: ["P3"],
  sentence: "A broker that hangs without closing a connection costs no write either",
  needsBroker: true,
  recoveryLimitMs: 30_000,
  gateHas: "events/relay/outages.test.ts",
  sizes: { gate: { seconds: 5 }, long: { seconds: 60 } },
  run: (stage, { seconds }) => within(stage, oneSubscriber, (world) => whileAway(world, seconds, { leave: async (broker) => broker.freeze(), comeBack: async (broker) => broker.thaw() })),
});
