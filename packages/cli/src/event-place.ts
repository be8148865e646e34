/**
 * Places in a log as a person gives them: a position, a position of one log only, an instant.
 *
 * @example
 * ```ts
 * import { placeOf } from "./event-place.ts"
 *
 * placeOf("--since", "12") // => { logId: undefined, position: 12 }
 * placeOf("--since", "2026-11-22T09:00:00+01:00") // => { instant: "2026-11-22T08:00:00.000Z" }
 * ```
 *
 * @since 0.1.0
 */
import { services } from "@cpts/api/Services";
import type { Envelope, ServiceName } from "@cpts/sdk";
import { negative, type Refusal, usageError } from "./refusal.ts";
import { callOf, type Session } from "./session.ts";

/** A position of any log, or of one only. */
export interface PositionGiven {
  readonly logId: string | undefined;
  readonly position: number;
}

/** A place in a log. */
export type Place = PositionGiven | { readonly instant: string };

const instantShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/u;

/** Reads a place. Throws a usage error. */
export const placeOf = (option: string, text: string): Place => {
  const { logId, number } = /^(?:(?<logId>[\w-]{8,64}):)?(?<number>[1-9]\d{0,9})$/u.exec(text)?.groups ?? {};
  if (number !== undefined) return { logId, position: Number(number) };
  const time = instantShape.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return { instant: new Date(time).toISOString() };
  throw usageError(`${option} attend une position, à partir de 1, ou un instant comme 2026-11-22T09:00:00Z`, `${option} takes a position, from 1 on, or an instant such as 2026-11-22T09:00:00Z`);
};

/** A page of a log, as the feed answers it. */
export interface LogPage {
  readonly logId: string;
  readonly head: number;
  readonly scannedTo: number;
  readonly events: ReadonlyArray<Envelope>;
}

/** Reads a page of a log. */
export const readLog = async (session: Session, service: ServiceName, query: { readonly after?: number; readonly since?: string; readonly limit: number }): Promise<LogPage> =>
  // The SDK's own types say what the feed answers.
  (await callOf(session, { service, method: "readEvents" })(query, { signal: session.terminal.signal })).data as LogPage;

/** The position after which a place begins, in the log that there is or the one that was named. */
export const beginningOf = async (session: Session, service: ServiceName, place: Place, { head, logId }: Pick<LogPage, "head" | "logId">): Promise<{ readonly logId: string; readonly position: number }> => {
  if ("position" in place) return { logId: place.logId ?? logId, position: place.position - 1 };
  const page = await readLog(session, service, { since: place.instant, limit: 1 });
  return { logId: page.logId, position: (page.events[0]?.position ?? head + 1) - 1 };
};

/** `cpts.registered` or the whole type, as the services write it. Throws a usage error. */
export const typesOf = (text: string | undefined): ReadonlyArray<string> | undefined => {
  if (text === undefined) return undefined;
  const known = Object.values(services).flatMap(({ events }) => Object.values<{ readonly type: string }>(events).map(({ type }) => type));
  return text.split(",").flatMap((asked) => {
    const word = asked.trim();
    const found = known.filter((type) => type === word || type.split(".").slice(2, -1).join(".") === word);
    if (found.length > 0 || (word.startsWith("cpts.") && word.split(".").length === 5)) return found.length > 0 ? found : [word];
    throw usageError(`Type d'événement inconnu : ${word}. Il y a : ${known.join(", ")}`, `Unknown type of event: ${word}. There are: ${known.join(", ")}`);
  });
};

/** A log that is another one than before. */
export const logChanged = (source: string, logId: string, head: number): Refusal =>
  negative(
    `Le journal de ${source} n'est plus le même (${logId}, tête ${head}) : une sauvegarde a été restaurée. Reprenez du début.`,
    `The log of ${source} is another one (${logId}, head ${head}): a backup was restored. Begin again from the start.`,
  );
