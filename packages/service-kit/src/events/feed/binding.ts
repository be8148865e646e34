import type { FeedEndpoint } from "@cpts/api/Feed";
import type { QueryOf } from "@cpts/api/Endpoint";
import type { Resource } from "@cpts/domain/Access";
import { Effect } from "effect";
import { bind } from "../../http/bind.ts";
import { awaitPage } from "./await-page.ts";
import { eventStream, startOf } from "./event-stream.ts";

const defaultLimit = 100;

/** The position behind which a stream begins. */
const beginningOf = (source: string, { after = 0, since }: QueryOf<FeedEndpoint>) =>
  since === undefined ? Effect.succeed(after) : Effect.map(awaitPage(source, { since, limit: 1, waitSeconds: 0 }), ({ events, head }) => (events[0]?.position ?? head + 1) - 1);

/** Serves the log of a service. One permission for the whole of it: a feed that left rows out would have holes. */
export const feedBinding = (source: string, endpoint: FeedEndpoint, resource: () => Effect.Effect<Resource>) => {
  const stream = eventStream(source);
  return bind(
    endpoint,
    resource,
    ({ query: { after = 0, limit = defaultLimit, since, wait: waitSeconds = 0 } }) =>
      Effect.map(awaitPage(source, { ...(since === undefined ? { after } : { since }), limit, waitSeconds }), (page) => ({ body: page })),
    {
      stream: {
        kind: "feed",
        open: ({ query }, { headers, mayStill }) =>
          Effect.gen(function* () {
            // Decoded with this very endpoint.
            const start = yield* startOf(headers.get("last-event-id"), beginningOf(source, query as QueryOf<FeedEndpoint>));
            return { headers: {}, pieces: yield* stream(start, mayStill) };
          }),
      },
    },
  );
};
