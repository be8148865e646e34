/**
 * Why `cpts` stops by itself, told in both languages.
 *
 * @example
 * ```ts
 * import { usageError } from "./refusal.ts"
 *
 * usageError("Verbe inconnu", "Unknown verb").code // => 2
 * ```
 *
 * @since 0.1.0
 */
import { type ExitCode, exitCodes } from "./exit-codes.ts";

/** A reason to stop that is no accident. */
export class Refusal extends Error {
  readonly code: ExitCode;
  readonly fr: string;
  readonly en: string;

  constructor(code: ExitCode, fr: string, en: string) {
    super(en);
    this.name = "Refusal";
    this.code = code;
    this.fr = fr;
    this.en = en;
  }
}

/** The words of the command line make no sense. */
export const usageError = (fr: string, en: string): Refusal => new Refusal(exitCodes.usage, fr, en);

/** The question was understood, and the answer is no. */
export const negative = (fr: string, en: string): Refusal => new Refusal(exitCodes.no, fr, en);
