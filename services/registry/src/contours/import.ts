import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Problem } from "@cpts/api/Problem";
import { loadCommunes } from "@cpts/reference-data";
import { transaction } from "@cpts/service-kit/database/database";
import { storageErrorOf } from "@cpts/service-kit/database/storage-error";
import { Clock, Effect } from "effect";
import { sql } from "kysely";
import { cog } from "../communes/queries.ts";
import { write } from "../database/tables.ts";
import { alreadyImporting } from "./faults.ts";
import { readIncoming } from "./incoming.ts";
import { normalize } from "./normalize.ts";
import { toldStatement, viewOf } from "./stored.ts";

/** What an operator says of a file. */
export interface Said {
  readonly edition: string;
  readonly source: string;
  readonly licence: string;
}

const hashOf = (...texts: ReadonlyArray<string | Uint8Array>): string => texts.reduce((hash, text) => hash.update(text).update("\0"), createHash("sha256")).digest("hex");

const prepare = async (body: ReadableStream<Uint8Array>, { edition, licence, source }: Said) => {
  const { merged, missing, topology, unknown } = normalize(await readIncoming(body), await loadCommunes());
  const text = JSON.stringify(topology);
  const hash = hashOf(text, edition, source, licence, cog).slice(0, 32);
  const { arrondissements, communes } = topology.objects;
  return {
    row: { hash, edition, source, licence, cog, communes: communes.geometries.length, arrondissements: arrondissements.geometries.length, missing: JSON.stringify(missing), merged: JSON.stringify(merged), unknown: JSON.stringify(unknown) },
    topology: await promisify(gzip)(text, { level: 9 }),
  };
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
export const importContours = (body: ReadableStream<Uint8Array>, said: Said) =>
  alone(
    Effect.gen(function* () {
      const { row, topology } = yield* Effect.tryPromise({ try: () => prepare(body, said), catch: (cause) => (cause instanceof Problem ? cause : storageErrorOf(cause)) });
      const importedAt = new Date(yield* Clock.currentTimeMillis).toISOString();
      return yield* transaction(
        write(async (db) => {
          await sql`select pg_advisory_xact_lock(hashtextextended('cpts-contours', 0))`.execute(db);
          const [known] = await toldStatement(db);
          if (known?.hash === row.hash) return viewOf(known, "unchanged");
          await db.deleteFrom("contours").execute();
          await db.insertInto("contours").values({ ...row, imported_at: importedAt, topology }).execute();
          const [told] = await toldStatement(db);
          if (told === undefined) throw new Error("contours that were just written are not there");
          return viewOf(told, "completed");
        }),
      );
    }),
  );
