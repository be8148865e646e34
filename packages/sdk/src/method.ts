/**
 * How a call is written and what it answers: `method(where, body, options)`.
 *
 * `where` holds the path and query parameters together, `body` what is sent; each is left out where the endpoint has
 * none, and `where` may be left out where all of it is optional.
 *
 * @since 0.1.0
 */

import type { Cursor } from "./subscription/logged-event.ts";

/** What a call may be given besides its input. */
export interface CallOptions {
  /** Gives the call up: it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** The `etag` of the answer this update starts from (`If-Match`). An update without it is refused (428). */
  readonly ifMatch?: string | null | undefined;
  /** Names a creation, so that sending it again creates nothing twice. A random one by default. */
  readonly idempotencyKey?: string | undefined;
  /** Limit of each attempt, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** Attempts after the first one. */
  readonly retries?: number | undefined;
}

/** What a service answered. */
export interface Answer<Data> {
  readonly data: Data;
  /** Version of the resource, to be given as `ifMatch` of an update. Null where the resource has none. */
  readonly etag: string | null;
  /** Where a write stands in the log of its service: `<source>@<logId>:<position>`. Null where the answer names none. */
  readonly position: string | null;
  /** The HTTP status, between 200 and 299. */
  readonly status: number;
}

/** The arguments of a call. */
export type Arguments<Where, Body> = keyof Where extends never
  ? Body extends undefined
    ? [options?: CallOptions]
    : [body: Body, options?: CallOptions]
  : Body extends undefined
    ? Record<never, never> extends Where
      ? [where?: Where, options?: CallOptions]
      : [where: Where, options?: CallOptions]
    : [where: Where, body: Body, options?: CallOptions];

/** The lists among the calls: their pages follow one another. */
export interface Paged<Args extends ReadonlyArray<unknown>, Page, Item> {
  /** Every page from the one asked for, fetched when it is needed. */
  readonly pages: (...args: Args) => AsyncIterable<Answer<Page>>;
  /** Every item of every page. */
  readonly all: (...args: Args) => AsyncIterable<Item>;
}

/** A collection as it stood at one position of the log. */
export interface Snapshot<Item> {
  /** What `subscribe({ from })` takes: the events after it are those that the items do not tell of. */
  readonly cursor: Cursor & { readonly logId: string };
  /**
   * Every item, once, as it arrives: read them to the end, or abort. Rejects with `CptsNetworkError` where the transfer was
   * cut: what had come until then is not the collection.
   */
  readonly items: AsyncIterable<Item>;
}

/** A call that takes a snapshot. */
export type SnapshotCall<Item> = (options?: CallOptions) => Promise<Answer<Snapshot<Item>>>;

/** A call. Rejects with `CptsProblem`, `CptsNetworkError`, `CptsDecodeError` or the reason of the signal. */
export type Method<Where, Body, Data> = ((...args: Arguments<Where, Body>) => Promise<Answer<Data>>) &
  (Data extends { readonly items: ReadonlyArray<infer Item>; readonly nextCursor: string | null } ? Paged<Arguments<Where, Body>, Data, Item> : unknown);
