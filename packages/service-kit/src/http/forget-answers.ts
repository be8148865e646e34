import { Effect, Layer, Schedule } from "effect";
import { CompiledQuery } from "kysely";
import { attempt, Database } from "../database/database.ts";
import { errorFields, type Log } from "../telemetry/log.ts";

const forget = CompiledQuery.raw("delete from idempotency where created_at < now() - interval '48 hours'");

/** Forgets kept answers after 48 hours, once an hour; a replica that finds nothing to forget does no harm. */
export const forgetOldAnswers = Database.use(({ kysely }) => attempt(() => kysely.executeQuery(forget)));

export const layer = (log: Log) =>
  Layer.effectDiscard(
    forgetOldAnswers.pipe(
      Effect.catch((error) => Effect.sync(() => log.warn("old answers could not be forgotten and will be next hour", errorFields(error.cause)))),
      Effect.repeat(Schedule.spaced("1 hour")),
      Effect.forkScoped,
    ),
  );
