/**
 * What went wrong, for the person and for scripts: no stack traces, and the exit code that says whose turn it is.
 *
 * @since 0.1.0
 */
import { CptsDecodeError, CptsNetworkError, CptsProblem } from "@cpts/sdk";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { Language } from "./language.ts";
import { tellerOf } from "./language.ts";
import { Refusal } from "./refusal.ts";
import { printable } from "./width.ts";

/** A failure as it is shown. */
export interface Failure {
  readonly code: ExitCode;
  readonly lines: ReadonlyArray<string>;
}

/** A gateway answers for a service that does not: it knows no trace. */
const isGateway = ({ status, traceId }: CptsProblem): boolean => traceId === undefined && [502, 503, 504].includes(status);

const problemCode = (problem: CptsProblem): ExitCode => {
  if (isGateway(problem)) return exitCodes.unreachable;
  return problem.status === 404 && problem.traceId !== undefined ? exitCodes.no : exitCodes.refused;
};

const problemLines = (problem: CptsProblem, language: Language): ReadonlyArray<string> => {
  const tell = tellerOf(language);
  const perhaps = (suggestion: string | undefined): string => (suggestion === undefined ? "" : tell(` (peut-être ${suggestion} ?)`, ` (perhaps ${suggestion}?)`));
  const hint = problem.status === 401 ? [tell("Un jeton se donne par --token, --token-file ou CPTS_TOKEN ; il a pu expirer (cpts doctor).", "A token is given by --token, --token-file or CPTS_TOKEN; it may have expired (cpts doctor).")] : [];
  return [
    `${problem.title} (${problem.status} ${problem.type})`,
    ...(problem.detail === undefined ? [] : [problem.detail]),
    ...problem.errors.map(({ message, pointer, suggestion }) => `  ${pointer}: ${message}${perhaps(suggestion)}`),
    ...hint,
    ...(problem.traceId === undefined ? [] : [`trace ${problem.traceId}`]),
  ].map(printable);
};

/** What to show of anything that was thrown, and how to end. */
export const failureOf = (error: unknown, language: Language): Failure => {
  const tell = tellerOf(language);
  if (error instanceof Refusal) return { code: error.code, lines: [tell(error.fr, error.en)] };
  if (error instanceof CptsProblem) return { code: problemCode(error), lines: problemLines(error, language) };
  if (error instanceof CptsNetworkError) {
    const { origin } = new URL(error.url);
    const first = error.timedOut ? tell(`${origin} n'a pas répondu à temps.`, `${origin} did not answer in time.`) : tell(`${origin} ne répond pas.`, `${origin} does not answer.`);
    return { code: exitCodes.unreachable, lines: [first, tell("L'adresse se donne par --url ou CPTS_URL ; cpts doctor cherche la cause.", "The address is given by --url or CPTS_URL; cpts doctor looks for the cause.")] };
  }
  if (error instanceof CptsDecodeError) return { code: exitCodes.unreachable, lines: [tell("Cette adresse ne répond pas comme une plate-forme CPTS.", "This address does not answer like a CPTS platform.")] };
  return { code: exitCodes.fault, lines: [printable(tell("Défaut de cpts : ", "A fault of cpts: ") + (error instanceof Error ? error.message : String(error)))] };
};
