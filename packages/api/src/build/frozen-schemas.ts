import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FrozenSchema } from "../Evolution.ts";

export const frozenFolder = join(import.meta.dirname, "..", "frozen");

/** The frozen schemas by type of event. */
export const frozenSchemas = (): ReadonlyMap<string, FrozenSchema> =>
  new Map(
    readdirSync(frozenFolder)
      .filter((file) => file.endsWith(".json"))
      .map((file) => [file.slice(0, -".json".length), JSON.parse(readFileSync(join(frozenFolder, file), "utf8"))]),
  );
