import { randomUUID } from "node:crypto";
import { withClient } from "@cpts/servers/database-roles";
import { quantile } from "../report/statistics.ts";
import { figure } from "../report/table.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";
import { withPrograms } from "./peers.ts";

const sessions = 10_000;
const actions = 100;
const goalMs = 50;
const times = { warmUp: 20, counted: 60 } as const;
const nowhere = "http://127.0.0.1:1";

/** A CPTS with its sessions, as the tables of the service hold them: ten years of three a day. */
const fill = (url: string, cptsId: string): Promise<void> =>
  withClient(url, async (client) => {
    await client.query("insert into known_cpts (id, name) values ($1, 'CPTS du banc d''essai')", [cptsId]);
    await client.query(
      `insert into action (id, cpts_id, contract_id, state, mission, title, period, from_earliest, to_latest, provenance, version)
       select gen_random_uuid(), $1, gen_random_uuid(), 'published', 'PREVENTION', 'Vaccination contre la grippe, ' || n, '{"from":"2016-01-01","to":"2026-01-01"}', '2016-01-01', '2026-01-01', '{"status":"declared"}', 2
       from generate_series(1, $2::integer) n`,
      [cptsId, actions],
    );
    await client.query(
      `insert into session (id, action_id, cpts_id, state, is_public, commune, address, start_date, start_time, end_date, end_time, starts_at, ends_at, capacity, professions, sequence, version)
       select gen_random_uuid(), a.ids[1 + n % $2::integer], $1, 'held', true, '37003', 'Salle des fêtes, place de la Mairie', day, '09:00', day, '12:00',
         (day || ' 09:00')::timestamp at time zone 'Europe/Paris', (day || ' 12:00')::timestamp at time zone 'Europe/Paris', 30, '[]', 0, 1
       from (select array_agg(id) as ids from action where cpts_id = $1) a, generate_series(0, $3::integer - 1) n, lateral (select to_char(date '2016-01-01' + n / 3, 'YYYY-MM-DD') as day) d`,
      [cptsId, actions, sessions],
    );
  });

interface Case {
  readonly name: string;
  readonly before: () => Promise<unknown>;
  readonly headers: (etag: string) => Readonly<Record<string, string>>;
  readonly status: number;
}

/** One request after the other: from the first byte sent to the last one read. */
const timesOf = async (url: string, { before, headers, status }: Case) => {
  const ms: Array<number> = [];
  let [bytes, etag] = [0, (await fetch(url)).headers.get("etag") ?? ""];
  for (let round = 0; round < times.warmUp + times.counted; round += 1) {
    await before();
    const began = performance.now();
    const answer = await fetch(url, { headers: headers(etag) });
    bytes = (await answer.arrayBuffer()).byteLength;
    if (round >= times.warmUp) ms.push(performance.now() - began);
    if (answer.status !== status) throw new Error(`a calendar answered ${answer.status}, not ${status}`);
    etag = answer.headers.get("etag") ?? "";
  }
  return { ms, bytes };
};

const measure = async ({ world }: Bench): Promise<FigureResult> => {
  const program = world.service("prevention", { NATS_URL: "", REGISTRY_URL: nowhere, CONTRACTS_URL: nowhere, DIRECTORY_URL: nowhere });
  const rows = await withPrograms([program], world.logFolder, async ([prevention]) => {
    const cptsId = randomUUID();
    await fill(world.ownerUrl("prevention"), cptsId);
    await world.analyze("prevention");
    return withClient(world.ownerUrl("prevention"), async (client) => {
      const ids = (await client.query<{ id: string }>("select id from session where cpts_id = $1", [cptsId])).rows;
      let next = 0;
      const changeOne = () => client.query("update session set version = version + 1, sequence = sequence + 1 where id = $1", [ids[(next += 997) % ids.length]?.id]);
      const cases: ReadonlyArray<Case> = [
        { name: "the reader has it already", before: async () => undefined, headers: (etag) => ({ "if-none-match": etag }), status: 304 },
        { name: "whole, unchanged", before: async () => undefined, headers: () => ({}), status: 200 },
        { name: "whole, one session changed before each", before: changeOne, headers: (etag) => ({ "if-none-match": etag }), status: 200 },
      ];
      const measured: Array<ReadonlyArray<string>> = [];
      for (const one of cases) {
        const { bytes, ms } = await timesOf(`${prevention?.url}/v1/calendars/cpts/${cptsId}/calendar.ics`, one);
        const p95 = quantile(ms, 0.95);
        measured.push([one.name, figure(Math.min(...ms)), figure(quantile(ms, 0.5)), figure(p95), figure(Math.max(...ms)), figure(bytes / 1_000), p95 <= goalMs ? "met" : "NOT met"]);
      }
      return measured;
    });
  });
  return {
    title: `calendar: GET of a CPTS with ${sessions} sessions, as iCalendar`,
    table: { head: ["asked", "least ms", "p50 ms", "p95 ms", "greatest ms", "kB", `p95 <= ${goalMs} ms`], rows },
    notes: [`${times.counted} requests one after the other on a hot process, whole over HTTP, logs and metrics on.`],
  };
};

/** The calendar of a CPTS: as its readers have it, whole, and after a change. */
export const calendar: Figure = { name: "calendar", measure };
