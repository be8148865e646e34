import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..", "..", "..");

/** What git ignores, plus git itself. A walk, not `git ls-files`, so that an unpacked archive is checked too. */
const ignored = new Set([".git", "node_modules", "dist", ".toolchain", ".local", ".turbo", ".test", "coverage"]);

const walk = (folder: string): ReadonlyArray<string> =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (ignored.has(entry.name)) return [];
    if (entry.isDirectory()) return walk(path);
    return entry.isFile() ? [path] : [];
  });

/** Every file of the project, as paths from the root with forward slashes. */
export const files = walk("");

export const read = (file: string): string => readFileSync(join(root, file), "utf8");

export const isCode = (file: string): boolean => /\.(?:ts|tsx|mts|mjs|js)$/u.test(file);

/** Code that never runs outside a test (`testing/` folders serve the tests of others; the fault suite is one long test): it may use development dependencies. */
export const isTestCode = (file: string): boolean => /\.(?:test|fixture)\.tsx?$|\/vitest\.config\.ts$|\/vitest-setup\.ts$|\/src\/testing\/|^infra\/faults\/src\//u.test(file);

/** Our own tests hold planted faults. */
export const holdsPlantedFaults = (file: string): boolean => /^infra\/checks\/src\/[\w-]+\.test\.ts$/u.test(file);
