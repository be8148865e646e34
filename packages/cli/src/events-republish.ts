/**
 * `cpts events republish`: has a service tell the broker its recorded events once more.
 *
 * @since 0.1.0
 */
import type { Republication } from "@cpts/api/Operations";
import { placeOf } from "./event-place.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { asOperator, oneService, patient } from "./operators.ts";
import { usageError } from "./refusal.ts";
import { callOf, type Session } from "./session.ts";

const form = "cpts events republish <service> [--from <position>]";

/** Asks for a republication, from the first event or a later one. */
export const runEventsRepublish = async (session: Session, [name, ...others]: ReadonlyArray<string>): Promise<ExitCode> => {
  const { options, tell, terminal } = session;
  const service = oneService(name, form);
  // A query parameter of a list has this name too: it is no own option.
  const { from: given } = session.query;
  const from = given === undefined ? undefined : placeOf("--from", given);
  if (others.length > 0 || (from !== undefined && !("position" in from && from.logId === undefined))) throw usageError(form, form);
  const call = callOf(session, { service, method: "republish" });
  const { data } = await asOperator(session, () => call(from === undefined ? {} : { from: from.position }, { ...patient, signal: terminal.signal }));
  // The SDK's own types say what the endpoint answers.
  const answer = data as typeof Republication.Encoded;
  if (options.json || options.ndjson) terminal.out(JSON.stringify({ service, ...answer }));
  else terminal.out(tell(`${service} : événements ${answer.from} à ${answer.head} rediffusés`, `${service}: events ${answer.from} to ${answer.head} are published again`));
  return exitCodes.ok;
};
