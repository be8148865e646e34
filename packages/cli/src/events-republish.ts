/**
 * `cpts events republish`: has a service tell the broker its recorded events once more.
 *
 * @since 0.1.0
 */
import { services } from "@cpts/api/Services";
import { placeOf } from "./event-place.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { asOperator, oneService, patient } from "./operators.ts";
import { usageError } from "./refusal.ts";
import { callOf, type Session } from "./session.ts";

const form = "cpts events republish <service> [--from <position>]";

/** The call by its path: whatever the client calls it. */
const methodOf = (service: keyof typeof services): string => {
  const found = Object.entries<{ readonly path: string }>(services[service].endpoints).find(([, { path }]) => path === "/v1/events/republication");
  if (found === undefined) throw usageError(`${service} ne sait pas republier`, `${service} cannot republish`);
  return found[0];
};

/** Asks for a republication, from the first event or a later one. */
export const runEventsRepublish = async (session: Session, [name, ...others]: ReadonlyArray<string>): Promise<ExitCode> => {
  const { options, tell, terminal } = session;
  const service = oneService(name, form);
  // A query parameter of a list has this name too: it is no own option.
  const { from: given } = session.query;
  const from = given === undefined ? undefined : placeOf("--from", given);
  if (others.length > 0 || (from !== undefined && !("position" in from && from.logId === undefined))) throw usageError(form, form);
  const call = callOf(session, { service, method: methodOf(service) });
  const { data } = await asOperator(session, () => call(from === undefined ? {} : { from: from.position }, { ...patient, signal: terminal.signal }));
  // The contract says what the endpoint answers.
  const answer = data as { readonly logId: string; readonly from: number; readonly head: number };
  if (options.json || options.ndjson) terminal.out(JSON.stringify({ service, ...answer }));
  else terminal.out(tell(`${service} : événements ${answer.from} à ${answer.head} rediffusés`, `${service}: events ${answer.from} to ${answer.head} are published again`));
  return exitCodes.ok;
};
