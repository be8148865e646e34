/**
 * The fast lane: events as they happen, in any order, perhaps twice, perhaps not at all. It may only speed things up:
 * everything it loses comes from the feed.
 *
 * @since 0.1.0
 */

/** Whether events can come over the lane now. */
export type LaneState = "open" | "closed";

/** A way to hear of events early. */
export interface LiveLane {
  /**
   * Listens to all events of a source until the signal aborts, reconnecting by itself; resolves once it has let go.
   * `onEvent` is given each message as it is, decoded from JSON. A rejection ends the lane, not the subscription.
   */
  readonly open: (source: string, onEvent: (event: unknown) => void, onStateChange: (state: LaneState) => void, signal: AbortSignal) => Promise<void>;
}
