export type LogLevel = "debug" | "info" | "warn" | "error";

/** Fields of a log line. No personal data, no token, no body: identifiers and counts only. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One JSON line per call on the standard output. */
export interface Log {
  readonly debug: (message: string, fields?: LogFields) => void;
  readonly info: (message: string, fields?: LogFields) => void;
  readonly warn: (message: string, fields?: LogFields) => void;
  readonly error: (message: string, fields?: LogFields) => void;
}

const ranks: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

let unwritten = "";

const writeOut = (): void => {
  const lines = unwritten;
  unwritten = "";
  if (lines !== "") process.stdout.write(lines);
};
// `process.exit` and an uncaught error wait for no timer.
process.on("exit", writeOut);

/** How long a line may wait for others, and how much may wait. */
const patienceMs = 20;
const patienceLength = 16_384;

/** Lines leave together: each write is a call to the system that the process waits for. What is wrong leaves at once. */
const writeSoon = (line: string, isUrgent: boolean): void => {
  if (unwritten === "") setTimeout(writeOut, patienceMs).unref();
  unwritten += line;
  if (isUrgent || unwritten.length > patienceLength) writeOut();
};

/** A log of one service. `write` takes whole lines. */
export const makeLog = (service: string, level: LogLevel, write: (line: string, isUrgent: boolean) => void = writeSoon): Log => {
  const at = (rank: LogLevel) => (message: string, fields: LogFields = {}) => {
    if (ranks[rank] < ranks[level]) return;
    write(JSON.stringify({ time: new Date().toISOString(), level: rank, service, message, ...fields }) + "\n", ranks[rank] >= ranks.warn);
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
};

/** PostgreSQL's data exceptions, and what a schema refuses: their messages quote the value. */
const quotesValues = (error: Error): boolean => error.name === "SchemaError" || ("code" in error && typeof error.code === "string" && /^22...$/u.test(error.code));

const messageOf = (error: Error): string => (quotesValues(error) ? error.name : `${error.name}: ${error.message}`);

/** What of a failure may be logged: its name and message, never a value of a request. */
export const errorFields = (error: unknown): { readonly error: string; readonly code?: string } => {
  if (!(error instanceof Error)) return { error: typeof error };
  const cause = error.cause instanceof Error ? ` (${messageOf(error.cause)})` : "";
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  return { error: messageOf(error) + cause, ...code };
};
