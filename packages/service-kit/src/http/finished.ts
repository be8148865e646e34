import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Endpoint } from "@cpts/api/Endpoint";
import { Context } from "effect";
import type { Log } from "../telemetry/log.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { traceIdOf } from "../telemetry/trace.ts";
import { baseHeaders, isCurrent } from "./respond.ts";

/** An answer of open data as it goes out. */
export interface Finished {
  readonly etag: string;
  /** A short one as text, which leaves in one piece with its headers; a large one as bytes, which are not encoded each time. */
  readonly body: string | Buffer<ArrayBuffer>;
}

/** The finished answer about one thing at an instant; null where the ordinary way must answer. */
export type Find = (parameter: string, now: number) => Finished | null;

/**
 * Answers that a service keeps finished in memory. They are for a bare `GET` of a path whose last part is the parameter: no
 * token, no query, no `Cpts-After`. Everything else is answered by the binding of the endpoint.
 */
export class FinishedAnswers extends Context.Service<FinishedAnswers, { readonly offer: (endpoint: Endpoint, find: Find) => void }>()("@cpts/service-kit/FinishedAnswers") {}

/** What is offered, and where a request finds it. */
export interface FinishedStore {
  readonly offer: (endpoint: Endpoint, find: Find) => void;
  readonly at: (url: string, now: number) => { readonly route: string; readonly answer: Finished } | null;
}

export const makeFinishedStore = (): FinishedStore => {
  const routes: Array<{ readonly route: string; readonly prefix: string; readonly find: Find }> = [];
  return {
    offer: ({ path }, find) => void routes.push({ route: path, prefix: path.slice(0, path.indexOf("{")), find }),
    at: (url, now) => {
      for (const { find, prefix, route } of routes) {
        if (!url.startsWith(prefix)) continue;
        const answer = find(url.slice(prefix.length), now);
        if (answer !== null) return { route, answer };
      }
      return null;
    },
  };
};

/** Who shows a token or waits for a position is answered in the ordinary way. */
export const isPlain = (header: (name: "authorization" | "cpts-after") => unknown): boolean => header("authorization") === undefined && header("cpts-after") === undefined;

const kept = { ...baseHeaders, "content-type": "application/json", "cache-control": "no-cache" };

/** Headers of a finished answer, the same as in the ordinary way. */
export const finishedHeaders = ({ etag }: Finished): Readonly<Record<string, string>> => ({ ...kept, etag });

/** Whether the reader already has it. */
export const isKnown = (ifNoneMatch: string | undefined, { etag }: Finished): boolean => isCurrent(ifNoneMatch ?? null, etag);

interface Options {
  readonly store: FinishedStore;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => number;
}

/** An answer as the server takes it: its headers name after name, and bytes that leave with them in one piece. */
interface Wire {
  readonly head: ReadonlyArray<string>;
  readonly headOfKnown: ReadonlyArray<string>;
  /** The bytes of a short one as a text of one byte each: to encode it each time would cost as much as to send it. */
  readonly body: string | Buffer<ArrayBuffer>;
}

const wires = new WeakMap<Finished, Wire>();

const wireOf = (finished: Finished): Wire => {
  const made = wires.get(finished);
  if (made !== undefined) return made;
  const { body, etag } = finished;
  const headOfKnown = Object.entries({ ...kept, etag }).flat();
  const head = [...headOfKnown, "content-length", String(Buffer.byteLength(body))];
  const wire = { head, headOfKnown, body: typeof body === "string" ? Buffer.from(body).toString("latin1") : body };
  wires.set(finished, wire);
  return wire;
};

const answer = (outgoing: ServerResponse, finished: Finished, headers: IncomingHttpHeaders): 200 | 304 => {
  const { body, head, headOfKnown } = wireOf(finished);
  const ifNoneMatch = headers["if-none-match"];
  // Its types have the array as one that the server might change; it does not.
  if (ifNoneMatch !== undefined && isKnown(ifNoneMatch, finished)) {
    outgoing.writeHead(304, headOfKnown as Array<string>).end();
    return 304;
  }
  outgoing.writeHead(200, head as Array<string>).end(body, "latin1");
  return 200;
};

/**
 * Answers what is finished before the ordinary way begins: building its request, its answer and a fiber costs more than the
 * rest (infra/bench, `commune-lookup`). The line of the log and the metrics are those of every request. False: not answered.
 */
export const makeAnswerFinished = ({ log, metrics, now, store }: Options) => (incoming: IncomingMessage, outgoing: ServerResponse): boolean => {
  if (incoming.method !== "GET" || incoming.url === undefined || incoming.url.includes("?") || !isPlain((name) => incoming.headers[name])) return false;
  const began = performance.now();
  const found = store.at(incoming.url, now());
  if (found === null) return false;
  const given = incoming.headers["traceparent"];
  const traceId = traceIdOf(typeof given === "string" ? given : undefined);
  const status = answer(outgoing, found.answer, incoming.headers);
  const seconds = (performance.now() - began) / 1_000;
  metrics.requests.observe({ method: "GET", route: found.route, status: String(status) }, seconds);
  log.request({ method: "GET", route: found.route, status, seconds, traceId });
  return true;
};
