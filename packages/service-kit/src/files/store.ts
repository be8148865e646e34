import type { StoredFile } from "@cpts/api/Files";
import { Clock, Effect } from "effect";
import { attempt, Database, Transaction } from "../database/database.ts";
import { soleRow, statement } from "../database/statement.ts";
import type { StorageError } from "../database/storage-error.ts";
import { Ids } from "../ids.ts";
import type { StagedFile } from "./stage.ts";

/** What a file hangs on: an aggregate of the service. */
export interface FileOwner {
  readonly kind: string;
  readonly id: string;
  /** The person it is about, whose erasure takes it along. */
  readonly subjectId?: string;
}

/** A stored file with the place of its bytes. */
export interface FileWithBody extends StoredFile {
  readonly bodyId: string;
}

const columns = `f.id, f.name, f.type, c.size, encode(f.sha256, 'hex') as sha256, c.body_id as "bodyId" from file f join file_content c on c.sha256 = f.sha256`;
// The update changes nothing but holds the row: whoever removes the last reference meanwhile waits, and sees ours.
const claim = statement<[sha256: Buffer, size: number, body: string], { readonly bodyId: string }>(`insert into file_content as c (sha256, size, body_id) values ($1, $2, $3)
  on conflict (sha256) do update set size = c.size returning body_id as "bodyId"`);
const refer = statement<[id: string, kind: string, owner: string, subject: string | null, sha256: Buffer, name: string, type: string, at: string], never>(
  `insert into file (id, owner_kind, owner_id, subject_id, sha256, name, type, added_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
);
const listOf = statement<[kind: string, owner: string], FileWithBody>(`select ${columns} where f.owner_kind = $1 and f.owner_id = $2 order by f.id`);
const dropFile = statement<[kind: string, owner: string, id: string], { readonly sha256: Buffer }>(`delete from file where owner_kind = $1 and owner_id = $2 and id = $3 returning sha256`);
const dropOwner = statement<[kind: string, owner: string], { readonly sha256: Buffer }>(`delete from file where owner_kind = $1 and owner_id = $2 returning sha256`);
const dropSubject = statement<[subject: string], { readonly sha256: Buffer }>(`delete from file where subject_id = $1 returning sha256`);
const dropFiles = statement<[ids: ReadonlyArray<string>], { readonly sha256: Buffer }>(`delete from file where id = any($1::uuid[]) returning sha256`);
const hold = statement<[hashes: ReadonlyArray<Buffer>], never>(`select from file_content where sha256 = any($1) order by sha256 for update`);
const release = statement<[hashes: ReadonlyArray<Buffer>], never>(`with freed as (
    delete from file_content c where sha256 = any($1) and not exists (select from file f where f.sha256 = c.sha256) returning body_id)
  delete from file_body where id in (select body_id from freed)`);
const noteErasure = statement<[subject: string, at: string, mark: string | null], never>(`insert into erasure (subject_id, erased_at, mark) values ($1, $2, $3) on conflict do nothing`);

/** Keeps what has arrived, as a file of its owner, with the commit of the transaction under way. */
export const keepFile = (file: StagedFile, owner: FileOwner): Effect.Effect<StoredFile, StorageError, Transaction | Ids> =>
  Effect.gen(function* () {
    const { kysely } = yield* Transaction;
    const id = yield* (yield* Ids).next;
    const now = new Date(yield* Clock.currentTimeMillis).toISOString();
    yield* attempt(async () => soleRow(await claim(kysely, file.sha256, file.size, file.bodyId)));
    yield* attempt(() => refer(kysely, id, owner.kind, owner.id, owner.subjectId ?? null, file.sha256, file.name, file.type, now));
    return { id, name: file.name, type: file.type, size: file.size, sha256: file.sha256.toString("hex") };
  });

/** The files of an owner, the oldest first. */
export const filesOf = ({ id, kind }: FileOwner): Effect.Effect<ReadonlyArray<FileWithBody>, StorageError, Database> =>
  Database.use(({ kysely }) => attempt(() => listOf(kysely, kind, id)));

/** Removes references, and the contents that nobody refers to any more, bytes and all. Tells how many references there were. */
const forget = (drop: (kysely: Transaction["Service"]["kysely"]) => Promise<ReadonlyArray<{ readonly sha256: Buffer }>>): Effect.Effect<number, StorageError, Transaction> =>
  Transaction.use(({ kysely }) =>
    attempt(async () => {
      const hashes = (await drop(kysely)).map(({ sha256 }) => sha256);
      if (hashes.length === 0) return 0;
      await hold(kysely, hashes);
      await release(kysely, hashes);
      return hashes.length;
    }),
  );

/** Removes these files, whosever they are. */
export const eraseFiles = (ids: ReadonlyArray<string>): Effect.Effect<number, StorageError, Transaction> => forget((kysely) => dropFiles(kysely, ids));

/** Removes one file of an owner; tells whether there was one. */
export const removeFile = (owner: FileOwner, id: string): Effect.Effect<boolean, StorageError, Transaction> =>
  Effect.map(forget((kysely) => dropFile(kysely, owner.kind, owner.id, id)), (count) => count > 0);

/** Removes all files of an owner. */
export const eraseOwner = (owner: FileOwner): Effect.Effect<number, StorageError, Transaction> => forget((kysely) => dropOwner(kysely, owner.kind, owner.id));

/**
 * Removes all files about a person, and remembers under the pseudonym that it was done, for restored backups: with the instant of the
 * first time, and what the service needs to keep the person out (see `Erasure`).
 */
export const eraseSubject = (subjectId: string, { erasedAt, mark }: { readonly erasedAt?: string; readonly mark?: string } = {}): Effect.Effect<number, StorageError, Transaction> =>
  Effect.gen(function* () {
    const { kysely } = yield* Transaction;
    const now = erasedAt ?? new Date(yield* Clock.currentTimeMillis).toISOString();
    yield* attempt(() => noteErasure(kysely, subjectId, now, mark ?? null));
    return yield* forget((inside) => dropSubject(inside, subjectId));
  });
