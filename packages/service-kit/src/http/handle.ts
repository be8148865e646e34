import { isWrite, type Bilingual, type Endpoint } from "@cpts/api/Endpoint";
import type { ExportFormat, UploadQuery } from "@cpts/api/Files";
import { Problem } from "@cpts/api/Problem";
import { can } from "@cpts/domain/Access";
import { formatPosition } from "@cpts/domain/Position";
import { Cause, Effect, Exit, type ManagedRuntime } from "effect";
import { attempt, Database, Transaction, transaction } from "../database/database.ts";
import { StorageError } from "../database/storage-error.ts";
import { Nudges } from "../events/log/nudges.ts";
import { staged } from "../files/stage.ts";
import { Identity, nobody, type Caller } from "../identity/identity.ts";
import { errorFields, type Log } from "../telemetry/log.ts";
import { CurrentTraceparent, type Trace } from "../telemetry/trace.ts";
import { prefers } from "./accepts.ts";
import { archiveAnswer } from "./archive-answer.ts";
import type { Answer, Binding, CalendarAnswer, Input, PreparedAnswer, Streamed, Streaming } from "./bind.ts";
import { makeDecodeInput, type Decoded } from "./decode-input.ts";
import { exportAnswer } from "./export-answer.ts";
import { fileAnswer } from "./file-answer.ts";
import { finishedHeaders, isPlain } from "./finished.ts";
import { claimKey, hashOf, readKey, type IdempotentRequest } from "./idempotency.ts";
import { Seen, waitFor } from "./positions.ts";
import { preparedAnswer } from "./prepared-answer.ts";
import { readJson, type RawBody } from "./request-body.ts";
import { baseHeaders, digestOf, etagOf, isCurrent, nextPage, stampedEtag, streamHeaders } from "./respond.ts";
import { streamBody } from "./stream-body.ts";
import { StreamLimits, Streams } from "./streams.ts";

/** What every request needs around its handler. */
export type Around = Database | Identity | Nudges | Seen | Streams;

/** A request on its way through the adapter. */
export interface Incoming {
  readonly request: Request;
  readonly params: Record<string, string>;
  readonly language: keyof Bilingual;
  readonly trace: Trace;
  /** Cuts the connection; false where there is none, as in a test without a port. */
  readonly hangUp: () => boolean;
}

interface Written {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
}

/** An answer that came whole. */
type Whole = Written & { readonly body: string | null };

const authorize = (binding: Binding<never>, input: Input<Endpoint>): Effect.Effect<void, Problem | StorageError> =>
  Effect.flatMap(binding.resource(input), (resource) => {
    const decision = can(input.actor, binding.endpoint.permission, resource);
    if (decision._tag === "Allowed") return Effect.void;
    if (decision._tag === "Hidden") return Effect.fail(new Problem({ type: "not-found" }));
    return Effect.fail(new Problem({ type: input.actor.role === "anonymous" ? "unauthenticated" : "forbidden" }));
  });

const writtenOf = (endpoint: Endpoint, answer: Answer<Endpoint>): Whole => ({
  status: endpoint.status,
  headers: {
    ...(endpoint.status === 204 ? {} : { "content-type": "application/json" }),
    ...(answer.version === undefined ? {} : { etag: etagOf(answer.version, answer.variant) }),
    ...(answer.location === undefined ? {} : { location: answer.location }),
  },
  body: endpoint.status === 204 ? null : JSON.stringify(answer.body),
});

/** What goes out of a read; a reader that already has the answer gets none. */
const readOf = (endpoint: Endpoint, answer: Answer<Endpoint>, request: Request, stamp: string): Written => {
  const known = request.headers.get("if-none-match");
  const { finished } = answer;
  if (finished !== undefined) {
    const headers = finishedHeaders(finished);
    return isCurrent(known, finished.etag) ? { status: 304, headers, body: null } : { status: 200, headers, body: finished.body };
  }
  const written = writtenOf(endpoint, answer);
  const versioned = written.headers["etag"];
  const etag = versioned === undefined ? digestOf(written.body ?? "") : stampedEtag(versioned, stamp);
  const headers = { ...written.headers, etag, ...nextPage(request.url, answer.body), "cache-control": "no-cache" };
  return isCurrent(known, etag) ? { status: 304, headers, body: null } : { ...written, headers };
};

