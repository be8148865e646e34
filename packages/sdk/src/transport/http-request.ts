/**
 * From an endpoint and the input of a call to the HTTP request.
 *
 * @since 0.1.0
 */
import { type Endpoint, Nothing, pathOf } from "@cpts/api/Endpoint";
import type { CallOptions } from "../method.ts";

/** Path and query parameters of a call, together. */
export type Where = Readonly<Record<string, unknown>>;

/** The input of a call. */
export interface Input {
  readonly where: Where;
  readonly body: unknown;
}

/** A request before the headers that each attempt adds. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
  /** A success is a file and not JSON. */
  readonly isFile: boolean;
  /** A success is an iCalendar text and not JSON. */
  readonly isCalendar: boolean;
  /** Sending it twice does what sending it once does: a read, a creation with a key, an update of a named version. */
  readonly repeatable: boolean;
}

/** Names of the parameters in the path. */
const pathNames = (endpoint: Pick<Endpoint, "path">): ReadonlyArray<string> => [...endpoint.path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name ?? "");

/** True of the calls whose first argument is `where`. */
export const takesWhere = (endpoint: Pick<Endpoint, "path" | "query">): boolean => endpoint.path.includes("{") || endpoint.query !== Nothing;

/** A random UUID (version 4). `crypto.randomUUID` is missing where a browser shows a page over plain HTTP. */
const randomKey = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

/** A file travels as it is: the types of the call say that it is bytes. */
const bodyOf = (isUpload: boolean, body: unknown): HttpRequest["body"] => {
  if (body === undefined) return undefined;
  return isUpload ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body);
};

/** The request of a call. `base` is the address of the service. */
export const httpRequestOf = (base: string, endpoint: Endpoint, input: Input, options: CallOptions): HttpRequest => {
  const inPath = pathNames(endpoint);
  const params = Object.fromEntries(inPath.map((name) => [name, String(input.where[name])]));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.where)) {
    if (value !== undefined && value !== null && !inPath.includes(name)) query.set(name, String(value));
  }
  const search = query.size === 0 ? "" : `?${query.toString()}`;
  const ifMatch = options.ifMatch ?? undefined;
  const isUpload = endpoint.transfer === "upload";
  const isFile = endpoint.transfer === "download" || endpoint.transfer === "export";
  const isCalendar = endpoint.transfer === "calendar";
  const key = endpoint.method === "POST" ? (options.idempotencyKey ?? randomKey()) : undefined;
  return {
    method: endpoint.method,
    url: base.replace(/\/+$/u, "") + pathOf(endpoint, params) + search,
    headers: {
      accept: isFile ? "*/*" : `${isCalendar ? "text/calendar" : "application/json"}, application/problem+json`,
      // The service looks at the content of a file.
      ...(input.body === undefined ? {} : { "content-type": isUpload ? "application/octet-stream" : "application/json" }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
      ...(ifMatch === undefined ? {} : { "if-match": ifMatch }),
    },
    body: bodyOf(isUpload, input.body),
    isFile,
    isCalendar,
    repeatable: endpoint.method === "GET" || key !== undefined || ifMatch !== undefined,
  };
};
