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
import { decoderOf } from "@cpts/api/DecodeEvent";
import { type EventType, lineageOf, type ReadOf } from "@cpts/api/EventType";
import { isSnapshot, type SnapshotEndpoint } from "@cpts/api/Snapshot";
import { EventEnvelope } from "@cpts/domain/EventEnvelope";
import { Effect, Exit, Schema, Stream } from "effect";
import type { ConnectOptions } from "./connect-options.ts";
import type { ServiceName } from "./contracts.ts";
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
type Body<E extends Endpoint> = E extends { readonly transfer: "upload" } ? Uint8Array<ArrayBuffer> : JsonBody<E>;

type JsonBody<E extends Endpoint> = keyof BodyOf<E> extends never ? undefined : BodyOf<E>;

type Decoded<E extends EventType> = Omit<typeof EventEnvelope.Type, "type" | "data"> & { readonly type: E["type"]; readonly data: ReadOf<E> };

/** An endpoint as a function: `call(where, body, options)`, each left out where the endpoint has none. */
export type EffectMethod<E extends Endpoint> = E extends { readonly snapshotOf: { readonly item: infer Item extends Codec } } ? EffectSnapshotCall<Item["Type"]> : EffectCall<E>;

/** A snapshot: its items as a stream, which fails where the transfer was cut. */
export type EffectSnapshotCall<Item> = (options?: CallOptions) => Effect.Effect<Answer<{ readonly cursor: Snapshot<Item>["cursor"]; readonly items: Stream.Stream<Item, CptsError> }>, CptsError>;

type EffectCall<E extends Endpoint> = (
  ...args: Arguments<E["params"]["Type"] & E["query"]["Type"], Body<E>>
) => Effect.Effect<Answer<E["response"]["Type"]>, CptsError>;

/** The decoded events of one service, told apart by `type`; a code of tomorrow is `{ _tag: "Unknown", code }`. */
export type DecodedEvent<S extends ServiceName> = { [K in keyof Definitions<S>]: Decoded<Definitions<S>[K] & EventType> }[keyof Definitions<S>];

/** One service: its calls and its events. */
export type EffectService<S extends ServiceName> = {
  readonly [K in keyof (typeof services)[S]["endpoints"]]: EffectMethod<(typeof services)[S]["endpoints"][K] & Endpoint>;
} & {
  /**
   * Every event of a known type, in order, decoded; at least once. Ends when the signal aborts. Without `types` each comes in
   * the version it was published in; with them, events of earlier versions come as the version asked for. Events of types and
   * major versions newer than this package are passed over.
   */
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
    // A file travels as it is; without a body there is none.
    const body = endpoint.body === null ? decoded : encode(endpoint.body, decoded);
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

/** The definitions by which events are read: those asked for, whose lineages are read too; else each event by its own. */
const askedOf = (definitions: ReadonlyArray<EventType>, types: ReadonlyArray<string> | undefined): ReadonlyArray<EventType> =>
  types === undefined ? definitions.map((definition) => ({ ...definition, upcasts: null })) : definitions.filter(({ type }) => types.includes(type));

const eventsOf = (transport: Transport, source: string, definitions: ReadonlyArray<EventType>, timeoutMs: number | undefined) => {
  return (options: SubscribeOptions<string> = {}) => {
    const asked = askedOf(definitions, options.types);
    const decode = decoderOf(asked);
    const types = options.types === undefined ? undefined : asked.flatMap((definition) => lineageOf(definition).map(({ type }) => type));
    return Stream.fromAsyncIterable(iterate([{ source, feed: feedThrough(transport, source, timeoutMs), isFatal: isRefusal }], { ...options, types }), (error) => error).pipe(
      Stream.catch((error) => Stream.fromEffect(toFailure(error))),
      Stream.mapEffect((event) => {
        const place = { url: `${event.source} ${event.type} ${event.position}`, status: 200 };
        return Effect.flatMap(decodeAs<typeof EventEnvelope.Type>(EventEnvelope, event, place), (envelope): Effect.Effect<ReadonlyArray<typeof EventEnvelope.Type>, CptsDecodeError> => {
          const read = decode(envelope);
          if (read._tag === "UnreadableEvent") return Effect.fail(new CptsDecodeError({ ...place, cause: `${read.type}: ${read.reason}` }));
          // Types that this version does not know cannot be decoded, and nobody here asks for them.
          return Effect.succeed(read._tag === "Event" ? [{ ...envelope, type: read.type, data: read.data }] : []);
        });
      }),
      Stream.flatMap(Stream.fromIterable),
    );
  };
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
        events: eventsOf(transport, name, Object.values<EventType>(service.events), options.timeoutMs),
      },
    ]),
  );
  // Built from the very objects the type is derived from.
  return { ...connection, after: transport.positions.header } as unknown as EffectConnection;
};
