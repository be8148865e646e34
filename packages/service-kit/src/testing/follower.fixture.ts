import { endpoint } from "@cpts/api/Endpoint";
import { operationsEndpoints } from "@cpts/api/Operations";
import { Problem } from "@cpts/api/Problem";
import { Effect, Layer, Schema } from "effect";
import { sql, type Kysely } from "kysely";
import { tables } from "../database/database.ts";
import { bind } from "../http/bind.ts";
import { openData } from "../http/open-data.ts";
import type { Service } from "../service.ts";
import { type Projection, writes } from "../subscriptions/projection.ts";
import { thingChanged, thingMade } from "./sample.fixture.ts";

interface FollowerTables {
  readonly known_thing: { id: string; title: string; changes: number; positions: ReadonlyArray<number> };
}
const { build, read } = tables<FollowerTables>();

/** Titles that the follower's table refuses: their events are poison to it. */
export const unlearnable = "unlearnable";

/** What the follower keeps of the sample's log; each event leaves its position, so that one applied twice is seen. */
export const knownThings: Projection = {
  name: "known-things",
  source: "sample",
  tables: ["known_thing"],
  handlers: {
    ...writes(thingMade, ({ thingId, title }, { position }) => [build.insertInto("known_thing").values({ id: thingId, title, changes: 0, positions: [position] }).compile()]),
    ...writes(thingChanged, ({ thingId, title }, { position }) => [
      sql`update known_thing set title = ${title}, changes = changes + 1, positions = positions || ${position}::integer where id = ${thingId}`.compile(build),
    ]),
  },
};

const Known = Schema.Struct({ title: Schema.String, changes: Schema.Int });
const endpoints = {
  read: endpoint({
    id: "known.read",
    method: "GET",
    path: "/v1/known/{id}",
    params: Schema.Struct({ id: Schema.String.pipe(Schema.check(Schema.isPattern(/^[0-9a-f-]{36}$/u))) }),
    response: Known,
    permission: "cpts.read",
    summary: { fr: "Une chose connue", en: "A known thing" },
  }),
  ...operationsEndpoints,
};

const bindings = [
  bind(endpoints.read, openData("thing"), ({ params }) =>
    Effect.flatMap(
      read((db) => db.selectFrom("known_thing").select(["title", "changes"]).where("id", "=", params.id).executeTakeFirst()),
      (row) => (row === undefined ? Effect.fail(new Problem({ type: "not-found" })) : Effect.succeed({ body: row })),
    ),
  ),
];

const variables = { SAMPLE_URL: { schema: Schema.String, description: "the sample, whose events are followed" } } as const;

/** A service that knows the things of the sample from its events only. */
export const follower: Service<typeof variables, never> = {
  name: "follower",
  version: "0.0.1",
  port: 0,
  variables,
  migrations: {
    "0001-known-thing": {
      up: async (db: Kysely<unknown>) => {
        await sql`create table known_thing (id uuid primary key, title text not null constraint learnable check (title <> 'unlearnable'), changes integer not null, positions integer[] not null)`.execute(db);
      },
    },
  },
  endpoints,
  events: {},
  bindings: () => bindings,
  follows: (config) => [{ projection: knownThings, url: config.SAMPLE_URL }],
  layer: () => Layer.empty,
};
