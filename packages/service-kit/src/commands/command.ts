import type { Variables } from "../config/variables.ts";
import type { Service, ServiceConfig } from "../service.ts";
import type { Log } from "../telemetry/log.ts";

/** Does the work; false when it was done and its answer is a no, which is exit code 1. */
export type Run = <V extends Variables, R>(service: Service<V, R>, config: ServiceConfig<V>, log: Log) => Promise<boolean>;

/** One thing that a service does when it is started: `node main.js <name> <words>`. */
export interface Command {
  readonly name: string;
  /** A line of the help for each way to write it: the words behind its name, and what happens. */
  readonly usage: ReadonlyArray<readonly [words: string, does: string]>;
  /** What these words ask for; null when they are none of its own. */
  readonly read: (words: ReadonlyArray<string>) => Run | null;
}

/** Says something to whoever typed the command; the log is for those who watch the service. */
export const print = (text: string): void => void process.stdout.write(text + "\n");
