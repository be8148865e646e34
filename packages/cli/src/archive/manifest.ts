/**
 * What lies in an archive of a CPTS: a folder with a `manifest.json`, and for each service its tables, its events and its files.
 * The format is documented in `docs/cpts-archive.md` of the package.
 *
 * @example
 * ```ts
 * import { wholeHash } from "./manifest.ts"
 *
 * wholeHash({ registry: { hash: "a" }, directory: { hash: "b" } }) === wholeHash({ directory: { hash: "b" }, registry: { hash: "a" } }) // => true
 * ```
 *
 * @since 0.1.0
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { archiveFormat } from "@cpts/api/Portability";
import type { ServiceName } from "@cpts/sdk";
import { usageError } from "../refusal.ts";

/** Name of the manifest in the folder. */
export const manifestName = "manifest.json";

/** Services in the order in which they are taken in: each after those whose events it needs first. */
export const archiveOrder: ReadonlyArray<ServiceName> = ["registry", "directory", "contracts", "prevention"];

/** A table of an archive. */
export interface TableOfArchive {
  readonly name: string;
  readonly key: ReadonlyArray<string>;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly leftOut: Readonly<Record<string, string>>;
}

/** A service of an archive. */
export interface ServiceOfArchive {
  readonly hash: string;
  readonly rows: number;
  readonly events: number;
  readonly files: number;
  /** In the order in which their rows are taken in. */
  readonly tables: ReadonlyArray<TableOfArchive & { readonly rows: number }>;
  readonly contents: ReadonlyArray<{ readonly sha256: string; readonly size: number }>;
}

/** What `manifest.json` says. */
export interface Manifest {
  readonly format: number;
  readonly cptsId: string;
  readonly exportedAt: string;
  /** One hash of the whole: the same for the same CPTS, whatever the instance. */
  readonly hash: string;
  readonly services: Readonly<Record<string, ServiceOfArchive>>;
  /** Every file of the folder but the manifest. */
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly size: number }>>;
}

/** The hash of the whole, from those of the services. */
export const wholeHash = (services: Readonly<Record<string, { readonly hash: string }>>): string =>
  createHash("sha256")
    .update(Object.entries(services).map(([name, { hash }]) => `${name} ${hash}\n`).toSorted().join(""))
    .digest("hex");

/** Paths of an archive. */
export const pathsOf = (service: string) => ({
  table: (name: string): string => join(service, "tables", `${name}.ndjson`),
  file: (sha256: string): string => join(service, "files", sha256),
  events: join(service, "events.ndjson"),
});

const isManifest = (value: unknown): value is Manifest => typeof value === "object" && value !== null && "format" in value && value.format === archiveFormat && "services" in value && "files" in value && "cptsId" in value && "hash" in value;

/** Reads the manifest of a folder. Throws a usage error where there is none of this format. */
export const readManifest = (folder: string): Manifest => {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, manifestName), "utf8"));
    if (isManifest(manifest)) return manifest;
  } catch {
    // Told below: what cannot be read is no archive.
  }
  throw usageError(`Ce n'est pas une archive de CPTS du format ${archiveFormat} : ${folder}`, `No archive of a CPTS of format ${archiveFormat}: ${folder}`);
};
