/**
 * The clients of `@cpts/sdk` for Effect programs: decoded (branded) types in and out, errors as a union of tags,
 * subscriptions as streams.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { connect } from "@cpts/sdk/effect"
 *
 * const cpts = connect({
 *   url: "https://cpts.example",
 *   fetch: async () => Response.json({ type: "/problems/not-found", title: "Introuvable", status: 404 }, { status: 404 })
 * })
 * const program = cpts.registry.searchCommunes({ q: "amboise" }).pipe(
 *   Effect.map(({ data }) => data.items.length),
 *   Effect.catchTag("CptsProblem", (problem) => Effect.succeed(problem.status))
 * )
 * await Effect.runPromise(program) // => 404
 * ```
 *
 * @since 0.1.0
 */
import { type BodyOf, type Codec, type Endpoint, Nothing } from "@cpts/api/Endpoint";
import type { EventType } from "@cpts/api/EventType";
import { isSnapshot, type SnapshotEndpoint } from "@cpts/api/Snapshot";
import { EventEnvelope } from "@cpts/domain/EventEnvelope";
import { Effect, Exit, Schema, Stream } from "effect";
import type { ConnectOptions } from "./connect-options.ts";
import type { Envelope, ServiceName } from "./contracts.ts";
import { CptsDecodeError, type CptsError, CptsNetworkError, CptsProblem } from "./errors.ts";
import type { Answer, Arguments, CallOptions, Snapshot } from "./method.ts";
import { services } from "./services.ts";
import { takeSnapshot } from "./snapshot.ts";
import { splitArguments } from "./split-arguments.ts";
import { feedThrough } from "./subscription/feed-through.ts";
import { isRefusal } from "./subscription/http-feed.ts";
import { iterate } from "./subscription/iterate.ts";
import { LogChanged } from "./subscription/log-changed.ts";
import type { SubscribeOptions } from "./subscription/subscribe-options.ts";
import type { Where } from "./transport/http-request.ts";
import { makeTransport, type Transport } from "./transport/transport.ts";

export { CptsDecodeError, type CptsError, CptsNetworkError, CptsProblem } from "./errors.ts";
export { memoryCursor } from "./subscription/cursor-store.ts";
export { LogChanged } from "./subscription/log-changed.ts";

type Definitions<S extends ServiceName> = (typeof services)[S]["events"];

/** Where an endpoint has no body, its type has one without members (see `endpoint` of `@cpts/api`). */
type Body<E extends Endpoint> = keyof BodyOf<E> extends never ? undefined : BodyOf<E>;

type Decoded<E extends EventType> = Omit<typeof EventEnvelope.Type, "type" | "data"> & { readonly type: E["type"]; readonly data: E["payload"]["Type"] };

/** An endpoint as a function: `call(where, body, options)`, each left out where the endpoint has none. */
export type EffectMethod<E extends Endpoint> = E extends { readonly snapshotOf: { readonly item: infer Item extends Codec } } ? EffectSnapshotCall<Item["Type"]> : EffectCall<E>;

/** A snapshot: its items as a stream, which fails where the transfer was cut. */
export type EffectSnapshotCall<Item> = (options?: CallOptions) => Effect.Effect<Answer<{ readonly cursor: Snapshot<Item>["cursor"]; readonly items: Stream.Stream<Item, CptsError> }>, CptsError>;

type EffectCall<E extends Endpoint> = (
  ...args: Arguments<E["params"]["Type"] & E["query"]["Type"], Body<E>>
) => Effect.Effect<Answer<E["response"]["Type"]>, CptsError>;

/** The decoded events of one service, told apart by `type`. */
export type DecodedEvent<S extends ServiceName> = [keyof Definitions<S>] extends [never]
  ? typeof EventEnvelope.Type
  : { [K in keyof Definitions<S>]: Decoded<Definitions<S>[K] & EventType> }[keyof Definitions<S>];

/** One service: its calls and its events. */
export type EffectService<S extends ServiceName> = {
  readonly [K in keyof (typeof services)[S]["endpoints"]]: EffectMethod<(typeof services)[S]["endpoints"][K] & Endpoint>;
} & {
  /** Every event of a known type, in order, decoded; at least once. Ends when the signal aborts. */
  readonly events: (options?: SubscribeOptions<DecodedEvent<S>["type"]>) => Stream.Stream<DecodedEvent<S>, CptsError | LogChanged>;
};

/** A client whose calls are effects. */
export type EffectConnection = { readonly [S in ServiceName]: EffectService<S> } & { readonly after: () => string };

/** What a call fails with; anything else is a defect. */
const isExpected = (error: unknown): error is CptsError | LogChanged =>
  error instanceof CptsProblem || error instanceof CptsNetworkError || error instanceof CptsDecodeError || error instanceof LogChanged;

