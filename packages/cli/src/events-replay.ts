/**
 * `cpts events replay`: what a log has recorded, once and in order, up to where it stood at the start.
 *
 * @since 0.1.0
 */
import { beginningOf, logChanged, placeOf, readLog, typesOf } from "./event-place.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { oneService } from "./operators.ts";
import { usageError } from "./refusal.ts";
import type { Session } from "./session.ts";

const form = "cpts events replay <service> [--since <position|instant>] [--until <position|instant>] [--types a,b]";
const pageSize = 500;

/** Prints the events of a log, one JSON document a line. Ends with 1 when the log becomes another one meanwhile. */
export const runEventsReplay = async (session: Session, [name, ...others]: ReadonlyArray<string>): Promise<ExitCode> => {
  const { options, terminal } = session;
  const service = oneService(name, form);
  if (others.length > 0) throw usageError(form, form);
  const types = typesOf(options.types);
  const since = placeOf("--since", options.since ?? "1");
  const until = options.until === undefined ? undefined : placeOf("--until", options.until);
  const log = await readLog(session, service, { after: 0, limit: 1 });
  const start = await beginningOf(session, service, since, log);
  const named = until !== undefined && "position" in until ? until : undefined;
  if ([start.logId, named?.logId ?? log.logId].some((logId) => logId !== log.logId)) throw logChanged(service, log.logId, log.head);
  const end = Math.min(log.head, named?.position ?? log.head);
  // Times need not grow with positions: each one is looked at.
  const lastInstant = until !== undefined && "instant" in until ? Date.parse(until.instant) : Number.POSITIVE_INFINITY;
  for (let after = start.position; after < end; ) {
    const { events, head, logId, scannedTo } = await readLog(session, service, { after, limit: Math.min(pageSize, end - after) });
    if (logId !== log.logId || events.length === 0) throw logChanged(service, logId, head);
    for (const event of events) if (Date.parse(event.time) <= lastInstant && types?.includes(event.type) !== false) terminal.out(JSON.stringify(event));
    after = scannedTo;
  }
  return exitCodes.ok;
};
