import { Problem } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import { pause, runInBackground } from "@cpts/service-kit/background";
import { attempt, Database } from "@cpts/service-kit/database/database";
import { StorageError } from "@cpts/service-kit/database/storage-error";
import { Nudges } from "@cpts/service-kit/events/log/nudges";
import { head, readPage } from "@cpts/service-kit/events/log/reader";
import { Redactions } from "@cpts/service-kit/privacy/redactions";
import { errorFields, type Log } from "@cpts/service-kit/telemetry/log";
import { Context, Effect, Layer } from "effect";
import type { Kysely } from "kysely";
import type { RegistryTables } from "../database/tables.ts";
import { loadCpts, loadGeography, type Geography } from "./held.ts";
import { makeTerritories, type Territories } from "./territories.ts";

/**
 * The territories of all CPTS and the communes, in memory. Each replica follows the log of its own service: an event says
 * which CPTS changed, the tables say how it is now.
 */
export class TerritoryIndex extends Context.Service<
  TerritoryIndex,
  {
    /** The territories once all that is committed is among them: whoever wrote reads what was written, on any replica. */
    readonly current: Effect.Effect<Territories, Problem | StorageError, Database>;
    /**
     * The territories without waiting: null while something that this process committed is not among them, or when the log has
     * not been looked at for a while. What another replica committed a moment ago may be missing.
     */
    readonly atHand: () => Territories | null;
    /** Called when they have changed. */
    readonly onChange: (listener: () => void) => void;
  }
>()("@cpts/registry/TerritoryIndex") {}

const pageSize = 500;
const lookEveryMs = 1_000;
/** Whoever has not heard of the database for so long asks it instead of answering from memory. */
const staleAfterMs = 10_000;
const patienceMs = 5_000;

const notReady = new Problem({
  type: "unavailable",
  retryAfterSeconds: 1,
  detail: { fr: "Les territoires sont encore en cours de lecture.", en: "The territories are still being read." },
});

/** Events of a CPTS or of its territory; their subject is its id. */
const concerns = /^cpts\.registry\.(?:cpts|territory)\./u;

interface State {
  territories: Territories | null;
  logId: string;
  position: number;
  /** Of what this process has committed. */
  written: number;
  lookedAt: number;
  /** How often all was forgotten: what was read before is not kept after it. */
  forgotten: number;
}

const follow = (db: Kysely<RegistryTables>, state: State, changed: () => void) => {
  let geography: Geography | null = null;
  const start = async (): Promise<void> => {
    const { forgotten } = state;
    // The position first: what is read afterwards is at least as new.
    const page = await readPage(db as unknown as Kysely<unknown>, registry.name, 2_147_483_647, 1);
    geography ??= await loadGeography(db);
    const territories = makeTerritories(geography);
    territories.replace(await loadCpts(db, null));
    if (state.forgotten !== forgotten) return;
    Object.assign(state, { territories, logId: page.logId, position: page.head, lookedAt: performance.now() });
    changed();
  };
  return async (): Promise<boolean> => {
    if (state.territories === null) await start();
    if (state.territories === null) return false;
    const page = await readPage(db as unknown as Kysely<unknown>, registry.name, state.position, pageSize);
    if (page.logId !== state.logId || page.head < state.position) {
      await start();
      return false;
    }
    const ids = [...new Set(page.events.flatMap(({ subject, type }) => (concerns.test(type) ? [subject] : [])))];
    if (ids.length > 0) {
      state.territories?.replace(await loadCpts(db, ids));
      changed();
    }
    state.position = page.scannedTo;
    state.lookedAt = performance.now();
    return page.events.length === 0;
  };
};

/** Something that is done once, when it is first asked for. */
const makeDemand = () => {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  let isAsked = false;
  const ask = (): void => {
    if (isAsked) return;
    isAsked = true;
    resolve();
  };
  return { ask, orAborted: (signal: AbortSignal) => Promise.race([asked, new Promise<void>((end) => signal.addEventListener("abort", () => end()))]) };
};

/** Reads the territories when they are first asked for, then follows the log for as long as the service runs; a database that fails is asked again. */
export const layer = (log: Log) =>
  Layer.effect(
    TerritoryIndex,
    Effect.gen(function* () {
      const { kysely } = yield* Database;
      const nudges = yield* Nudges;
      const state: State = { territories: null, logId: "", position: 0, written: 0, lookedAt: 0, forgotten: 0 };
      const listeners: Array<() => void> = [];
      const demand = makeDemand();
      const waiting = new Set<() => void>();
      const wake = (): void => {
        for (const resume of waiting) resume();
        waiting.clear();
      };
      nudges.onCommit(({ position }) => {
        state.written = Math.max(state.written, position?.position ?? 0);
      });
      // What was cut out of a name or a source is no event: all is read anew, and meanwhile nobody is answered from here.
      (yield* Redactions).onChange(() => {
        state.territories = null;
        state.forgotten += 1;
      });
      const look = follow(kysely as Kysely<RegistryTables>, state, () => listeners.forEach((listener) => listener()));
      yield* runInBackground(async (signal) => {
        await demand.orAborted(signal);
        while (!signal.aborted) {
          const seen = nudges.count();
          try {
            const isIdle = await look();
            wake();
            if (isIdle) await nudges.wait(seen, lookEveryMs, signal);
          } catch (error) {
            log.warn("the territories in memory cannot follow the log", errorFields(error));
            await pause(lookEveryMs, signal);
          }
        }
      });
      const reached = async (position: number): Promise<Territories | null> => {
        demand.ask();
        const deadline = performance.now() + patienceMs;
        for (;;) {
          if (state.territories !== null && state.position >= position) return state.territories;
          const left = deadline - performance.now();
          if (left <= 0) return null;
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, left);
            waiting.add(() => {
              clearTimeout(timer);
              resolve();
            });
          });
        }
      };
      return TerritoryIndex.of({
        current: Effect.flatMap(head, ({ position }) => Effect.flatMap(attempt(() => reached(position)), (territories) => (territories === null ? Effect.fail(notReady) : Effect.succeed(territories)))),
        atHand: () => {
          demand.ask();
          return state.territories !== null && state.written <= state.position && performance.now() - state.lookedAt < staleAfterMs ? state.territories : null;
        },
        onChange: (listener) => void listeners.push(listener),
      });
    }),
  );
