import { randomUUID } from "node:crypto";
import { Effect, Layer } from "effect";
import type { Kysely } from "kysely";
import { pause, runInBackground } from "../../background.ts";
import { Database } from "../../database/database.ts";
import { failpoint } from "../../failpoint.ts";
import { errorFields, type Log } from "../../telemetry/log.ts";
import type { Metrics } from "../../telemetry/metrics.ts";
import { makeBreaker, type Breaker } from "./breaker.ts";
import { Broker, isRefusal, MistakenForDuplicate, type BrokerOptions } from "./broker.ts";
import { keepLease, releaseLease } from "../../database/lease.ts";
import { readPage, type EncodedFeedPage } from "../log/reader.ts";
import { Nudges } from "../log/nudges.ts";
import { publishInOrder, type Stored } from "./publish-in-order.ts";
import { askedRepublication, forgetRepublication } from "./republication.ts";
import { makeTail, type Tail } from "./tail.ts";

const leaseName = "relay";
const batchSize = 256;
const pollMs = 1_000;
/** How often the stream is asked where it ends even when nothing failed: a broker can lose what it acknowledged. */
const recheckMs = 10_000;

interface Options extends BrokerOptions {
  readonly log: Log;
  readonly metrics: Metrics;
}

interface Dependencies extends Options {
  readonly kysely: Kysely<unknown>;
  readonly nudges: Nudges["Service"];
  readonly tail: Tail;
  readonly breaker: Breaker;
  /** Position that the broker is known to have, for the metrics of an outage. */
  readonly progress: { position: number };
}

/** One turn of publishing: as long as it may go on, and how. */
interface Turn {
  readonly mayPublish: () => boolean;
  readonly signal: AbortSignal;
  /** Whether the broker knows events by their ids: not in the turn after it has mistaken one for another. */
  readonly named: boolean;
}

/**
 * Where to go on publishing: a stream that is missing, empty, behind or of another log is filled again from the log. Our
 * streams begin with position 1 and hold nothing else: a sequence that is not the position betrays a stranger. By which id its
 * last message went is not expected of the broker: started again, it has forgotten those older than its window of duplicates.
 */
const findProgress = async (broker: Broker, { kysely, source, log }: Dependencies, { mayPublish }: Turn): Promise<Stored | null> => {
  const asked = await askedRepublication(kysely);
  const end = await broker.streamEnd();
  const { logId, head } = await readPage(kysely, source, 0, 1);
  const { event, sequence } = end;
  const last = { sequence, id: null };
  if (asked === null) {
    if (event !== null && event.logId === logId && event.position <= head && event.position === sequence) return { position: event.position, last };
    if (sequence === 0) return { position: 0, last };
    log.warn("the stream was emptied, belongs to another log or holds foreign messages, and is filled again", { streamLogId: event?.logId, logId });
  } else log.info("the stream is filled again, as an operator asked", { logId, head });
  // Whoever was frozen here wakes up to a stream that is another replica's to fill.
  if (!mayPublish()) return null;
  const { sequence: anew } = await broker.restart();
  if (asked !== null) await forgetRepublication(kysely, asked);
  return { position: 0, last: { sequence: anew, id: null } };
};

const observe = ({ metrics, progress }: Dependencies, page: EncodedFeedPage, position: number): void => {
  progress.position = position;
  metrics.relayLag.set(page.head - position);
  const oldest = page.events[0];
  metrics.relayWaitsSince(oldest === undefined || position >= page.head ? null : Date.parse(oldest.time));
};

/** What waits in the log is counted during an outage too: that is when somebody looks. */
const observeOutage = async (dependencies: Dependencies): Promise<void> => {
  const { kysely, progress, source } = dependencies;
  const page = await readPage(kysely, source, progress.position, 1).catch(() => null);
  if (page !== null) observe(dependencies, page, progress.position);
};

/** A replica that does not publish has nothing to tell of what waits, nor of the broker. */
const observeNothing = ({ breaker, metrics }: Dependencies): void => {
  breaker.succeeded();
  metrics.relayLag.set(0);
  metrics.relayWaitsSince(null);
};

const brokerAnswers = ({ breaker, log }: Dependencies): void => {
  if (breaker.isOpen()) log.info("the broker takes events again");
  breaker.succeeded();
};