/** A read: no transaction. */
const read = (binding: Binding<never>, input: Input<Endpoint>, { request }: Incoming, stamp: () => string): Effect.Effect<Written, Problem | StorageError> =>
  // Before the answer is read: words that are cut out meanwhile give the next reader another tag.
  Effect.suspend(() => {
    const now = stamp();
    return Effect.map(Effect.andThen(authorize(binding, input), binding.handle(input)), (answer) => readOf(binding.endpoint, answer, request, now));
  });

/** An answer that goes out piece by piece. */
const stream = (binding: Binding<never>, streaming: Streaming<never>, input: Input<Endpoint>, incoming: Incoming): Effect.Effect<Written, Problem | StorageError, Streams | Identity> =>
  Effect.gen(function* () {
    yield* authorize(binding, input);
    const { endpoint } = binding;
    const { request, trace } = incoming;
    const { stallMs } = yield* StreamLimits;
    const identity = yield* Identity;
    const again = Effect.flatMap(identity.callerOf(request.headers.get("authorization")), ({ actor }) => authorize(binding, { ...input, actor }));
    const open = yield* (yield* Streams).open(streaming.kind, { route: endpoint.path, traceId: trace.traceId });
    const run = Effect.runPromiseExitWith(yield* Effect.context<never>());
    const asked = { headers: request.headers, mayStill: async () => Exit.isSuccess(await run(again)) };
    const { headers, pieces } = yield* Effect.onError(streaming.open(input, asked), () => Effect.sync(() => open.ended("done")));
    const body = streamBody({ ...pieces, stream: open, stallMs, hangUp: incoming.hangUp });
    // Nobody reads the body of an answer to HEAD.
    if (request.method === "HEAD") yield* Effect.promise(() => body.cancel());
    return { status: endpoint.status, headers: { ...streamHeaders, ...headers, "content-type": endpoint.stream?.mediaType ?? "" }, body: request.method === "HEAD" ? null : body };
    });

/** A file that is made while it is read. */
const pieceByPiece = ({ path }: Endpoint, { headers, pieces }: Streamed, { hangUp, request, trace }: Incoming): Effect.Effect<Written, Problem, Streams> =>
  Effect.gen(function* () {
    const { stallMs } = yield* StreamLimits;
    const open = yield* Effect.onError((yield* Streams).open("snapshot", { route: path, traceId: trace.traceId }), () => Effect.promise(async () => pieces.release?.()));
    const body = streamBody({ ...pieces, stream: open, stallMs, hangUp });
    // Nobody reads the body of an answer to HEAD.
    if (request.method === "HEAD") yield* Effect.promise(() => body.cancel());
    return { status: 200, headers: { ...streamHeaders, ...headers }, body: request.method === "HEAD" ? null : body };
  });

/** A read whose answer is a file, or an archive. */
const handOut = (binding: Binding<never>, input: Input<Endpoint>, incoming: Incoming): Effect.Effect<Written, Problem | StorageError, Database | Streams> =>
  Effect.gen(function* () {
    const { kysely } = yield* Database;
    const { request } = incoming;
    yield* authorize(binding, input);
    // A binding of a download answers a file, an archive of several, or pieces: see `Answer`.
    const answer = (yield* binding.handle(input)) as unknown as Answer<Endpoint & { readonly transfer: "download" }>;
    if ("pieces" in answer) return yield* pieceByPiece(binding.endpoint, answer, incoming);
    if ("archive" in answer) {
      const { body, headers } = archiveAnswer(kysely, answer.archive);
      return isCurrent(request.headers.get("if-none-match"), headers.etag) ? { status: 304, headers, body: null } : { status: 200, headers, body: body() };
    }
    const { body, headers } = fileAnswer(kysely, answer.file);
    const { "content-length": _, ...unchanged } = headers;
    return isCurrent(request.headers.get("if-none-match"), headers.etag) ? { status: 304, headers: unchanged, body: null } : { status: 200, headers, body: body() };
  });

