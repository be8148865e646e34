import { join } from "node:path";
import { searchText, type Search } from "@cpts/directory/professionals/search-text";
import { withClient } from "@cpts/servers/database-roles";
import type { Bench } from "./figure.ts";
import { withPrograms } from "./peers.ts";
import { importInto } from "./rpps-import.ts";
import { writeExtract } from "../world/rpps-extract.ts";

/** What a figure asks the directory: as a request, and as the search that its statement is made from. */
export interface AskedPeople {
  readonly label: string;
  readonly path: string;
  readonly search: Partial<Search>;
}

type PlanRow = { readonly "QUERY PLAN": ReadonlyArray<{ readonly "Execution Time": number }> };

const filled = new WeakSet<Bench["world"]>();

/** Fills the directory with people by the import itself, once a run; gives how many seconds that took. */
export const fillWithPeople = async ({ length, world }: Bench): Promise<number> => {
  if (filled.has(world)) return 0;
  const file = join(world.logFolder, "..", "search-extract.txt");
  await writeExtract(file, length.searchPeople);
  const token = await world.operatorToken();
  const began = performance.now();
  await withPrograms([world.service("directory", { NATS_URL: "" })], world.logFolder, async ([directory]) => {
    if (directory !== undefined) await importInto(directory, token, file, "?maxDropPercent=100");
  });
  const seconds = (performance.now() - began) / 1_000;
  await world.analyze("directory");
  filled.add(world);
  return seconds;
};

const nothing: Search = { q: undefined, profession: undefined, skill: undefined, mode: undefined, generalPractitioner: undefined, communes: undefined, structures: undefined, cpts: undefined, identifier: undefined, after: null, limit: 21, areMany: false };

// What everyone sees, who shows no token.
const everyone = { everywhere: 0, throughCpts: new Map(), day: "2026-11-22" } as unknown as Parameters<typeof searchText>[1];

const literal = (value: unknown): string => {
  if (typeof value === "number") return String(value);
  if (value === null || value === undefined) return "null";
  return `'${(Array.isArray(value) ? `{${value.map((one) => `"${String(one)}"`).join(",")}}` : String(value)).replaceAll("'", "''")}'`;
};

/** How long the database takes for the statements of the service itself, each planned once whatever its values (milliseconds, sorted). */
export const databaseTimes = (world: Bench["world"], searches: ReadonlyArray<Partial<Search>>): Promise<ReadonlyArray<number>> =>
  withClient(world.appUrl("directory"), async (client) => {
    await client.query("set plan_cache_mode = force_generic_plan");
    const names = new Map<string, string>();
    const times: Array<number> = [];
    for (const search of searches) {
      const made = searchText({ ...nothing, ...search }, everyone);
      if (made === null) continue;
      const known = names.get(made.text);
      const name = known ?? `search_${names.size}`;
      if (known === undefined) await client.query(`prepare ${name} as ${made.text}`);
      names.set(made.text, name);
      const { rows } = await client.query<PlanRow>(`explain (analyze, timing off, format json) execute ${name}(${made.values.map(literal).join(", ")})`);
      times.push(rows[0]?.["QUERY PLAN"][0]?.["Execution Time"] ?? Number.NaN);
    }
    return times.toSorted((one, other) => one - other);
  });

/** Beginnings of names that are there, of two to seven letters. */
export const prefixesOf = (world: Bench["world"]): Promise<ReadonlyArray<string>> =>
  withClient(world.appUrl("directory"), async (client) => {
    const { rows } = await client.query<{ prefix: string }>("select distinct left(name_key, 2 + (rpps % 6)::integer) as prefix from rpps_professional where rpps % 97 = 0 and name_key ~ '^[a-z ]+$' limit 300");
    return rows.map(({ prefix }) => prefix);
  });