/** Publishes everything from the end of the stream on, as long as it may; returns or throws to begin anew. */
const pump = async (broker: Broker, dependencies: Dependencies, turn: Turn): Promise<void> => {
  const { breaker, kysely, nudges, source, metrics, tail } = dependencies;
  const { losses } = broker;
  let stored = await findProgress(broker, dependencies, turn);
  const recheckAt = Date.now() + recheckMs;
  let askAt = 0;
  const goesOn = (): boolean => !turn.signal.aborted && turn.mayPublish() && broker.losses === losses && Date.now() < recheckAt;
  while (stored !== null && goesOn()) {
    const seen = nudges.count();
    // One event is the probe that closes the breaker: a broker may answer all but publications (a full disk, reliability.md §0.3).
    const limit = breaker.isOpen() ? 1 : batchSize;
    const page = tail.pageAfter(stored.position, limit) ?? (await readPage(kysely, source, stored.position, limit));
    observe(dependencies, page, stored.position);
    if (page.events.length === 0) {
      brokerAnswers(dependencies);
      // Not between a commit and its publication: at most once a second, and under load with the next look at the stream.
      if (Date.now() >= askAt) {
        if ((await askedRepublication(kysely)) !== null) return;
        askAt = Date.now() + pollMs;
      }
      await nudges.wait(seen, pollMs, turn.signal);
      continue;
    }
    await failpoint("before-publish");
    const before = stored.position;
    stored = await publishInOrder(broker, page.events, stored, turn);
    if (stored.position === before) continue;
    brokerAnswers(dependencies);
    metrics.eventsPublished.inc(stored.position - before);
    observe(dependencies, page, stored.position);
  }
  if (!broker.isLive) throw new Error("the connection to the broker is lost");
};

/** The broker, its stream as it is defined wherever it lets itself be changed. */
const connected = async (dependencies: Dependencies): Promise<Broker> => {
  const { log } = dependencies;
  const broker = await Broker.connect(dependencies);
  try {
    if ((await broker.ensureStream()) === "changed") log.info("the stream was changed to what it is defined as", { server: broker.version });
  } catch (error) {
    if (!isRefusal(error)) {
      await broker.close();
      throw error;
    }
    log.warn("the stream is not as it is defined, and the broker does not change it", errorFields(error));
  }
  log.info("publishing events to the broker", { server: broker.version });
  return broker;
};

/** Waits for the next probe, telling meanwhile how much waits in the log. */
const waitOut = async (dependencies: Dependencies, milliseconds: number, signal: AbortSignal): Promise<void> => {
  const until = Date.now() + milliseconds;
  for (let left = milliseconds; left > 0 && !signal.aborted; left = until - Date.now()) {
    await observeOutage(dependencies);
    await pause(Math.min(left, pollMs), signal);
  }
};

const runRelay = async (dependencies: Dependencies, signal: AbortSignal): Promise<void> => {
  const { breaker, log, kysely, metrics } = dependencies;
  const holder = randomUUID();
  const lease = keepLease(kysely, leaseName, holder, signal);
  let broker: Broker | null = null;
  let named = true;
  while (!signal.aborted) {
    if (!lease.isHeld()) {
      observeNothing(dependencies);
      await pause(200, signal);
      continue;
    }
    try {
      if (broker === null || broker.isClosed) broker = await connected(dependencies);
      await pump(broker, dependencies, { mayPublish: lease.isHeld, signal, named });
      named = true;
    } catch (error) {
      if (signal.aborted) break;
      metrics.publishFailures.inc();
      named = !(error instanceof MistakenForDuplicate);
      const wasOpen = breaker.isOpen();
      const wait = breaker.failed(isRefusal(error));
      if (breaker.isOpen() && !wasOpen) log.warn("the broker does not take events; they wait in the log and the feed serves them", errorFields(error));
      await waitOut(dependencies, wait, signal);
    }
  }
  await lease.done;
  await releaseLease(kysely, leaseName, holder).catch(() => {});
  await broker?.close();
};

/** Publishes the log to the broker as long as the service runs. One replica does; the others wait for its lease. */
export const layer = (options: Options) =>
  Layer.effectDiscard(
    Effect.gen(function* () {
      const { kysely } = yield* Database;
      const nudges = yield* Nudges;
      const tail = makeTail(options.source);
      nudges.onCommit(tail.add);
      const breaker = makeBreaker((open) => options.metrics.relayBreakerOpen.set(open ? 1 : 0));
      yield* runInBackground((signal) => runRelay({ ...options, breaker, kysely, nudges, tail, progress: { position: 0 } }, signal));
    }),
  );
