/**
 * The client of a platform.
 *
 * @example
 * ```ts
 * import { connect } from "@cpts/sdk"
 *
 * const cpts = connect({
 *   url: "https://cpts.example",
 *   fetch: async (url) => Response.json({ code: "37003", nom: "Amboise", asked: url })
 * })
 * const { data } = await cpts.registry.readCommune({ code: "37003", asOf: "2026-01-01" })
 * data.nom // => "Amboise"
 * ```
 *
 * @since 0.1.0
 */
import type { Endpoint } from "@cpts/api/Endpoint";
import type { EventType } from "@cpts/api/EventType";
import { isSnapshot, type SnapshotEndpoint } from "@cpts/api/Snapshot";
import { checkAnswer, checkItem } from "./check-answer.ts";
import type { ConnectOptions } from "./connect-options.ts";
import type { Calls, Envelope, ServiceEvent, ServiceName } from "./contracts.ts";
import { inAskedVersions } from "./in-asked-version.ts";
import type { Answer, CallOptions, Snapshot } from "./method.ts";
import { services } from "./services.ts";
import { takeSnapshot } from "./snapshot.ts";
import { splitArguments } from "./split-arguments.ts";
import { handleEvents } from "./subscription/events-of.ts";
import { feedThrough } from "./subscription/feed-through.ts";
import type { EventHandler } from "./subscription/hand-over.ts";
import { isRefusal } from "./subscription/http-feed.ts";
import { iterate } from "./subscription/iterate.ts";
import type { LogAccess } from "./subscription/starting-point.ts";
import type { HandlerOptions, SourcesHandlerOptions, SourcesOptions, SubscribeOptions } from "./subscription/subscribe-options.ts";
import type { Where } from "./transport/http-request.ts";
import { makeTransport, type Transport } from "./transport/transport.ts";

/** The events of a service, or of several; bare envelopes where it publishes none yet. */
export type EventsOf<S extends ServiceName> = S extends ServiceName ? ([ServiceEvent<S>] extends [never] ? Envelope : ServiceEvent<S>) : never;

/** How one hears of what happens in a service. */
export interface Subscriptions<Event extends { readonly type: string }> {
  /** Every event, in order, for `for await`; at least once (see the README). Ends when the signal aborts. */
  readonly subscribe: (options?: SubscribeOptions<Event["type"]>) => AsyncIterable<Event>;
  /**
   * Every event, in order, in batches; the cursor is saved after each. Resolves when the signal aborts, once the batch in hand is
   * handled and its cursor saved. Rejects with `HandlerFailed`, `LogChanged` or a refusal of the service.
   */
  readonly onEvents: (options: HandlerOptions<Event["type"]>, handle: EventHandler<Event>) => Promise<void>;
}

/** How one hears of what happens in several services: in order within each, none between them. */
export interface SourcesSubscriptions {
  /** Every event of `sources`, for `for await`; one that is away does not hold up the others. */
  readonly subscribe: <const S extends ServiceName>(options: SourcesOptions<S, EventsOf<S>["type"]>) => AsyncIterable<EventsOf<S>>;
  /** Every event of `sources`, in batches of one source, one at a time. Ends with the first `LogChanged` or `HandlerFailed`, which names its source. */
  readonly onEvents: <const S extends ServiceName>(options: SourcesHandlerOptions<S, EventsOf<S>["type"]>, handle: EventHandler<EventsOf<S>>) => Promise<void>;
}

/** One service: its calls and its events. */
export type Service<S extends ServiceName> = Calls<S> & Subscriptions<EventsOf<S>>;

/** A client. It holds what its writes have to be seen of, and nothing else. */
export type Connection = { readonly [S in ServiceName]: Service<S> } & SourcesSubscriptions & {
  /** The `Cpts-After` of this connection: give it to another one as `after`, and that one sees what this one wrote. */
  readonly after: () => string;
};

type AnyCall = (...args: ReadonlyArray<unknown>) => Promise<Answer<unknown>>;

