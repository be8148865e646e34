/**
 * What one HTTP endpoint is, as plain data.
 *
 * From one endpoint object come validation and encoding in the service, the OpenAPI description, the SDK client, the
 * authorization matrix and the fuzz test. A service binds a function to it and writes nothing else about HTTP.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { endpoint, pathOf } from "@cpts/api/Endpoint"
 *
 * const readThing = endpoint({
 *   id: "thing.read",
 *   method: "GET",
 *   path: "/v1/things/{id}",
 *   params: Schema.Struct({ id: Schema.String }),
 *   response: Schema.Struct({ id: Schema.String }),
 *   permission: "cpts.read",
 *   summary: { fr: "Lire une chose", en: "Read a thing" }
 * })
 * pathOf(readThing, { id: "a b" }) // => "/v1/things/a%20b"
 * ```
 *
 * @since 0.1.0
 */
import type { Action } from "@cpts/domain/Access";
import { Schema } from "effect";
import type { ProblemType } from "./Problem.ts";

/** A sentence in the two languages of the platform: people read French, developers often English. */
export interface Bilingual {
  readonly fr: string;
  readonly en: string;
}

/** A schema without services: what travels over HTTP needs nothing but itself. */
export type Codec = Schema.ConstraintCodec<unknown, unknown>;

/** No parameter of this kind. A struct without fields takes any object (as `{}` does in TypeScript), hence the check. */
export const Nothing = Schema.Struct({}).pipe(
  Schema.check(Schema.makeFilter((given: object) => Object.keys(given).map((name) => ({ path: [name], issue: "noParameter" })))),
);

/** An answer that comes piece by piece, for as long as it takes, instead of as one JSON document. */
export interface Stream {
  readonly mediaType: "text/event-stream" | "application/x-ndjson";
  /** Given only to those whose `Accept` asks for it; else there is nothing but the stream. */
  readonly onDemand: boolean;
  /** What the pieces are, for people. */
  readonly description: string;
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The contract of one endpoint. Build it with {@link endpoint}. */
export interface Endpoint<
  Params extends Codec = Codec,
  Query extends Codec = Codec,
  Body extends Codec = Codec,
  Response extends Codec = Codec,
> {
  /** Stable name, unique in its service: the operationId of OpenAPI and the method name of the client. */
  readonly id: string;
  readonly method: Method;
  /** Path with its parameters in braces, without the service's prefix. */
  readonly path: `/v1/${string}`;
  readonly params: Params;
  readonly query: Query;
  /** `null` where the request has no body. */
  readonly body: Body | null;
  readonly response: Response;
  /** Status of a success. */
  readonly status: 200 | 201 | 204;
  /** Problems of this endpoint beyond the ones that every endpoint can answer. */
  readonly problems: ReadonlyArray<ProblemType>;
  /** What an actor must be allowed to do. */
  readonly permission: Action;
  /** The resource has a version: answers carry an `ETag`; an update needs `If-Match`. */
  readonly versioned: boolean;
  /** The answer may be long in coming: it is given up when the caller hangs up. */
  readonly waits: boolean;
  /** `null` where there is one answer, whole. */
  readonly stream: Stream | null;
  /**
   * The body of the request, or of the answer, is a file and not JSON; an export is a table, made when it is asked for, and an
   * intake is read as it arrives and kept nowhere. What is prepared is JSON whose address names its content: it never changes.
   */
  readonly transfer?: "upload" | "download" | "export" | "intake" | "calendar" | "prepared";
  /** A write without a token: the secret in its path is the right, and doing it twice is doing it once. */
  readonly byLink?: true;
  /** Of an upload: lists of values in windows-1252 are taken too. */
  readonly anyEncoding?: boolean;
  readonly summary: Bilingual;
  /** A request body that works, shown in OpenAPI and used by tests. */
  readonly example?: unknown;
}

interface Options<Params extends Codec, Query extends Codec, Body extends Codec, Response extends Codec> {
  readonly id: string;
  readonly method: Method;
  readonly path: `/v1/${string}`;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly response: Response;
  readonly status?: 200 | 201 | 204;
  readonly problems?: ReadonlyArray<ProblemType>;
  readonly permission: Action;
  readonly versioned?: boolean;
  readonly waits?: boolean;
  readonly stream?: Stream;
  readonly summary: Bilingual;
  readonly example?: unknown;
}

/** Builds an endpoint contract, with nothing where nothing is given. */
export const endpoint = <
  Response extends Codec,
  Params extends Codec = typeof Nothing,
  Query extends Codec = typeof Nothing,
  Body extends Codec = typeof Nothing,
>(
  options: Options<Params, Query, Body, Response>,
): Endpoint<Params, Query, Body, Response> => ({
  status: 200,
  problems: [],
  versioned: false,
  waits: false,
  stream: null,
  ...options,
  // The type parameter is `typeof Nothing` exactly where the option is left out.
  params: options.params ?? (Nothing as Codec as Params),
  query: options.query ?? (Nothing as Codec as Query),
  body: options.body ?? null,
});

/** True of the endpoints that change something. */
export const isWrite = (contract: Pick<Endpoint, "method">): boolean => contract.method !== "GET";

/** True where the answer is a stream, whoever asks. */
export const onlyStreams = ({ stream }: Pick<Endpoint, "stream">): boolean => stream !== null && !stream.onDemand;

/** An update names the version it starts from; a creation has none. */
export const needsIfMatch = (contract: Pick<Endpoint, "method" | "versioned">): boolean =>
  contract.versioned && isWrite(contract) && contract.method !== "POST";

/** The path of a request: each parameter encoded into its place. */
export const pathOf = (contract: Pick<Endpoint, "path">, params: Readonly<Record<string, string>>): string =>
  contract.path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(params[name] ?? ""));

export type ParamsOf<E extends Endpoint> = E["params"]["Type"];
export type QueryOf<E extends Endpoint> = E["query"]["Type"];
export type BodyOf<E extends Endpoint> = NonNullable<E["body"]>["Type"];
export type ResponseOf<E extends Endpoint> = E["response"]["Type"];
