import { verifyChain } from "@cpts/service-kit/events/log/verify";
import { layer as databaseLayer } from "@cpts/service-kit/database/database";
import { checkLog, someOf, type LogRow } from "@cpts/testing/faults/log-check";
import { recoveryAfter, worstGap, type Call } from "@cpts/testing/faults/recorder";
import { Effect, Layer } from "effect";
import { roleOf } from "./prepared.ts";
import { readLog, stateFaults } from "./registry-state.ts";
import type { Outcome } from "./scenario.ts";
import { settle } from "./settle.ts";
import { streamFaults } from "./stream.ts";
import type { Subscriber } from "./subscriber.ts";
import type { World } from "./world.ts";

const chainFaults = async (world: World): Promise<ReadonlyArray<string>> => {
  const database = databaseLayer({ url: world.database.url("registry", roleOf("registry", "app")), poolSize: 1, applicationName: "faults" });
  const { firstBad } = await Effect.runPromise(Effect.provide(verifyChain, Layer.fresh(database)));
  return firstBad === null ? [] : [`the chain of the log is broken at ${firstBad}`];
};

const verificationPatienceMs = 15_000;

/** The directory's projection is what a rebuild of it would be. */
const projectionFaults = async (world: World): Promise<ReadonlyArray<string>> => {
  const ask = () => fetch(`${world.directory.url}/v1/projections/territories/verification`, { method: "POST", headers: { authorization: `Bearer ${world.token}` } });
  const until = Date.now() + verificationPatienceMs;
  let answer = await ask();
  // To be tried again, as any 503: a connection to the feed may have been found dead.
  while (answer.status === 503 && Date.now() < until) answer = await ask();
  if (answer.status !== 200) return [`the projection could not be verified: ${answer.status} ${await answer.text()}`];
  // The contract of this endpoint.
  const { differing } = (await answer.json()) as { readonly differing: ReadonlyArray<string> };
  return someOf("the directory differs from a rebuild", differing);
};

/** What a subscriber was given is the log: each event once, in order. */
const subscriberFaults = async (one: Subscriber, rows: ReadonlyArray<LogRow>): Promise<ReadonlyArray<string>> => {
  const received = await one.received();
  const wrong = received.flatMap(({ id, position }, index) => (position === index + 1 && id === rows[index]?.id ? [] : [`${position} at place ${index + 1}`]));
  return [...someOf(`${one.name} was not given the log`, wrong), ...(received.length === rows.length ? [] : [`${one.name} was given ${received.length} events of ${rows.length}`])];
};

export interface CheckOptions {
  /** When each fault began: what recovery is reckoned from. */
  readonly faultsAt?: ReadonlyArray<number>;
  /** Subscribers that are not compared. */
  readonly without?: ReadonlyArray<string>;
  readonly patienceMs?: number;
  /** A message that a broker acknowledged and lost is not ours to find here. */
  readonly withoutStream?: boolean;
}

/** Compares the record with the final state of everybody. */
export const check = async (world: World, calls: ReadonlyArray<Call>, options: CheckOptions = {}): Promise<Outcome> => {
  const { faultsAt = [], without = [] } = options;
  const late = await settle(world, { without, ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }) });
  const rows = await readLog(world);
  const { acked, lost, twice, faults } = checkLog(calls, rows);
  const everybody = await Promise.all([
    stateFaults(world, rows),
    chainFaults(world),
    projectionFaults(world),
    ...world.subscribers.filter(({ name }) => !without.includes(name)).map((one) => subscriberFaults(one, rows)),
    world.natsUrl === null || options.withoutStream === true ? [] : streamFaults(world.natsUrl, rows.map(({ id }) => id)),
  ]);
  return {
    acked,
    lost: lost.length,
    twice: twice.length,
    worstGapMs: worstGap(calls),
    recoveryMs: recoveryAfter(calls, faultsAt),
    faults: [...someOf("acknowledged writes are not in the log", lost), ...someOf("effects took place twice", twice), ...faults, ...late, ...everybody.flat()],
    notes: [],
  };
};