/** Expected errors become failures; what else is thrown is a defect. */
const toFailure = (error: unknown): Effect.Effect<never, CptsError | LogChanged> => (isExpected(error) ? Effect.fail(error) : Effect.die(error));

const decodeAs = <A>(schema: Codec, input: unknown, place: { readonly url: string; readonly status: number }): Effect.Effect<A, CptsDecodeError> => {
  const exit = Schema.decodeUnknownExit(schema)(input);
  // The schema is the one that A was derived from.
  return Exit.isSuccess(exit) ? Effect.succeed(exit.value as A) : Effect.fail(new CptsDecodeError({ ...place, cause: exit.cause }));
};

const encode = (schema: Codec, value: unknown): unknown => Schema.encodeUnknownSync(schema)(value);

/** Path and query parameters are given together: each schema takes its own. `Nothing` has none, and refuses those of the other. */
const encodeWhere = (schema: Codec, given: unknown): Where => (schema === Nothing ? {} : (encode(schema, given) as Where));

const methodOf = (transport: Transport, service: string, endpoint: Endpoint) => (...args: ReadonlyArray<unknown>) =>
  Effect.suspend(() => {
    const { where: given, body: decoded, options } = splitArguments(endpoint, args);
    // A value that its own schema refuses is a mistake of the program: a defect, not a failure.
    const where = { ...encodeWhere(endpoint.params, given), ...encodeWhere(endpoint.query, given) };
    const body = endpoint.body === null ? undefined : encode(endpoint.body, decoded);
    return Effect.tryPromise({
      try: (signal) => transport.send(service, endpoint, { where, body }, { ...options, signal: options.signal === undefined ? signal : AbortSignal.any([options.signal, signal]) }),
      catch: (error) => error,
    }).pipe(
      Effect.catch(toFailure),
      Effect.flatMap((answer) => Effect.map(decodeAs(endpoint.response, answer.data, { url: endpoint.path, status: answer.status }), (data) => ({ ...answer, data }))),
    );
  });

const snapshotMethodOf = (transport: Transport, service: string, endpoint: SnapshotEndpoint) => (options: CallOptions = {}) =>
  Effect.tryPromise({ try: () => takeSnapshot(transport, service, endpoint, options, () => {}), catch: (error) => error }).pipe(
    Effect.catch(toFailure),
    Effect.map((answer) => ({
      ...answer,
      data: {
        cursor: answer.data.cursor,
        items: Stream.fromAsyncIterable(answer.data.items, (error) => error).pipe(
          Stream.catch((error) => Stream.fromEffect(toFailure(error))),
          Stream.mapEffect((item) => decodeAs(endpoint.snapshotOf.item, item, { url: endpoint.path, status: answer.status })),
        ),
      },
    })),
  );

const eventsOf = (transport: Transport, source: string, definitions: Readonly<Record<string, EventType>>, timeoutMs: number | undefined) => {
  const known = new Map(Object.values(definitions).map((definition) => [definition.type, definition.payload]));
  const decodeEvent = (event: Envelope) => {
    const place = { url: `${event.source} ${event.type} ${event.position}`, status: 200 };
    const payload = known.get(event.type);
    return Effect.flatMap(decodeAs<typeof EventEnvelope.Type>(EventEnvelope, event, place), (envelope) =>
      payload === undefined ? Effect.succeed(envelope) : Effect.map(decodeAs(payload, event.data, place), (data) => ({ ...envelope, data })),
    );
  };
  return (options: SubscribeOptions<string> = {}) =>
    Stream.fromAsyncIterable(iterate([{ source, feed: feedThrough(transport, source, timeoutMs), isFatal: isRefusal }], options), (error) => error).pipe(
      Stream.catch((error) => Stream.fromEffect(toFailure(error))),
      // Types that this version does not know cannot be decoded, and nobody here asks for them.
      Stream.filter((event) => known.size === 0 || known.has(event.type)),
      Stream.mapEffect(decodeEvent),
    );
};

/** Connects to a platform, for Effect programs. Takes what `connect` of `@cpts/sdk` takes. */
export const connect = (options: ConnectOptions): EffectConnection => {
  const transport = makeTransport(options);
  const connection = Object.fromEntries(
    Object.entries(services).map(([name, service]) => [
      name,
      {
        ...Object.fromEntries(
          Object.entries<Endpoint>(service.endpoints).map(([key, endpoint]) => [key, isSnapshot(endpoint) ? snapshotMethodOf(transport, name, endpoint) : methodOf(transport, name, endpoint)]),
        ),
        events: eventsOf(transport, name, service.events, options.timeoutMs),
      },
    ]),
  );
  // Built from the very objects the type is derived from.
  return { ...connection, after: transport.positions.header } as unknown as EffectConnection;
};
