import { pause } from "../../background.ts";
import { StorageError } from "../../database/storage-error.ts";
import type { WorkerDatabase } from "../../database/worker-database.ts";
import { errorFields, type Log } from "../../telemetry/log.ts";
import type { Metrics } from "../../telemetry/metrics.ts";
import { aggregatesDue, isStopped, parkedState } from "./events.ts";
import type { Projection } from "../projection.ts";
import { retryDue } from "./retry.ts";

/** How often the parked events are counted when nothing is heard of them: another replica, or an operator, may have changed them. */
const lookMs = 5_000;
/** After a failure of the database. */
const patienceMs = 1_000;

interface Options {
  readonly projection: Projection;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Wakes the watch before its time. */
export interface Bell {
  readonly ring: () => void;
  /** Waits until it rings, for that long at most. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export const makeBell = (): Bell => {
  let rung = new AbortController();
  return {
    ring: () => rung.abort(),
    wait: async (milliseconds, signal) => {
      await pause(milliseconds, AbortSignal.any([signal, rung.signal]));
      rung = new AbortController();
    },
  };
};

const retryAll = async ({ projection, log, metrics }: Options, database: WorkerDatabase): Promise<void> => {
  const labels = { subscription: projection.name };
  for (const aggregateId of await aggregatesDue(database.kysely, projection)) {
    const { applied, stuck } = await database.run(retryDue(projection, aggregateId));
    metrics.eventsApplied.inc(labels, applied);
    if (applied > 0) log.info("parked events were applied after all", { ...labels, aggregateId, applied });
    if (stuck !== null) log.warn("a parked event failed again", { ...labels, aggregateId, position: stuck.position });
  }
};

/** Tries parked events again until they have had all their attempts, and tells in the metrics what is parked. */
export const watchParked = async (options: Options, database: WorkerDatabase, bell: Bell, signal: AbortSignal): Promise<void> => {
  const { projection, log, metrics } = options;
  const labels = { subscription: projection.name };
  let said = "";
  while (!signal.aborted) {
    let nextMs = lookMs;
    try {
      await retryAll(options, database);
      const state = await parkedState(database.kysely, projection);
      metrics.parkedEvents.set(labels, state.events);
      metrics.subscriptionStopped.set(labels, isStopped(state) ? 1 : 0);
      nextMs = Math.max(0, Math.min(lookMs, Math.ceil(state.nextTryMs ?? lookMs)));
      said = "";
    } catch (error) {
      nextMs = patienceMs;
      if (String(error) !== said) log.warn("parked events could not be tried again", { ...labels, ...errorFields(error instanceof StorageError ? error.cause : error) });
      said = String(error);
    }
    await bell.wait(nextMs, signal);
  }
};
