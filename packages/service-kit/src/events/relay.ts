import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Effect, Layer } from "effect";
import type { Kysely } from "kysely";
import { Database } from "../database/database.ts";
import { errorFields, type Log } from "../telemetry/log.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { Broker } from "./broker.ts";
import { holdLease, leaseRenewMs, releaseLease } from "./lease.ts";
import { readPage, type EncodedFeedPage } from "./log-reader.ts";
import { Nudges } from "./nudges.ts";

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
  readonly source: string;
  readonly natsUrl: string;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Publishes a page in order of positions, a few at a time; fails at the first event that is not stored in its place. */
const publishPage = async (broker: Broker, page: EncodedFeedPage, sequence: number): Promise<void> => {
  for (let start = 0; start < page.events.length; start += inFlight) {
    await Promise.all(page.events.slice(start, start + inFlight).map((event, index) => broker.publish(event, sequence + start + index)));
  }
};

interface Progress {
  /** Position of the log up to which the broker has everything. */
  readonly position: number;
  /** Last sequence of the stream. */
  readonly sequence: number;
}

/** Where to go on publishing: a stream that is missing, empty, behind or of another log is filled again from the log. */
const findProgress = async (broker: Broker, { kysely, source, log }: Dependencies): Promise<Progress> => {
  const end = await broker.streamEnd();
  const { logId, head } = await readPage(kysely, source, 0, 1);
  if (end.event !== null && end.event.logId === logId && end.event.position <= head) return { position: end.event.position, sequence: end.sequence };
  if (end.sequence === 0) return { position: 0, sequence: 0 };
  log.warn("the stream was emptied or belongs to another log, and is filled again", { streamLogId: end.event?.logId, logId });
  return { position: 0, sequence: (await broker.restart()).sequence };
};

const observe = ({ metrics }: Dependencies, page: EncodedFeedPage, position: number): void => {
  metrics.relayLag.set(page.head - position);
  const oldest = page.events[0];
  metrics.relayOldestSeconds.set(oldest === undefined || position >= page.head ? 0 : Math.max(0, (Date.now() - Date.parse(oldest.time)) / 1_000));
};

/** Publishes everything from the end of the stream on, as long as `mayPublish` holds; returns or throws to begin anew. */
const pump = async (broker: Broker, dependencies: Dependencies, mayPublish: () => boolean, signal: AbortSignal): Promise<void> => {
  const { kysely, nudges, source, metrics } = dependencies;
  let { position, sequence } = await findProgress(broker, dependencies);
  const recheckAt = Date.now() + recheckMs;
  while (!signal.aborted && mayPublish() && broker.isConnected && Date.now() < recheckAt) {
    const seen = nudges.count();
    const page = await readPage(kysely, source, position, batchSize);
    observe(dependencies, page, position);
    if (page.events.length === 0) {
      await nudges.wait(seen, pollMs, signal);
      continue;
    }
    await publishPage(broker, page, sequence);
    sequence += page.events.length;
    metrics.eventsPublished.inc(page.events.length);
    position = page.scannedTo;
    metrics.relayLag.set(page.head - position);
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
      await pause(leaseRenewMs, undefined, { signal }).catch(() => {});
    }
  };
  return { done: renew(), isHeld: () => Date.now() < heldUntil };
};

const runRelay = async (dependencies: Dependencies, signal: AbortSignal): Promise<void> => {
  const { log, metrics, natsUrl, source, kysely } = dependencies;
  const holder = randomUUID();
  const lease = keepLease(dependencies, holder, signal);
  let broker: Broker | null = null;
  let said = false;
  while (!signal.aborted) {
    try {
      if (!lease.isHeld()) {
        await pause(200, undefined, { signal });
        continue;
      }
      if (broker === null || !broker.isConnected) {
        broker = await Broker.connect(natsUrl, source);
        log.info("publishing events to the broker", { server: broker.version });
        said = false;
      }
      await pump(broker, dependencies, lease.isHeld, signal);
    } catch (error) {
      if (signal.aborted) break;
      metrics.publishFailures.inc();
      if (!said) log.warn("the broker does not take events; they wait in the log and the feed serves them", errorFields(error));
      said = true;
      await pause(retryMs, undefined, { signal }).catch(() => {});
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
      yield* Effect.acquireRelease(
        Effect.sync(() => {
          const stop = new AbortController();
          return { stop, done: runRelay({ ...options, kysely, nudges }, stop.signal) };
        }),
        ({ stop, done }) =>
          Effect.promise(() => {
            stop.abort();
            return done;
          }),
      );
    }),
  );
