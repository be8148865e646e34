import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@cpts/servers/free-port";
import { withClient } from "@cpts/servers/database-roles";
import { cpuOf, cpuOfFamily } from "../processes/cpu-time.ts";
import type { NodeProcess } from "../processes/node-process.ts";
import { verified } from "../processes/verified-projections.ts";
import { figure } from "../report/table.ts";
import { generatedCpts } from "../world/generated-cpts.ts";
import type { World } from "../world/world.ts";
import { play } from "../years/play.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";
import { withPrograms } from "./peers.ts";

const names = ["registry", "directory", "contracts", "prevention"] as const;
const scopes = [...names.flatMap((name) => [`${name}:read`, `${name}:write`, `${name}:events`]), "contracts:money"].join(" ");
const seed = 7;
const atOnce = 8;
/** So that three years are over. */
const firstYear = 2023;
const patienceMs = 600_000;
const followTokenMs = 240_000;
const mebibyte = 1_024 * 1_024;

const databaseOf = (name: string): string => `years_${name}`;

/** What a database holds after the years, in rows of the table. */
const sizesOf = async (world: World, name: string): Promise<{ readonly events: number; readonly database: number; readonly log: number }> =>
  withClient(world.ownerUrl(databaseOf(name)), async (client) => {
    const { rows } = await client.query<{ events: string; database: string; log: string }>("select (select position from log_head)::text as events, pg_database_size(current_database())::text as database, pg_total_relation_size('event')::text as log");
    const [row] = rows;
    return { events: Number(row?.events), database: Number(row?.database) / mebibyte, log: Number(row?.log) / mebibyte };
  });

/** How long until every subscription stands at the head of what it follows. */
const untilCaughtUp = async (world: World, heads: Readonly<Record<string, number>>): Promise<number> => {
  const began = performance.now();
  while (performance.now() - began < patienceMs) {
    const cursors = await Promise.all(names.map((name) => withClient(world.ownerUrl(databaseOf(name)), async (client) => (await client.query<{ source: string; position: string }>("select source, position from subscription_cursor")).rows)));
    if (cursors.flat().every(({ position, source }) => Number(position) >= (heads[source] ?? 0))) return (performance.now() - began) / 1_000;
    await pause(100);
  }
  throw new Error(`the followers have not caught up in ${patienceMs / 1_000} s`);
};

/** CPU time used so far, in seconds: of the database, of who plays, and of each service. */
const cpuNow = (world: World, started: ReadonlyArray<NodeProcess>): ReadonlyArray<number> => {
  const { system, user } = process.cpuUsage();
  return [cpuOfFamily(world.postgres.pid), user + system, ...started.map(({ pid }) => cpuOf(pid))].map((microseconds) => microseconds / 1_000_000);
};

/** The services told of one another by addresses that are chosen before they start. */
const programsOf = async (world: World, tokenPath: string) => {
  const ports = await Promise.all(names.map(() => freePort()));
  const urls = Object.fromEntries(names.map((name, index) => [name, `http://127.0.0.1:${ports[index]}`]));
  const told = Object.fromEntries(names.map((name) => [`${name.toUpperCase()}_URL`, urls[name] ?? ""]));
  const programs = names.map((name, index) => world.service(name, { ...told, PORT: String(ports[index]), FOLLOW_TOKEN_PATH: tokenPath, LOG_LEVEL: "warn", DATABASE_URL: world.appUrl(databaseOf(name)), DATABASE_DIRECT_URL: world.ownerUrl(databaseOf(name)) }));
  return { programs, urls };
};

const measure = async ({ world, length: { years, yearsCpts } }: Bench): Promise<FigureResult> => {
  for (const name of names) await world.makeDatabase(databaseOf(name));
  const tokenPath = join(world.logFolder, "follow-token-of-years");
  const keepToken = async (): Promise<void> => writeFileSync(tokenPath, await world.tokenFor(scopes));
  const { programs, urls } = await programsOf(world, tokenPath);
  const territories = (await generatedCpts(world.appUrl("registry"), yearsCpts, seed)).map(({ territory }) => territory.territory.communes).filter((communes) => communes.length > 0);
  await keepToken();
  const renewal = setInterval(() => void keepToken(), followTokenMs);
  try {
    return await withPrograms(programs, world.logFolder, async (started) => {
      const before = cpuNow(world, started);
      const began = performance.now();
      const report = (done: number): void => {
        if (done % 50 === 0) console.log(`${done} of ${territories.length} CPTS after ${Math.round((performance.now() - began) / 1_000)} s`);
      };
      const requests = await play({ urls, token: () => world.tokenFor(scopes), territories, years, firstYear, seed, atOnce, report });
      const seconds = (performance.now() - began) / 1_000;
      const [database, player, ...services] = cpuNow(world, started).map((used, index) => used - (before[index] ?? 0));
      const sizes = await Promise.all(names.map(async (name) => ({ name, ...(await sizesOf(world, name)) })));
      const behind = await untilCaughtUp(world, Object.fromEntries(sizes.map(({ events, name }) => [name, events])));
      const rebuilt = await inTurn(programs);
      return {
        title: `years: ${territories.length} CPTS over ${years} ${years === 1 ? "year" : "years"}, played through the public interfaces`,
        table: {
          head: ["what", "requests or events", "seconds", "a second", "CPU, s", "database, MiB", "of it the log, MiB", "rows equal"],
          rows: [
            ["the years, played", figure(requests), figure(seconds), figure(requests / seconds), figure(player ?? Number.NaN), "", "", ""],
            ["PostgreSQL, meanwhile", "", "", "", figure(database ?? Number.NaN), "", "", ""],
            ...sizes.map(({ database: size, events, log, name }, index) => [`${name}: log and database`, figure(events), "", figure(events / seconds), figure(services[index] ?? Number.NaN), figure(size), figure(log), ""]),
            ...rebuilt,
          ],
        },
        notes: [
          "CPU time is that of the players, of all processes of the database, and of each service, from the first request to the last answer.",
          `Seed ${seed}, ${atOnce} CPTS at once, one SDK connection each, from the letter of intent of ${firstYear - 1} on; 60 members each by spreadsheet. Subscriptions stood at the head ${figure(behind)} s after the last answer.`,
          "Rebuilds: `projections verify` of the deployed service, over HTTP from the service that is followed, one after the other while nothing else asks.",
        ],
      };
    });
  } finally {
    clearInterval(renewal);
  }
};

/** Every projection built again, one service after the other. */
const inTurn = async (programs: Awaited<ReturnType<typeof programsOf>>["programs"]): Promise<ReadonlyArray<ReadonlyArray<string>>> => {
  const rows: Array<ReadonlyArray<string>> = [];
  for (const program of programs) for (const { events, projection, same, seconds } of await verified(program)) rows.push([`rebuild ${projection}`, figure(events), figure(seconds), figure(events / seconds), "", "", "", same ? "yes" : "NO"]);
  return rows;
};

/** The year of a coordinator, at the size of the country. */
export const years: Figure = { name: "years", onDemand: true, measure };
