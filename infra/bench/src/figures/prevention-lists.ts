import { withClient } from "@cpts/servers/database-roles";
import { oneByOne } from "../load/one-by-one.ts";
import { cpuDuring } from "../processes/cpu-time.ts";
import type { NodeProcess } from "../processes/node-process.ts";
import { figure } from "../report/table.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";
import { withPrograms } from "./peers.ts";

const actions = 500;
const sessions = 10_000;
const goalMs = 10;
const warmUp = 300;
const asked = 300;

/** As a year of the country: each action has its sessions, nine of ten actions are published, half of the sessions were held. */
const fillStatements = [
  `insert into action (id, cpts_id, contract_id, state, mission, title, from_earliest, to_latest, provenance, version)
   select uuidv7(), md5('cpts ' || number % 100)::uuid, md5('contract ' || number % 100)::uuid, case when number % 10 = 0 then 'planned' else 'published' end, 'PREVENTION',
     'Action ' || number, date '2026-01-01' + number % 365, date '2026-02-01' + number % 365, '{"status":"declared"}', 1
   from generate_series(1, ${actions}) number`,
  "insert into action_commune (action_id, number, commune, parts) select id, 0, '37003', '{}' from action",
  `insert into session (id, action_id, cpts_id, state, is_public, commune, start_date, start_time, end_date, end_time, starts_at, ends_at, professions, sequence, version)
   select uuidv7(), a.id, a.cpts_id, case when number % 2 = 0 then 'held' else 'planned' end, a.state = 'published', '37003', day::text, '09:00', day::text, '12:00',
     (day + time '09:00') at time zone 'Europe/Paris', (day + time '12:00') at time zone 'Europe/Paris', '[]', 0, 1
   from (select *, row_number() over () as turn from action) a, generate_series(1, ${sessions / actions}) number, lateral (select date '2026-01-01' + (a.turn * 7 + number * 17)::integer % 365 as day) days`,
  `insert into session_result (session_id, number, recorded_on, by_age, reached, screened, referred)
   select id, 1, start_date, '[{"band":"40-64","count":30},{"band":"65-74","count":12}]', 42, 20, 4 from session where state = 'held'`,
];

const fill = (world: Bench["world"]): Promise<void> =>
  withClient(world.ownerUrl("prevention"), async (client) => {
    for (const text of fillStatements) await client.query(text);
  });

const rowOf = async ({ pid, url }: NodeProcess, databasePid: number, [label, path]: readonly [label: string, path: string]): Promise<ReadonlyArray<string>> => {
  const { cpu, result } = await cpuDuring(pid, databasePid, async () => {
    await oneByOne(url + path, warmUp);
    return oneByOne(url + path, asked);
  });
  const times = result.ms.toSorted((one, other) => one - other);
  const at = (part: number): number => times[Math.floor((times.length - 1) * part)] ?? Number.NaN;
  return [label, ...cpu.map((ms) => figure(ms / (warmUp + asked))), figure(at(0.5)), figure(at(0.95)), figure(at(0.99)), at(0.95) <= goalMs ? "met" : "NOT met"];
};

const measure = async ({ world }: Bench): Promise<FigureResult> => {
  const program = world.service("prevention", { NATS_URL: "" });
  // Its first start makes the tables.
  await withPrograms([program], world.logFolder, () => fill(world));
  await world.analyze("prevention");
  return withPrograms([program], world.logFolder, async ([prevention]) => {
    if (prevention === undefined) throw new Error("prevention did not start");
    const first = (await (await fetch(`${prevention.url}/v1/sessions?limit=50&from=2026-06-15`)).json()) as { readonly nextCursor: string };
    const rows: Array<ReadonlyArray<string>> = [];
    for (const list of [
      ["sessions, first page", "/v1/sessions?limit=50"],
      ["sessions from mid-June, second page", `/v1/sessions?limit=50&from=2026-06-15&cursor=${encodeURIComponent(first.nextCursor)}`],
      ["sessions held in one commune", "/v1/sessions?limit=50&commune=37003&state=held"],
      ["actions, first page", "/v1/actions?limit=50"],
    ] as const)
      rows.push(await rowOf(prevention, world.postgres.pid, list));
    return {
      title: `prevention: national lists among ${sessions} sessions of ${actions} actions`,
      table: { head: ["page of 50, to everyone", "server CPU, ms", "database CPU, ms", "p50, ms", "p95, ms", "p99, ms", `goal: p95 at most ${goalMs} ms`], rows },
      notes: [`One connection, ${asked} requests one after the other after ${warmUp} that do not count; times are those of the client, the answer read to its end; CPU is the mean of all of them, warm-up included.`],
    };
  });
};

/** Pages of the lists that everyone reads. */
export const preventionLists: Figure = { name: "prevention-lists", measure };
