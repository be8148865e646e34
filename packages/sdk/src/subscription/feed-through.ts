/**
 * The feed of a service (`GET /v1/events`) through the transport of a client.
 *
 * @since 0.1.0
 */
import { feedEndpoint } from "@cpts/api/Feed";
import type { Envelope } from "../contracts.ts";
import { CptsDecodeError } from "../errors.ts";
import type { Transport } from "../transport/transport.ts";
import type { Feed, FeedPage } from "./feed.ts";
import { isLoggedEvent } from "./logged-event.ts";

// All feeds have one contract; the permission is the service's affair.
const readEvents = feedEndpoint("registry.events.read");

const isPage = (value: unknown): value is FeedPage<Envelope> =>
  typeof value === "object" &&
  value !== null &&
  "source" in value &&
  typeof value.source === "string" &&
  "logId" in value &&
  typeof value.logId === "string" &&
  "head" in value &&
  Number.isSafeInteger(value.head) &&
  "events" in value &&
  Array.isArray(value.events) &&
  value.events.every(isLoggedEvent);

/** A page of 500 events passes a slow line in this time; whoever is behind a silent one is not behind it for long. */
const usualTimeoutMs = 10_000;

/** The feed of a service through a transport. */
export const feedThrough =
  (transport: Transport, source: string, timeoutMs = usualTimeoutMs): Feed<Envelope> =>
  async ({ after, limit, since, wait, signal }) => {
    const where = { ...(since === undefined ? { after } : { since }), limit, ...(wait > 0 ? { wait } : {}) };
    // The engine repeats by itself, and knows when not to.
    const options = { signal, retries: 0, timeoutMs: timeoutMs + wait * 1_000 };
    const { data, status } = await transport.send(source, readEvents, { where, body: undefined }, options);
    if (!isPage(data)) throw new CptsDecodeError({ url: `${source}${readEvents.path}`, status, cause: "not a page of a feed" });
    return data;
  };
