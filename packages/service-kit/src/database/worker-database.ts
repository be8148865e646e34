import { Effect } from "effect";
import type { Kysely } from "kysely";
import { Database } from "./database.ts";

/** The database as work in the background sees it: what it runs goes by the clock of the service. */
export interface WorkerDatabase {
  readonly kysely: Kysely<unknown>;
  readonly run: <A, E>(effect: Effect.Effect<A, E, Database>) => Promise<A>;
}

export const workerDatabase: Effect.Effect<WorkerDatabase, never, Database> = Effect.gen(function* () {
  const { kysely } = yield* Database;
  return { kysely, run: Effect.runPromiseWith(yield* Effect.context<Database>()) };
});
