import { closeSync, existsSync, openSync, readFileSync, statSync } from "node:fs";

/** What a server of ours writes: appended to a file that begins anew when it has grown large. */
export interface ServerLog {
  /** For the child's standard output and errors. */
  readonly descriptor: number;
  /** The child has its own by now. */
  readonly close: () => void;
  /** The end of what was written since the log was opened: the reason of a server that did not start. */
  readonly complaint: () => string;
}

const LARGEST_FILE = 10_000_000;
const COMPLAINT_LENGTH = 2_000;

export const openServerLog = (file: string): ServerLog => {
  const before = existsSync(file) ? statSync(file).size : 0;
  const anew = before > LARGEST_FILE;
  const descriptor = openSync(file, anew ? "w" : "a", 0o600);
  return {
    descriptor,
    close: () => closeSync(descriptor),
    complaint: () => readFileSync(file, "utf8").slice(anew ? 0 : before).trim().slice(-COMPLAINT_LENGTH),
  };
};
