/**
 * How to reach the platform.
 *
 * @since 0.1.0
 */
import type { ServiceName } from "./contracts.ts";

/** What the SDK reads of an answer: `Response` has it. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
  /** Takes files and tables out; without it they cannot be read. */
  arrayBuffer?(): Promise<ArrayBuffer>;
  /** Lets a snapshot be read as it comes; without it, it is read whole. */
  readonly body?: ReadableStream<Uint8Array> | null;
}

/** What the SDK asks of `fetch`: the one of browsers and Node, or `app.request` of a Hono application. */
export type Fetch = (
  url: string,
  request: { readonly method: string; readonly headers: Record<string, string>; readonly body?: string | Uint8Array<ArrayBuffer>; readonly signal: AbortSignal },
) => FetchResponse | Promise<FetchResponse>;

/** How to reach the platform, and how patiently. */
export interface ConnectOptions {
  /** The one origin of a platform: each service answers under its name (`/registry`, `/directory`). */
  readonly url?: string | undefined;
  /** The address of each service that is reached on its own. Goes before `url`. */
  readonly urls?: { readonly [S in ServiceName]?: string | undefined } | undefined;
  /** Bearer token, or what gives one at each request (and can renew it). */
  readonly token?: string | (() => string | Promise<string>) | undefined;
  readonly fetch?: Fetch | undefined;
  /** Language of the problems' texts; French by default. */
  readonly language?: "fr" | "en" | undefined;
  /** Limit of each attempt, in milliseconds; 30 000 by default, 10 000 for pages of a feed. */
  readonly timeoutMs?: number | undefined;
  /** Attempts after the first one, for what can be sent again safely; 3 by default. */
  readonly retries?: number | undefined;
  /** Check each answer against its contract and fail with `CptsDecodeError`. Off by default: an addition breaks nobody. */
  readonly check?: boolean | undefined;
  /** What the services must have seen before they answer: the `after()` of an earlier connection. */
  readonly after?: string | undefined;
}
