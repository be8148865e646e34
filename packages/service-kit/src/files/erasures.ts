import { Effect, Schema } from "effect";
import { attempt, Database, transaction, type Transaction } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import type { StorageError } from "../database/storage-error.ts";
import { eraseSubject } from "./store.ts";

/** That somebody's data was erased, under the pseudonym; `mark` is what the service needs to keep them out, and names nobody. */
const Erasure = Schema.Struct({ subjectId: Schema.NonEmptyString, erasedAt: Schema.String, mark: Schema.optionalKey(Schema.String) });
/** That somebody's data was erased, under the pseudonym. */
export type Erasure = typeof Erasure.Type;
const decode = Schema.decodeUnknownSync(Schema.fromJsonString(Erasure));

const all = statement<[], Omit<Erasure, "mark"> & { readonly mark: string | null }>(`select subject_id as "subjectId", erased_at as "erasedAt", mark from erasure order by erased_at, subject_id`);

/** Every erasure, one JSON object a line: to be kept apart from the backups. */
export const exportErasures: Effect.Effect<string, StorageError, Database> = Database.use(({ kysely }) =>
  Effect.map(attempt(() => all(kysely)), (rows) => rows.map(({ mark, ...row }) => `${JSON.stringify({ ...row, ...(mark === null ? {} : { mark }) })}\n`).join("")),
);

/** Erases again what a restored backup still has: files, and by `again` what else the service keeps. Doing it twice does it once. Throws on a line that is no erasure. */
export const replayErasures = <E, R>(
  lines: string,
  again: (erasure: Erasure) => Effect.Effect<void, E, R>,
): Effect.Effect<{ readonly subjects: number; readonly files: number }, E | StorageError, Database | Exclude<R, Transaction>> =>
  Effect.gen(function* () {
    const erasures = lines.split("\n").filter((line) => line.trim() !== "").map((line) => decode(line));
    let files = 0;
    for (const erasure of erasures) files += yield* transaction(Effect.tap(eraseSubject(erasure.subjectId, erasure), () => again(erasure)));
    return { subjects: erasures.length, files };
  });
