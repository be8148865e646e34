import type { LocalDate } from "@cpts/domain/LocalDate";
import type { LongConnection } from "@cpts/service-kit/database/long-work";
import type { Pending, PendingEvent } from "@cpts/service-kit/events/log/seal";
import type { Kysely } from "kysely";
import type { FileKind } from "./fields.ts";
import type { Incoming } from "./incoming.ts";
import type { Merged } from "./merge.ts";
import type { Progress } from "./records.ts";
import type { Scanned, Sink } from "./scan.ts";

/** A file that was sent to be imported. */
export interface Order {
  readonly id: string;
  readonly kind: FileKind;
  readonly fileName: string | null;
  readonly maxDropPercent: number;
  readonly incoming: Incoming;
}

/** What an import needs around it. */
export interface Surroundings {
  /** A connection of its own, which nothing else uses. */
  readonly client: LongConnection;
  /** The pool, for what others must see before the end. */
  readonly kysely: Kysely<unknown>;
  /** Of the fingerprints that keep erased people out. */
  readonly key: Buffer;
  readonly now: () => number;
  readonly nextId: () => string;
  readonly announce: (committed: Pending) => void;
}

/** What is known of a file once it is whole. */
export interface WholeFile {
  readonly sha256: string;
  readonly edition: LocalDate | null;
  /** The instant of its merge. */
  readonly at: string;
}

/** What files of a kind need of an import: where their rows are laid down, and what becomes of them. */
export interface Work {
  readonly emptyStage: string;
  readonly copyText: string;
  readonly scan: (text: AsyncIterable<Buffer>, seen: Scanned, sink: Sink) => Promise<void>;
  /** Merges what is staged, in the transaction of the import; throws the Problem that refuses it. Gives what it did, and what it tells. */
  readonly merge: (around: Surroundings, order: Order, seen: Scanned, file: WholeFile) => Promise<{ readonly merged: Merged; readonly eventsOf: (counts: Progress["counts"]) => Array<PendingEvent> }>;
}
