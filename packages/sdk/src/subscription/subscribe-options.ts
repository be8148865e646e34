/**
 * What a subscriber may choose.
 *
 * @since 0.1.0
 */
import type { BrokerConnection } from "./broker-connection.ts";
import type { CursorStore } from "./cursor-store.ts";
import type { LiveLane } from "./live-lane.ts";
import type { SinceInstant, StartingPoint } from "./starting-point.ts";
import type { SubscriptionState } from "./subscription-state.ts";

/** What every subscriber may choose. `Type` is the union of the types of event that may come. */
export interface FollowingOptions<Type extends string> {
  /** Only these types of event. */
  readonly types?: ReadonlyArray<Type> | undefined;
  /** A NATS server (`nats://...`) or a connection to one: events then come at once. Without it they come from the feed. */
  readonly nats?: string | BrokerConnection | undefined;
  /** A live lane of one's own, instead of `nats`. */
  readonly live?: LiveLane | undefined;
  /** Keeps how far the subscriber has come; goes before `from` once it holds something. */
  readonly cursor?: CursorStore | undefined;
  /** Ends the subscription after the event or batch in hand. */
  readonly signal?: AbortSignal | undefined;
  /** Events of a batch at most; 500 by default. Twice as many may wait for each source. */
  readonly batchSize?: number | undefined;
  readonly onState?: ((state: SubscriptionState, source: string) => void) | undefined;
}

/** What a handler of batches may choose besides. */
export interface RetryOptions {
  /** How often an event is handed again to a handler that rejects; 5 by default. `HandlerFailed` ends the subscription then. */
  readonly retries?: number | undefined;
  /** Pauses before, in milliseconds; doubling from 100 to 10 000 by default, with jitter. */
  readonly retryMs?: { readonly first: number; readonly longest: number } | undefined;
}

/** What a subscriber to one service may choose. */
export interface SubscribeOptions<Type extends string> extends FollowingOptions<Type> {
  /** Where to start when `cursor` holds nothing; the first event ever by default. */
  readonly from?: StartingPoint | undefined;
}

/** The same, for a handler of batches. */
export interface HandlerOptions<Type extends string> extends SubscribeOptions<Type>, RetryOptions {}

/** Where several sources start: all alike, or each by its name (those without one at the beginning). */
export type FromOf<Source extends string> = "beginning" | "now" | SinceInstant | { readonly [S in Source]?: StartingPoint | undefined };

/** What a subscriber to several services may choose. */
export interface SourcesOptions<Source extends string, Type extends string> extends FollowingOptions<Type> {
  readonly sources: ReadonlyArray<Source>;
  /** Where each starts when `cursor` holds nothing of it; the first event ever by default. */
  readonly from?: FromOf<Source> | undefined;
}

/** The same, for a handler of batches. */
export interface SourcesHandlerOptions<Source extends string, Type extends string> extends SourcesOptions<Source, Type>, RetryOptions {}
