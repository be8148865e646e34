import { Problem } from "@cpts/api/Problem";
import { formatPosition, PositionFromString } from "@cpts/domain/Position";
import { Context, Effect, Exit, SchemaParser } from "effect";
import type { StorageError } from "../database/storage-error.ts";
import type { StoredCursor } from "../subscriptions/cursor-store.ts";

/** How far this service has seen each log: its own, and those it subscribes to. */
export class Seen extends Context.Service<Seen, { readonly positionOf: (source: string) => Effect.Effect<StoredCursor | null, StorageError> }>()(
  "@cpts/service-kit/Seen",
) {}

/** How far a log was read, as it is shown; position 0 of no log where nothing was read yet. */
export const readUpTo = (source: string) =>
  Effect.gen(function* () {
    const seen = yield* (yield* Seen).positionOf(source);
    return formatPosition({ source, logId: seen?.logId ?? "", position: seen?.position ?? 0 });
  });

const decode = SchemaParser.decodeUnknownExit(PositionFromString);
const patienceMs = 2_000;
/** An effect is usually there after a few milliseconds; whoever waits longer asks less often. */
const firstStepMs = 2;
const longestStepMs = 32;

const notReached = new Problem({
  type: "position-not-reached",
  retryAfterSeconds: 1,
  detail: { fr: "Ce service n'a pas encore appris l'écriture que vous attendez.", en: "This service has not yet learned the write you wait for." },
});

/**
 * Waits until this service has seen every position of a `Cpts-After` header, so that whoever wrote somewhere reads
 * that write here. Logs that this service does not follow cannot matter to its answers.
 */
export const waitFor = (header: string | null): Effect.Effect<void, Problem | StorageError, Seen> =>
  header === null
    ? Effect.void
    : Effect.gen(function* () {
        const { positionOf } = yield* Seen;
        for (const text of header.split(",")) {
          const decoded = decode(text.trim());
          if (Exit.isFailure(decoded))
            return yield* new Problem({
              type: "malformed-request",
              faults: [{ in: "header", path: ["Cpts-After"], code: "wrong-format", message: { fr: "source@journal:position attendu", en: "source@log:position expected" } }],
            });
          const asked = decoded.value;
          for (let waited = 0, step = firstStepMs; ; waited += step, step = Math.min(2 * step, longestStepMs)) {
            const seen = yield* positionOf(asked.source);
            // Positions of another log say nothing of this one; a log that was not met yet is waited for.
            if (seen === null || (seen.logId !== null && seen.logId !== asked.logId) || (seen.logId === asked.logId && seen.position >= asked.position)) break;
            if (waited >= patienceMs) return yield* notReached;
            yield* Effect.sleep(step);
          }
        }
      });
