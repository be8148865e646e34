import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

/** What a package's tests leave in `.test/broker.json`; turbo keeps and restores it, so that cached tests count too. */
export type BrokerReport = { readonly tests: number };

export const REPORT = join(".test", "broker.json");

/** The nearest folder above that holds the workspace, else the folder itself. */
export const workspaceRoot = (from: string): string => {
  for (let folder = from; dirname(folder) !== folder; folder = dirname(folder)) {
    if (existsSync(join(folder, "pnpm-workspace.yaml"))) return folder;
  }
  return from;
};

const reportFiles = (root: string): ReadonlyArray<string> =>
  ["packages", "services", "infra"].flatMap((group) => {
    const folder = join(root, group);
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [join(folder, entry.name, REPORT)] : []));
  });

/** Forgets what earlier runs counted. */
export const clearReports = (root: string): void => {
  for (const file of reportFiles(root)) rmSync(file, { force: true });
};

export const countBrokerTests = (root: string): number =>
  reportFiles(root)
    .filter((file) => existsSync(file))
    // The file is ours, written by @cpts/testing.
    .map((file) => (JSON.parse(readFileSync(file, "utf8")) as BrokerReport).tests)
    .reduce((sum, tests) => sum + tests, 0);
