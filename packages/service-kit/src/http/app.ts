import { asyncApiOf } from "@cpts/api/AsyncApi";
import { openApiOf } from "@cpts/api/OpenApi";
import type { Endpoint } from "@cpts/api/Endpoint";
import type { EventType } from "@cpts/api/EventType";
import { Problem } from "@cpts/api/Problem";
import type { HttpBindings } from "@hono/node-server";
import { Hono, type Context } from "hono";
import type { ManagedRuntime } from "effect";
import { isReachable, type Database, type Transaction } from "../database/database.ts";
import { errorFields, type Log } from "../telemetry/log.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { traceOf, type Trace } from "../telemetry/trace.ts";
import type { Binding } from "./bind.ts";
import { finishedHeaders, isKnown, isPlain, type FinishedStore } from "./finished.ts";
import { makeHandle, type Around } from "./handle.ts";
import { baseHeaders, languageOf, problemResponse } from "./respond.ts";

/** What a service is to the kit: its contract and the functions behind it. */
export interface ServiceDefinition<R> {
  readonly name: string;
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly events: Readonly<Record<string, EventType>>;
  readonly bindings: ReadonlyArray<Binding<R | Transaction>>;
}

export interface AppOptions<R> {
  readonly service: ServiceDefinition<R>;
  readonly runtime: ManagedRuntime.ManagedRuntime<R | Around, never>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly version: string;
  /** False once the service has been asked to stop: it finishes what runs and takes nothing new. */
  readonly isAccepting?: () => boolean;
  /** What ETags of versions hold besides: another one since words were last cut out (`Redactions`). */
  readonly stamp?: () => string;
  /** What is finished about the path of a request. */
  readonly finishedAt?: (url: string) => ReturnType<FinishedStore["at"]>;
}

interface Env {
  readonly Bindings: Partial<HttpBindings>;
}

type Asked = Context<Env>;
/** What answers a request; `trace` is the request's place in it. */
type Respond = (c: Asked, trace: Trace) => Response | Promise<Response>;
/** A route as Hono takes it. */
type Route = (c: Asked) => Promise<Response>;

/** Each endpoint of the contract is bound exactly once, or the service does not start. */
const assertComplete = (service: ServiceDefinition<unknown>): void => {
  const bound = service.bindings.map((binding) => binding.endpoint);
  for (const endpoint of Object.values(service.endpoints)) {
    const count = bound.filter((candidate) => candidate === endpoint).length;
    if (count !== 1) throw new Error(`${service.name}: endpoint ${endpoint.id} is bound ${count} times`);
  }
  const stranger = bound.find((endpoint) => !Object.values(service.endpoints).includes(endpoint));
  if (stranger !== undefined) throw new Error(`${service.name}: ${stranger.id} is bound but is not in the contract`);
};

const plain = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { ...baseHeaders, "content-type": "application/json", "cache-control": "no-store" } });

/** A document about the service, open to every page. Made when it is first asked for: the larger one costs a start 7 MB. */
const description = (describe: () => unknown) => {
  let text: string | undefined;
  return () => new Response((text ??= JSON.stringify(describe())), { headers: { ...baseHeaders, "content-type": "application/json", "access-control-allow-origin": "*" } });
};

const operations = <R>(app: Hono<Env>, { service, runtime, metrics, version, isAccepting = () => true }: AppOptions<R>, observed: (respond: Respond) => Route): void => {
  const get = (path: string, answer: () => Response | Promise<Response>): void => void app.get(path, observed(answer));
  get("/livez", () => plain(200, { status: "alive" }));
  // Readiness is the database's business: without a broker events wait in the log (architecture §6).
  get("/readyz", async () => {
    if (!isAccepting()) return plain(503, { status: "stopping" });
    return (await (runtime as ManagedRuntime.ManagedRuntime<Database, never>).runPromise(isReachable)) ? plain(200, { status: "ready" }) : plain(503, { status: "database unreachable" });
  });
  get("/version", () => plain(200, { service: service.name, version }));
  get("/metrics", async () => new Response(await metrics.registry.metrics(), { headers: { ...baseHeaders, "content-type": metrics.registry.contentType } }));
  get("/openapi.json", description(() => openApiOf(service)));
  get("/asyncapi.json", description(() => asyncApiOf(service, version)));
};

const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/gu, ":$1");

