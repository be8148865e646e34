import { isAccepted, type Call } from "./recorder.ts";

/** A row of a service's event log. */
export interface LogRow {
  readonly position: number;
  readonly logId: string;
  readonly id: string;
  readonly type: string;
  readonly aggregateId: string;
  readonly aggregateVersion: number;
  /** The payload as text. */
  readonly data: string;
}

/** What the comparison of the record with the log has found. */
export interface LogVerdict {
  readonly acked: number;
  /** Tokens that were acknowledged and are not in the log. */
  readonly lost: ReadonlyArray<string>;
  /** Tokens that are in the log more than once. */
  readonly twice: ReadonlyArray<string>;
  /** Everything else that is not as promised, in words. */
  readonly faults: ReadonlyArray<string>;
}

/** The n-th write of a client, as its effect bears it. */
export const tokenOf = (client: number, number: number): string => `w${client}x${number}z`;
const tokenPattern = /w\d+x\d+z/gu;

const most = 5;
/** The first ones in words, and how many there are. */
export const someOf = (says: string, found: ReadonlyArray<string>): ReadonlyArray<string> =>
  found.length === 0 ? [] : [`${says} (${found.length}): ${found.slice(0, most).join("; ")}`];

/** Positions without a gap from 1 on, and versions of each aggregate without a gap. */
export const orderFaults = (rows: ReadonlyArray<LogRow>): ReadonlyArray<string> => {
  const versions = new Map<string, number>();
  const places: Array<string> = [];
  const gaps: Array<string> = [];
  rows.forEach((row, index) => {
    if (row.position !== index + 1) places.push(`${row.position} at place ${index + 1}`);
    const before = versions.get(row.aggregateId) ?? 0;
    if (row.aggregateVersion !== before + 1) gaps.push(`${row.aggregateId} has ${row.aggregateVersion} after ${before}`);
    versions.set(row.aggregateId, row.aggregateVersion);
  });
  return [...someOf("positions are not 1, 2, 3...", places), ...someOf("versions of an aggregate have a gap", gaps)];
};

const placesOfTokens = (rows: ReadonlyArray<LogRow>): ReadonlyMap<string, ReadonlyArray<LogRow>> => {
  const found = new Map<string, Array<LogRow>>();
  for (const row of rows) for (const token of new Set(row.data.match(tokenPattern) ?? [])) found.set(token, [...(found.get(token) ?? []), row]);
  return found;
};

const positionFaults = (calls: ReadonlyArray<Call>, places: ReadonlyMap<string, ReadonlyArray<LogRow>>): ReadonlyArray<string> =>
  calls.flatMap(({ events, position, token }) => {
    const row = places.get(token)?.[0];
    if (position === null || row === undefined) return [];
    const [, logId = "", told = ""] = /@([^:]+):(\d+)$/u.exec(position) ?? [];
    return row.logId === logId && row.position === Number(told) - (events - 1) ? [] : [`${token} was told ${position}, and is at ${row.logId}:${row.position}`];
  });

const allowedFailures = new Set([503, 504]);

/** Answers that a client must never get, whatever dies: 5xx that are no "try again", and refusals that are no problem documents. */
export const answerFaults = (calls: ReadonlyArray<Call>): ReadonlyArray<string> => [
  ...someOf("answers 5xx that are not 503 or 504", calls.filter(({ status }) => status !== null && status >= 500 && !allowedFailures.has(status)).map(({ method, path, status, token }) => `${status} to ${method} ${path} (${token})`)),
  ...someOf("refusals without a problem document", calls.filter(({ problem }) => problem === "not-a-problem").map(({ path, status }) => `${status} ${path}`)),
];

/**
 * Compares what clients were told with what the log holds: every acknowledged write is there exactly once, at the position that
 * was told, and a write of unknown outcome at most once.
 */
export const checkLog = (calls: ReadonlyArray<Call>, rows: ReadonlyArray<LogRow>): LogVerdict => {
  const places = placesOfTokens(rows);
  const accepted = calls.filter(isAccepted);
  const acked = new Set(accepted.map(({ token }) => token));
  return {
    acked: acked.size,
    lost: [...acked].filter((token) => !places.has(token)),
    twice: [...places].filter(([, found]) => found.length > 1).map(([token]) => token),
    faults: [...orderFaults(rows), ...someOf("a write is not where its answer said", positionFaults(accepted, places)), ...answerFaults(calls)],
  };
};
