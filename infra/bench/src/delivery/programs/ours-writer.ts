import { feedBinding } from "@cpts/service-kit/events/feed/binding";
import { Nudges } from "@cpts/service-kit/events/log/nudges";
import { record } from "@cpts/service-kit/events/log/record";
import { tables, Transaction, transaction } from "@cpts/service-kit/database/database";
import { statement } from "@cpts/service-kit/database/statement";
import type { Kit, Service } from "@cpts/service-kit/service";
import { Effect, Layer, type Context } from "effect";
import { sql } from "kysely";
import { insertThing, thingTable, told } from "../tables.ts";
import { writerRoutes } from "../writer.ts";
import { endpoints, source, thingMade } from "./bench-events.ts";
import { serveWith } from "./kit-service.ts";

const { write } = tables<unknown>();
const insert = statement<[id: string, title: string], never>(insertThing.text);

let kit: Context.Context<Kit> | null = null;

/** What a handler of the kit does for a write: the row, the event and the nudge of its commit. */
const make = (id: string) =>
  transaction(
    Effect.gen(function* () {
      const event = told(id);
      yield* write((db) => insert(db, id, event.title));
      yield* record(thingMade, { aggregateId: id, aggregateVersion: 1, data: event });
      (yield* Transaction).afterCommit.push((yield* Nudges).announce);
    }),
  );

const service: Service<Record<never, never>, never> = {
  name: source,
  version: "0.0.1",
  port: 0,
  variables: {},
  migrations: { "0001-thing": { up: async (db) => void (await sql.raw(thingTable).execute(db)) } },
  endpoints,
  events: { thingMade },
  bindings: () => [feedBinding(source, endpoints.events, () => Effect.succeed({ kind: "events", visibility: "public" }))],
  follows: () => [],
  layer: () =>
    Layer.effectDiscard(
      Effect.map(Effect.context<Kit>(), (context) => {
        kit = context;
      }),
    ),
};

await serveWith(
  service,
  writerRoutes((id) => (kit === null ? Promise.reject(new Error("not started")) : Effect.runPromise(Effect.provideContext(make(id), kit)))),
);
