import { posix } from "node:path";
import { isTestCode } from "./repository.ts";

/** Who may import whom: architecture.md §2, with the deviations of ADR 0001 (the kit subscribes with the sdk) and ADR 0005 (it knows which region a departement is in). */
const directions: Readonly<Record<string, ReadonlyArray<string>>> = {
  "packages/domain": [],
  "packages/reference-data": ["domain"],
  "packages/api": ["domain"],
  "packages/sdk": ["domain", "api"],
  "packages/documents": ["domain", "reference-data", "api"],
  "packages/report": ["domain", "reference-data", "api", "sdk", "documents"],
  "packages/cli": ["domain", "api", "sdk", "documents", "report"],
  "packages/service-kit": ["domain", "reference-data", "api", "sdk", "documents"],
  "packages/testing": ["domain", "api", "sdk", "servers"],
  "services/portal": ["domain", "reference-data", "sdk", "report"],
  "services/*": ["domain", "reference-data", "api", "sdk", "documents", "service-kit"],
  "infra/servers": [],
  "infra/nats": ["sdk", "service-kit"],
  "infra/checks": ["domain", "reference-data", "api", "sdk", "cli"],
  "infra/local": ["*"],
  "infra/bench": ["*"],
  "infra/faults": ["*"],
};

/** Code of any machine: what a browser has not, these do not import. */
const portable = new Set(["packages/domain", "packages/reference-data", "packages/api"]);
const testLibraries = new Set(["vitest", "@effect/vitest", "fast-check"]);

/** `packages/domain/src/Cog.ts` -> `packages/domain`. */
export const ownerOf = (file: string): string => file.split("/").slice(0, 2).join("/");

export const packageOf = (specifier: string): string =>
  specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");

const allowedFor = (owner: string): ReadonlyArray<string> =>
  directions[owner] ?? (owner.startsWith("services/") ? (directions["services/*"] ?? []) : []);

/** Why this file may not import that, or undefined where it may. */
export const importFault = (file: string, specifier: string): string | undefined =>
  specifier.startsWith(".") ? relativeFault(file, specifier) : packageFault(file, specifier);

const relativeFault = (file: string, specifier: string): string | undefined => {
  const owner = ownerOf(file);
  const target = posix.normalize(posix.join(posix.dirname(file), specifier));
  if (target.startsWith(`${owner}/`)) return specifier.startsWith("../../..") ? "climbs three folders" : undefined;
  if (target === "vitest.base.ts" && file.endsWith("/vitest.config.ts")) return undefined;
  return "leaves its package by a relative path";
};

const packageFault = (file: string, specifier: string): string | undefined => {
  const owner = ownerOf(file);
  const name = packageOf(specifier);
  const inTest = isTestCode(file);
  if (specifier.startsWith("#")) return undefined; // A package's own condition, resolved in its package.json.
  if (name.startsWith("@cpts/")) return ownPackageFault(owner, specifier, inTest);
  if (portable.has(owner) && file.startsWith(`${owner}/src/`) && !inTest && name !== "effect") return "imports more than effect and our own packages";
  if (testLibraries.has(name) && !inTest && owner !== "packages/testing") return "imports a test library outside a test";
  return undefined;
};

const ownPackageFault = (owner: string, specifier: string, inTest: boolean): string | undefined => {
  if (/^@cpts\/[^/]+\/(?:internal|src|dist)(?:\/|$)/u.test(specifier)) return "reaches into a package's internals";
  if (specifier.includes("/testing/") && !inTest) return "runs on what only tests may use";
  return dependencyFault(owner, packageOf(specifier), inTest);
};

/** The same directions for the dependencies that a package.json declares. */
export const dependencyFault = (owner: string, name: string, inTest: boolean): string | undefined => {
  if (!name.startsWith("@cpts/")) return undefined;
  const target = name.slice("@cpts/".length);
  const allowed = allowedFor(owner);
  const itself = owner.endsWith(`/${target}`);
  if (itself || allowed.includes("*") || allowed.includes(target)) return undefined;
  if (inTest && (target === "testing" || (target === "sdk" && owner.startsWith("services/")))) return undefined;
  return `may not depend on ${name}`;
};
