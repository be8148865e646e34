import { closeSync, existsSync, mkdirSync, openSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Logs of services: all of it in files, and what deserves an eye on the terminal. */
export interface LocalLog {
  /** Takes the JSON lines of one service. */
  readonly writerFor: (service: string) => (line: string) => void;
  /** From now on warnings go to the terminal too. While things start or stop they are expected, and only errors do. */
  readonly showWarnings: (shown: boolean) => void;
  readonly close: () => void;
}

const LARGEST_FILE = 10_000_000;
/** The same words again within this time stay in the file. */
const REPEAT_MS = 30_000;

interface Line {
  readonly time: string;
  readonly level: string;
  readonly service: string;
  readonly message: string;
}

/** One line for people: `registry: warn: message (field=value)`. */
const readable = ({ level, service, message, ...fields }: Line): string => {
  const rest = Object.entries(fields).filter(([name]) => name !== "time").map(([name, value]) => `${name}=${String(value)}`);
  return `  ${service}: ${level}: ${message}${rest.length === 0 ? "" : ` (${rest.join(", ")})`}`;
};

/** Opens the log files below a folder; a large one begins anew. */
export const openLocalLog = (folder: string, print: (line: string) => void): LocalLog => {
  mkdirSync(folder, { recursive: true });
  const files: Array<number> = [];
  const shownAt = new Map<string, number>();
  let warnings = false;
  let closed = false;
  const show = (text: string): void => {
    // Lines of makeLog, which are JSON of that shape.
    const line = JSON.parse(text) as Line;
    if (line.level !== "error" && !(line.level === "warn" && warnings)) return;
    const words = `${line.service} ${line.message}`;
    const now = Date.now();
    if (now - (shownAt.get(words) ?? 0) < REPEAT_MS) return;
    shownAt.set(words, now);
    print(readable(line));
  };
  return {
    writerFor: (service) => {
      const path = join(folder, `${service}.log`);
      const file = openSync(path, existsSync(path) && statSync(path).size > LARGEST_FILE ? "w" : "a", 0o600);
      files.push(file);
      return (line) => {
        if (closed) return;
        writeSync(file, line);
        show(line);
      };
    },
    showWarnings: (shown) => {
      warnings = shown;
    },
    close: () => {
      closed = true;
      for (const file of files) closeSync(file);
    },
  };
};
