import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { startLoadGenerator, type LoadGenerator } from "../load/load-generator.ts";
import { playRounds, type Contestant } from "../load/rounds.ts";
import type { NodeProcess } from "../processes/node-process.ts";
import { readCommune } from "../world/seed.ts";
import { contestTable } from "./contest.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";
import { peer, withPrograms } from "./peers.ts";

const connections = 16;

const textOf = async (url: string): Promise<string> => {
  const answer = await fetch(url);
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.text();
};

/** What the registry answers: the constant servers send these bytes, and hono+pg must come to the same JSON. */
const answersOf = async (bench: Bench, paths: ReadonlyArray<string>): Promise<Readonly<Record<string, string>>> =>
  withPrograms([bench.world.service("registry")], bench.world.logFolder, async ([registry]) =>
    Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await textOf(`${registry?.url}${path}`)] as const))),
  );

const assertSameAnswers = async (started: ReadonlyArray<NodeProcess>, names: ReadonlyArray<string>, answers: Readonly<Record<string, string>>): Promise<void> => {
  for (const [path, expected] of Object.entries(answers)) {
    for (const [index, { url }] of started.entries()) {
      const given = await textOf(url + path);
      if (!isDeepStrictEqual(JSON.parse(given), JSON.parse(expected))) throw new Error(`${names[index]} answers otherwise on ${path}:\n${given}\n${expected}`);
    }
  }
};

const names = ["bare node:http, constant", "bare Hono, constant", "hono + pg, prepared", "registry"];

/** `query` is what the registry is asked besides: with a date it reads the database, not its memory. */
const contest = async (bench: Bench, load: LoadGenerator, started: ReadonlyArray<NodeProcess>, path: string, label: string, query = "") => {
  const contestants = started.map(({ url, pid }, index): Contestant => ({ name: names[index] ?? "", pid, order: { url: url + path + (names[index] === "registry" ? query : ""), connections } }));
  const played = await playRounds({ ...bench.length, load, databasePid: bench.world.postgres.pid }, contestants);
  return { label, contestants, played, hono: 1, pg: 2 };
};

const measure = async (bench: Bench): Promise<FigureResult> => {
  const { world, seeded, length } = bench;
  const commune = `/v1/communes/${readCommune}`;
  const cpts = `/v1/cpts/${seeded.cptsId}`;
  const answers = await answersOf(bench, [commune, cpts]);
  const file = join(world.logFolder, "answers.json");
  writeFileSync(file, JSON.stringify(answers));
  // The contract of the endpoint: how the population and the code are dated.
  const { asOf, cog, population } = JSON.parse(answers[commune] ?? "") as { readonly asOf: string; readonly cog: string; readonly population: { readonly series: string; readonly vintage: string } };
  const constant = { BENCH_ANSWERS: file };
  const byHand = { DATABASE_URL: world.appUrl("registry"), BENCH_SERIES: population.series, BENCH_VINTAGE: population.vintage, BENCH_COG: cog };
  const programs = [peer("bare-node", constant), peer("bare-hono", constant), peer("hono-pg", byHand), world.service("registry")];
  const load = startLoadGenerator();
  try {
    const groups = await withPrograms(programs, world.logFolder, async (started) => {
      await assertSameAnswers(started, names, answers);
      return [await contest(bench, load, started, commune, "commune", `?asOf=${asOf}`), await contest(bench, load, started, cpts, "CPTS")];
    });
    return {
      title: `read: GET /v1/communes/${readCommune} and GET /v1/cpts/{id}`,
      table: contestTable(groups),
      notes: [`${connections} connections, ${length.warmUpRequests} requests or ${length.warmUpSeconds} s of warm-up each, ${length.rounds} rounds of ${length.roundSeconds} s in turn. All four answer the same JSON (checked): two statements each by hand, one in the registry, which is asked for the commune on a date so that it reads the database.`],
    };
  } finally {
    load.stop();
  }
};

export const read: Figure = { name: "read", measure };
