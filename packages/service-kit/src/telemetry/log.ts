export type LogLevel = "debug" | "info" | "warn" | "error";

/** Fields of a log line. No personal data, no token, no body: identifiers and counts only. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One JSON line per call on the standard output. */
export interface Log {
  readonly debug: (message: string, fields?: LogFields) => void;
  readonly info: (message: string, fields?: LogFields) => void;
  readonly warn: (message: string, fields?: LogFields) => void;
  readonly error: (message: string, fields?: LogFields) => void;
  readonly request: (request: AnsweredRequest) => void;
}

/** A request that was answered. The texts are tokens: nothing in them need be escaped. */
export interface AnsweredRequest {
  readonly method: string;
  /** Its path as the contract writes it. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
  readonly traceId: string;
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

let told = { instant: 0, time: "" };

/** Now, in text: many lines are of one millisecond, and each text costs as much as the rest of a line. */
const timeNow = (): string => {
  const instant = Date.now();
  if (instant !== told.instant) told = { instant, time: new Date(instant).toISOString() };
  return told.time;
};

/** A log of one service. `write` takes whole lines. */
export const makeLog = (service: string, level: LogLevel, write: (line: string, isUrgent: boolean) => void = writeSoon): Log => {
  const at = (rank: LogLevel) => (message: string, fields: LogFields = {}) => {
    if (ranks[rank] < ranks[level]) return;
    write(JSON.stringify({ time: timeNow(), level: rank, service, message, ...fields }) + "\n", ranks[rank] >= ranks.warn);
  };
  // Written by hand: it is the one line that each request waits for.
  const request = ({ method, route, seconds, status, traceId }: AnsweredRequest): void => {
    if (ranks.info < ranks[level]) return;
    const ms = Math.round(seconds * 1_000_000) / 1_000;
    write(`{"time":"${timeNow()}","level":"info","service":"${service}","message":"request","method":"${method}","route":"${route}","status":${status},"ms":${ms},"traceId":"${traceId}"}\n`, false);
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error"), request };
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
