import { withClient } from "@cpts/servers/database-roles";
import { oneByOne } from "../load/one-by-one.ts";
import { cpuDuring } from "../processes/cpu-time.ts";
import type { NodeProcess } from "../processes/node-process.ts";
import { quantile } from "../report/statistics.ts";
import { figure } from "../report/table.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";
import { withPrograms } from "./peers.ts";
import { fillWithPeople } from "./people.ts";

const warmUp = 10;
const asked = 40;
const resolved = 1_000;

interface Question {
  readonly label: string;
  readonly path: string;
  readonly body?: string;
}

/** Numbers and a structure of people who are there. */
const known = ({ world }: Bench): Promise<{ readonly numbers: ReadonlyArray<string>; readonly structure: string }> =>
  withClient(world.appUrl("directory"), async (client) => {
    const { rows } = await client.query<{ rpps: string; structure: string }>("select rpps::text, (select min(place) from unnest(places) as place where place like 'F99%') as structure from rpps_professional where cardinality(places) > 2 order by rpps limit $1", [resolved]);
    return { numbers: rows.map(({ rpps }) => rpps), structure: rows[0]?.structure ?? "" };
  });

const people = (label: string, query: string): Question => ({ label, path: `/v1/professionals?limit=20&${query}` });

const questions = async (bench: Bench): Promise<ReadonlyArray<Question>> => {
  const { numbers, structure } = await known(bench);
  return [
    people("no filter", ""),
    people("two words, of thousands of one name", "q=rouge-gorge%20sapin"),
    people("skill that many have", "skill=SM54"),
    people("skill of few, a profession and a beginning", "skill=SM15&profession=10&q=mag"),
    people("skill that nobody has", "skill=SM99"),
    people("mode of many", "mode=L"),
    people("mode that nobody has", "mode=X"),
    people("commune of one in five", "commune=37003"),
    people("commune of one in two hundred", "commune=28171"),
    people("commune, a profession and a beginning", "commune=37003&profession=80&q=mag"),
    people("structure", `structure=${structure}`),
    people("CPTS", `cpts=${bench.seeded.cptsId}`),
    people("identifier", `identifier=${numbers[0] ?? ""}`),
    people("general practitioners of a commune", "generalPractitioner=yes&commune=28171"),
    people("doctors without a speciality", "generalPractitioner=no-speciality"),
    { label: `resolver: ${resolved} numbers`, path: "/v1/resolutions", body: JSON.stringify({ rpps: numbers }) },
  ];
};

const rowOf = async (bench: Bench, { pid, url }: NodeProcess, token: string, { body, label, path }: Question): Promise<ReadonlyArray<string>> => {
  const request = body === undefined ? {} : { method: "POST", body, headers: { "content-type": "application/json", authorization: `Bearer ${token}` } };
  await oneByOne(url + path, warmUp, request);
  const { cpu, result } = await cpuDuring(pid, bench.world.postgres.pid, () => oneByOne(url + path, asked, request));
  return [label, ...cpu.map((ms) => figure(ms / asked)), figure(quantile(result.ms, 0.5)), figure(quantile(result.ms, 0.95)), figure(Math.max(...result.ms))];
};

const measure = async (bench: Bench): Promise<FigureResult> => {
  await fillWithPeople(bench);
  const { length, world } = bench;
  const [all, token] = await Promise.all([questions(bench), world.operatorToken()]);
  const rows = await withPrograms([world.service("directory", { NATS_URL: "" })], world.logFolder, async ([directory]) => {
    const measured: Array<ReadonlyArray<string>> = [];
    if (directory === undefined) return measured;
    for (const question of all) measured.push(await rowOf(bench, directory, token, question));
    return measured;
  });
  return {
    title: `directory-filters: every filter among ${length.searchPeople.toLocaleString("en")} people`,
    table: { head: ["page of 20, to everyone", "server CPU, ms", "database CPU, ms", "p50, ms", "p95, ms", "greatest, ms"], rows },
    notes: [`One connection, ${asked} requests one after the other after ${warmUp} that do not count, whole over HTTP. Ten communes hold nearly everyone here: a commune of one in five is denser than Paris. Nothing was promised but an end: PostgreSQL gives up a request after 4 s.`],
  };
};

/** Each way of looking for people, one by one, and numbers resolved to their CPTS. */
export const directoryFilters: Figure = { name: "directory-filters", measure };
