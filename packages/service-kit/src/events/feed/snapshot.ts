import { Problem } from "@cpts/api/Problem";
import type { SnapshotEndpoint, SnapshotEnd, SnapshotStart } from "@cpts/api/Snapshot";
import { can, type Actor, type Resource } from "@cpts/domain/Access";
import { formatPosition } from "@cpts/domain/Position";
import { Effect } from "effect";
import type { Kysely } from "kysely";
import { attempt, Database } from "../../database/database.ts";
import { allowIdle } from "../../database/idle-transaction.ts";
import type { StorageError } from "../../database/storage-error.ts";
import { bind } from "../../http/bind.ts";
import type { Pieces } from "../../http/stream-body.ts";
import { StreamLimits } from "../../http/streams.ts";
import { head } from "../log/reader.ts";

/** A page of a collection, as its list gives it. */
export interface SnapshotPage {
  readonly items: ReadonlyArray<unknown>;
  readonly nextCursor: string | null;
}

/** Which part of a collection is asked for. */
export interface SnapshotQuery {
  readonly cursor?: string;
  readonly limit: number;
}

interface Options<R> {
  readonly source: string;
  /** What the log of the service is, to those who want to read it. */
  readonly log: () => Effect.Effect<Resource>;
  /** The least visible of the items: only who may see those sees all. */
  readonly items: () => Effect.Effect<Resource>;
  readonly page: (query: SnapshotQuery, actor: Actor) => Effect.Effect<SnapshotPage, Problem | StorageError, R>;
}

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

/** One transaction in which everything is read as it is now. It holds no lock, and may wait for its reader. */
export const openSnapshot = (kysely: Kysely<unknown>, idleMs: number) =>
  attempt(async () => {
    const trx = await kysely.startTransaction().setIsolationLevel("repeatable read").setAccessMode("read only").execute();
    try {
      await allowIdle(trx, String(idleMs));
      return trx;
    } catch (error) {
      await trx.rollback().execute().catch(() => {});
      throw error;
    }
  });

const requireSight = (actor: Actor, endpoint: SnapshotEndpoint, resource: Resource): Effect.Effect<void, Problem> =>
  can(actor, endpoint.snapshotOf.reads, resource)._tag === "Allowed" ? Effect.void : Effect.fail(new Problem({ type: actor.role === "anonymous" ? "unauthenticated" : "forbidden" }));

/**
 * Binds a snapshot to the query of its list. The position and every page are read in one `repeatable read` transaction:
 * what is committed meanwhile is in the events after the position, and not in the items.
 */
export const snapshotBinding = <R>(endpoint: SnapshotEndpoint, { items, log, page, source }: Options<R>) => {
  const { collection } = endpoint.snapshotOf;
  const pieces = (actor: Actor) =>
    Effect.gen(function* () {
      yield* requireSight(actor, endpoint, yield* items());
      const database = yield* Database;
      const { snapshotMs: longestMs, snapshotPage } = yield* StreamLimits;
      const run = Effect.runPromiseWith(yield* Effect.context<R>());
      const trx = yield* openSnapshot(database.kysely, longestMs);
      const inside = Database.of({ ...database, kysely: trx });
      const release = async (): Promise<void> => void (await trx.rollback().execute());
      const at = yield* Effect.onError(Effect.provideService(head, Database, inside), () => Effect.promise(() => release().catch(() => {})));
      const make = async function* (signal: AbortSignal): AsyncGenerator<string> {
        let count = 0;
        let cursor: string | null = null;
        const start: typeof SnapshotStart.Encoded = { snapshot: { source, collection, ...at } };
        yield line(start);
        do {
          const query: SnapshotQuery = { limit: snapshotPage, ...(cursor === null ? {} : { cursor }) };
          // The transaction stands in for the pool: the list reads what it always reads, at one moment.
          const found: SnapshotPage = await run(Effect.provideService(page(query, actor), Database, inside) as Effect.Effect<SnapshotPage, Problem | StorageError, R>);
          if (signal.aborted) return;
          count += found.items.length;
          cursor = found.nextCursor;
          if (found.items.length > 0) yield found.items.map(line).join("");
        } while (cursor !== null);
        const end: typeof SnapshotEnd.Encoded = { end: { count } };
        yield line(end);
      };
      return { headers: { "cpts-position": formatPosition({ source, ...at }) }, pieces: { make, release, endsAnywhere: false, longestMs } satisfies Pieces };
    });
  return bind(endpoint, log, () => Effect.die(new Error("a snapshot is only streamed")), { stream: { kind: "snapshot", open: ({ actor }) => pieces(actor) } });
};
