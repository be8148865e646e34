import { randomUUID } from "node:crypto";
import { withClient } from "@cpts/servers/database-roles";
import { migrate } from "@cpts/service-kit/database/migrate";
import { Pool } from "pg";
import { thingTable } from "../delivery/tables.ts";
import { cpuOfFamily } from "../processes/cpu-time.ts";
import { median, ratiosOf, spreadOf } from "../report/statistics.ts";
import { figure, withNoise } from "../report/table.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";

const clients = 16;
const database = "log_head";
const warmUpMs = 500;

/** The table of events as it is, filled without its head; and a function of the head alone, for the CTE that takes it. */
const preparation = `${thingTable};
  create table loose_event (like event including all);
  create sequence loose_position owned by loose_event.position;
  alter table loose_event alter position set default nextval('loose_position');
  create table bare_head (position bigint not null);
  insert into bare_head values (0);
  create table headed_event (like event including all)`;

const columns = "id, type, aggregate_id, aggregate_version, occurred_at, data, hash, latest_at";
const values = "$3, 'cpts.bench.thing.made.v1', $1::text, 1, $4::timestamptz, $5::json, '\\x', $4::timestamptz";
const thing = "thing as (insert into thing (id, title) values ($1::uuid, $2))";

type Way = { readonly name: string; readonly text: string; readonly valuesOf: () => ReadonlyArray<unknown> };

const eventValues = (): ReadonlyArray<unknown> => {
  const id = randomUUID();
  return [id, `chose ${id}`, randomUUID(), new Date().toISOString(), JSON.stringify({ thingId: id, title: `chose ${id}` })];
};

const pendingValues = (): ReadonlyArray<unknown> => {
  const [aggregateId, title, id, occurredAt, data] = eventValues();
  const event = { id, type: "cpts.bench.thing.made.v1", aggregateId, aggregateVersion: 1, occurredAt, traceparent: null, data: JSON.parse(String(data)) as unknown };
  return [aggregateId, title, JSON.stringify([event])];
};

const ways: ReadonlyArray<Way> = [
  { name: "row + event, without a head", text: `with ${thing} insert into loose_event (${columns}) values (${values})`, valuesOf: eventValues },
  {
    name: "row + event, with the head",
    text: `with ${thing}, head as (update bare_head set position = position + 1 returning position) insert into headed_event (position, ${columns}) select position, ${values} from head`,
    valuesOf: eventValues,
  },
  { name: "row + append_events, as built", text: `with ${thing} select from append_events($3)`, valuesOf: pendingValues },
];

type Round = { readonly perSecond: number; readonly cpu: number };

const play = async (pool: Pool, { name, text, valuesOf }: Way, milliseconds: number, databasePid: number): Promise<Round> => {
  const cpuBefore = cpuOfFamily(databasePid);
  const beganAt = performance.now();
  let writes = 0;
  const work = async (): Promise<void> => {
    for (; performance.now() < beganAt + milliseconds; writes += 1) await pool.query({ name, text, values: [...valuesOf()] });
  };
  await Promise.all(Array.from({ length: clients }, work));
  return { perSecond: (writes * 1_000) / (performance.now() - beganAt), cpu: (cpuOfFamily(databasePid) - cpuBefore) / writes };
};

const measure = async ({ world, length }: Bench): Promise<FigureResult> => {
  await world.makeDatabase(database);
  await migrate({ ownerUrl: world.ownerUrl(database), appUrl: world.appUrl(database), migrations: {} });
  await withClient(world.ownerUrl(database), async (client) => void (await client.query(preparation)));
  const pool = new Pool({ connectionString: world.ownerUrl(database), max: clients });
  try {
    for (const way of ways) await play(pool, way, warmUpMs, world.postgres.pid);
    const played = ways.map((): Array<Round> => []);
    for (let round = 0; round < length.rounds; round += 1) {
      for (const [index, way] of ways.entries()) played[index]?.push(await play(pool, way, length.roundSeconds * 1_000, world.postgres.pid));
    }
    const speeds = played.map((rounds) => rounds.map(({ perSecond }) => perSecond));
    return {
      title: "log-head: the price of exact order",
      table: {
        head: ["one statement", "writes/s (least..greatest)", "x without a head", "database CPU us"],
        rows: ways.map(({ name }, index) => [name, withNoise(spreadOf(speeds[index] ?? [])), withNoise(ratiosOf(speeds[index] ?? [], speeds[0] ?? [])), figure(median((played[index] ?? []).map(({ cpu }) => cpu)))]),
      },
      notes: [`${clients} clients, ${length.rounds} rounds of ${length.roundSeconds} s in turn, fsync on. The head is one row that each writer holds until its commit is on disk.`],
    };
  } finally {
    await pool.end();
  }
};

export const logHead: Figure = { name: "log-head", measure };