/** A read whose answer is a table. */
const handOutTable = (binding: Binding<never>, input: Input<Endpoint>, { request }: Incoming): Effect.Effect<Written, Problem | StorageError> =>
  Effect.gen(function* () {
    yield* authorize(binding, input);
    // A binding of an export answers a workbook: see `Answer`; its query has a format: see `exported`.
    const { workbook } = (yield* binding.handle(input)) as unknown as Answer<Endpoint & { readonly transfer: "export" }>;
    const { format = "csv" } = input.query as { readonly format?: ExportFormat };
    const { body, headers } = exportAnswer(workbook, format);
    const { "content-length": _, ...unchanged } = headers;
    return isCurrent(request.headers.get("if-none-match"), headers.etag) ? { status: 304, headers: unchanged, body: null } : { status: 200, headers, body };
  });

/** A read whose answer is a calendar. */
const handOutCalendar = (binding: Binding<never>, input: Input<Endpoint>, { request }: Incoming, stamp: string): Effect.Effect<Written, Problem | StorageError> =>
  Effect.gen(function* () {
    yield* authorize(binding, input);
    // A binding of a calendar answers one: see `Answer`.
    const { isPrivate, tag, text } = (yield* binding.handle(input)) as unknown as CalendarAnswer;
    const etag = digestOf(`${tag}${stamp}`);
    const headers = { "content-type": "text/calendar; charset=utf-8", etag, "cache-control": isPrivate ? "private, no-cache" : "no-cache" };
    return isCurrent(request.headers.get("if-none-match"), etag) ? { status: 304, headers, body: null } : { status: 200, headers, body: text() };
  });

/** A read whose answer was packed once. */
const handOutPrepared = (binding: Binding<never>, input: Input<Endpoint>, { request }: Incoming): Effect.Effect<Written, Problem | StorageError> =>
  Effect.gen(function* () {
    yield* authorize(binding, input);
    // A binding of a prepared endpoint answers one: see `Answer`.
    const prepared = (yield* binding.handle(input)) as unknown as PreparedAnswer;
    return yield* attempt(() => preparedAnswer(prepared, request.headers));
  });

/** A write whose body is a file: the permission is checked before it is taken in, and again with what is written. */
const takeIn = (source: string, binding: Binding<never>, input: Input<Endpoint>, incoming: Incoming, caller: Caller): Effect.Effect<Written, Problem | StorageError, Database | Nudges> =>
  Effect.gen(function* () {
    yield* transaction(authorize(binding, input));
    const { name } = input.query as typeof UploadQuery.Type; // which every upload has
    return yield* staged(incoming.request, { name, anyEncoding: binding.endpoint.anyEncoding ?? false }, (upload) => {
      const idempotent = idempotentOf(binding.endpoint, incoming, caller, upload.sha256.toString("hex"));
      // A binding of an upload takes a file: see `Input`.
      return idempotent instanceof Problem ? Effect.fail(idempotent) : write(source, binding, { ...input, upload } as unknown as Input<Endpoint>, idempotent);
    });
  });

/** Work that keeps its own transactions: done again when it is asked for again. */
const operate = (binding: Binding<never>, input: Input<Endpoint>): Effect.Effect<Written, Problem | StorageError> =>
  Effect.map(Effect.andThen(authorize(binding, input), binding.handle(input)), (answer) => writtenOf(binding.endpoint, answer));

