import type { Workbook } from "@cpts/documents/spreadsheets/sheet";
import type { Archive } from "./archive-answer.ts";
import type { Bilingual, BodyOf, Endpoint, ParamsOf, QueryOf } from "@cpts/api/Endpoint";
import type { FieldFault, Problem } from "@cpts/api/Problem";
import type { Actor, Resource } from "@cpts/domain/Access";
import type { Effect } from "effect";
import type { StorageError } from "../database/storage-error.ts";
import type { Finished } from "./finished.ts";
import type { Pieces } from "./stream-body.ts";
import type { StreamKind } from "./streams.ts";
import type { StagedFile } from "../files/stage.ts";
import type { FileWithBody } from "../files/store.ts";

/** What a handler is given: everything is already valid, the actor already known. */
export interface Input<E extends Endpoint> {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  readonly actor: Actor;
  /** The pseudonym of whoever asks: a digest, where the subject of a token is stored nowhere. */
  readonly callerName: string;
  /** The version that an update starts from; 0 where the endpoint needs none. */
  readonly ifMatch: number;
  readonly language: keyof Bilingual;
  /** The file that was sent, whole and checked; `keepFile` keeps it. */
  readonly upload: E extends { readonly transfer: "upload" } ? StagedFile : null;
  /** The body of an `intake`, to be read once. */
  readonly incoming: E extends { readonly transfer: "intake" } ? ReadableStream<Uint8Array> : null;
}

/** What a handler answers: the body as it travels, and what goes into headers. */
export type Answer<E extends Endpoint> = E extends { readonly transfer: "download" }
  ? { readonly file: FileWithBody } | { readonly archive: Archive } | Streamed
  : E extends { readonly transfer: "export" }
    ? { readonly workbook: Workbook }
    : E extends { readonly transfer: "calendar" }
      ? CalendarAnswer
      : E extends { readonly transfer: "prepared" }
        ? PreparedAnswer
        : JsonAnswer<E>;

/** JSON that was packed once. */
export interface PreparedAnswer {
  /** What the path names: the hash of the content, or of what it is made from. */
  readonly tag: string;
  /** The text in gzip; made only for whoever has not got it. */
  readonly packed: () => Promise<Uint8Array>;
}

/** An iCalendar text. */
export interface CalendarAnswer {
  /** Tells whether the reader has it already; the text is made only where they do not. */
  readonly tag: string;
  readonly text: () => string;
  /** Whoever else comes by, such as a proxy, keeps nothing of it. */
  readonly isPrivate: boolean;
}

interface JsonAnswer<E extends Endpoint> {
  readonly body: E["response"]["Encoded"];
  /** What the caller is shown in its place this once, such as a new secret: a repetition is answered by `body`, which alone is kept. */
  readonly shownOnce?: E["response"]["Encoded"];
  /** Of a read: the body as bytes with its ETag, where they were made before. A large answer is then not written again for each reader. */
  readonly finished?: Finished;
  /** Version of the resource, for its ETag. */
  readonly version?: number;
  /** Distinguishes answers of one version, such as the date they are about. */
  readonly variant?: string;
  /** Address of what was created, relative to that of the request (RFC 9110 §10.2.2). */
  readonly location?: string;
}

type Failure = Problem | StorageError;

/** What a stream is asked for with. */
export interface Asked {
  readonly headers: Headers;
  /** Whether the caller may still have what was allowed at first. */
  readonly mayStill: () => Promise<boolean>;
}

/** An answer piece by piece, with its headers. */
export interface Streamed {
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: Pieces;
}

/** How the stream of an endpoint is made. */
export interface Streaming<R> {
  readonly kind: StreamKind;
  readonly open: (input: Input<Endpoint>, asked: Asked) => Effect.Effect<Streamed, Failure, R>;
}

/** An endpoint, the thing it acts upon, and the function behind it. */
export interface Binding<R> {
  readonly endpoint: Endpoint;
  readonly resource: (input: Input<Endpoint>) => Effect.Effect<Resource, Failure, R>;
  readonly handle: (input: Input<Endpoint>) => Effect.Effect<Answer<Endpoint>, Failure, R>;
  /**
   * What else is wrong with a body that its schema refuses, so that one answer names every faulty place. Open data
   * only: the permission is not checked yet.
   */
  readonly alsoWrong?: (json: unknown) => Effect.Effect<ReadonlyArray<FieldFault>, Failure, R>;
  /**
   * The handler opens its own transactions, and doing it twice is doing it once: no transaction of the request, which would
   * stay open as long as the work lasts, and no answer is kept for a repetition.
   */
  readonly ownTransactions?: true;
  /** Of an endpoint whose contract has a stream. */
  readonly stream?: Streaming<R>;
}

/**
 * Binds a function to an endpoint contract. `resource` says what the request is about, so that the permission of the
 * contract is checked before `handle` runs; a write's resource and handler share one transaction.
 */
export const bind = <E extends Endpoint, R1, R2>(
  endpoint: E,
  resource: (input: Input<E>) => Effect.Effect<Resource, Failure, R1>,
  handle: (input: Input<E>) => Effect.Effect<Answer<E>, Failure, R2>,
  options: Pick<Binding<R1 | R2>, "alsoWrong" | "ownTransactions"> & { readonly stream?: Streaming<R2> } = {},
): Binding<R1 | R2> =>
  // The adapter decodes each request with this very endpoint before it calls: the input is an Input<E>.
  ({ endpoint, resource, handle, ...options }) as unknown as Binding<R1 | R2>;
