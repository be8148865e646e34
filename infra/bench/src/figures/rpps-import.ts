import { createReadStream, statSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { withClient } from "@cpts/servers/database-roles";
import { peakOf } from "../processes/memory.ts";
import type { NodeProcess } from "../processes/node-process.ts";
import { figure } from "../report/table.ts";
import { writeExtract } from "../world/rpps-extract.ts";
import type { World } from "../world/world.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";
import { withPrograms } from "./peers.ts";
import { bothCopies } from "./rpps-copy.ts";

const kills = 10;
const wholeGoalSeconds = 120;
const memoryGoalMb = 250;

type Imported = { readonly seconds: number; readonly readingSeconds: number; readonly peak: number; readonly rows: number; readonly status: string };

const secondsSince = (began: number): number => (performance.now() - began) / 1_000;

/** Not by `fetch`, which gives up after five minutes without an answer. */
const post = (url: string, headers: Readonly<Record<string, string>>, file: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const sending = request(url, { method: "POST", headers: { ...headers, "content-length": String(statSync(file).size) } }, async (answer) => {
      const pieces: Array<Buffer> = [];
      for await (const piece of answer) pieces.push(piece as Buffer);
      const text = Buffer.concat(pieces).toString();
      if (answer.statusCode === 201) resolve(text);
      else reject(new Error(`the import was answered ${String(answer.statusCode)}: ${text}`));
    });
    sending.on("error", reject);
    createReadStream(file, { highWaterMark: 262_144 }).pipe(sending);
  });

/** Sends a file to `POST /v1/imports`, watching the process that takes it. */
export const importInto = async (directory: NodeProcess, token: string, file: string, query = ""): Promise<Imported> => {
  const headers = { authorization: `Bearer ${token}`, "content-type": "text/plain" };
  const began = performance.now();
  const over = new AbortController();
  let readingSeconds = 0;
  const watch = async (): Promise<void> => {
    for (; !over.signal.aborted; await pause(200)) {
      const seen = await fetch(`${directory.url}/v1/imports?limit=1`, { headers: { authorization: headers.authorization } }).then((answer) => answer.json() as Promise<{ readonly items: ReadonlyArray<{ readonly status: string }> }>);
      if (seen.items[0]?.status === "reading") readingSeconds = secondsSince(began);
    }
  };
  const watching = watch().catch(() => {});
  const text = await post(`${directory.url}/v1/imports${query}`, headers, file).finally(() => over.abort());
  const seconds = secondsSince(began);
  await watching;
  const { counts, status } = JSON.parse(text) as { readonly status: string; readonly counts: { readonly rows: number } };
  return { seconds, readingSeconds, peak: peakOf(directory.pid), rows: counts.rows, status };
};

const digest = (world: World, database: string): Promise<string> =>
  withClient(world.ownerUrl(database), async (client) => {
    const { rows } = await client.query<{ digest: string }>("select md5(string_agg(md5((rpps, family_name, given_name, professions, activity_skills, places, activities)::text), '' order by rpps)) as digest from rpps_professional");
    return rows[0]?.digest ?? "";
  });

/** Kills the service at ten random moments of an import, runs it again, and compares with a directory that nobody disturbed. */
const interrupted = async (bench: Bench, token: string, file: string, typical: number): Promise<string> => {
  const { world } = bench;
  await world.makeDatabase("directory_killed");
  const program = world.service("directory", { DATABASE_URL: world.appUrl("directory_killed"), DATABASE_DIRECT_URL: world.ownerUrl("directory_killed"), NATS_URL: "" });
  for (let kill = 0; kill < kills; kill += 1)
    await withPrograms([program], world.logFolder, async ([directory]) => {
      if (directory === undefined) return;
      const importing = importInto(directory, token, file).catch(() => null);
      await pause(Math.random() * typical * 1_000);
      process.kill(directory.pid, "SIGKILL");
      await importing;
    });
  return withPrograms([program], world.logFolder, async ([directory]) => {
    if (directory === undefined) throw new Error("the directory did not start");
    await importInto(directory, token, file);
    const events = await withClient(world.ownerUrl("directory_killed"), async (client) => (await client.query<{ count: number }>("select count(*)::int as count from event where type like '%.rpps.%'")).rows[0]?.count);
    return `${await digest(world, "directory_killed") === (await digest(world, "directory")) ? "equal" : "DIFFERENT"}, ${String(events)} event`;
  });
};

const measure = async (bench: Bench): Promise<FigureResult> => {
  const { length, world } = bench;
  const people = length.rppsPeople;
  const [first, second] = ["first", "second"].map((name) => join(world.logFolder, "..", `${name}-extract.txt`)) as [string, string];
  await writeExtract(first, people);
  await writeExtract(second, people, 2);
  const token = await world.operatorToken();
  const { raw, scanned } = await bothCopies(world, first);
  const program = world.service("directory", { NATS_URL: "" });
  const runs = await withPrograms([program], world.logFolder, async ([directory]) => {
    if (directory === undefined) throw new Error("the directory did not start");
    const empty = await importInto(directory, token, second);
    const all = await importInto(directory, token, first);
    return [["into an empty directory", empty], ["into a full one, everybody changed", all]] as const;
  });
  await writeExtract(second, people - Math.ceil(people / 1_000));
  const full = await withPrograms([program], world.logFolder, async ([directory]) => {
    if (directory === undefined) throw new Error("the directory did not start");
    return importInto(directory, token, second);
  });
  const result = await interruptedRun(bench, first);
  const rows = [...runs, ["into a full one, one in a thousand gone", full] as const];
  return {
    title: `National register: ${rows[0]?.[1].rows ?? 0} rows of ${people} people, ${Math.round(statSync(first).size / 1_000_000)} MB`,
    table: {
      head: ["import", "seconds", "of them sending, reading and COPY", "raw COPY / that", "rows/s", "service peak RSS MB"],
      rows: rows.map(([name, { readingSeconds, peak, rows: count, seconds }]) => [name, figure(seconds), figure(readingSeconds), figure(raw / readingSeconds), figure(count / seconds), figure(peak)]),
    },
    notes: [
      `From the file, in one process, best of three rounds in turns: raw COPY into one unlogged table of 57 texts, as psql does it, ${figure(raw)} s; scan + COPY into the staging table ${figure(scanned)} s: ${figure(raw / scanned)} times raw COPY (goal 1 or more). The import has the file sent to it over HTTP besides.`,
      `Goals of an import of 2,200,000 rows (\`--long\`): ${wholeGoalSeconds} s, ${memoryGoalMb} MB (VmHWM of the service).`,
      `Killed (SIGKILL) at ${kills} random moments and run again (${length.killPeople} people): ${result}.`,
    ],
  };
};

/** On a smaller extract: what is compared is the state, not the speed. */
const interruptedRun = async (bench: Bench, scratch: string): Promise<string> => {
  const { length, world } = bench;
  const small = `${scratch}.small`;
  await writeExtract(small, length.killPeople);
  const token = await world.operatorToken();
  const typical = await withPrograms([world.service("directory", { NATS_URL: "" })], world.logFolder, async ([directory]) => {
    if (directory === undefined) throw new Error("the directory did not start");
    return (await importInto(directory, token, small, "?maxDropPercent=100")).seconds;
  });
  return interrupted(bench, token, small, typical);
};

/** The import of the national register: how long, how much memory, and that a kill leaves nothing. */
export const rppsImport: Figure = { name: "rpps-import", measure };
