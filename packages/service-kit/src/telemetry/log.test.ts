import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = (program: string) => promisify(execFile)(process.execPath, ["--conditions=@cpts/source", "--input-type=module", "--eval", `import { makeLog } from ${JSON.stringify(new URL("log.ts", import.meta.url).href)}; const log = makeLog("sample", "info"); ${program}`]).then(
  ({ stdout }) => stdout,
  (failed: { readonly stdout: string }) => failed.stdout,
);

const messages = (stdout: string): ReadonlyArray<string> => stdout.trim().split("\n").map((line) => (JSON.parse(line) as { readonly message: string }).message);

test.each([
  ["ends", ""],
  ["is ended at once", "process.exit(1);"],
  ["dies of an error", "throw new Error('unforeseen');"],
])("what was logged last is written, in its order, when the process %s", async (_, last) => {
  expect(messages(await run(`log.info("first"); setImmediate(() => { log.info("second"); log.warn("third"); ${last} });`))).toEqual(["first", "second", "third"]);
});
