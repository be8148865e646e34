import { isDeepStrictEqual } from "node:util";
import { startLoadGenerator } from "../load/load-generator.ts";
import { cpuAgainst, playRounds, speedAgainst, summaryOf, type Contestant, type Round } from "../load/rounds.ts";
import type { NodeProcess } from "../processes/node-process.ts";
import { quantile } from "../report/statistics.ts";
import { figure, withNoise } from "../report/table.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";
import { peer, withPrograms } from "./peers.ts";
import { databaseTimes, fillWithPeople, prefixesOf, type AskedPeople } from "./people.ts";

const connections = 16;
const names = ["hono + pg, prepared", "directory"];
const speedGoal = 0.6;
const databaseGoalMs = 2;

const first = (label: string, q: string, profession: string): AskedPeople => ({ label, path: `/v1/professionals?q=${q}&profession=${profession}&limit=20`, search: { q, profession } });

const answerOf = async (url: string): Promise<unknown> => {
  const answer = await fetch(url);
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
};

/** Names as people write them, and as everyone else does. */
const spellings = [["magnolia", "Mágnólîa"], ["rouge-gorge", "Rougé Gôrge"], ["oeillet", "Œillet"]] as const;

/** Both give the same people in the same JSON, or the comparison says nothing. */
const assertSame = async (one: string, other: string): Promise<void> => {
  const [given, expected] = await Promise.all([answerOf(one), answerOf(other)]);
  if (!isDeepStrictEqual(given, expected)) throw new Error(`${one} and ${other} answer otherwise:\n${JSON.stringify(given)}\n${JSON.stringify(expected)}`);
};

const asked = async (directory: string): Promise<ReadonlyArray<AskedPeople>> => {
  const pages = [first("4 letters", "magn", "10"), first("8 letters", "magnolia", "60"), first("1 letter", "z", "80")];
  const path = pages[1]?.path ?? "";
  const { nextCursor } = (await answerOf(directory + path)) as { readonly nextCursor: string };
  const after = (JSON.parse(Buffer.from(nextCursor, "base64url").toString()) as { readonly after: readonly [string, string] }).after;
  return [...pages, { label: "8 letters, second page", path: `${path}&cursor=${nextCursor}`, search: { ...pages[1]?.search, after } }];
};

const verdictOf = (isMet: boolean): string => (isMet ? "met" : "NOT met");

const rowsOf = (label: string, played: ReadonlyArray<ReadonlyArray<Round>>, times: ReadonlyArray<number>): ReadonlyArray<ReadonlyArray<string>> => {
  const [bare = []] = played;
  return played.map((rounds, index) => {
    const { database, p99, perSecond, server } = summaryOf(rounds);
    const speed = speedAgainst(rounds, bare);
    const [p50, last] = [quantile(times, 0.5), quantile(times, 0.99)];
    const own = index === 0 ? ["-", "-", "-"] : [figure(p50), figure(last), `${verdictOf(speed.median >= speedGoal)}; ${verdictOf(p50 <= databaseGoalMs)}`];
    return [`${label}: ${names[index]}`, withNoise(perSecond), figure(server), figure(database), figure(p99), withNoise(speed), withNoise(cpuAgainst(rounds, bare)), ...own];
  });
};

const head = ["20 people of a profession by the beginning of their name", "req/s (least..greatest)", "server CPU us", "database CPU us", "p99 ms", "x hono + pg", "CPU x hono + pg", "database p50 ms", "database p99 ms", `goals: >= ${speedGoal} x; p50 <= ${databaseGoalMs} ms`];

const contest = async (bench: Bench, started: ReadonlyArray<NodeProcess>): Promise<ReadonlyArray<ReadonlyArray<string>>> => {
  const { length, world } = bench;
  const [bare = "", directory = ""] = started.map(({ url }) => url);
  for (const [plain, accented] of spellings) await assertSame(`${directory}/v1/professionals?q=${plain}&profession=10`, `${directory}/v1/professionals?q=${encodeURIComponent(accented)}&profession=10`);
  const load = startLoadGenerator();
  try {
    const rows: Array<ReadonlyArray<string>> = [];
    for (const { label, path, search } of await asked(directory)) {
      await assertSame(bare + path, directory + path);
      const contestants = started.map(({ pid, url }, index): Contestant => ({ name: names[index] ?? "", pid, order: { url: url + path, connections } }));
      const played = await playRounds({ ...length, load, databasePid: world.postgres.pid }, contestants);
      const times = await databaseTimes(world, Array.from({ length: 100 }, () => search));
      rows.push(...rowsOf(label, played, times));
    }
    return rows;
  } finally {
    load.stop();
  }
};

const measure = async (bench: Bench): Promise<FigureResult> => {
  const { length, world } = bench;
  const seconds = await fillWithPeople(bench);
  const programs = [peer("hono-pg", { DATABASE_URL: world.appUrl("directory") }), world.service("directory", { NATS_URL: "" })];
  const rows = await withPrograms(programs, world.logFolder, (started) => contest(bench, started));
  const prefixes = await prefixesOf(world);
  const times = await databaseTimes(world, prefixes.flatMap((q) => ["10", "60", "80"].map((profession) => ({ q, profession }))));
  return {
    title: `directory-search: ${length.searchPeople.toLocaleString("en")} people`,
    table: { head, rows },
    notes: [
      `Both answer the same JSON (checked), some 23 kB. hono + pg reads the same rows by one prepared statement of the same index and does nothing else: that is the ceiling. Accented and unaccented spellings of ${spellings.length} names were answered alike (checked).`,
      `Database: the service's own statement under a generic plan, by EXPLAIN ANALYZE; over ${times.length} pairs of a prefix of 2 to 7 letters and a profession p50 ${figure(quantile(times, 0.5))}, p99 ${figure(quantile(times, 0.99))}, greatest ${figure(times.at(-1) ?? Number.NaN)} ms.`,
      ...(seconds > 0 ? [`The import filled the directory in ${Math.round(seconds)} s.`] : []),
    ],
  };
};

/** Searching people by the beginning of their name, against the bare statement over HTTP. */
export const directorySearch: Figure = { name: "directory-search", measure };
