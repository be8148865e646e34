// Adds up what each package's vitest printed, from the log that turbo keeps (and restores from its cache).
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { workspaceManifests } from "./dependencies.mjs";
import { root } from "./paths.mjs";

const kinds = ["passed", "failed", "skipped", "todo"];

/** @returns the counts of one log, or undefined where vitest did not come to its summary */
export function countTests(log) {
  const line = stripVTControlCharacters(log).split("\n").filter((text) => /(?:^|\s)Tests {2}/u.test(text)).at(-1);
  if (line === undefined) return undefined;
  return Object.fromEntries(kinds.map((kind) => [kind, Number(new RegExp(`(\\d+) ${kind}`, "u").exec(line)?.[1] ?? 0)]));
}

/** @returns {string[]} what failed in one log, each with its title and the first lines of its reason */
export function failuresOf(log) {
  const [, ...failures] = stripVTControlCharacters(log).split(/^(?:\S+ )?\s*(?=FAIL {2})/mu);
  return failures.map((text) => text.split("\n").slice(0, 5).map((line) => line.trimEnd()).filter((line) => line !== "").join("\n    "));
}

/** @returns {{ counts: Record<string, number>, silent: string[], failures: string[] }} silent: packages whose tests left no summary */
export function sumTests() {
  const counts = Object.fromEntries(kinds.map((kind) => [kind, 0]));
  const silent = [];
  const failures = [];
  for (const manifest of workspaceManifests()) {
    const { name, scripts } = JSON.parse(readFileSync(join(root, manifest), "utf8"));
    if (scripts?.test === undefined) continue;
    const log = readLog(join(root, dirname(manifest), ".turbo", "turbo-test.log"));
    const own = countTests(log);
    failures.push(...failuresOf(log).map((failure) => `${name}: ${failure}`));
    if (own === undefined) silent.push(name);
    else for (const kind of kinds) counts[kind] += own[kind];
  }
  return { counts, silent, failures };
}

/** The plain last line of a test run. */
export function summaryLine(counts) {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped + counts.todo} skipped`;
}

function readLog(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
