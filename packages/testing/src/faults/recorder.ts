import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** One attempt of a client, from its sending to its answer or to the moment when no answer could come any more. */
export interface Call {
  /** What the effect bears in the log, so that it is found there; the same at each attempt of one write. */
  readonly token: string;
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Null where no answer came: whether the write took place is not known. */
  readonly status: number | null;
  /** The `type` of a problem (RFC 9457); `not-a-problem` where a refusal was something else. */
  readonly problem: string | null;
  /** `Cpts-Position` of the answer. */
  readonly position: string | null;
  /** How many events the write makes; the position told is that of the last. */
  readonly events: number;
}

/** Writes every call of every client to a file, one JSON text a line, as soon as it has ended. */
export interface Recorder {
  readonly file: string;
  readonly note: (call: Call) => void;
  readonly close: () => void;
}

export const recordTo = (file: string): Recorder => {
  mkdirSync(dirname(file), { recursive: true });
  const descriptor = openSync(file, "a");
  let isOpen = true;
  return {
    file,
    // What a client still had under way when its world was taken down belongs to no record.
    note: (call) => {
      if (isOpen) writeSync(descriptor, `${JSON.stringify(call)}\n`);
    },
    close: () => {
      isOpen = false;
      closeSync(descriptor);
    },
  };
};

export const readCalls = (file: string): ReadonlyArray<Call> =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    // Ours, written above.
    .map((line) => JSON.parse(line) as Call);

export const isAccepted = ({ status }: Call): boolean => status !== null && status >= 200 && status < 300;

/** The longest time in which no write was accepted, in milliseconds. */
export const worstGap = (calls: ReadonlyArray<Call>): number => {
  const ends = calls.filter(isAccepted).map(({ endedAt }) => endedAt).toSorted((a, b) => a - b);
  return ends.reduce((worst, end, index) => Math.max(worst, end - (ends[index - 1] ?? end)), 0);
};

/** From each of these instants to the first write that was sent after it and accepted: the longest, in milliseconds. Null where none was. */
export const recoveryAfter = (calls: ReadonlyArray<Call>, instants: ReadonlyArray<number>): number | null => {
  const accepted = calls.filter(isAccepted);
  const times = instants.map((instant) => Math.min(...accepted.filter(({ startedAt }) => startedAt >= instant).map(({ endedAt }) => endedAt)) - instant);
  return times.length === 0 || times.some((time) => !Number.isFinite(time)) ? null : Math.max(...times);
};
