import { readFile } from "node:fs/promises";
import { natsLane } from "@cpts/sdk/nats";
import { follow, httpFeed, isRefusal, type Feed, type SubscriptionState } from "@cpts/sdk/subscription";
import { Effect, Layer } from "effect";
import { pause, runInBackground } from "../background.ts";
import { StorageError } from "../database/storage-error.ts";
import { workerDatabase, type WorkerDatabase } from "../database/worker-database.ts";
import { errorFields, type Log } from "../telemetry/log.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { applyBatch, CursorMoved, TooManyParked } from "./apply/batch.ts";
import { applyInOnePacket } from "./apply/packet.ts";
import { readCursor } from "./cursor-store.ts";
import { makeBell, watchParked, type Bell } from "./parked/watch.ts";
import type { EncodedEvent, Projection } from "./projection.ts";
import { maxParkedAggregates } from "./parked/events.ts";
import { rebuild, type ReadFeed } from "./rebuild.ts";

const retryMs = 1_000;

/** Where a log is followed, and with which rights. */
export interface FeedAddress {
  /** Base address of the service whose log is followed. */
  readonly url: string;
  /** File of the bearer token to show, read at each request; null for feeds that are open. */
  readonly tokenPath: string | null;
}

interface Options extends FeedAddress {
  readonly projection: Projection;
  readonly natsUrl: string | null;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** A feed that does not answer for this long, beside the time it was asked to wait, is asked again on another connection. */
const feedTimeoutMs = 5_000;

/** The feed of another service. */
export const feedOf = (source: string, { tokenPath, url }: FeedAddress): Feed<EncodedEvent> =>
  httpFeed(source, { urls: { [source]: url }, retries: 0, timeoutMs: feedTimeoutMs, ...(tokenPath === null ? {} : { token: async () => (await readFile(tokenPath, "utf8")).trim() }) });

/** The same feed, a page at a time, for rebuilds. */
export const pagesOf = (source: string, address: FeedAddress): ReadFeed => {
  const feed = feedOf(source, address);
  return async (after) => {
    const page = await feed({ after, limit: 500, wait: 0, signal: AbortSignal.timeout(feedTimeoutMs) });
    return { logId: page.logId, head: page.head, events: page.events };
  };
};

const notePosition = ({ projection, metrics }: Options, position: number): void => metrics.subscriptionPosition.set({ subscription: projection.name }, position);

const say = ({ projection, log }: Options) => {
  let last = "";
  return (state: SubscriptionState): void => {
    if (state._tag === last) return;
    last = state._tag;
    const fields = { subscription: projection.name, source: projection.source };
    if (state._tag === "FeedUnavailable" || state._tag === "LaneLost") log.warn(`subscription: ${state._tag}`, { ...fields, ...errorFields(state.error) });
    else log.info(`subscription: ${state._tag}`, { ...fields, position: state.position });
  };
};

/** Says once why a subscription stands still, and once that it goes on. */
const standstill = ({ projection, log }: Options) => {
  const labels = { subscription: projection.name };
  let said = "";
  return {
    stands: (error: unknown): void => {
      const stopped = error instanceof TooManyParked;
      const fields = stopped ? { aggregates: error.aggregates } : errorFields(error instanceof StorageError ? error.cause : error);
      const why = stopped ? "TooManyParked" : JSON.stringify(fields);
      if (why === said) return;
      said = why;
      if (stopped) log.error("the subscription stands still until an operator has dealt with its parked events: too many aggregates were parked in five minutes", { ...labels, ...fields });
      else log.warn("a batch could not be applied and is tried again", { ...labels, ...fields });
    },
    goesOn: (): void => {
      if (said !== "") log.info("the subscription goes on", labels);
      said = "";
    },
  };
};

/** Follows until the signal aborts. Each batch and its cursor are one transaction; a database that is away is waited for. */
const followOnce = async (options: Options, database: WorkerDatabase, bell: Bell, signal: AbortSignal): Promise<void> => {
  const { projection, log, metrics, natsUrl } = options;
  const progress = standstill(options);
  const cursor = await readCursor(database.kysely, projection.name, projection.source);
  notePosition(options, cursor.position);
  const end = await follow<EncodedEvent>({
    source: projection.source,
    feed: feedOf(projection.source, options),
    live: natsUrl === null ? undefined : natsLane(natsUrl),
    cursor: { source: projection.source, ...cursor },
    handle: async (batch, after) => {
      const result = (await applyInOnePacket(database.kysely, projection, batch, after)) ?? (await database.run(applyBatch(projection, batch, after)));
      notePosition(options, result.cursor.position);
      metrics.eventsApplied.inc({ subscription: projection.name }, result.applied);
      metrics.eventsIgnored.inc({ subscription: projection.name }, result.ignored);
      if (result.parked > 0) log.error("events were parked: they could not be applied", { subscription: projection.name, parked: result.parked });
      if (result.parked > 0) bell.ring();
      // The rest of the batch is handed in again, and waits.
      if (result.isCut) throw new TooManyParked({ aggregates: maxParkedAggregates + 1 });
      progress.goesOn();
    },
    onHandleError: async (error) => {
      // Begins again from where the cursor now is.
      if (error instanceof CursorMoved) return "stop";
      progress.stands(error);
      await pause(retryMs, signal);
      return signal.aborted ? "stop" : "retry";
    },
    isFatal: isRefusal,
    signal,
    onState: say(options),
  });
  if (end._tag !== "LogChanged") return;
  log.warn("the followed log is another one: the projection is rebuilt", { subscription: projection.name, logId: end.logId, head: end.head });
  await database.run(rebuild(projection, pagesOf(projection.source, options)));
};

const run = async (options: Options, database: WorkerDatabase, bell: Bell, signal: AbortSignal): Promise<void> => {
  // A feed that refuses does so at every attempt: each reason is said once.
  let said = "";
  while (!signal.aborted) {
    try {
      await followOnce(options, database, bell, signal);
      said = "";
    } catch (error) {
      if (signal.aborted) return;
      if (String(error) !== said) options.log.error("a subscription was interrupted and begins again", { subscription: options.projection.name, ...errorFields(error) });
      said = String(error);
      await pause(retryMs, signal);
    }
  }
};

/** Keeps a projection up to date as long as the service runs. */
export const layer = (options: Options) =>
  Layer.effectDiscard(
    Effect.gen(function* () {
      const database = yield* workerDatabase;
      const bell = makeBell();
      yield* runInBackground((signal) => run(options, database, bell, signal));
      yield* runInBackground((signal) => watchParked(options, database, bell, signal));
    }),
  );
