/**
 * One run of `cpts`, from its words to its exit code.
 *
 * @since 0.1.0
 */
import manifest from "../package.json" with { type: "json" };
import { readArguments } from "./arguments.ts";
import { runImport } from "./archive-import.ts";
import { runAudit } from "./audit.ts";
import { runExport } from "./cpts-export.ts";
import { runDeadLetters } from "./dead-letters.ts";
import { runErase } from "./directory-erase.ts";
import { runDirectory } from "./directory-import.ts";
import { runDoctor } from "./doctor/doctor.ts";
import { runEventsReplay } from "./events-replay.ts";
import { runEventsRepublish } from "./events-republish.ts";
import { runEventsTail } from "./events-tail.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { failureOf } from "./failure.ts";
import { runGet } from "./get.ts";
import { helpText, type Verb, verbs } from "./help.ts";
import { runList } from "./list.ts";
import { misplacedOption } from "./misplaced-option.ts";
import { runProjections } from "./projections.ts";
import { usageError } from "./refusal.ts";
import { runReport } from "./report.ts";
import { runRegistry } from "./registry-import.ts";
import { languageOfLine, openSession, type Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";

type Run = (session: Session, words: ReadonlyArray<string>) => Promise<ExitCode>;

const eventVerbs: Readonly<Record<string, Run>> = { tail: runEventsTail, replay: runEventsReplay, republish: runEventsRepublish };

const runEvents: Run = (session, [verb = "", ...words]) => {
  const runVerb = Object.hasOwn(eventVerbs, verb) ? eventVerbs[verb] : undefined;
  if (runVerb === undefined) throw usageError("cpts events tail | replay | republish [service …]", "cpts events tail | replay | republish [service …]");
  return runVerb(session, words);
};

const runInDirectory: Run = (session, words) => (words[0] === "erase" ? runErase(session, words.slice(1)) : runDirectory(session, words));

const runs: { readonly [V in Verb]: Run } = { list: runList, get: runGet, events: runEvents, projections: runProjections, "dead-letters": runDeadLetters, audit: runAudit, directory: runInDirectory, registry: runRegistry, report: runReport, export: runExport, import: runImport, doctor: runDoctor };

const isVerb = (word: string | undefined): word is Verb => verbs.some((verb) => verb === word);

const start = async (args: ReadonlyArray<string>, terminal: Terminal): Promise<ExitCode> => {
  const line = readArguments(args);
  const [verb, ...words] = line.words;
  if (line.options.version) {
    terminal.out(manifest.version);
    return exitCodes.ok;
  }
  if (line.options.help || verb === "help") {
    terminal.out(helpText(verb === "help" ? words[0] : verb, languageOfLine(args, terminal)));
    return exitCodes.ok;
  }
  if (verb === undefined) {
    terminal.err(helpText(undefined, languageOfLine(args, terminal)));
    return exitCodes.usage;
  }
  if (!isVerb(verb)) throw usageError(`Verbe inconnu : ${verb}. Il y a : ${verbs.join(", ")} ; cpts --help`, `Unknown verb: ${verb}. There are: ${verbs.join(", ")}; cpts --help`);
  const misplaced = misplacedOption(line);
  if (misplaced !== undefined) throw usageError(`Option d'un autre verbe : ${misplaced} ; cpts ${verb} --help`, `An option of another verb: ${misplaced}; cpts ${verb} --help`);
  return runs[verb](openSession(line, terminal), words);
};

/** Runs the words of a command line. Never rejects: what goes wrong is told, and is the exit code. */
export const run = async (args: ReadonlyArray<string>, terminal: Terminal): Promise<ExitCode> => {
  try {
    return await start(args, terminal);
  } catch (error) {
    // Whoever pressed Ctrl-C knows why it ended.
    if (terminal.signal.aborted) return exitCodes.ok;
    const { code, lines } = failureOf(error, languageOfLine(args, terminal));
    for (const line of lines) terminal.err(line);
    return code;
  }
};
