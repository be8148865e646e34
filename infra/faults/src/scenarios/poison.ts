import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { follower, unlearnable } from "@cpts/service-kit/testing/follower.fixture";
import { sample, thingChanged, thingMade } from "@cpts/service-kit/testing/sample.fixture";
import { testService, type TestService } from "@cpts/service-kit/testing/test-service";
import { queryRows } from "@cpts/testing/database";
import { someOf } from "@cpts/testing/faults/log-check";
import { scenario, type Outcome } from "../scenario.ts";
import { databaseUnderTest } from "../servers-under-test.ts";

const patienceMs = 120_000;
/** Of the events: one in a hundred that cannot be decoded, one in a hundred that the handler's table refuses. */
const every = 100;

interface Made {
  readonly id: string;
  readonly type: string;
  readonly aggregateId: string;
  readonly aggregateVersion: number;
  readonly occurredAt: string;
  readonly data: unknown;
}

/** Half of the events make a thing, the other half change it: a poisoned thing has one event that waits behind the first. */
const eventsOf = (count: number): { readonly events: ReadonlyArray<Made>; readonly poisoned: ReadonlySet<string> } => {
  const poisoned = new Set<string>();
  const events = Array.from({ length: count / 2 }, (_, index) => {
    const thingId = randomUUID();
    const kind = index % (every / 2);
    const wrong = kind === 7 ? { thingId: 7 } : kind === 23 ? { thingId, title: unlearnable } : null;
    if (wrong !== null) poisoned.add(thingId);
    const event = (type: string, aggregateVersion: number, data: unknown): Made => ({ id: randomUUID(), type, aggregateId: thingId, aggregateVersion, occurredAt: new Date().toISOString(), data });
    return [event(thingMade.type, 1, wrong ?? { thingId, title: `thing ${index}` }), event(thingChanged.type, 2, { thingId, title: `changed ${index}` })];
  });
  return { events: events.flat(), poisoned };
};

const append = (source: TestService, events: ReadonlyArray<Made>) => queryRows(source.database.adminUrl, "select place from append_events($1)", [JSON.stringify(events)]);

/** Waits until the follower has passed them all; gives the time it took, null when it did not. */
const caughtUp = async (copy: TestService, head: number): Promise<number | null> => {
  const began = Date.now();
  for (;;) {
    const [row] = await queryRows(copy.database.adminUrl, "select position::integer from subscription_cursor where subscription = 'known-things'");
    if (row?.["position"] === head) return Date.now() - began;
    if (Date.now() - began > patienceMs) return null;
    await delay(20);
  }
};

const learned = async (copy: TestService, things: number, poisoned: ReadonlySet<string>): Promise<ReadonlyArray<string>> => {
  const known = await queryRows(copy.database.adminUrl, "select id::text, changes, cardinality(positions) as applied from known_thing");
  const parked = await queryRows(copy.database.adminUrl, "select aggregate_id, reason from parked_event order by position");
  return [
    ...(known.length === things - poisoned.size ? [] : [`${known.length} things are known instead of ${things - poisoned.size}`]),
    ...someOf("things were not learned once and whole", known.filter(({ applied, changes }) => changes !== 1 || applied !== 2).map(({ id }) => String(id))),
    ...someOf("poisoned things were learned", known.filter(({ id }) => poisoned.has(String(id))).map(({ id }) => String(id))),
    ...(parked.length === 2 * poisoned.size ? [] : [`${parked.length} events are parked instead of ${2 * poisoned.size}`]),
    ...someOf("events were parked that are not poison, or without a reason", parked.filter(({ aggregate_id, reason }) => !poisoned.has(String(aggregate_id)) || reason === "").map(({ aggregate_id }) => String(aggregate_id))),
  ];
};

const poisoning = async (count: number): Promise<Outcome> => {
  const source = await testService(sample);
  const copy = await testService(follower, { SAMPLE_URL: await source.listen() });
  try {
    const { events, poisoned } = eventsOf(count);
    await append(source, events);
    const ms = await caughtUp(copy, events.length);
    const faults = ms === null ? [`the follower has not passed all events after ${patienceMs} ms`] : await learned(copy, count / 2, poisoned);
    return { acked: events.length, lost: 0, twice: 0, worstGapMs: null, recoveryMs: null, faults, notes: [`${poisoned.size} poisonous events, the others applied in ${ms} ms; events by SQL, as a service with a defect would write them`] };
  } finally {
    await copy.stop();
    await source.stop();
  }
};

/** A service with a defect tells events that cannot be decoded, or that its followers cannot take. */
export const poison = scenario({
  name: "poison",
  promises: ["P6"],
  sentence: "An event that cannot be applied is parked with its reason and holds back its own aggregate only",
  needsBroker: false,
  // More than twenty parked aggregates in five minutes stop a subscription, by design.
  gateHas: "subscriptions/parked/parking.test.ts",
  sizes: { gate: { events: 1_000 }, long: { events: 1_000 } },
  run: async (stage, { events }) => {
    const dataDir = join(stage.folder, "poison", "postgres");
    stage.prepared.copyTo(dataDir);
    const database = await databaseUnderTest(dataDir);
    const before = process.env["CPTS_TEST_POSTGRES"];
    // Where the kit's services for tests find their server.
    process.env["CPTS_TEST_POSTGRES"] = database.url("postgres");
    try {
      return await poisoning(events);
    } finally {
      if (before === undefined) delete process.env["CPTS_TEST_POSTGRES"];
      else process.env["CPTS_TEST_POSTGRES"] = before;
      await database.kill();
    }
  },
});
