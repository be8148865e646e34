import { Effect } from "effect";
import { attempt, Database } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import type { StorageError } from "../database/storage-error.ts";

const chunks = statement<[body: string], { readonly bytes: Buffer }>(`select bytes from file_chunk where body_id = $1 order by ordinal`);

/** The bytes of a file that is staged or kept: at most those of the largest file at once in memory. */
export const bytesOfFile = ({ bodyId }: { readonly bodyId: string }): Effect.Effect<Buffer, StorageError, Database> =>
  Database.use(({ kysely }) => Effect.map(attempt(() => chunks(kysely, bodyId)), (rows) => Buffer.concat(rows.map(({ bytes }) => bytes))));