/** The types of the call say that `where` is one. */
const split = (endpoint: Endpoint, args: ReadonlyArray<unknown>) => {
  const { where, ...rest } = splitArguments(endpoint, args);
  return { where: where as Where, ...rest };
};

const callOf = (transport: Transport, service: string, endpoint: Endpoint, check: boolean): AnyCall & Record<"pages" | "all", unknown> => {
  const call: AnyCall = async (...args) => {
    const { where, body, options } = split(endpoint, args);
    const answer = await transport.send(service, endpoint, { where, body }, options);
    if (check) checkAnswer(endpoint, answer);
    return answer;
  };
  async function* pages(...args: ReadonlyArray<unknown>): AsyncGenerator<Answer<unknown>> {
    const { where, options } = split(endpoint, args);
    for (let cursor = where["cursor"]; ; ) {
      const answer = await call({ ...where, cursor }, options);
      yield answer;
      const { nextCursor } = answer.data as { readonly nextCursor?: string | null }; // `pages` is offered on lists only
      if (nextCursor === null || nextCursor === undefined) return;
      cursor = nextCursor;
    }
  }
  async function* all(...args: ReadonlyArray<unknown>): AsyncGenerator<unknown> {
    for await (const { data } of pages(...args)) yield* (data as { readonly items: ReadonlyArray<unknown> }).items;
  }
  return Object.assign(call, { pages, all });
};

const snapshotCallOf =
  (transport: Transport, service: string, endpoint: SnapshotEndpoint, check: boolean) =>
  (options: CallOptions = {}): Promise<Answer<Snapshot<unknown>>> =>
    takeSnapshot(transport, service, endpoint, options, check ? (item) => checkItem(endpoint, item) : () => {});

const subscriptionsOf = (accesses: ReadonlyArray<LogAccess<Envelope>>, definitions: ReadonlyArray<EventType>): Subscriptions<Envelope> =>
  inAskedVersions(definitions, {
    subscribe: (options: SubscribeOptions<string> = {}) => iterate(accesses, options),
    onEvents: (options: HandlerOptions<string>, handle: EventHandler<Envelope>) => handleEvents(accesses, options, handle),
  });

const allDefinitions: ReadonlyArray<EventType> = Object.values(services).flatMap(({ events }) => Object.values<EventType>(events));

/** Connects to a platform: nothing is sent before the first call. */
export const connect = (options: ConnectOptions): Connection => {
  if (options.url === undefined && options.urls === undefined) throw new TypeError('connect() needs "url" or "urls"');
  const transport = makeTransport(options);
  const accessTo = (source: string): LogAccess<Envelope> => ({ source, feed: feedThrough(transport, source, options.timeoutMs), isFatal: isRefusal });
  const accessesTo = ({ sources }: { readonly sources: ReadonlyArray<string> }) => [...new Set(sources)].map(accessTo);
  type Sources = SourcesHandlerOptions<string, string>;
  const several = inAskedVersions(allDefinitions, {
    subscribe: (given: Sources = { sources: [] }) => iterate(accessesTo(given), given),
    onEvents: (given: Sources, handle: EventHandler<Envelope>) => handleEvents(accessesTo(given), given, handle),
  });
  const connection = Object.fromEntries(
    Object.entries(services).map(([name, service]) => [
      name,
      {
        ...Object.fromEntries(
          Object.entries<Endpoint>(service.endpoints).map(([key, endpoint]) => [
            key,
            isSnapshot(endpoint) ? snapshotCallOf(transport, name, endpoint, options.check ?? false) : callOf(transport, name, endpoint, options.check ?? false),
          ]),
        ),
        ...subscriptionsOf([accessTo(name)], Object.values<EventType>(service.events)),
      },
    ]),
  );
  // Built from the very objects the type is derived from: envelopes say no more of their source than the types do.
  return { ...connection, ...several, after: transport.positions.header } as unknown as Connection;
};
