/**
 * What the clients take and give, derived from the contracts of `@cpts/api` as plain JSON types.
 *
 * The build replaces the declarations of this module by generated plain interfaces (`src/build`), so that what users
 * compile against names no Effect type; a test holds both for the same types.
 *
 * @since 0.1.0
 */
import type { Codec, Endpoint } from "@cpts/api/Endpoint";
import type { Told } from "@cpts/api/EventReader";
import type { EventType } from "@cpts/api/EventType";
import type { ProblemType as ApiProblemType } from "@cpts/api/Problem";
import type { EventEnvelope } from "@cpts/domain/EventEnvelope";
import type { Method, SnapshotCall } from "./method.ts";
import type { services } from "./services.ts";

/** The names of the problems a service can answer with. A newer service may know more: treat them as strings. */
export type ProblemType = ApiProblemType;

/** The name of a service. */
export type ServiceName = keyof typeof services;

/** Numbers travel as text in a query string; callers give them as numbers. What is optional may be undefined. */
type QueryInput<Query extends Codec> = {
  readonly [K in keyof Query["Encoded"]]:
    | Query["Encoded"][K]
    | (NonNullable<Query["Type"][K & keyof Query["Type"]]> extends number ? number : never)
    | (Record<never, never> extends Pick<Query["Encoded"], K> ? undefined : never);
};

type Where<E extends Endpoint> = E["params"]["Encoded"] & QueryInput<E["query"]>;

/** Where an endpoint has no body, its type has one without members (see `endpoint` of `@cpts/api`). */
type BodyInput<Body extends Codec> = keyof Body["Encoded"] extends never ? undefined : Body["Encoded"];

type MethodOf<E extends Endpoint> = E extends { readonly snapshotOf: { readonly item: infer Item extends Codec } } ? SnapshotCall<Item["Encoded"]> : CallOf<E>;

type CallOf<E extends Endpoint> = Method<Where<E>, E extends { readonly transfer: "upload" } ? Uint8Array<ArrayBuffer> : BodyInput<NonNullable<E["body"]>>, E["response"]["Encoded"]>;

/** The calls of one service, by the names of its endpoints. */
export type Calls<S extends ServiceName> = { readonly [K in keyof (typeof services)[S]["endpoints"]]: MethodOf<(typeof services)[S]["endpoints"][K] & Endpoint> };

/** What every event carries, whatever its type: a CloudEvents 1.0 JSON object with its place in the log. */
export type Envelope = typeof EventEnvelope.Encoded;

type Events<S extends ServiceName> = (typeof services)[S]["events"];

type EventOf<E extends EventType> = Omit<Envelope, "type" | "data"> & { readonly type: E["type"]; readonly data: Told<E["payload"]["Encoded"]> };

/**
 * The events of one service, told apart by `type`, as JSON. Lists of codes are texts: each may hold a code of tomorrow.
 *
 * A newer service may publish other types, and other versions of these: without `types` they come too, as they are, so keep a
 * default branch that passes over them, and count what it passes over. With `types` nothing else comes, and events of earlier
 * versions come as the version asked for. The rules are in `Evolution.ts` of `@cpts/api`.
 */
export type ServiceEvent<S extends ServiceName> = { [K in keyof Events<S>]: EventOf<Events<S>[K] & EventType> }[keyof Events<S>];
