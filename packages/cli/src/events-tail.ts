/**
 * `cpts events tail`: the events of the services as they happen, one a line.
 *
 * @example
 * ```ts
 * import { eventLine } from "./events-tail.ts"
 *
 * const event = { position: 41, time: "2026-11-22T08:30:00.000Z", type: "cpts.registry.cpts.registered.v1", subject: "0198" }
 * eventLine(event) // => "41  2026-11-22 09:30:00  cpts.registry.cpts.registered.v1  0198"
 * ```
 *
 * @since 0.1.0
 */
import { CptsProblem, type Envelope, LogChanged, type ServiceName, type SubscribeOptions, type SubscriptionState } from "@cpts/sdk";
import { beginningOf, logChanged, placeOf, readLog, typesOf } from "./event-place.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { negative, usageError } from "./refusal.ts";
import { servicesOf } from "./operators.ts";
import type { Session } from "./session.ts";
import { printable } from "./width.ts";

const paris = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris", dateStyle: "short", timeStyle: "medium" });

/** An event on one line: position, time in Paris, type, subject. */
export const eventLine = ({ position, subject, time, type }: Pick<Envelope, "position" | "time" | "type" | "subject">): string =>
  [String(position), paris.format(new Date(time)), type, subject].map(printable).join("  ");

/** Where a log is, and where its tail begins. */
interface Start {
  readonly service: ServiceName;
  readonly logId: string;
  readonly position: number;
}

const isForbidden = (error: unknown): boolean => error instanceof CptsProblem && (error.status === 401 || error.status === 403);

/** Reads where a log stands; null when it is not for this caller and nobody asked for it by name. */
const startOf = async (session: Session, service: ServiceName, isNamed: boolean): Promise<Start | null> => {
  const { options, tell, terminal } = session;
  try {
    const log = await readLog(session, service, { after: 0, limit: 1 });
    if (options["from-start"]) return { service, logId: log.logId, position: 0 };
    if (options.since === undefined) return { service, logId: log.logId, position: log.head };
    return { service, ...(await beginningOf(session, service, placeOf("--since", options.since), log)) };
  } catch (error) {
    if (isNamed || !isForbidden(error)) throw error;
    terminal.err(tell(`${service} : journal réservé, laissé de côté (--token)`, `${service}: its log is not for everyone, left aside (--token)`));
    return null;
  }
};

const stateTeller = ({ tell, terminal }: Session, service: string) => {
  let isAway = false;
  return ({ _tag: state }: SubscriptionState): void => {
    if (state === "LaneLost") terminal.err(tell(`${service} : NATS ne répond plus, la suite vient par HTTP`, `${service}: NATS is gone, what follows comes over HTTP`));
    else if (state === "FeedUnavailable" && !isAway) terminal.err(tell(`${service} ne répond pas, nouvel essai…`, `${service} does not answer, trying again…`));
    else if (state !== "FeedUnavailable" && isAway) terminal.err(tell(`${service} répond de nouveau`, `${service} answers again`));
    isAway = state === "FeedUnavailable";
  };
};

/** Ends a tail once so many events were printed. */
interface Ending {
  readonly signal: AbortSignal;
  /** Counts one event; false when there were enough before it. */
  readonly take: () => boolean;
}

const endingOf = (count: string | undefined, signal: AbortSignal, ending: AbortController): Ending => {
  if (count !== undefined && !/^[1-9]\d{0,8}$/u.test(count)) throw usageError("--count attend un nombre, à partir de 1", "--count takes a number, from 1 on");
  let left = count === undefined ? Number.POSITIVE_INFINITY : Number(count);
  return {
    signal: AbortSignal.any([signal, ending.signal]),
    take: () => {
      left -= 1;
      if (left <= 0) ending.abort();
      return left >= 0;
    },
  };
};

type Subscribe = (options: SubscribeOptions<string>) => AsyncIterable<Envelope>;

const follow = async (session: Session, start: Start, types: ReadonlyArray<string> | undefined, several: boolean, { signal, take }: Ending): Promise<void> => {
  const { connection, nats, options, terminal } = session;
  const { logId, position, service } = start;
  // Each service has types of its own; the words of a command line are not among them.
  const subscribe = connection[service].subscribe as Subscribe;
  for await (const event of subscribe({ from: { logId, position }, types, nats, signal, onState: stateTeller(session, service) })) {
    if (!take()) return;
    terminal.out(options.json || options.ndjson ? JSON.stringify(event) : (several ? `${service}  ` : "") + eventLine(event));
  }
};

/** Prints events until Ctrl-C. A log that is another one than before ends it with 1. */
export const runEventsTail = async (session: Session, names: ReadonlyArray<string>): Promise<ExitCode> => {
  const { options, terminal } = session;
  const asked = servicesOf(names);
  const since = options.since === undefined ? undefined : placeOf("--since", options.since);
  if (since !== undefined && (("position" in since && asked.length !== 1) || options["from-start"]))
    throw usageError("--since <position> vaut pour un seul service, et sans --from-start", "--since <position> is for one service, and without --from-start");
  const types = typesOf(options.types);
  const stopping = new AbortController();
  const ending = endingOf(options.count, terminal.signal, stopping);
  const starts = (await Promise.all(asked.map((service) => startOf(session, service, names.length > 0)))).filter((start) => start !== null);
  if (starts.length === 0) throw negative("Aucun journal n'est lisible sans jeton.", "No log can be read without a token.");
  try {
    await Promise.all(starts.map((start) => follow(session, start, types, starts.length > 1, ending)));
  } catch (error) {
    if (!(error instanceof LogChanged)) throw error;
    throw logChanged(error.cursor.source, error.logId, error.head);
  } finally {
    stopping.abort();
  }
  return exitCodes.ok;
};
