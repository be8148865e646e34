/**
 * Sends the calls of one connection: token, language, positions, repetitions. Knows contracts, but no schema: what
 * travels is JSON, and each face of the SDK makes of it what it promises.
 *
 * @since 0.1.0
 */
import type { Endpoint } from "@cpts/api/Endpoint";
import type { ConnectOptions, FetchResponse } from "../connect-options.ts";
import { CptsDecodeError, CptsNetworkError, CptsProblem } from "../errors.ts";
import type { Answer, CallOptions } from "../method.ts";
import { backOff, pause } from "../pause.ts";
import { type Attempt, exchange, type Exchanged } from "./exchange.ts";
import { mayPass, problemOf } from "./http-problem.ts";
import { type HttpRequest, httpRequestOf, type Input } from "./http-request.ts";
import type { Lines } from "./lines.ts";
import { openExchange } from "./open-exchange.ts";
import { makePositions, type Positions } from "./positions.ts";

/** Between attempts, in milliseconds. */
const span = { first: 200, longest: 10_000 };

/** Nobody waits longer than this for a `Retry-After`, in seconds: the problem is the answer then. */
const longestRetryAfter = 60;

/** Sends calls. */
export interface Transport {
  readonly send: (service: string, endpoint: Endpoint, input: Input, options?: CallOptions) => Promise<Answer<unknown>>;
  /** Sends a call whose answer comes line by line; it is repeated only until its first line. */
  readonly open: (service: string, endpoint: Endpoint, options?: CallOptions) => Promise<OpenAnswer>;
  readonly positions: Positions;
}

/** An answer that is still coming. */
export interface OpenAnswer {
  readonly url: string;
  readonly status: number;
  readonly headers: FetchResponse["headers"];
  readonly lines: Lines;
}

const jsonOf = (answer: Exchanged, url: string): unknown => {
  if (answer.text === "") return null;
  try {
    return JSON.parse(answer.text);
  } catch (cause) {
    throw new CptsDecodeError({ url, status: answer.status, cause });
  }
};

/** How long to wait before sending again, in milliseconds; null when it is of no use. */
const delayAfter = (failure: unknown, attempts: number): number | null => {
  if (failure instanceof CptsNetworkError) return backOff(attempts, span);
  if (!(failure instanceof CptsProblem) || !mayPass(failure)) return null;
  const asked = failure.retryAfter ?? 0;
  return asked > longestRetryAfter ? null : Math.max(asked * 1000, backOff(attempts, span));
};

/** The address of a service, from the options of the connection. */
const baseOf = (options: ConnectOptions, service: string): string => {
  const own: string | undefined = Object.entries(options.urls ?? {}).find(([name]) => name === service)?.[1];
  if (own !== undefined) return own;
  if (options.url !== undefined) return `${options.url.replace(/\/+$/u, "")}/${service}`;
  throw new TypeError(`connect(): no address for the service "${service}"; give "url" or "urls.${service}"`);
};

/** The transport of a connection. */
export const makeTransport = (options: ConnectOptions): Transport => {
  const positions = makePositions(options.after);
  const fetch = options.fetch ?? ((url, request) => globalThis.fetch(url, request));

  const prepare = async (request: HttpRequest, call: CallOptions, attempts: number): Promise<Attempt> => {
    const token = typeof options.token === "function" ? await options.token() : options.token;
    const after = positions.header();
    return {
      fetch,
      url: request.url,
      request: {
        method: request.method,
        headers: {
          ...request.headers,
          "accept-language": options.language ?? "fr",
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(after === "" ? {} : { "cpts-after": after }),
        },
        ...(request.body === undefined ? {} : { body: request.body }),
      },
      timeoutMs: call.timeoutMs ?? options.timeoutMs ?? 30_000,
      signal: call.signal,
      attempts,
      isFile: request.isFile,
    };
  };

  const attempt = async (request: HttpRequest, call: CallOptions, attempts: number): Promise<Answer<unknown>> => {
    const answer = await exchange(await prepare(request, call, attempts));
    if (answer.status < 200 || answer.status > 299) {
      throw problemOf({ status: answer.status, text: answer.text, retryAfter: answer.headers.get("retry-after"), attempts });
    }
    const position = answer.headers.get("cpts-position");
    // Reads tell positions too, but only one's own writes have to be waited for.
    if (position !== null && request.method !== "GET") positions.remember(position);
    return { data: answer.bytes ?? (request.isCalendar ? answer.text : jsonOf(answer, request.url)), etag: answer.headers.get("etag"), position, status: answer.status };
  };

  const patiently = async <A>(request: HttpRequest, call: CallOptions, once: (attempts: number) => Promise<A>): Promise<A> => {
    const retries = call.retries ?? options.retries ?? 3;
    for (let attempts = 1; ; attempts++) {
      try {
        return await once(attempts);
      } catch (failure) {
        // The log was restored: what this connection wrote there cannot be waited for any more.
        if (failure instanceof CptsProblem && failure.type === "log-changed") positions.forget();
        const delay = delayAfter(failure, attempts);
        if (!request.repeatable || attempts > retries || delay === null) throw failure;
        await pause(delay, call.signal);
      }
    }
  };

  const send: Transport["send"] = (service, endpoint, input, call = {}) => {
    const request = httpRequestOf(baseOf(options, service), endpoint, input, call);
    return patiently(request, call, (attempts) => attempt(request, call, attempts));
  };

  const open: Transport["open"] = (service, endpoint, call = {}) => {
    const whole = httpRequestOf(baseOf(options, service), endpoint, { where: {}, body: undefined }, call);
    const request = { ...whole, headers: { ...whole.headers, accept: `${endpoint.stream?.mediaType ?? "application/json"}, application/problem+json` } };
    return patiently(request, call, async (attempts) => {
      const { headers, lines, status, text } = await openExchange(await prepare(request, call, attempts));
      if (status < 200 || status > 299) throw problemOf({ status, text: await text(), retryAfter: headers.get("retry-after"), attempts });
      return { url: request.url, status, headers, lines };
    });
  };
  return { send, open, positions };
};
