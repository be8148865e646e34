/**
 * `cpts get <thing> <id>`: one record of any service.
 *
 * @since 0.1.0
 */
import { findThing, records } from "./catalogue.ts";
import { isObject } from "./cells.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { usageError } from "./refusal.ts";
import { resolveWords } from "./resolve.ts";
import { ask, type Session, whereOf } from "./session.ts";
import { recordLines } from "./show.ts";

/** Prints the record as its fields, or as the JSON that was answered. */
export const runGet = async (session: Session, [name, ...given]: ReadonlyArray<string>): Promise<ExitCode> => {
  const { language, options, terminal } = session;
  if (name === undefined) throw usageError("cpts get <chose> <id> ; cpts get --help les nomme", "cpts get <thing> <id>; cpts get --help names them");
  const thing = findThing(records, name, given.length);
  // What is wrong with the options is told before anything is sent.
  whereOf(session, thing, given);
  const { data } = await ask(session, thing, whereOf(session, thing, await resolveWords(session, thing, given)));
  if (options.json || options.ndjson) terminal.out(JSON.stringify(data));
  else for (const line of isObject(data) ? recordLines(data, language, terminal.columns) : [JSON.stringify(data)]) terminal.out(line);
  return exitCodes.ok;
};
