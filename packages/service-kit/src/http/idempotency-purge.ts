import { Effect, Layer, Schedule } from "effect";
import { attempt, Database } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import { errorFields, type Log } from "../telemetry/log.ts";

const purge = statement<[], never>(`delete from idempotency where created_at < now() - interval '48 hours'`);

/** Forgets kept answers after 48 hours: they may tell of persons, and the table would grow for ever. Any replica may do it. */
export const layer = (options: { readonly log: Log }) =>
  Layer.effectDiscard(
    Effect.gen(function* () {
      const { kysely } = yield* Database;
      const once = attempt(() => purge(kysely)).pipe(
        Effect.catch((error) => Effect.sync(() => options.log.warn("old answers could not be forgotten", errorFields(error.cause)))),
      );
      yield* Effect.forkScoped(Effect.repeat(once, Schedule.spaced("1 hour")));
    }),
  );
