/**
 * Where the command line runs: what it reads of its surroundings, and where it writes.
 *
 * @since 0.1.0
 */

/** The surroundings of one run. Results go to `out`, everything said about them to `err`. */
export interface Terminal {
  /** Writes one line of the result. */
  readonly out: (line: string) => void;
  /** Writes one line for the person. */
  readonly err: (line: string) => void;
  /** Width of the terminal; null where the result goes to a file or a pipe, and no line is cut. */
  readonly columns: number | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborts when the person asks to stop (Ctrl-C). */
  readonly signal: AbortSignal;
}
