import { Problem } from "@cpts/api/Problem";
import { transaction } from "@cpts/service-kit/database/database";
import { storageErrorOf } from "@cpts/service-kit/database/storage-error";
import { Clock, Effect } from "effect";
import { sql } from "kysely";
import { cog } from "../communes/queries.ts";
import { write } from "../database/tables.ts";
import { ContourFault } from "./fault.ts";
import { alreadyImporting, problemOf } from "./faults.ts";
import { prepareInThread } from "./in-thread.ts";
import { readIncoming } from "./incoming.ts";
import type { Said } from "./prepare.ts";
import { toldStatement, viewOf } from "./stored.ts";

const prepared = async (body: ReadableStream<Uint8Array>, said: Said) => prepareInThread(await readIncoming(body), said);

const failureOf = (cause: unknown) => {
  if (cause instanceof ContourFault) return problemOf(cause);
  return cause instanceof Problem ? cause : storageErrorOf(cause);
};

/** One at a time, whatever replica it came to: reading a file takes memory. */
let isImporting = false;

const alone = <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E | Problem, R> =>
  Effect.suspend((): Effect.Effect<A, E | Problem, R> => {
    if (isImporting) return Effect.fail(alreadyImporting());
    isImporting = true;
    return Effect.ensuring(
      work,
      Effect.sync(() => {
        isImporting = false;
      }),
    );
  });

/** Takes a file of contours into use in the place of the one before, all at once or not at all; the same file again changes nothing. */
export const importContours = (body: ReadableStream<Uint8Array>, said: Omit<Said, "cog">) =>
  alone(
    Effect.gen(function* () {
      const { row, topology } = yield* Effect.tryPromise({ try: () => prepared(body, { ...said, cog }), catch: failureOf });
      const importedAt = new Date(yield* Clock.currentTimeMillis).toISOString();
      return yield* transaction(
        write(async (db) => {
          await sql`select pg_advisory_xact_lock(hashtextextended('cpts-contours', 0))`.execute(db);
          const [known] = await toldStatement(db);
          if (known?.hash === row.hash) return viewOf(known, "unchanged");
          await db.deleteFrom("contours").execute();
          await db.insertInto("contours").values({ ...row, imported_at: importedAt, topology: Buffer.from(topology.buffer) }).execute();
          const [told] = await toldStatement(db);
          if (told === undefined) throw new Error("contours that were just written are not there");
          return viewOf(told, "completed");
        }),
      );
    }),
  );
