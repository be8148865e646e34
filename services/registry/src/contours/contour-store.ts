import { attempt, Database } from "@cpts/service-kit/database/database";
import type { StorageError } from "@cpts/service-kit/database/storage-error";
import { Context, Effect, Layer } from "effect";
import type { Kysely } from "kysely";
import type { RegistryTables } from "../database/tables.ts";
import { contoursFrom, type Contours } from "./contours.ts";
import { unpackInThread } from "./in-thread.ts";
import { hashStatement, wholeStatement } from "./stored.ts";

/** The contours in use, decoded once and kept until others take their place. */
export class ContourStore extends Context.Service<ContourStore, { readonly current: Effect.Effect<Contours | null, StorageError> }>()("@cpts/registry/ContourStore") {}

const decoded = async (db: Kysely<RegistryTables>, hash: string): Promise<Contours | null> => {
  const [row] = await wholeStatement(db, hash);
  if (row === undefined) return null;
  const { topology, ...record } = row;
  return contoursFrom(record, await unpackInThread(topology));
};

export const layer = Layer.effect(
  ContourStore,
  Effect.gen(function* () {
    const { kysely } = yield* Database;
    const db = kysely as Kysely<RegistryTables>;
    let held: { readonly hash: string; readonly contours: Promise<Contours | null> } | null = null;
    const current = async (): Promise<Contours | null> => {
      const [row] = await hashStatement(db);
      if (row === undefined) {
        held = null;
        return null;
      }
      if (held?.hash !== row.hash) held = { hash: row.hash, contours: decoded(db, row.hash) };
      const { contours, hash } = held;
      // What could not be read is read again when it is next asked for.
      contours.catch(() => {
        if (held?.hash === hash) held = null;
      });
      return contours;
    };
    return ContourStore.of({ current: attempt(current) });
  }),
);
