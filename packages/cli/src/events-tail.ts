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
import { services } from "@cpts/api/Services";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { negative, usageError } from "./refusal.ts";
import { callOf, type Session } from "./session.ts";
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

const isService = (name: string): name is ServiceName => Object.hasOwn(services, name);

const servicesOf = (names: ReadonlyArray<string>): ReadonlyArray<ServiceName> => {
  const there = Object.keys(services);
  const unknown = names.find((name) => !isService(name));
  if (unknown !== undefined) throw usageError(`« ${unknown} » n'est pas un service. Il y a : ${there.join(", ")}`, `"${unknown}" is no service. There are: ${there.join(", ")}`);
  return (names.length === 0 ? there : names).filter(isService);
};

/** `cpts.registered` or the whole type, as the services write it. */
const typesOf = (text: string | undefined): ReadonlyArray<string> | undefined => {
  if (text === undefined) return undefined;
  const known = Object.values(services).flatMap(({ events }) => Object.values<{ readonly type: string }>(events).map(({ type }) => type));
  return text.split(",").flatMap((asked) => {
    const word = asked.trim();
    const found = known.filter((type) => type === word || type.split(".").slice(2, -1).join(".") === word);
    if (found.length > 0 || word.startsWith("cpts.") && word.split(".").length === 5) return found.length > 0 ? found : [word];
    throw usageError(`Type d'événement inconnu : ${word}. Il y a : ${known.join(", ")}`, `Unknown type of event: ${word}. There are: ${known.join(", ")}`);
  });
};

/** `--since 12` begins with event 12 of the log there is; `--since <logId>:12` only if it is still that log. */
const positionGiven = (from: string): { readonly logId: string | undefined; readonly position: number } => {
  const { logId, number } = /^(?:(?<logId>[\w-]{8,64}):)?(?<number>[1-9]\d{0,9})$/u.exec(from)?.groups ?? {};
  if (number === undefined) throw usageError("--since attend une position, à partir de 1", "--since takes a position, from 1 on");
  return { logId, position: Number(number) - 1 };
};

const isForbidden = (error: unknown): boolean => error instanceof CptsProblem && (error.status === 401 || error.status === 403);

/** Reads where a log stands; null when it is not for this caller and nobody asked for it by name. */
const startOf = async (session: Session, service: ServiceName, isNamed: boolean): Promise<Start | null> => {
  const { options, tell, terminal } = session;
  try {
    const { data } = await callOf(session, { service, method: "readEvents" })({ after: 0, limit: 1 }, { signal: terminal.signal });
    // The SDK's own types say what the feed answers.
    const { head, logId } = data as { readonly head: number; readonly logId: string };
    if (options["from-start"]) return { service, logId, position: 0 };
    if (options.since === undefined) return { service, logId, position: head };
    const given = positionGiven(options.since);
    return { service, logId: given.logId ?? logId, position: given.position };
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
  if (options.since !== undefined && (asked.length !== 1 || options["from-start"])) throw usageError("--since vaut pour un seul service, et sans --from-start", "--since is for one service, and without --from-start");
  const types = typesOf(options.types);
  const stopping = new AbortController();
  const ending = endingOf(options.count, terminal.signal, stopping);
  const starts = (await Promise.all(asked.map((service) => startOf(session, service, names.length > 0)))).filter((start) => start !== null);
  if (starts.length === 0) throw negative("Aucun journal n'est lisible sans jeton.", "No log can be read without a token.");
  try {
    await Promise.all(starts.map((start) => follow(session, start, types, starts.length > 1, ending)));
  } catch (error) {
    if (!(error instanceof LogChanged)) throw error;
    const { cursor, head, logId } = error;
    throw negative(
      `Le journal de ${cursor.source} n'est plus le même (${logId}, tête ${head}) : une sauvegarde a été restaurée. Reprenez avec --from-start.`,
      `The log of ${cursor.source} is another one (${logId}, head ${head}): a backup was restored. Begin again with --from-start.`,
    );
  } finally {
    stopping.abort();
  }
  return exitCodes.ok;
};
