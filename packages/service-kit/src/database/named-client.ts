import { createHash } from "node:crypto";
import type { Duplex } from "node:stream";
import { Client, DatabaseError, types, type QueryConfig } from "pg";

/** Beyond this many texts something builds SQL from data; those statements stay unnamed rather than fill the server. */
const maxNames = 2000;
const names = new Map<string, string>();

const nameOf = (text: string): string | undefined => {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= maxNames) return undefined;
  const name = "q" + createHash("sha256").update(text).digest("base64url").slice(0, 20);
  names.set(text, name);
  return name;
};

const isoInstant = (text: string): string => new Date(text).toISOString();
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  // int8 holds positions and counts, far below 2^53.
  [types.builtins.INT8]: Number,
  // A date has no time zone: a JavaScript Date would give it one.
  [types.builtins.DATE]: (text) => text,
  [types.builtins.TIMESTAMPTZ]: isoInstant,
};

export const typeParsers = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    (format !== "binary" && parsers[oid]) || types.getTypeParser(oid, format as "text")) as typeof types.getTypeParser,
};

type Send = (...args: ReadonlyArray<unknown>) => unknown;

/** What pg says when `query_timeout` has passed. The server would have cancelled the statement before (`statement_timeout`): the network is silent. */
export const isReadTimeout = (error: unknown): boolean => error instanceof Error && error.message === "Query read timeout";

/** The server ends the session with such an error. */
const isFatal = (error: unknown): boolean => error instanceof DatabaseError && error.severity === "FATAL";

/**
 * A client that names each parameterised statement, so that PostgreSQL plans it once per connection: Kysely as shipped
 * sends unnamed ones and costs 3.5 times the CPU (performance.md §2). And one that gives up a connection on which nothing
 * comes back: pg keeps it, the pool would hand it out again, and each request would wait in vain for as long as TCP does.
 */
export class NamedClient extends Client {
  /** Its types leave the connection out; node-postgres documents its socket for keep-alive and TLS. */
  get #stream(): Duplex {
    return (this as unknown as { readonly connection: { readonly stream: Duplex } }).connection.stream;
  }

  #isGathering = false;

  /** What is sent in one turn of the event loop leaves as one packet: BEGIN, the statements behind it, COMMIT behind the last. */
  #writeTogether(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    const stream = this.#stream;
    stream.cork();
    setImmediate(() => {
      this.#isGathering = false;
      stream.uncork();
    });
  }

  // The overloads of pg's query() are many; all of them pass through unchanged but (text, values).
  override query = ((first: string | QueryConfig, second?: unknown, ...rest: ReadonlyArray<unknown>): unknown => {
    this.#writeTogether();
    const send = this.#watched(super.query as Send);
    if (typeof first === "string" && Array.isArray(second) && second.length > 0) {
      const name = nameOf(first);
      return send(name === undefined ? { text: first, values: second } : { name, text: first, values: second }, ...rest);
    }
    return send(first, second, ...rest);
  }) as Client["query"];

  /** Looks at how each query ends, by its promise or by its callback. */
  #watched(send: Send): Send {
    const look = (error: unknown): void => {
      if (isReadTimeout(error)) this.#stream.destroy();
    };
    return (...args) => {
      const callback = args.at(-1);
      if (typeof callback === "function")
        return send.call(this, ...args.slice(0, -1), (error: unknown, ...results: ReadonlyArray<unknown>) => {
          look(error);
          callback(error, ...results);
        });
      const result = send.call(this, ...args);
      if (!(result instanceof Promise)) return result;
      return result.catch(async (error: unknown) => {
        look(error);
        // Told only now, the pool does not lend the ended connection once more.
        if (isFatal(error)) await new Promise<void>((resolve) => void this.once("end", () => resolve()));
        throw error;
      });
    };
  }
}
