import type { Effect } from "effect";
import type { StorageError } from "../database/storage-error.ts";

/** Something whose time has come. */
export interface Due {
  readonly id: string;
  /** What happens; says which handler. */
  readonly kind: string;
  /** The aggregate it is about. */
  readonly ref: string;
  /** Tells apart several of one kind and aggregate. */
  readonly key: string;
  /** The instant it was meant for, in milliseconds; the present one may be later. */
  readonly at: number;
}

/** A kind of thing that happens at its time, and what it does then. */
export interface ClockKind<R> {
  readonly kind: string;
  /**
   * Runs in a transaction that also marks the entry as done. The ids it draws derive from the entry's, so that its events have
   * the same ids however often it is tried, even after a restore.
   */
  readonly handle: (due: Due) => Effect.Effect<void, StorageError, R>;
}

/** Declares what happens when the time of a kind has come. Kinds are unique in their service. */
export const clock = <R>(kind: string, handle: ClockKind<R>["handle"]): ClockKind<R> => ({ kind, handle });
