/**
 * The feed of a service over HTTP, for `follow`.
 *
 * @since 0.1.0
 */
import type { ConnectOptions } from "../connect-options.ts";
import type { Envelope } from "../contracts.ts";
import { CptsProblem } from "../errors.ts";
import { makeTransport } from "../transport/transport.ts";
import type { Feed } from "./feed.ts";
import { feedThrough } from "./feed-through.ts";

/** The feed of a service, for `follow`. */
export const httpFeed = (source: string, options: ConnectOptions): Feed<Envelope> => feedThrough(makeTransport(options), source, options.timeoutMs);

/** Refusals that time does not heal: no such feed, or not for this caller. */
export const isRefusal = (error: unknown): boolean => error instanceof CptsProblem && [400, 401, 403, 404, 405, 422].includes(error.status);
