import { randomFillSync } from "node:crypto";
import { Context } from "effect";

/** Drawn in blocks: a draw of four thousand bytes costs hardly more than one of sixteen. */
const block = Buffer.alloc(4_096);
let drawn = block.length;

const randomHex = (bytes: number): string => {
  if (drawn + bytes > block.length) {
    randomFillSync(block);
    drawn = 0;
  }
  drawn += bytes;
  return block.toString("hex", drawn - bytes, drawn);
};

/** Position of one request in a distributed trace (W3C Trace Context). */
export interface Trace {
  readonly traceId: string;
  readonly traceparent: string;
}

const traceparentPattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/u;

/** The trace of a caller whose header is well formed, a new one otherwise. */
export const traceIdOf = (header: string | undefined): string => (header === undefined ? undefined : traceparentPattern.exec(header)?.[1]) ?? randomHex(16);

/** Continues the caller's trace when its header is well formed, begins one otherwise. */
export const traceOf = (header: string | undefined): Trace => {
  const traceId = traceIdOf(header);
  return { traceId, traceparent: `00-${traceId}-${randomHex(8)}-01` };
};

/** The trace of the request under way, carried on by the events it causes. */
export const CurrentTraceparent = Context.Reference<string | null>("@cpts/service-kit/CurrentTraceparent", { defaultValue: () => null });
