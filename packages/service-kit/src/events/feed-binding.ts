import type { FeedEndpoint } from "@cpts/api/Feed";
import type { QueryOf } from "@cpts/api/Endpoint";
import type { Resource } from "@cpts/domain/Access";
import { Effect } from "effect";
import { bind } from "../http/bind.ts";
import { eventStream, startOf } from "./event-stream.ts";
import { feed } from "./log-reader.ts";

const defaultLimit = 100;

/** Serves the log of a service. One permission for the whole of it: a feed that left rows out would have holes. */
export const feedBinding = (source: string, endpoint: FeedEndpoint, resource: () => Effect.Effect<Resource>) => {
  const stream = eventStream(source);
  return bind(
    endpoint,
    resource,
    ({ query }) => Effect.map(feed(source, { after: query.after ?? 0, limit: query.limit ?? defaultLimit, waitSeconds: query.wait ?? 0 }), (page) => ({ body: page })),
    {
      stream: {
        kind: "feed",
        open: ({ query }, { headers, mayStill }) =>
          Effect.gen(function* () {
            // Decoded with this very endpoint.
            const { after = 0 } = query as QueryOf<FeedEndpoint>;
            const start = yield* startOf(headers.get("last-event-id"), after);
            return { headers: {}, pieces: yield* stream(start, mayStill) };
          }),
      },
    },
  );
};
