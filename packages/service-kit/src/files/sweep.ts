import { Effect, Layer, Schedule } from "effect";
import { attempt, Database } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import type { StorageError } from "../database/storage-error.ts";
import { errorFields, type Log } from "../telemetry/log.ts";

/** A request lasts minutes at most: what is older belongs to a process that died. */
const sweepStatement = statement<[], never>(
  `delete from file_body b where started_at < now() - interval '1 hour' and not exists (select from file_content c where c.body_id = b.id)`,
);

/** Removes what arrived in vain when a replica was killed. */
export const sweepFiles: Effect.Effect<void, StorageError, Database> = Database.use(({ kysely }) => Effect.asVoid(attempt(() => sweepStatement(kysely))));

/** Sweeps every hour. Any replica may do it. */
export const layer = (options: { readonly log: Log }) =>
  Layer.effectDiscard(
    Effect.forkScoped(
      Effect.repeat(
        Effect.catch(sweepFiles, (error) => Effect.sync(() => options.log.warn("unfinished files could not be removed", errorFields(error.cause)))),
        Schedule.spaced("1 hour"),
      ),
    ),
  );