/** Paths without parameters first: `/v1/cpts/snapshot` is no CPTS. */
const bySpecificity = (one: Pick<Binding<never>, "endpoint">, other: Pick<Binding<never>, "endpoint">): number => Number(one.endpoint.path.includes("{")) - Number(other.endpoint.path.includes("{"));

/** A request that came through no port has no connection. */
const hangUpOn = (connection: Partial<HttpBindings> | undefined) => (): boolean => {
  connection?.outgoing?.destroy();
  return connection?.outgoing !== undefined;
};

/** The finished answer to a bare request, where the application is asked without a port of its own (`infra/local`). */
const finishedAnswer = ({ req }: Asked, finishedAt: NonNullable<AppOptions<never>["finishedAt"]>): Response | null => {
  if (req.method !== "GET" || req.url.includes("?")) return null;
  const found = finishedAt(req.path)?.answer ?? null;
  if (found === null || !isPlain((name) => req.raw.headers.get(name) ?? undefined)) return null;
  const isCurrent = isKnown(req.raw.headers.get("if-none-match") ?? undefined, found);
  return new Response(isCurrent ? null : found.body, { status: isCurrent ? 304 : 200, headers: finishedHeaders(found) });
};

const languageAsked = ({ req }: Asked) => languageOf(req.raw.headers.get("accept-language"));

const answerProblem = (c: Asked, problem: Problem, trace: Trace): Response => problemResponse(problem, languageAsked(c), trace.traceId);

const routes = <R>(app: Hono<Env>, { service, runtime, log, finishedAt = () => null, stamp }: AppOptions<R>, observed: (respond: Respond, route: string) => Route): void => {
  for (const binding of service.bindings.toSorted(bySpecificity)) {
    const { endpoint } = binding;
    const handle = makeHandle(service.name, binding, runtime, log, stamp);
    const respond: Respond = async (c, trace) => {
      const finished = finishedAnswer(c, finishedAt);
      if (finished !== null) return finished;
      const language = languageAsked(c);
      const result = await handle({ request: c.req.raw, params: c.req.param(), language, trace, hangUp: hangUpOn(c.env) });
      return result instanceof Problem ? problemResponse(result, language, trace.traceId) : result;
    };
    app.on(endpoint.method, honoPath(endpoint.path), observed(respond, endpoint.path));
  }
};

/** What no route answers: the methods that the path has, where it has others. */
const unanswered = <R>({ bindings }: Pick<ServiceDefinition<R>, "bindings">): Respond => {
  const paths = bindings.map(({ endpoint: { method, path } }) => ({ method, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/gu, "[^/]+")}$`, "u") }));
  return (c, trace) => {
    const allowed = paths.flatMap(({ method, pattern }) => (pattern.test(c.req.path) ? [method] : []));
    if (allowed.length === 0) return answerProblem(c, new Problem({ type: "not-found" }), trace);
    const answer = answerProblem(c, new Problem({ type: "method-not-allowed" }), trace);
    answer.headers.set("allow", allowed.join(", "));
    return answer;
  };
};

/**
 * Counts each request and says it in the log. Around each route rather than before all of them: Hono answers at once where a request
 * meets one function only.
 */
const makeObserved = ({ log, metrics }: Pick<AppOptions<never>, "log" | "metrics">) => (respond: Respond, route = "other"): Route => async (c) => {
  const began = performance.now();
  const trace = traceOf(c.req.raw.headers.get("traceparent") ?? undefined);
  let answer: Response;
  try {
    answer = await respond(c, trace);
  } catch (error) {
    log.error("a request failed outside its handler", { traceId: trace.traceId, ...errorFields(error) });
    answer = answerProblem(c, new Problem({ type: error instanceof URIError ? "malformed-request" : "internal" }), trace);
  }
  const seconds = (performance.now() - began) / 1_000;
  const { status } = answer;
  metrics.requests.observe({ method: c.req.method, route, status: String(status) }, seconds);
  log.request({ method: c.req.method, route, status, seconds, traceId: trace.traceId });
  return answer;
};

/** The HTTP application of a service, testable with `app.request()` and no port. */
export const makeApp = <R>(options: AppOptions<R>): Hono<Env> => {
  assertComplete(options.service);
  const app = new Hono<Env>();
  const observed = makeObserved(options);
  operations(app, options, observed);
  routes(app, options, observed);
  app.notFound(observed(unanswered(options.service)));
  return app;
};
