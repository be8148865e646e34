import { Effect } from "effect";
import { attempt, Database } from "../../database/database.ts";
import { Nudges } from "../log/nudges.ts";
import { readPage, readPageSince } from "../log/reader.ts";

/** Where a page begins: behind a position, or at an instant. */
export type FeedStart = { readonly after: number } | { readonly since: string };

/** One page of the log; when it is empty, waits up to `waitSeconds` for the next event. */
export const awaitPage = (source: string, query: FeedStart & { readonly limit: number; readonly waitSeconds: number }) =>
  Effect.gen(function* () {
    const { kysely } = yield* Database;
    const nudges = yield* Nudges;
    return yield* attempt(async (signal) => {
      const deadline = Date.now() + query.waitSeconds * 1_000;
      for (;;) {
        const seen = nudges.count();
        const page = "since" in query ? await readPageSince(kysely, source, query.since, query.limit) : await readPage(kysely, source, query.after, query.limit);
        const left = deadline - Date.now();
        if (page.events.length > 0 || left <= 0 || signal.aborted || nudges.isFinished() || ("after" in query && page.head < query.after)) return page;
        await nudges.wait(seen, Math.min(left, 1_000), signal);
      }
    });
  });
