import { Problem } from "@cpts/api/Problem";
import { Context, Effect, Layer } from "effect";
import type { Log } from "../telemetry/log.ts";
import type { Metrics } from "../telemetry/metrics.ts";

/** What is streamed: the log as it grows, or a collection as it stands. */
export type StreamKind = "feed" | "snapshot";

/** How a stream ended: at its end; its reader went away, or took nothing; the service stops; time is up; it failed. */
export type StreamEnding = "done" | "gone" | "stalled" | "stopping" | "expired" | "failed";

/** How much of streaming one process bears, and how patiently. */
export interface StreamLimits {
  /** Streams at a time. */
  readonly most: Readonly<Record<StreamKind, number>>;
  /** A reader that takes nothing for so long is dropped. */
  readonly stallMs: number;
  /** Something is said at least this often: proxies close what is silent. */
  readonly heartbeatMs: number;
  /** A nudge may be lost: the log is looked at this often. */
  readonly lookMs: number;
  /** A right is asked for again this often: it ends with its token. */
  readonly recheckMs: number;
  /** A snapshot holds a connection, and rows that could be vacuumed, no longer than this. */
  readonly snapshotMs: number;
}

/** The limits of a process; tests have shorter ones. */
export const StreamLimits = Context.Reference<StreamLimits>("@cpts/service-kit/StreamLimits", {
  defaultValue: () => ({ most: { feed: 1_000, snapshot: 2 }, stallMs: 60_000, heartbeatMs: 15_000, lookMs: 5_000, recheckMs: 60_000, snapshotMs: 900_000 }),
});

/** One stream that is open. */
export interface OpenStream {
  /** Given back once, when nothing is held any more; said in the log. */
  readonly ended: (how: StreamEnding, cause?: unknown) => void;
  /** What to do when the service stops. */
  readonly onStop: (stop: () => void) => void;
}

const retryAfterSeconds = 5;

/** The streams of a process. */
export class Streams extends Context.Service<
  Streams,
  {
    /** Takes a place for a stream; fails with `unavailable` where all are taken. */
    readonly open: (kind: StreamKind, about: Readonly<Record<string, unknown>>) => Effect.Effect<OpenStream, Problem>;
    /** Ends them all: their readers go on elsewhere. */
    readonly finish: () => void;
  }
>()("@cpts/service-kit/Streams") {}

export const layer = ({ log, metrics }: { readonly log: Log; readonly metrics: Metrics }) =>
  Layer.sync(Streams, () => {
    const stops = { feed: new Set<{ stop: () => void }>(), snapshot: new Set<{ stop: () => void }>() };
    const gauges = { feed: metrics.feedStreams, snapshot: metrics.snapshots };
    return Streams.of({
      open: (kind, about) =>
        Effect.gen(function* () {
          const { most } = yield* StreamLimits;
          const open = stops[kind];
          if (open.size >= most[kind]) return yield* new Problem({ type: "unavailable", retryAfterSeconds });
          const began = performance.now();
          const own = { stop: () => {} };
          open.add(own);
          gauges[kind].set(open.size);
          return {
            onStop: (stop) => {
              own.stop = stop;
            },
            ended: (how, cause) => {
              if (!open.delete(own)) return;
              gauges[kind].set(open.size);
              const fields = { ...about, kind, how, ms: Math.round(performance.now() - began) };
              if (how === "failed") log.error("a stream failed", { ...fields, error: String(cause) });
              else log.info("stream ended", fields);
            },
          } satisfies OpenStream;
        }),
      finish: () => {
        for (const { stop } of [...stops.feed, ...stops.snapshot]) stop();
      },
    });
  });