/** A write: permission, effect, events and kept answer in one transaction. */
const write = (source: string, binding: Binding<never>, input: Input<Endpoint>, idempotent: IdempotentRequest | null): Effect.Effect<Written, Problem | StorageError, Database | Nudges> =>
  Effect.gen(function* () {
    const nudges = yield* Nudges;
    return yield* transaction(
      Effect.gen(function* () {
        const { pending, afterCommit } = yield* Transaction;
        const kept = idempotent === null ? null : yield* claimKey(idempotent);
        if (kept !== null) {
          const position = kept.logId === null || kept.position === null ? {} : { "cpts-position": formatPosition({ source, logId: kept.logId, position: kept.position }) };
          return () => ({ status: kept.status, headers: { ...kept.headers, ...position, "idempotency-replayed": "true" }, body: kept.body });
        }
        // The handler writes through the transaction of this request; its own type no longer says so.
        const inside = Effect.provideService(Effect.andThen(authorize(binding, input), binding.handle(input)), Transaction, yield* Transaction);
        const answer = yield* inside;
        const written = writtenOf(binding.endpoint, answer);
        if (idempotent !== null) pending.answer = { caller: idempotent.caller, key: idempotent.key, status: written.status, headers: written.headers, body: written.body };
        if (pending.events.length > 0) afterCommit.push(nudges.announce);
        const shown = answer.shownOnce === undefined ? written : { ...written, body: JSON.stringify(answer.shownOnce) };
        return () => (pending.position === null ? shown : { ...shown, headers: { ...shown.headers, "cpts-position": formatPosition({ source, ...pending.position }) } });
      }),
    );
  }).pipe(Effect.map((finish) => finish()));

const readBody = (endpoint: Endpoint, request: Request): Effect.Effect<RawBody | null, Problem> =>
  endpoint.body === null
    ? Effect.succeed(null)
    : Effect.flatMap(
        Effect.promise(() => readJson(request)),
        (body) => (body instanceof Problem ? Effect.fail(body) : Effect.succeed(body)),
      );

const idempotentOf = (endpoint: Endpoint, { request }: Incoming, caller: Caller, body: string): IdempotentRequest | null | Problem => {
  if (endpoint.method !== "POST" || endpoint.byLink === true) return null;
  const key = readKey(request.headers.get("idempotency-key"));
  if (key === null || key instanceof Problem) return key;
  const { pathname, search } = new URL(request.url);
  return { caller: caller.name, key, hash: hashOf(endpoint.method, pathname + search, body) };
};

/** A refusal with everything that is wrong: what the schema found, and what the capability knows besides. */
const whole = ({ alsoWrong }: Binding<never>, problem: Problem, body: RawBody | null): Effect.Effect<never, Problem | StorageError> =>
  alsoWrong === undefined || problem.type !== "invalid-request"
    ? Effect.fail(problem)
    : Effect.flatMap(alsoWrong(body?.json), (more) => Effect.fail(new Problem({ type: problem.type, faults: [...(problem.faults ?? []), ...more] })));

const inputOf = (decoded: Decoded, caller: Caller, language: keyof Bilingual): Input<Endpoint> => ({ ...decoded, actor: caller.actor, callerName: caller.name, language, upload: null, incoming: null }) as Input<Endpoint>;

/** Turns a failure into the problem that the caller sees; what nobody foresaw is logged with its trace and stays opaque. */
const problemOf = (cause: Cause.Cause<Problem | StorageError>, log: Log, traceId: string): Problem => {
  const found = Cause.findErrorOption(cause);
  if (found._tag === "Some" && found.value instanceof Problem) return found.value;
  // The caller has hung up: nobody will read the answer.
  if (Cause.hasInterruptsOnly(cause)) return new Problem({ type: "unavailable" });
  const error = found._tag === "Some" ? found.value : Cause.squash(cause);
  const isStorage = error instanceof StorageError;
  log.error(isStorage ? "the database failed" : "a request failed unexpectedly", { traceId, ...errorFields(isStorage ? error.cause : error) });
  return isStorage && (error.kind === "unavailable" || error.kind === "conflict")
    ? new Problem({ type: "unavailable", retryAfterSeconds: 1 })
    : new Problem({ type: "internal" });
};

