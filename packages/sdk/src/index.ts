/**
 * Typed clients and event subscriptions for the CPTS platform, with plain promises. For Effect see `@cpts/sdk/effect`.
 *
 * @since 0.1.0
 */
export { connect, type Connection, type EventsOf, type Service, type SourcesSubscriptions, type Subscriptions } from "./connect.ts";
export type { ConnectOptions, Fetch, FetchResponse } from "./connect-options.ts";
export type { Calls, Envelope, ProblemType, ServiceEvent, ServiceName } from "./contracts.ts";
export { CptsDecodeError, type CptsError, CptsNetworkError, CptsProblem, type FieldProblem, type ProblemFields } from "./errors.ts";
export type { Answer, Arguments, CallOptions, Method, Paged, Snapshot, SnapshotCall } from "./method.ts";
export type { BrokerConnection } from "./subscription/broker-connection.ts";
export { CursorMoved } from "./subscription/cursor-moved.ts";
export { type CursorStore, memoryCursor } from "./subscription/cursor-store.ts";
export type { BatchPlace, EventHandler } from "./subscription/hand-over.ts";
export { HandlerFailed } from "./subscription/handler-failed.ts";
export type { LaneState, LiveLane } from "./subscription/live-lane.ts";
export { LogChanged } from "./subscription/log-changed.ts";
export type { Cursor } from "./subscription/logged-event.ts";
export type { LogPlace, SinceInstant, StartingPoint } from "./subscription/starting-point.ts";
export type { FollowingOptions, FromOf, HandlerOptions, RetryOptions, SourcesHandlerOptions, SourcesOptions, SubscribeOptions } from "./subscription/subscribe-options.ts";
export type { SubscriptionState } from "./subscription/subscription-state.ts";
