/**
 * Following the log of a service: the one engine under the clients' subscriptions and under the platform's own
 * services. See `follow`.
 *
 * @since 0.1.0
 */
export type { Feed, FeedPage, FeedRequest } from "./feed.ts";
export { httpFeed, isRefusal } from "./http-feed.ts";
export { follow, type Followed, type FollowOptions } from "./follow.ts";
export type { LaneState, LiveLane } from "./live-lane.ts";
export { beginningOf, type Cursor, isLoggedEvent, type LoggedEvent } from "./logged-event.ts";
export type { SubscriptionState } from "./subscription-state.ts";
