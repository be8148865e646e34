/**
 * `cpts list <collection>`: the items of any list of any service.
 *
 * @since 0.1.0
 */
import type { Answer } from "@cpts/sdk";
import { findThing, lists, type Thing } from "./catalogue.ts";
import { isObject } from "./cells.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { usageError } from "./refusal.ts";
import { resolveWords } from "./resolve.ts";
import { ask, callOf, type Session, whereOf } from "./session.ts";
import { tableOf } from "./show.ts";

type Where = Readonly<Record<string, string>>;

const itemsOf = ({ data }: Answer<unknown>): ReadonlyArray<unknown> => (isObject(data) && Array.isArray(data["items"]) ? data["items"] : []);
const nextOf = ({ data }: Answer<unknown>): string | null => (isObject(data) && typeof data["nextCursor"] === "string" ? data["nextCursor"] : null);

/** The page asked for, or that and all behind it. */
async function* pagesOf(session: Session, thing: Thing, where: Where): AsyncGenerator<Answer<unknown>> {
  if (session.options.all && thing.query.includes("cursor")) yield* callOf(session, thing).pages(where, { signal: session.terminal.signal });
  else yield await ask(session, thing, where);
}

const printTable = ({ language, tell, terminal }: Session, items: ReadonlyArray<unknown>): void => {
  if (items.length === 0) return terminal.err(tell("Rien.", "None."));
  const { leftOut, lines } = tableOf(items, language, terminal.columns);
  for (const line of lines) terminal.out(line);
  if (leftOut.length > 0) terminal.err(tell(`Sans place ici : ${leftOut.join(", ")} (--json montre tout)`, `No room here for: ${leftOut.join(", ")} (--json shows all)`));
};

/** Prints the items as a table, one JSON document, or one item a line. */
export const runList = async (session: Session, [name, ...given]: ReadonlyArray<string>): Promise<ExitCode> => {
  const { options, tell, terminal } = session;
  if (name === undefined) throw usageError("cpts list <collection> ; cpts list --help les nomme", "cpts list <collection>; cpts list --help names them");
  const thing = findThing(lists, name, given.length);
  // What is wrong with the options is told before anything is sent.
  whereOf(session, thing, given);
  const pages = pagesOf(session, thing, whereOf(session, thing, await resolveWords(session, thing, given)));
  const all: Array<unknown> = [];
  let first: Answer<unknown> | undefined;
  let next: string | null = null;
  for await (const page of pages) {
    first ??= page;
    next = nextOf(page);
    if (options.ndjson) for (const item of itemsOf(page)) terminal.out(JSON.stringify(item));
    else all.push(...itemsOf(page));
  }
  if (options.json) terminal.out(JSON.stringify(options.all && isObject(first?.data) ? { ...first.data, items: all, ...("nextCursor" in first.data ? { nextCursor: null } : {}) } : first?.data));
  else if (!options.ndjson) printTable(session, all);
  if (next !== null) terminal.err(tell(`La suite : --cursor ${next}, ou tout : --all`, `What follows: --cursor ${next}, or everything: --all`));
  return exitCodes.ok;
};
