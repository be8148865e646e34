import { randomUUID } from "node:crypto";
import { Clock, Effect, Exit, Cause, Layer, type Context } from "effect";
import { pause, runInBackground } from "../background.ts";
import { Database, type Transaction } from "../database/database.ts";
import { StorageError } from "../database/storage-error.ts";
import type { Ids } from "../ids.ts";
import { keepLease, releaseLease } from "../database/lease.ts";
import { Nudges } from "../events/log/nudges.ts";
import { errorFields, type Log } from "../telemetry/log.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { ClockKind } from "./clock.ts";
import { outlook, workNext, type Worked } from "./work-due.ts";

export const leaseName = "clock";
/** Looks at least this often: a nudge may be lost, and an entry be written without an event. */
const pollMs = 1_000;
const retryMs = 1_000;
const candidateMs = 200;

type Needs<R> = Exclude<R, Transaction | Ids> | Database | Nudges;

interface Options<R> {
  readonly kinds: ReadonlyArray<ClockKind<R>>;
  readonly log: Log;
  readonly metrics: Metrics;
}

const note = <R>({ log, metrics }: Options<R>, worked: Exclude<Worked, { readonly _tag: "Nothing" }>): void => {
  metrics.clockLag.set(Math.max(0, worked.now - worked.due.at) / 1_000);
  if (worked._tag === "Done") return;
  const fields = { kind: worked.due.kind, due: worked.due.id, ref: worked.due.ref, reason: worked.reason };
  if (worked._tag === "Parked") log.error("something due failed too often and was put aside", fields);
  else log.warn("something due failed and is tried again", fields);
};

const runWorker = async <R>(options: Options<R>, context: Context.Context<Needs<R>>, signal: AbortSignal): Promise<void> => {
  const { kinds, log, metrics } = options;
  const [database, nudges] = await Effect.runPromise(Effect.provideContext(Effect.all([Database, Nudges]), context));
  const run = async <A>(effect: Effect.Effect<A, StorageError, Needs<R>>): Promise<A> => {
    const exit = await Effect.runPromiseExitWith(context)(effect);
    if (Exit.isSuccess(exit)) return exit.value;
    throw Cause.squash(exit.cause);
  };
  const next = workNext(kinds);
  const lookAhead = Effect.all([outlook(kinds.map(({ kind }) => kind)), Clock.currentTimeMillis]);
  const holder = randomUUID();
  const lease = keepLease(database.kysely, leaseName, holder, signal);
  let said = false;
  while (!signal.aborted) {
    try {
      if (!lease.isHeld()) {
        metrics.clockLag.set(0);
        metrics.clockParked.set(0);
        await pause(candidateMs, signal);
        continue;
      }
      const seen = nudges.count();
      const worked = await run(next);
      said = false;
      if (worked._tag !== "Nothing") {
        note(options, worked);
        continue;
      }
      const [{ lateMs, nextAt, parked }, now] = await run(lookAhead);
      metrics.clockLag.set(lateMs / 1_000);
      metrics.clockParked.set(parked);
      await nudges.wait(seen, nextAt === null ? pollMs : Math.min(pollMs, Math.max(0, nextAt - now)), signal);
    } catch (error) {
      if (signal.aborted) break;
      if (!said) log.warn("what is due waits for the database", errorFields(error instanceof StorageError ? error.cause : error));
      said = true;
      await pause(retryMs, signal);
    }
  }
  await lease.done;
  await releaseLease(database.kysely, leaseName, holder).catch(() => {});
};

const assertUnique = (kinds: ReadonlyArray<{ readonly kind: string }>): void => {
  const names = kinds.map(({ kind }) => kind);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`two clocks are called ${twice}`);
};

/** Does what is due, in the order of time, as long as the service runs. One replica does; the others wait for its lease. */
export const layer = <R>(options: Options<R>) => {
  assertUnique(options.kinds);
  return Layer.effectDiscard(Effect.flatMap(Effect.context<Needs<R>>(), (context) => runInBackground((signal) => runWorker(options, context, signal))));
};
