// The one entry point of the clone. Runs on any Node from 18 on, with nothing installed.
import { constants } from "node:os";
import { interruptedBy } from "./child.mjs";
import { Refusal } from "./refusal.mjs";
import { runTask } from "./tasks.mjs";

try {
  process.exitCode = await runTask(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  const signal = interruptedBy();
  if (signal === undefined) console.error(`\n${error.message}\n`);
  process.exitCode = signal === undefined ? error.exitCode : 128 + constants.signals[signal];
}
