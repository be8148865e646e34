/**
 * What a subscriber may choose.
 *
 * @since 0.1.0
 */
import type { BrokerConnection } from "./broker-connection.ts";
import type { CursorStore } from "./cursor-store.ts";
import type { LiveLane } from "./live-lane.ts";
import type { SubscriptionState } from "./subscription-state.ts";

/** What a subscriber may choose. `Type` is the union of the types of event of the service. */
export interface SubscribeOptions<Type extends string> {
  /** Where to start when `cursor` holds nothing: the first event ever (default), after a position, or what comes next. */
  readonly from?: "beginning" | "now" | { readonly logId: string; readonly position: number } | undefined;
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
  /** Events of a batch at most; 500 by default. */
  readonly batchSize?: number | undefined;
  readonly onState?: ((state: SubscriptionState) => void) | undefined;
}
