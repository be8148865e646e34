import type { FeedEndpoint } from "@cpts/api/Feed";
import type { Resource } from "@cpts/domain/Access";
import { Effect } from "effect";
import { bind } from "../http/bind.ts";
import { feed } from "./log-reader.ts";

const defaultLimit = 100;

/** Serves the log of a service. One permission for the whole of it: a feed that left rows out would have holes. */
export const feedBinding = (source: string, endpoint: FeedEndpoint, resource: () => Effect.Effect<Resource>) =>
  bind(endpoint, resource, ({ query: { after = 0, limit = defaultLimit, since, wait: waitSeconds = 0 } }) =>
    Effect.map(feed(source, { ...(since === undefined ? { after } : { since }), limit, waitSeconds }), (page) => ({ body: page })),
  );
