import { Effect, Schema } from "effect";
import { attempt, Database, transaction, Transaction } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import type { StorageError } from "../database/storage-error.ts";
import { cutAgain, erasedFile } from "../privacy/redact.ts";
import { eraseFiles, eraseSubject } from "./store.ts";

/** That somebody's data was erased, under the pseudonym; `mark` is what the service needs to keep them out, and names nobody. */
const Erasure = Schema.Struct({ subjectId: Schema.NonEmptyString, erasedAt: Schema.String, mark: Schema.optionalKey(Schema.String) });
/** That somebody's data was erased, under the pseudonym. */
export type Erasure = typeof Erasure.Type;
/** That words were cut out of a text: where, and no word. */
const Redaction = Schema.Struct({
  redactionId: Schema.NonEmptyString,
  at: Schema.String,
  place: Schema.Struct({
    table: Schema.NonEmptyString,
    key: Schema.Record(Schema.String, Schema.String),
    column: Schema.NonEmptyString,
    path: Schema.Array(Schema.String),
    cuts: Schema.Array(Schema.Tuple([Schema.Int, Schema.Int])),
    length: Schema.Int,
  }),
});
const decode = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Union([Erasure, Redaction])));

const all = statement<[], Omit<Erasure, "mark"> & { readonly mark: string | null }>(`select subject_id as "subjectId", erased_at as "erasedAt", mark from erasure order by erased_at, subject_id`);

const allRedactions = statement<[], typeof Redaction.Type>(`select id as "redactionId", at, place from text_redaction order by id`);
const noteRedaction = statement<[id: string, at: string, place: string], { readonly id: string }>(`insert into text_redaction (id, at, place) values ($1, $2, $3) on conflict do nothing returning id`);

/** Every erasure, and every place that words were cut out of, one JSON object a line: to be kept apart from the backups. */
export const exportErasures: Effect.Effect<string, StorageError, Database> = Database.use(({ kysely }) =>
  Effect.map(attempt(async () => [await all(kysely), await allRedactions(kysely)] as const), ([rows, places]) =>
    [...rows.map(({ mark, ...row }) => ({ ...row, ...(mark === null ? {} : { mark }) })), ...places].map((line) => `${JSON.stringify(line)}\n`).join(""),
  ),
);

const dropAnswers = statement<[], never>("delete from idempotency");

const isFile = ({ column, table }: typeof Redaction.Type["place"]): boolean => table === erasedFile.table && column === erasedFile.column;

/** Cuts words out again, or removes a file; once, as what was cut is remembered in the same transaction. */
const redactAgain = ({ at, place, redactionId }: typeof Redaction.Type) =>
  Effect.gen(function* () {
    const { kysely } = yield* Transaction;
    const [isNew] = yield* attempt(() => noteRedaction(kysely, redactionId, at, JSON.stringify(place)));
    if (isNew === undefined) return;
    if (isFile(place)) yield* eraseFiles(Object.values(place.key));
    else yield* attempt(() => cutAgain(kysely, place));
    // Answers that the backup kept for repetitions hold the same words; none outlives a restore by right.
    yield* attempt(() => dropAnswers(kysely));
  });

/** Erases again what a restored backup still has: files, and by `again` what else the service keeps. Doing it twice does it once. Throws on a line that is no erasure. */
export const replayErasures = <E, R>(
  lines: string,
  again: (erasure: Erasure) => Effect.Effect<void, E, R>,
): Effect.Effect<{ readonly subjects: number; readonly files: number }, E | StorageError, Database | Exclude<R, Transaction>> =>
  Effect.gen(function* () {
    const erasures = lines.split("\n").filter((line) => line.trim() !== "").map((line) => decode(line));
    let files = 0;
    for (const one of erasures) {
      if ("redactionId" in one) yield* transaction(redactAgain(one));
      else files += yield* transaction(Effect.tap(eraseSubject(one.subjectId, one), () => again(one)));
    }
    return { subjects: erasures.filter((one) => "subjectId" in one).length, files };
  });
