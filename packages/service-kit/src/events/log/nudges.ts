import { randomUUID } from "node:crypto";
import { Context, Effect, Layer } from "effect";
import type { Client } from "pg";
import { Database } from "../../database/database.ts";
import { ownerClient } from "../../database/migrate.ts";
import type { Pending } from "./seal.ts";
import { errorFields, type Log } from "../../telemetry/log.ts";
import { noteLogOriginText, renewalOf, sayRenewal } from "./origin.ts";

const channel = "cpts_event";
const reconnectMs = 1_000;

/** NOTIFY writes a transaction of its own to the log of the database: what may be lost need not be waited for on the disk. */
const notifyText = "select set_config('synchronous_commit', 'off', true), pg_notify($1, $2)";

/**
 * Says that the log has grown: to this process at once, to the other replicas by one coalesced NOTIFY sent after the
 * commit. (A NOTIFY inside each transaction halves the writes, performance.md §4.) A nudge may be lost; whoever waits
 * also looks by itself now and then.
 */
export class Nudges extends Context.Service<
  Nudges,
  {
    /** Takes what was committed: to be called after the commit. */
    readonly announce: (committed: Pending) => void;
    /** Hands over what this process commits from now on, before anybody is woken. */
    readonly onCommit: (listener: (committed: Pending) => void) => void;
    /** How many nudges came so far: take it before looking at the log, give it to `wait`, and none is missed between. */
    readonly count: () => number;
    readonly wait: (since: number, milliseconds: number, signal?: AbortSignal) => Promise<void>;
    /** Wakes everyone for the last time: the service stops, and no reader of the feed shall hold it up. */
    readonly finish: () => void;
    readonly isFinished: () => boolean;
  }
>()("@cpts/service-kit/Nudges") {}

const makeWaiting = () => {
  const waiting = new Set<() => void>();
  let count = 0;
  return {
    count: () => count,
    wake: () => {
      count += 1;
      for (const resume of waiting) resume();
    },
    wait: (since: number, milliseconds: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        const resume = () => {
          waiting.delete(resume);
          clearTimeout(timer);
          signal?.removeEventListener("abort", resume);
          resolve();
        };
        const timer = setTimeout(resume, milliseconds);
        waiting.add(resume);
        signal?.addEventListener("abort", resume);
        if (signal?.aborted || count !== since) resume();
      }),
  };
};

const listen = (url: string, self: string, wake: () => void, log: Log): (() => Promise<void>) => {
  let stopped = false;
  let client: Client | null = null;
  let retry: NodeJS.Timeout | undefined;
  const again = () => {
    client = null;
    clearTimeout(retry);
    if (!stopped) retry = setTimeout(() => void open(), reconnectMs);
  };
  const open = async (): Promise<void> => {
    try {
      const opened = await ownerClient(url);
      client = opened;
      opened.on("error", (error) => {
        log.warn("listening to the database was interrupted", errorFields(error));
        again();
      });
      // This process woke its own waiters when it committed.
      opened.on("notification", ({ payload }) => payload !== self && wake());
      await opened.query(`listen ${channel}`);
      // The server behind a new connection may be another one.
      sayRenewal(log, renewalOf((await opened.query(noteLogOriginText)).rows[0]));
      wake();
      if (stopped) await opened.end();
    } catch (error) {
      log.warn("cannot listen to the database, looking at intervals instead", errorFields(error));
      again();
    }
  };
  void open();
  return async () => {
    stopped = true;
    clearTimeout(retry);
    await client?.end().catch(() => {});
  };
};

export const layer = (options: { readonly directUrl: string; readonly log: Log }) =>
  Layer.effect(
    Nudges,
    Effect.gen(function* () {
      const { pool } = yield* Database;
      const { wake, wait, count } = makeWaiting();
      const self = randomUUID();
      const listeners: Array<(committed: Pending) => void> = [];
      let sending = false;
      let again = false;
      let finished = false;
      const notifyOthers = async (): Promise<void> => {
        if (sending) {
          again = true;
          return;
        }
        sending = true;
        do {
          again = false;
          // A lost nudge only delays: every waiter also polls.
          await pool.query(notifyText, [channel, self]).catch(() => {});
        } while (again);
        sending = false;
      };
      yield* Effect.acquireRelease(
        Effect.sync(() => listen(options.directUrl, self, wake, options.log)),
        (stop) => Effect.promise(stop),
      );
      return Nudges.of({
        wait,
        count,
        finish: () => {
          finished = true;
          wake();
        },
        isFinished: () => finished,
        onCommit: (listener) => void listeners.push(listener),
        announce: (committed) => {
          for (const hear of listeners) hear(committed);
          wake();
          // Behind the relay and the readers of this process: they are on their way.
          setImmediate(() => void notifyOthers());
        },
      });
    }),
  );
