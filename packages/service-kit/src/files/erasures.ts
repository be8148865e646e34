import { Effect, Schema } from "effect";
import { attempt, Database, transaction } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import type { StorageError } from "../database/storage-error.ts";
import { eraseSubject } from "./store.ts";

/** That somebody's data was erased, under the pseudonym. */
const Erasure = Schema.Struct({ subjectId: Schema.NonEmptyString, erasedAt: Schema.String });
const decode = Schema.decodeUnknownSync(Schema.fromJsonString(Erasure));

const all = statement<[], typeof Erasure.Type>(`select subject_id as "subjectId", erased_at as "erasedAt" from erasure order by erased_at, subject_id`);

/** Every erasure, one JSON object a line: to be kept apart from the backups. */
export const exportErasures: Effect.Effect<string, StorageError, Database> = Database.use(({ kysely }) =>
  Effect.map(attempt(() => all(kysely)), (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join("")),
);

/** Erases again what a restored backup still has. Doing it twice does it once. Throws on a line that is no erasure. */
export const replayErasures = (lines: string): Effect.Effect<{ readonly subjects: number; readonly files: number }, StorageError, Database> =>
  Effect.gen(function* () {
    const erasures = lines.split("\n").filter((line) => line.trim() !== "").map((line) => decode(line));
    let files = 0;
    for (const { erasedAt, subjectId } of erasures) files += yield* transaction(eraseSubject(subjectId, erasedAt));
    return { subjects: erasures.length, files };
  });
