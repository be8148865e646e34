import { createHash } from "node:crypto";
import type { Duplex } from "node:stream";
import { Client, types, type QueryConfig } from "pg";

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

/**
 * A client that names each parameterised statement, so that PostgreSQL plans it once per connection: Kysely as shipped
 * sends unnamed ones and costs 3.5 times the CPU (performance.md §2).
 */
export class NamedClient extends Client {
  /** What is sent in one turn of the event loop leaves as one packet: BEGIN, the statements behind it, COMMIT behind the last. */
  #writeTogether(): void {
    // Its types leave the connection out; node-postgres documents its socket for keep-alive and TLS.
    const { stream } = (this as unknown as { readonly connection: { readonly stream: Duplex } }).connection;
    stream.cork();
    setImmediate(() => stream.uncork());
  }

  // The overloads of pg's query() are many; all of them pass through unchanged but (text, values).
  override query = ((first: string | QueryConfig, second?: unknown, ...rest: ReadonlyArray<unknown>): unknown => {
    this.#writeTogether();
    const send = super.query as (...args: ReadonlyArray<unknown>) => unknown;
    if (typeof first === "string" && Array.isArray(second) && second.length > 0) {
      const name = nameOf(first);
      return send.call(this, name === undefined ? { text: first, values: second } : { name, text: first, values: second }, ...rest);
    }
    return send.call(this, first, second, ...rest);
  }) as Client["query"];
}
