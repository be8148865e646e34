import { withClient } from "@cpts/servers/database-roles";
import { deliveryProgram, withPrograms } from "../figures/peers.ts";
import type { NodeProgram } from "../processes/node-process.ts";
import type { World } from "../world/world.ts";
import type { Committed, LightOrder, SustainedOrder, Written } from "./wire.ts";

/** A writer and a subscriber, each a process of its own, and what is asked of them. */
export type Lane = {
  readonly name: string;
  readonly light: (order: LightOrder) => Promise<Written>;
  readonly sustained: (order: SustainedOrder) => Promise<Written>;
  /** How many effects were committed since they were fetched last. */
  readonly effectCount: () => Promise<number>;
  /** Fetches the effects. */
  readonly effects: () => Promise<ReadonlyArray<Committed>>;
  /** What the tables hold in the end: the rows written, the effects, and how many different writes they are of. */
  readonly totals: () => Promise<Totals>;
};

export type Totals = { readonly written: number; readonly effects: number; readonly different: number };

/** Who takes part: the databases of both sides, and the two programs. */
type Entrant = {
  readonly name: string;
  readonly databases: { readonly writer: string; readonly subscriber: string };
  readonly writer: NodeProgram;
  readonly subscriber: (writerUrl: string) => NodeProgram;
};

const ours = (world: World, name: string, natsUrl: string): Entrant => {
  const lane = natsUrl === "" ? "feed" : "nats";
  const databases = { writer: `delivery_${lane}_writer`, subscriber: `delivery_${lane}_subscriber` };
  const envOf = (database: string) => ({
    DATABASE_URL: world.appUrl(database),
    DATABASE_DIRECT_URL: world.ownerUrl(database),
    ...(natsUrl === "" ? {} : { NATS_URL: natsUrl }),
  });
  return {
    name,
    databases,
    writer: deliveryProgram("ours-writer", envOf(databases.writer)),
    subscriber: (writerUrl) => deliveryProgram("ours-subscriber", { ...envOf(databases.subscriber), SOURCE_URL: writerUrl }),
  };
};

/** A queue in the database of the writer, from which its subscriber takes. */
const queue = (world: World, program: "graphile" | "pg-boss", name: string): Entrant => {
  const database = `delivery_${program.replace("-", "_")}`;
  const env = { DATABASE_URL: world.ownerUrl(database) };
  return {
    name,
    databases: { writer: database, subscriber: database },
    writer: deliveryProgram(`${program}-writer`, env),
    subscriber: () => deliveryProgram(`${program}-subscriber`, env),
  };
};

const entrants = (world: World): ReadonlyArray<Entrant> => [
  ...(world.nats === null ? [] : [ours(world, "ours", world.nats.url)]),
  ours(world, "ours, feed alone", ""),
  queue(world, "graphile", "graphile-worker"),
  queue(world, "pg-boss", "pg-boss"),
];

const ask = async <A>(url: string, path: string, order?: object): Promise<A> => {
  const answer = await fetch(url + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(order ?? {}) });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  // The contract of wire.ts.
  return (await answer.json()) as A;
};

const countsOf = async (url: string, text: string): Promise<Readonly<Record<string, number>>> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<Record<string, string>>(text);
    return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, value]) => [name, Number(value)]));
  });

const laneOf = (world: World, { databases, name }: Entrant, writerUrl: string, subscriberUrl: string): Lane => ({
  name,
  light: (order) => ask(writerUrl, "/light", order),
  sustained: (order) => ask(writerUrl, "/sustained", order),
  effectCount: async () => Number(await (await fetch(`${subscriberUrl}/count`)).text()),
  effects: () => ask(subscriberUrl, "/effects"),
  totals: async () => {
    const { written = 0 } = await countsOf(world.ownerUrl(databases.writer), "select count(*) as written from thing");
    const { effects = 0, different = 0 } = await countsOf(world.ownerUrl(databases.subscriber), "select count(*) as effects, count(distinct write_id) as different from effect");
    return { written, effects, different };
  },
});

/** Runs all of them side by side on one PostgreSQL server, each in databases of its own, while `use` takes turns with them. */
export const withLanes = async <A>(world: World, use: (lanes: ReadonlyArray<Lane>) => Promise<A>): Promise<A> => {
  const started: Array<Lane> = [];
  const startNext = (rest: ReadonlyArray<Entrant>): Promise<A> => {
    const [entrant, ...others] = rest;
    if (entrant === undefined) return use(started);
    return withPrograms([entrant.writer], world.logFolder, ([writer]) => {
      const writerUrl = writer?.url ?? "";
      return withPrograms([entrant.subscriber(writerUrl)], world.logFolder, ([subscriber]) => {
        started.push(laneOf(world, entrant, writerUrl, subscriber?.url ?? ""));
        return startNext(others);
      });
    });
  };
  for (const { databases } of entrants(world)) for (const name of Object.values(databases)) await world.makeDatabase(name);
  return startNext(entrants(world));
};
