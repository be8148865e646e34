import { randomUUID } from "node:crypto";
import { Effect, Layer } from "effect";
import type { Kysely } from "kysely";
import { pause, runInBackground } from "../background.ts";
import { Database } from "../database/database.ts";
import { failpoint } from "../failpoint.ts";
import { errorFields, type Log } from "../telemetry/log.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { Broker, type Predecessor } from "./broker.ts";
import { holdLease, leaseAskMs, leaseRenewMs, releaseLease } from "./lease.ts";
import { readPage, type EncodedFeedPage } from "./log-reader.ts";
import { Nudges } from "./nudges.ts";
import { makeTail, type Tail } from "./tail.ts";

const leaseName = "relay";
const batchSize = 256;
const inFlight = 32;
const pollMs = 1_000;
const retryMs = 1_000;
/** How often the stream is asked where it ends even when nothing failed: a broker can lose what it acknowledged. */
const recheckMs = 10_000;

interface Dependencies {
  readonly kysely: Kysely<unknown>;
  readonly nudges: Nudges["Service"];
  readonly tail: Tail;
  readonly source: string;
  readonly natsUrl: string;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Position that the broker is known to have, for the metrics of an outage. */
  readonly progress: { position: number };
}

/** Publishes a page in order of positions, a few at a time; fails at the first event that is not stored in its place. */
const publishPage = async (broker: Broker, { events }: EncodedFeedPage, last: Predecessor): Promise<Predecessor> => {
  const behind = (index: number): Predecessor => ({ sequence: last.sequence + index, id: events[index - 1]?.id ?? last.id });
  for (let start = 0; start < events.length; start += inFlight) {
    await failpoint("before-publish");
    const acknowledged = Promise.all(events.slice(start, start + inFlight).map((event, index) => broker.publish(event, behind(start + index))));
    await failpoint("after-publish-before-ack");
    await acknowledged;
    await failpoint("after-ack");
  }
  return behind(events.length);
};

interface Progress {
  /** Position of the log up to which the broker has everything. */
  readonly position: number;
  /** Last message of the stream. */
  readonly last: Predecessor;
}

/**
 * Where to go on publishing: a stream that is missing, empty, behind or of another log is filled again from the log. Our
 * streams begin with position 1 and hold nothing else: a sequence that is not the position betrays a stranger. By which id its
 * last message went is not expected of the broker: started again, it has forgotten those older than its window of duplicates.
 */
const findProgress = async (broker: Broker, { kysely, source, log }: Dependencies): Promise<Progress> => {
  const end = await broker.streamEnd();
  const { logId, head } = await readPage(kysely, source, 0, 1);
  const { event, sequence } = end;
  if (event !== null && event.logId === logId && event.position <= head && event.position === sequence) return { position: event.position, last: { sequence, id: null } };
  if (sequence === 0) return { position: 0, last: { sequence, id: null } };
  log.warn("the stream was emptied, belongs to another log or holds foreign messages, and is filled again", { streamLogId: event?.logId, logId });
  return { position: 0, last: { sequence: (await broker.restart()).sequence, id: null } };
};

const observe = ({ metrics, progress }: Dependencies, page: EncodedFeedPage, position: number): void => {
  progress.position = position;
  metrics.relayLag.set(page.head - position);
  const oldest = page.events[0];
  metrics.relayOldestSeconds.set(oldest === undefined || position >= page.head ? 0 : Math.max(0, (Date.now() - Date.parse(oldest.time)) / 1_000));
};

/** What waits in the log is counted during an outage too: that is when somebody looks. */
const observeOutage = async (dependencies: Dependencies): Promise<void> => {
  const { kysely, metrics, progress, source } = dependencies;
  metrics.publishFailures.inc();
  const page = await readPage(kysely, source, progress.position, 1).catch(() => null);
  if (page !== null) observe(dependencies, page, progress.position);
};

/** Publishes everything from the end of the stream on, as long as `mayPublish` holds; returns or throws to begin anew. */
const pump = async (broker: Broker, dependencies: Dependencies, mayPublish: () => boolean, signal: AbortSignal): Promise<void> => {
  const { kysely, nudges, source, metrics, tail } = dependencies;
  const { reconnections } = broker;
  let { position, last } = await findProgress(broker, dependencies);
  const recheckAt = Date.now() + recheckMs;
  while (!signal.aborted && mayPublish() && broker.isConnected && broker.reconnections === reconnections && Date.now() < recheckAt) {
    const seen = nudges.count();
    const page = tail.pageAfter(position, batchSize) ?? (await readPage(kysely, source, position, batchSize));
    observe(dependencies, page, position);
    if (page.events.length === 0) {
      await nudges.wait(seen, pollMs, signal);
      continue;
    }
    last = await publishPage(broker, page, last);
    metrics.eventsPublished.inc(page.events.length);
    position = page.scannedTo;
    observe(dependencies, page, position);
  }
};

/** Renews the lease every second, apart from publishing: a slow broker must not cost the lease, nor a lost lease go unseen. */
const keepLease = (dependencies: Dependencies, holder: string, signal: AbortSignal) => {
  let heldUntil = 0;
  const renew = async (): Promise<void> => {
    while (!signal.aborted) {
      const asked = Date.now();
      const held = await holdLease(dependencies.kysely, leaseName, holder).catch(() => false);
      heldUntil = held ? asked + 3 * leaseRenewMs : 0;
      await pause(held ? leaseRenewMs : leaseAskMs, signal);
    }
  };
  return { done: renew(), isHeld: () => Date.now() < heldUntil };
};

const runRelay = async (dependencies: Dependencies, signal: AbortSignal): Promise<void> => {
  const { log, natsUrl, source, kysely } = dependencies;
  const holder = randomUUID();
  const lease = keepLease(dependencies, holder, signal);
  let broker: Broker | null = null;
  let said = false;
  while (!signal.aborted) {
    try {
      if (!lease.isHeld()) {
        await pause(200, signal);
        continue;
      }
      if (broker === null || !broker.isConnected) {
        broker = await Broker.connect(natsUrl, source);
        log.info("publishing events to the broker", { server: broker.version });
      }
      await pump(broker, dependencies, lease.isHeld, signal);
      said = false;
    } catch (error) {
      if (signal.aborted) break;
      if (!said) log.warn("the broker does not take events; they wait in the log and the feed serves them", errorFields(error));
      said = true;
      await observeOutage(dependencies);
      await pause(retryMs, signal);
    }
  }
  await lease.done;
  await releaseLease(kysely, leaseName, holder).catch(() => {});
  await broker?.close();
};

/** Publishes the log to the broker as long as the service runs. One replica does; the others wait for its lease. */
export const layer = (options: { readonly source: string; readonly natsUrl: string; readonly log: Log; readonly metrics: Metrics }) =>
  Layer.effectDiscard(
    Effect.gen(function* () {
      const { kysely } = yield* Database;
      const nudges = yield* Nudges;
      const tail = makeTail(options.source);
      nudges.onCommit(tail.add);
      yield* runInBackground((signal) => runRelay({ ...options, kysely, nudges, tail, progress: { position: 0 } }, signal));
    }),
  );
