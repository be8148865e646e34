import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startLoadGenerator } from "../load/load-generator.ts";
import { playRounds, speedAgainst, type Contestant, type Round } from "../load/rounds.ts";
import { memoryOf } from "../processes/memory.ts";
import { figure, withNoise } from "../report/table.ts";
import { readCommune } from "../world/seed.ts";
import { contestTable } from "./contest.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";
import { peer, withPrograms } from "./peers.ts";

const connections = 16;
const commune = `/v1/communes/${readCommune}`;

interface Known {
  readonly text: string;
  readonly etag: string;
}

/** Asks until the answer comes from memory as well as it will: the territories are read when they are first asked for. */
const answerOf = async (url: string): Promise<Known> => {
  await (await fetch(`${url}/v1/coverage`)).text();
  const answer = await fetch(url + commune);
  return { text: await answer.text(), etag: answer.headers.get("etag") ?? "" };
};

const memoryText = (before: number, after: number): string => `Memory of the registry before and after the rounds: ${figure(before)} and ${figure(after)} MB.`;

const ratio = (label: string, rounds: ReadonlyArray<Round> | undefined, reference: ReadonlyArray<Round> | undefined): string => `${label} ${withNoise(speedAgainst(rounds ?? [], reference ?? []))}`;

const measure = async (bench: Bench): Promise<FigureResult> => {
  const { world, length } = bench;
  const known = await withPrograms([world.service("registry")], world.logFolder, ([registry]) => answerOf(registry?.url ?? ""));
  const { asOf, cog, population } = JSON.parse(known.text) as { readonly asOf: string; readonly cog: string; readonly population: { readonly series: string; readonly vintage: string } }; // the contract of the endpoint
  const file = join(world.logFolder, "commune.json");
  writeFileSync(file, JSON.stringify({ [commune]: known.text }));
  const byHand = { DATABASE_URL: world.appUrl("registry"), BENCH_SERIES: population.series, BENCH_VINTAGE: population.vintage, BENCH_COG: cog };
  const load = startLoadGenerator();
  try {
    return await withPrograms([peer("bare-node", { BENCH_ANSWERS: file }), peer("hono-pg", byHand), world.service("registry")], world.logFolder, async ([node, hono, registry]) => {
      const url = registry?.url ?? "";
      const { text } = await answerOf(url);
      if (text !== known.text || (await (await fetch(`${node?.url}${commune}`)).text()) !== text) throw new Error("the bytes are not the same");
      const contestant = (name: string, of: typeof node, path: string, headers: Readonly<Record<string, string>> = {}): Contestant => ({
        name,
        pid: of?.pid ?? 0,
        order: { url: `${of?.url}${path}`, connections, ...(Object.keys(headers).length === 0 ? {} : { headers }) },
      });
      const contestants = [
        contestant("bare node:http, the same bytes", node, commune),
        contestant("hono + pg, prepared", hono, commune),
        contestant("registry, from memory", registry, commune),
        contestant("registry, 304", registry, commune, { "if-none-match": known.etag }),
        contestant("registry, through the database", registry, `${commune}?asOf=${asOf}`),
      ];
      const before = memoryOf(registry?.pid ?? 0).rss;
      const played = await playRounds({ ...length, load, databasePid: world.postgres.pid }, contestants);
      const [bare, byHandRounds, memory, notModified, database] = played;
      return {
        title: `commune-lookup: GET ${commune}, from memory and through the database`,
        table: contestTable([{ label: "commune", contestants, played, hono: 0, pg: 1 }]),
        notes: [
          `${connections} connections, logs and metrics on. Goals: from memory >= 0.7 x bare node and >= 3 x hono+pg, through the database >= 0.8 x hono+pg. The column "x bare Hono" is here x bare node.`,
          [ratio("From memory x bare node", memory, bare), ratio("304 x bare node", notModified, bare), ratio("from memory x hono+pg", memory, byHandRounds), ratio("database x hono+pg", database, byHandRounds)].join("; ") + ".",
          memoryText(before, memoryOf(registry?.pid ?? 0).rss),
        ],
      };
    });
  } finally {
    load.stop();
  }
};

export const communeLookup: Figure = { name: "commune-lookup", measure };
