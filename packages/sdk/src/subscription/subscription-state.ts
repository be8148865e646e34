/**
 * What a subscription is doing, for logs, metrics and probes.
 *
 * @since 0.1.0
 */

/** What a subscription is doing. */
export type SubscriptionState =
  /** Reading what it has missed, from the feed. */
  | { readonly _tag: "CatchingUp"; readonly position: number; readonly head: number }
  /** Up to date, and listening to the live lane. */
  | { readonly _tag: "Live"; readonly position: number }
  /** Up to date, and waiting at the feed because there is no live lane, or not now. */
  | { readonly _tag: "Waiting"; readonly position: number }
  /** The feed cannot be read; it will be tried again. */
  | { readonly _tag: "FeedUnavailable"; readonly attempt: number; readonly retryInMs: number; readonly error: unknown }
  /** The live lane has ended for good; the feed alone goes on. */
  | { readonly _tag: "LaneLost"; readonly error: unknown };