/** A read that is answered in one piece, as JSON. */
const isSimpleRead = (endpoint: Endpoint): boolean => !isWrite(endpoint) && endpoint.body === null && endpoint.transfer === undefined && endpoint.stream === null;

/** Compiles a binding into a function from request to response. */
export const makeHandle = <R>(source: string, binding: Binding<R | Transaction>, runtime: ManagedRuntime.ManagedRuntime<R | Around, never>, log: Log, stamp: () => string = () => "") => {
  const { endpoint } = binding;
  const decode = makeDecodeInput(endpoint);
  const ready = binding as unknown as Binding<never>;
  const isSimple = isSimpleRead(endpoint);
  /** Who shows no token and waits for no position asks for little: what the capability needs is the whole of its fiber. */
  const simpleRead = (incoming: Incoming): Effect.Effect<Written, Problem | StorageError> => {
    const decoded = decode(incoming.request.url, incoming.params, undefined, null);
    return decoded instanceof Problem ? Effect.fail(decoded) : read(ready, inputOf(decoded, nobody, incoming.language), incoming, stamp);
  };
  const program = (incoming: Incoming): Effect.Effect<Written, Problem | StorageError, Around> =>
    Effect.gen(function* () {
      const { request } = incoming;
      const caller = yield* (yield* Identity).callerOf(request.headers.get("authorization"));
      // A visitor writes nothing, whatever the body: no need to read it. Whoever follows a secret link is none.
      if (isWrite(endpoint) && endpoint.byLink !== true && caller.actor.role === "anonymous") return yield* new Problem({ type: "unauthenticated" });
      const body = yield* readBody(endpoint, request);
      const decoded = decode(request.url, incoming.params, body?.json, request.headers.get("if-match"));
      if (decoded instanceof Problem) return yield* whole(ready, decoded, body);
      const input = inputOf(decoded, caller, incoming.language);
      yield* waitFor(request.headers.get("cpts-after"));
      if (isSimple) return yield* read(ready, input, incoming, stamp);
      if (endpoint.transfer === "download") return yield* handOut(ready, input, incoming);
      if (endpoint.transfer === "calendar") return yield* handOutCalendar(ready, input, incoming, stamp());
      if (endpoint.transfer === "prepared") return yield* handOutPrepared(ready, input, incoming);
      if (endpoint.transfer === "export") return yield* handOutTable(ready, input, incoming);
      if (endpoint.transfer === "intake") return yield* operate(ready, { ...input, incoming: request.body ?? new Blob([]).stream() } as unknown as Input<Endpoint>); // a binding of an intake takes the body: see `Input`
      if (endpoint.transfer === "upload") return yield* takeIn(source, ready, input, incoming, caller);
      const streaming = endpoint.stream !== null && (!endpoint.stream.onDemand || prefers(request.headers.get("accept"), endpoint.stream.mediaType)) ? ready.stream : undefined;
      if (streaming !== undefined) return yield* stream(ready, streaming, input, incoming);
      if (!isWrite(endpoint)) return yield* read(ready, input, incoming, stamp);
      const idempotent = idempotentOf(endpoint, incoming, caller, body?.text ?? "");
      if (idempotent instanceof Problem) return yield* idempotent;
      return yield* ready.ownTransactions === true ? operate(ready, input) : write(source, ready, input, idempotent);
    });
  return async (incoming: Incoming): Promise<Response | Problem> => {
    const { headers: asked } = incoming.request;
    const effect = isSimple && isPlain((name) => asked.get(name) ?? undefined) ? simpleRead(incoming) : Effect.provideService(program(incoming), CurrentTraceparent, incoming.trace.traceparent);
    const exit = await runtime.runPromiseExit(effect as Effect.Effect<Written, Problem | StorageError, R | Around>, endpoint.waits ? { signal: incoming.request.signal } : undefined);
    if (Exit.isFailure(exit)) return problemOf(exit.cause, log, incoming.trace.traceId);
    const { status, headers, body } = exit.value;
    return new Response(body, { status, headers: { ...baseHeaders, "cache-control": "no-store", ...headers } });
  };
};
