import { Context, Effect, Layer } from "effect";
import type { Kysely } from "kysely";
import { pause, runInBackground } from "../background.ts";
import { attempt, Database } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import { Nudges } from "../events/log/nudges.ts";
import { errorFields, type Log } from "../telemetry/log.ts";

/** How often a process looks whether another one has cut words out or erased somebody. */
const lookEveryMs = 5_000;
const leastBetweenMs = 500;

/** What was last cut out or erased here, as a short text; empty where nothing ever was. No rows of people, no word. */
const newest = statement<[], { readonly stamp: string }>(
  `select coalesce(left(md5(concat(redaction, inquiry, erasure)), 8), '') as stamp
   from (select (select id::text from text_redaction order by id desc limit 1) as redaction,
                (select id::text from text_inquiry where redact is not null order by id desc limit 1) as inquiry,
                (select max(erased_at)::text from erasure) as erasure) as last
   where concat(redaction, inquiry, erasure) <> ''`,
);

/**
 * That words were cut out or somebody was erased: no version of anything tells, and what is kept in memory or by readers still
 * has them. So each of it goes into the ETag of whatever has a version, and memories that hold words begin again.
 */
export class Redactions extends Context.Service<
  Redactions,
  {
    /** Stands in ETags; empty before the first time. */
    readonly stamp: () => string;
    /** Called when there was one more. */
    readonly onChange: (listener: () => void) => void;
    /** Looks at once: what was committed here counts from now on. */
    readonly look: Effect.Effect<void, never, Database>;
  }
>()("@cpts/service-kit/Redactions") {}

/** What one process knows of it. */
export const makeRedactions = (): typeof Redactions.Service => {
  let stamp = "";
  const listeners: Array<() => void> = [];
  const lookIn = async (db: Kysely<unknown>): Promise<void> => {
    const now = (await newest(db))[0]?.stamp ?? "";
    if (now === stamp) return;
    stamp = now;
    for (const listener of listeners) listener();
  };
  const look = Database.use(({ kysely }) => Effect.orDie(attempt(() => lookIn(kysely))));
  return { stamp: () => stamp, onChange: (listener) => void listeners.push(listener), look };
};

/** Reads it before the first request is answered, then looks for what other processes do. */
export const layer = (redactions: typeof Redactions.Service, log: Log) =>
  Layer.effect(
    Redactions,
    Effect.gen(function* () {
      const database = yield* Database;
      const nudges = yield* Nudges;
      yield* redactions.look;
      const look = () => Effect.runPromise(Effect.provideService(redactions.look, Database, database));
      yield* runInBackground(async (signal) => {
        while (!signal.aborted) {
          const seen = nudges.count();
          await pause(leastBetweenMs, signal);
          await nudges.wait(seen, lookEveryMs, signal);
          if (!signal.aborted) await look().catch((error: unknown) => log.warn("cannot look for what was cut out or erased", errorFields(error)));
        }
      });
      return redactions;
    }),
  );
