import { join } from "node:path";
import { withClient } from "@cpts/servers/database-roles";
import { startLoadGenerator } from "../load/load-generator.ts";
import { playRounds, speedAgainst, type Contestant } from "../load/rounds.ts";
import { figure, withNoise } from "../report/table.ts";
import { writeExtract } from "../world/rpps-extract.ts";
import { contestTable } from "./contest.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";
import { peer, withPrograms } from "./peers.ts";
import { importInto } from "./rpps-import.ts";

const connections = 16;
const names = ["hono + pg, prepared", "directory"];
const speedGoal = 0.6;
const databaseGoalMs = 2;

/** Fills the directory with people, by the import itself. */
const fill = async ({ length, world }: Bench): Promise<void> => {
  const file = join(world.logFolder, "..", "search-extract.txt");
  await writeExtract(file, length.searchPeople);
  const token = await world.operatorToken();
  await withPrograms([world.service("directory", { NATS_URL: "" })], world.logFolder, async ([directory]) => {
    if (directory !== undefined) await importInto(directory, token, file, "?maxDropPercent=100");
  });
  await world.analyze("directory");
};

const executionOf = (plan: unknown): number => (plan as ReadonlyArray<{ readonly "Execution Time": number }>)[0]?.["Execution Time"] ?? Number.NaN;

/** How long the database takes for the range of the name and the profession, planned once, over many prefixes. */
const databaseTimes = (bench: Bench): Promise<ReadonlyArray<number>> =>
  withClient(bench.world.ownerUrl("directory"), async (client) => {
    await client.query("set plan_cache_mode = force_generic_plan");
    await client.query(`prepare people(text, text, text) as select id, family_name, activities from rpps_professional where profession = $1 and name_key >= $2 and name_key < $3 order by name_key, id limit 21`);
    const { rows } = await client.query<{ prefix: string }>("select distinct left(name_key, 2 + (rpps % 6)::integer) as prefix from rpps_professional where rpps % 997 = 0 and name_key ~ '^[a-z ]+$' limit 300");
    const times: Array<number> = [];
    for (const { prefix } of rows) {
      const plan = await client.query<{ "QUERY PLAN": unknown }>(`explain (analyze, timing off, format json) execute people('10', '${prefix}', '${prefix}\uffff')`);
      times.push(executionOf(plan.rows[0]?.["QUERY PLAN"]));
    }
    return times.toSorted((one, other) => one - other);
  });

const measure = async (bench: Bench): Promise<FigureResult> => {
  const { length, world } = bench;
  await fill(bench);
  const times = await databaseTimes(bench);
  const at = (part: number): string => figure(times[Math.floor((times.length - 1) * part)] ?? Number.NaN);
  const load = startLoadGenerator();
  try {
    const programs = [peer("hono-pg", { DATABASE_URL: world.appUrl("directory") }), world.service("directory", { NATS_URL: "" })];
    const groups = await withPrograms(programs, world.logFolder, async (started) => {
      const made = [];
      for (const [label, path] of [["prefix of 4 letters and profession", "/v1/professionals?q=meri&profession=10&limit=20"], ["of 8 letters", "/v1/professionals?q=magnolia&profession=60&limit=20"]] as const) {
        const contestants = started.map(({ pid, url }, index): Contestant => ({ name: names[index] ?? "", pid, order: { url: url + path, connections } }));
        made.push({ label, contestants, played: await playRounds({ ...length, load, databasePid: world.postgres.pid }, contestants), hono: 0, pg: 0 });
      }
      return made;
    });
    return {
      title: `Search in ${length.searchPeople} people: beginning of the name and profession, 20 of them`,
      table: contestTable(groups),
      notes: [
        `Goals: ${speedGoal} or more times hono + pg, which here is the ceiling: it ${groups.map(({ label, played }) => `is ${withNoise(speedAgainst(played[1] ?? [], played[0] ?? []))} (${label})`).join(", ")}; database p50 at most ${databaseGoalMs} ms.`,
        `Database alone, generic plan, ${times.length} prefixes: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms.`,
      ],
    };
  } finally {
    load.stop();
  }
};

/** Searching people by the beginning of their name, against the bare statement over HTTP. */
export const directorySearch: Figure = { name: "directory-search", measure };
