/**
 * The event log of a service over HTTP: the same log that feeds the broker, in order and without gaps, from the first
 * event ever. A subscriber that reads it to the end has missed nothing, with or without a broker.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { FeedPage } from "@cpts/api/Feed"
 *
 * const page = Schema.decodeUnknownSync(FeedPage)({
 *   source: "registry", logId: "0198c0de-0000-7000-8000-000000000001", head: 0, scannedTo: 0, events: []
 * })
 * page.head // => 0
 * ```
 *
 * @since 0.1.0
 */
import type { Action } from "@cpts/domain/Access";
import { EventEnvelope, Instant } from "@cpts/domain/EventEnvelope";
import { Schema } from "effect";
import { endpoint, type Stream } from "./Endpoint.ts";
import { queryInteger } from "./Page.ts";

/** Biggest page of a feed: what one transaction of a subscriber takes at most. */
export const maxFeedPage = 500;

/** Longest wait for a next event, in seconds. */
export const maxFeedWait = 25;

const Position = Schema.Int.pipe(Schema.check(Schema.isGreaterThanOrEqualTo(0)));

/** A page of a service's event log. */
export const FeedPage = Schema.Struct({
  source: Schema.String.annotate({ description: "The service whose log this is", examples: ["registry"] }),
  logId: Schema.String.annotate({ description: "Random name of this log; another one after a restore: positions cannot be compared then" }),
  head: Position.annotate({ description: "Position of the newest event of the log, 0 when it is empty" }),
  scannedTo: Position.annotate({ description: "The next page starts after this position" }),
  events: Schema.Array(EventEnvelope),
}).annotate({ identifier: "FeedPage" });
export type FeedPage = typeof FeedPage.Type;

/** Two places to begin at are a mistake of the caller's. */
const oneBeginning = Schema.makeFilter(({ after, since }: { readonly after?: unknown; readonly since?: unknown }) =>
  after === undefined || since === undefined ? [] : ["after", "since"].map((name) => ({ path: [name], issue: "oneBeginning" })),
);

const feedQuery = Schema.Struct({
  after: Schema.optionalKey(queryInteger({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  since: Schema.optionalKey(
    Instant.annotate({ description: "Instead of `after`: the page begins with the first event whose time is this instant or later, in the order of positions" }),
  ),
  limit: Schema.optionalKey(queryInteger({ minimum: 1, maximum: maxFeedPage })),
  wait: Schema.optionalKey(queryInteger({ minimum: 0, maximum: maxFeedWait })),
}).pipe(Schema.check(oneBeginning));

const eventStream: Stream = {
  mediaType: "text/event-stream",
  onDemand: true,
  description:
    "For those who ask for it in `Accept`: every event after `after` as it happens, for as long as the connection lasts. `id` is `<logId>:<position>`, `event` the type, `data` the event on one line. `Last-Event-ID` goes on where a connection was cut; of another log, or beyond its head, it is answered 409 `log-changed`",
};

/** The feed of one service: the same contract for all, with a permission of its own. */
export const feedEndpoint = (permission: Action) =>
  endpoint({
    id: "events.read",
    method: "GET",
    path: "/v1/events",
    query: feedQuery,
    response: FeedPage,
    problems: ["log-changed"],
    permission,
    waits: true,
    stream: eventStream,
    summary: {
      fr: "Les événements du service, dans l'ordre, après une position ou depuis un instant ; `wait` attend le prochain",
      en: "The service's events, in order, after a position or since an instant; `wait` waits for the next one",
    },
  });
export type FeedEndpoint = ReturnType<typeof feedEndpoint>;
