/**
 * `cpts registry import-…`: files that the registry takes in.
 *
 * @since 0.1.0
 */
import { runContoursImport } from "./contours-import.ts";
import { runCptsImport } from "./cpts-import.ts";
import type { ExitCode } from "./exit-codes.ts";
import { runMovementsImport } from "./movements-import.ts";
import { usageError } from "./refusal.ts";
import type { Session } from "./session.ts";

const imports: Readonly<Record<string, (session: Session, words: ReadonlyArray<string>) => Promise<ExitCode>>> = {
  "import-contours": runContoursImport,
  "import-cpts": runCptsImport,
  "import-movements": runMovementsImport,
};

/** Sends one file to the registry. */
export const runRegistry = (session: Session, [verb = "", ...words]: ReadonlyArray<string>): Promise<ExitCode> => {
  const run = Object.hasOwn(imports, verb) ? imports[verb] : undefined;
  const form = `cpts registry ${Object.keys(imports).join(" | ")} <file>`;
  if (run === undefined) throw usageError(form, form);
  return run(session, words);
};
