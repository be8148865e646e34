/**
 * How `cpts` ends, for scripts: documented in its README, and never given another meaning.
 *
 * @example
 * ```ts
 * import { exitCodes } from "./exit-codes.ts"
 *
 * exitCodes.unreachable // => 4
 * ```
 *
 * @since 0.1.0
 */

/** The exit codes: all well; the answer is no (nothing of that name, a projection differs); wrong words; refused by the service; no service there; a fault of ours. */
export const exitCodes = { ok: 0, no: 1, usage: 2, refused: 3, unreachable: 4, fault: 70 } as const;
/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
