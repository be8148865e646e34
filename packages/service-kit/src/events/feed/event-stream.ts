import { Problem } from "@cpts/api/Problem";
import { Effect } from "effect";
import type { Kysely } from "kysely";
import { attempt, Database } from "../../database/database.ts";
import type { StorageError } from "../../database/storage-error.ts";
import type { Pieces } from "../../http/stream-body.ts";
import { StreamLimits } from "../../http/streams.ts";
import { type EncodedFeedPage, readPage } from "../log/reader.ts";
import { Nudges } from "../log/nudges.ts";

/** Most events that wait in memory for one reader. */
const streamPage = 100;
/** How soon a reader whose connection broke comes back, in milliseconds: after that of a service that restarts. */
const retryMs = 2_000;

/** Where a reader goes on. */
export interface StartOfStream {
  /** Null: whatever log is there. */
  readonly logId: string | null;
  readonly after: number;
}

const malformed = new Problem({
  type: "malformed-request",
  faults: [{ in: "header", path: ["Last-Event-ID"], code: "wrong-format", message: { fr: "<journal>:<position> attendu", en: "<log>:<position> expected" } }],
});

const logChanged = new Problem({
  type: "log-changed",
  detail: { fr: "Ce n'est pas la suite du journal que vous avez lu : recommencez au début, ou par un instantané.", en: "This does not continue the log that you have read: begin anew, or with a snapshot." },
});

/** What the id of the last event that a reader has says; without one, `beginning`, which is looked for only then. */
export const startOf = <E, R>(lastEventId: string | null, beginning: Effect.Effect<number, E, R>): Effect.Effect<StartOfStream, Problem | E, R> => {
  // A browser that has no event yet sends none, or an empty one.
  if (lastEventId === null || lastEventId.trim() === "") return Effect.map(beginning, (after) => ({ logId: null, after }));
  const [, logId = null, position] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,15})$/u.exec(lastEventId.trim()) ?? [];
  return logId === null ? Effect.fail(malformed) : Effect.succeed({ logId, after: Number(position) });
};

interface Encoded {
  readonly page: EncodedFeedPage;
  readonly text: string;
}

const textOf = ({ events }: EncodedFeedPage): string =>
  events.map((event) => `id: ${event.logid}:${event.position}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");

/** Readers who stand at the same place at the same time are given the same page, read and written once. */
const makeSharedPages = () => {
  const underWay = new Map<string, Promise<Encoded>>();
  return (kysely: Kysely<unknown>, source: string, after: number, nudge: number): Promise<Encoded> => {
    // What was read before a nudge may lack what it told of.
    const key = `${source} ${after} ${nudge}`;
    const shared = underWay.get(key);
    if (shared !== undefined) return shared;
    const reading = readPage(kysely, source, after, streamPage).then((page) => ({ page, text: textOf(page) }));
    underWay.set(key, reading);
    const forget = (): void => void underWay.delete(key);
    reading.then(forget, forget);
    return reading;
  };
};

/** The pieces of the stream of a service's log, from a place on. Fails with `log-changed` where that is no place of this log. */
export const eventStream = (source: string) => {
  const sharedPage = makeSharedPages();
  return (start: StartOfStream, mayStill: () => Promise<boolean>): Effect.Effect<Pieces, Problem | StorageError, Database | Nudges> =>
    Effect.gen(function* () {
      const { kysely } = yield* Database;
      const nudges = yield* Nudges;
      const limits = yield* StreamLimits;
      const first = yield* attempt(() => readPage(kysely, source, start.after, 1));
      if ((start.logId !== null && start.logId !== first.logId) || first.head < start.after) return yield* logChanged;
      const make = async function* (signal: AbortSignal): AsyncGenerator<string> {
        let { after } = start;
        let asked = Date.now();
        let told = Date.now();
        yield `retry: ${retryMs}\n\n`;
        while (!signal.aborted && !nudges.isFinished()) {
          if (Date.now() - asked >= limits.recheckMs) {
            if (!(await mayStill())) return;
            asked = Date.now();
          }
          const nudge = nudges.count();
          const { page, text } = await sharedPage(kysely, source, after, nudge);
          // Restored while it was read: the reader comes back with the id of another log, and is told so.
          if (page.logId !== first.logId || page.head < after) return;
          if (page.events.length > 0) {
            after = page.scannedTo;
            yield text;
            told = Date.now();
            continue;
          }
          await nudges.wait(nudge, Math.min(limits.lookMs, limits.heartbeatMs), signal);
          if (Date.now() - told < limits.heartbeatMs || signal.aborted) continue;
          yield ": quiet\n\n";
          told = Date.now();
        }
      };
      return { make, endsAnywhere: true };
    });
};
