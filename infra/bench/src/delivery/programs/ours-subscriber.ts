import { operationsEndpoints } from "@cpts/api/Operations";
import type { Service } from "@cpts/service-kit/service";
import { type Projection, writes } from "@cpts/service-kit/subscriptions/projection";
import { Layer, Schema } from "effect";
import { CompiledQuery, sql } from "kysely";
import { effectLog } from "../subscriber.ts";
import { effectTable, insertEffect } from "../tables.ts";
import { source, thingMade } from "./bench-events.ts";
import { serveWith } from "./kit-service.ts";

const { note, routes } = effectLog();

const effects: Projection = {
  name: "effects",
  source,
  tables: ["effect"],
  handlers: writes(thingMade, ({ thingId, title }) => [CompiledQuery.raw(insertEffect.text, [thingId, title])]),
  // The payloads of the one type it knows.
  afterCommit: (events) => events.forEach(({ data }) => note((data as { readonly thingId: string }).thingId)),
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
