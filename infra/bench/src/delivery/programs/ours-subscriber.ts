import { operationsEndpoints } from "@cpts/api/Operations";
import { tables, Transaction } from "@cpts/service-kit/database/database";
import { statement } from "@cpts/service-kit/database/statement";
import type { Service } from "@cpts/service-kit/service";
import { on, type Projection } from "@cpts/service-kit/subscriptions/projection";
import { Effect, Layer, Schema } from "effect";
import { sql } from "kysely";
import { effectLog } from "../subscriber.ts";
import { effectTable, insertEffect } from "../tables.ts";
import { source, thingMade } from "./bench-events.ts";
import { serveWith } from "./kit-service.ts";

const { write } = tables<unknown>();
const insert = statement<[id: string, title: string], never>(insertEffect.text);
const { note, routes } = effectLog();

const effects: Projection = {
  name: "effects",
  source,
  tables: ["effect"],
  handlers: on(thingMade, ({ thingId, title }) =>
    Effect.gen(function* () {
      yield* write((db) => insert(db, thingId, title));
      (yield* Transaction).afterCommit.push(() => note(thingId));
    }),
  ),
};

const variables = { SOURCE_URL: { schema: Schema.String, description: "the writer" } } as const;

const service: Service<typeof variables, never> = {
  name: "follower",
  version: "0.0.1",
  port: 0,
  variables,
  migrations: { "0001-effect": { up: async (db) => void (await sql.raw(effectTable).execute(db)) } },
  endpoints: operationsEndpoints,
  events: {},
  bindings: () => [],
  follows: ({ SOURCE_URL }) => [{ projection: effects, url: SOURCE_URL }],
  layer: () => Layer.empty,
};

await serveWith(service, routes);
