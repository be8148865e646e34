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
import { checkAnswer } from "./check-answer.ts";
import type { ConnectOptions } from "./connect-options.ts";
import type { Calls, Envelope, ServiceEvent, ServiceName } from "./contracts.ts";
import { inAskedVersions } from "./in-asked-version.ts";
import type { Answer } from "./method.ts";
import { services } from "./services.ts";
import { splitArguments } from "./split-arguments.ts";
import { type LogAccess, runSubscription } from "./subscription/events-of.ts";
import { feedThrough } from "./subscription/feed-through.ts";
import { isRefusal } from "./subscription/http-feed.ts";
import { iterate } from "./subscription/iterate.ts";
import type { SubscribeOptions } from "./subscription/subscribe-options.ts";
import type { Where } from "./transport/http-request.ts";
import { makeTransport, type Transport } from "./transport/transport.ts";

/** The events of a service; bare envelopes where it publishes none yet. */
export type EventsOf<S extends ServiceName> = [ServiceEvent<S>] extends [never] ? Envelope : ServiceEvent<S>;

/** How one hears of what happens in a service. */
export interface Subscriptions<Event extends { readonly type: string }> {
  /** Every event, in order, for `for await`; at least once (see the README). Ends when the signal aborts. */
  readonly subscribe: (options?: SubscribeOptions<Event["type"]>) => AsyncIterable<Event>;
  /** Every event, in order, in batches; the cursor is saved after each. Resolves when the signal aborts. */
  readonly onEvents: (options: SubscribeOptions<Event["type"]>, handle: (batch: ReadonlyArray<Event>) => Promise<void>) => Promise<void>;
}

/** One service: its calls and its events. */
export type Service<S extends ServiceName> = Calls<S> & Subscriptions<EventsOf<S>>;

/** A client. It holds what its writes have to be seen of, and nothing else. */
export type Connection = { readonly [S in ServiceName]: Service<S> } & {
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

const subscriptionsOf = (transport: Transport, source: string, timeoutMs: number | undefined): Subscriptions<Envelope> => {
  const access: LogAccess<Envelope> = { source, feed: feedThrough(transport, source, timeoutMs), isFatal: isRefusal };
  return {
    subscribe: (options = {}) => iterate(access, options),
    onEvents: (options, handle) =>
      runSubscription(
        access,
        options,
        async (batch, cursorAfter) => {
          if (batch.length > 0) await handle(batch);
          await options.cursor?.save(cursorAfter);
        },
        options.signal ?? new AbortController().signal,
      ),
  };
};

/** Connects to a platform: nothing is sent before the first call. */
export const connect = (options: ConnectOptions): Connection => {
  if (options.url === undefined && options.urls === undefined) throw new TypeError('connect() needs "url" or "urls"');
  const transport = makeTransport(options);
  const connection = Object.fromEntries(
    Object.entries(services).map(([name, service]) => [
      name,
      {
        ...Object.fromEntries(Object.entries(service.endpoints).map(([key, endpoint]) => [key, callOf(transport, name, endpoint, options.check ?? false)])),
        ...inAskedVersions(Object.values<EventType>(service.events), subscriptionsOf(transport, name, options.timeoutMs)),
      },
    ]),
  );
  // Built from the very objects the type is derived from.
  return { ...connection, after: transport.positions.header } as unknown as Connection;
};
