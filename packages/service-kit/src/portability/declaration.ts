import type { CptsId } from "@cpts/domain/Cpts";
import type { Effect } from "effect";
import type { Database, Transaction } from "../database/database.ts";
import type { StorageError } from "../database/storage-error.ts";
import type { Ids } from "../ids.ts";
import type { Erasure } from "../files/erasures.ts";

/** A column that means something to one instance alone: it is not taken out. */
export interface OwnColumn {
  readonly reason: string;
  /** What an import puts there, in SQL over the row `x`; the default of the column where it is left out. */
  readonly put?: string;
}

/** A table of which some rows are of a CPTS. */
export interface PortableTable {
  readonly name: string;
  /** Which rows `r` are of the CPTS `$1`, in SQL. */
  readonly of: string;
  /** Columns that an instance keeps for itself. */
  readonly own?: Readonly<Record<string, OwnColumn>>;
  /** Columns that name the one CPTS a row that several share was entered by: shown where it is this one. */
  readonly masked?: ReadonlyArray<string>;
  /** Rows that several CPTS share, with a `version` that counts their changes: of two states the later one stands. */
  readonly isVersioned?: true;
  /** What the events of a row hang on, in SQL over `r`: those are of the CPTS too, unless they say that they are of another. */
  readonly aggregates?: ReadonlyArray<string>;
}

/** Why a table is in no archive: made again from events; the same for every CPTS; of how this instance runs. */
export type LeftOut = readonly [why: "projection" | "reference" | "operational", reason: string];

/** What an import does to keep out those who were erased here. */
export interface Keeping<R> {
  /** People among these (their pseudonyms) who were erased here under another pseudonym. */
  readonly erasedAmong: (ids: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<Erasure>, StorageError, R | Database | Transaction>;
  readonly eraseAgain: (erasure: Erasure) => Effect.Effect<void, unknown, Database | Transaction | Ids>;
}

/** What a service says of its tables: every one is named once, which a test sees to. */
export interface Portability<R = never> {
  /** In the order of their references: a row comes after those that it refers to. */
  readonly tables: ReadonlyArray<PortableTable>;
  readonly leftOut: Readonly<Record<string, LeftOut>>;
  readonly keeping?: Keeping<R>;
  /** Makes what rows mean here right: after they came in, before the commit. Answers what stands against them. */
  readonly settle?: (cptsId: CptsId) => Effect.Effect<ReadonlyArray<Clash>, StorageError, R | Database | Transaction>;
}

/** Something that stands against an import: a place of the archive, and what is wrong with it. */
export interface Clash {
  readonly place: ReadonlyArray<string>;
  readonly code: "exists-otherwise" | "taken" | "unknown-table" | "unknown-column" | "unknown-event" | "missing-reference";
  /** The columns it is about, or the name of what is unknown. */
  readonly about?: string;
}

/** Tables of the kit, in every service. */
export const kitLeftOut: Readonly<Record<string, LeftOut>> = {
  event: ["operational", "events go as events of the log, which give them new positions"],
  log_head: ["operational", "where the log of the instance stands"],
  log_origin: ["operational", "which server the log is of"],
  lease: ["operational", "which replica does what"],
  idempotency: ["operational", "answers kept for repetitions, 48 hours"],
  subscription_cursor: ["operational", "how far the other logs were read"],
  parked_event: ["operational", "events of other logs that wait"],
  dropped_event: ["operational", "events of other logs that were given up"],
  republication: ["operational", "requests to the relay"],
  erasure: ["operational", "what restored backups of this instance must not bring back"],
  text_redaction: ["operational", "places in backups of this instance"],
  text_inquiry: ["operational", "who looked for whom here"],
  cpts_transfer: ["operational", "who took what out of this instance"],
  file_body: ["operational", "where the bytes of files are; the bytes go as files"],
  file_chunk: ["operational", "the bytes of files, which go as files"],
  file_content: ["operational", "the contents of files, which go as files"],
  kit_migration: ["operational", "the shape of the database"],
  kit_migration_lock: ["operational", "the shape of the database"],
  migration: ["operational", "the shape of the database"],
  migration_lock: ["operational", "the shape of the database"],
};

/** Rows `r` that name the CPTS themselves. */
export const ofCpts = "r.cpts_id = $1";

/** Rows `r` of which a column names a row of a table that names the CPTS. */
export const within = (table: string, column: string): string => `r.${column} in (select id from ${table} where cpts_id = $1)`;

/** The ids of what is of the CPTS in a table, as files and clocks name them: in text. */
export const idsOf = (table: string, column = "id"): string => `select ${column}::text from ${table} where cpts_id = $1`;

/** Events that hang on the row itself. */
export const byId: ReadonlyArray<string> = ["r.id::text"];

/** Files that hang on something of the CPTS: `of` says which, over the row `r` of `file`. Their bytes go along. */
export const portableFiles = (of: string): PortableTable => ({ name: "file", of, aggregates: byId });

/** What is to happen: `of` says which, over the row `r` of `due`. What has been tried in vain is tried again. */
export const portableClocks = (of: string): PortableTable => ({
  name: "due",
  of,
  own: {
    next_at: { reason: "when this instance tries next", put: "x.at" },
    attempts: { reason: "how often this instance has tried" },
    reason: { reason: "why it could not be done here" },
    done_at: { reason: "when this instance did it", put: "case when x.state = 'done' then now() end" },
  },
});
