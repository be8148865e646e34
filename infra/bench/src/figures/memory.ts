import { join } from "node:path";
import { withClient } from "@cpts/servers/database-roles";
import { startLoadGenerator, type LoadGenerator } from "../load/load-generator.ts";
import { heapReporting, keptHeap } from "../processes/kept-heap.ts";
import { memoryOf } from "../processes/memory.ts";
import { slopeOf } from "../report/statistics.ts";
import { figure } from "../report/table.ts";
import type { World } from "../world/world.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";
import { withPrograms } from "./peers.ts";

const connections = 8;
const samples = 10;
/** At 5,000 requests a second that is three bytes that each leaves behind. */
const flatBelow = 1;

interface Sample {
  readonly minute: number;
  readonly requests: number;
  readonly rss: number;
  readonly kept: number;
}

/** A commune in seventeen, so that what is kept for each is soon kept for all that are asked. */
const pathsOf = (world: World): Promise<ReadonlyArray<string>> =>
  withClient(world.appUrl("registry"), async (client) => {
    const { rows } = await client.query<{ code: string }>("select code from (select code, row_number() over (order by code) as place from commune) as c where place % 17 = 0");
    return rows.map(({ code }) => `/v1/communes/${code}`);
  });

const days = Array.from({ length: 28 }, (_, day) => `2025-02-${String(day + 1).padStart(2, "0")}`);

const burst = async (loads: ReadonlyArray<LoadGenerator>, url: string, ways: ReadonlyArray<ReadonlyArray<string>>, seconds: number): Promise<number> => {
  const answers = await Promise.all(loads.map((load, way) => load.send({ url, paths: ways[way] ?? [], connections, seconds })));
  const failures = answers.reduce((sum, answer) => sum + answer.failures, 0);
  if (failures > 0) throw new Error(`${failures} requests failed, the figure says nothing`);
  return answers.reduce((sum, { requests }) => sum + requests, 0);
};

const play = async (pid: number, url: string, paths: ReadonlyArray<string>, { file, minutes }: { readonly file: string; readonly minutes: number }): Promise<ReadonlyArray<Sample>> => {
  const ways = [paths, paths.map((path, index) => `${path}?asOf=${days[index % days.length]}`)];
  const loads = ways.map(() => startLoadGenerator());
  const sampleAt = async (began: number, requests: number): Promise<Sample> => {
    const { rss } = memoryOf(pid);
    return { minute: (performance.now() - began) / 60_000, requests, rss, kept: await keptHeap(pid, file) };
  };
  try {
    // Every commune was asked for, and the code is compiled, before the first figure.
    await burst(loads, url, ways, (minutes * 60) / samples);
    const began = performance.now();
    const taken = [await sampleAt(began, 0)];
    for (let sample = 0; sample < samples; sample += 1) taken.push(await sampleAt(began, await burst(loads, url, ways, (minutes * 60) / samples)));
    return taken;
  } finally {
    for (const load of loads) load.stop();
  }
};

/** RSS moves by what V8 returns to the system, so half of the run is left to settle. */
const settled = (taken: ReadonlyArray<Sample>): ReadonlyArray<Sample> => taken.slice(Math.floor(taken.length / 2));

const verdictOf = (taken: ReadonlyArray<Sample>): string => {
  const kept = slopeOf(taken.map(({ kept: y, minute: x }) => [x, y]));
  const rss = slopeOf(settled(taken).map(({ minute: x, rss: y }) => [x, y]));
  return `Slope: what a collection leaves ${figure(kept)} MB a minute, RSS of the second half ${figure(rss)} MB a minute. ${kept < flatBelow && rss < flatBelow ? "Flat" : "NOT flat"} (both below ${flatBelow} MB a minute).`;
};

const measure = async ({ length, world }: Bench): Promise<FigureResult> => {
  const file = join(world.logFolder, "kept-heap.json");
  const paths = await pathsOf(world);
  const taken = await withPrograms([world.service("registry", heapReporting(file))], world.logFolder, ([registry]) => play(registry?.pid ?? 0, registry?.url ?? "", paths, { file, minutes: length.memoryMinutes }));
  return {
    title: `memory: ${length.memoryMinutes} minutes of GET /v1/communes/{code}, from memory and through the database`,
    table: { head: ["minute", "requests since", "RSS MB", "heap and buffers after a collection MB"], rows: taken.map(({ kept, minute, requests, rss }) => [figure(minute), String(requests), figure(rss), figure(kept)]) },
    notes: [`${paths.length} communes in turn, half of the requests about one of ${days.length} days, ${2 * connections} connections, logs and metrics on.`, verdictOf(taken)],
  };
};

/** Ten minutes: run when it is named, and not with the others. */
export const memory: Figure = { name: "memory", onDemand: true, measure };
