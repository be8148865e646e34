import { endpoint } from "@cpts/api/Endpoint";
import { eventType } from "@cpts/api/EventType";
import { feedEndpoint } from "@cpts/api/Feed";
import { operationsEndpoints } from "@cpts/api/Operations";
import { page } from "@cpts/api/Page";
import { Problem } from "@cpts/api/Problem";
import { snapshotOf } from "@cpts/api/Snapshot";
import { RegionCode } from "@cpts/domain/Cog";
import { Effect, Layer, Schema } from "effect";
import { sql, type Kysely } from "kysely";
import { tables } from "../database/database.ts";
import { externalIdTable } from "../database/external-ids.ts";
import type { Migrations } from "../database/migrate.ts";
import { feedBinding } from "../events/feed/binding.ts";
import { Ids } from "../ids.ts";
import { record } from "../events/log/record.ts";
import { snapshotBinding } from "../events/feed/snapshot.ts";
import { bind } from "../http/bind.ts";
import { openData } from "../http/open-data.ts";
import { pagesById } from "../http/pages-by-id.ts";
import type { Service } from "../service.ts";

/** A service as small as one can be that still has everything the kit gives: things with titles. */
const Title = Schema.String.pipe(Schema.check(Schema.isMinLength(1), Schema.isMaxLength(200)));

export const NewThing = Schema.Struct({
  title: Title,
  size: Schema.optionalKey(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 1_000 })))),
  tags: Schema.optionalKey(Schema.Array(Schema.String.pipe(Schema.check(Schema.isMaxLength(20))))),
  place: Schema.optionalKey(Schema.Struct({ name: Schema.String, floor: Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: -9, maximum: 99 }))) })),
});
const Thing = Schema.Struct({ id: Schema.String, title: Schema.String, version: Schema.Int });
const Id = Schema.Struct({ id: Schema.String.pipe(Schema.check(Schema.isPattern(/^[0-9a-f-]{36}$/u))) });
const about = { fr: "Une chose", en: "A thing" };

const list = { id: "thing.list", permission: "cpts.read", response: page(Thing) } as const;

export const sampleEndpoints = {
  snapshot: snapshotOf(list, { collection: "things", log: "registry.events.read", tells: ["cpts.sample.thing.made.v1", "cpts.sample.thing.changed.v1"], summary: about }),
  make: endpoint({ id: "thing.make", method: "POST", path: "/v1/things", body: NewThing, response: Thing, status: 201, permission: "cpts.register", versioned: true, summary: about }),
  find: endpoint({ id: "thing.find", method: "GET", path: "/v1/things", query: Schema.Struct({ title: Schema.String }), response: Schema.Struct({ count: Schema.Int }), permission: "cpts.read", summary: about }),
  read: endpoint({ id: "thing.read", method: "GET", path: "/v1/things/{id}", params: Id, response: Thing, permission: "cpts.read", versioned: true, summary: about }),
  change: endpoint({ id: "thing.change", method: "PATCH", path: "/v1/things/{id}", params: Id, body: Schema.Struct({ title: Title }), response: Thing, permission: "cpts.change", versioned: true, summary: about }),
  touch: endpoint({ id: "thing.touch", method: "POST", path: "/v1/things/{id}/touches", params: Id, response: Schema.Struct({}), status: 204, permission: "cpts.change", summary: about }),
  called: endpoint({ id: "thing.called", method: "GET", path: "/v1/called/{name}", params: Schema.Struct({ name: Schema.String }), response: Schema.Struct({ name: Schema.String }), permission: "cpts.read", summary: about }),
  held: endpoint({ id: "held.read", method: "GET", path: "/v1/held", query: Schema.Struct({ lock: Schema.NumberFromString }), response: Schema.Struct({ passed: Schema.Boolean }), permission: "commune.read", summary: about }),
  operate: endpoint({ id: "operation.read", method: "GET", path: "/v1/operation", response: Schema.Struct({ ok: Schema.Boolean }), permission: "platform.operate", summary: about }),
  events: feedEndpoint("registry.events.read"),
  ...operationsEndpoints,
};

const define = <const Event extends string, P extends Schema.ConstraintCodec<unknown, unknown>>(event: Event, payload: P, example: P["Encoded"]) =>
  eventType({ service: "sample", aggregate: "thing", event, version: 1, payload, summary: about, example, words: { "/thingId": "an id", "/title": "of no person" } });

export const thingMade = define("made", Schema.Struct({ thingId: Schema.String, title: Schema.String }), { thingId: "1", title: "a" });
export const thingChanged = define("changed", Schema.Struct({ thingId: Schema.String, title: Schema.String }), { thingId: "1", title: "b" });

const migrations: Migrations = {
  "0001-thing": {
    up: async (db: Kysely<unknown>) => {
      await sql`create table thing (id uuid primary key, version integer not null, title text not null, size integer, tags text[], place json)`.execute(db);
    },
  },
  "0002-external-ids": { up: externalIdTable },
  "0003-discrepancies": {
    up: async (db: Kysely<unknown>) => {
      await sql`create table discrepancy (cpts_id uuid primary key, version integer not null, items json not null)`.execute(db);
    },
  },
};

interface SampleTables {
  readonly thing: { id: string; version: number; title: string; size: number | null; tags: ReadonlyArray<string> | null; place: string | null };
}
const { read, write } = tables<SampleTables>();

/** Titles that make the handler fail once everything is written. */
export const failing = { refused: "refused after the event", dead: "dead after the event" };

const failWhenAsked = (title: string) => {
  if (title === failing.refused) return Effect.fail(new Problem({ type: "illegal-transition" }));
  return title === failing.dead ? Effect.die(new Error("nobody foresaw this")) : Effect.void;
};

const find = (id: string) =>
  Effect.flatMap(
    read((db) => db.selectFrom("thing").select(["id", "title", "version"]).where("id", "=", id).executeTakeFirst()),
    (row) => (row === undefined ? Effect.fail(new Problem({ type: "not-found" })) : Effect.succeed(row)),
  );

const insert = (body: typeof NewThing.Type) =>
  Effect.gen(function* () {
    const id = yield* (yield* Ids).next;
    const place = body.place === undefined ? null : JSON.stringify(body.place);
    yield* write((db) => db.insertInto("thing").values({ id, version: 1, title: body.title, size: body.size ?? null, tags: body.tags ?? null, place }).execute());
    yield* record(thingMade, { aggregateId: id, aggregateVersion: 1, data: { thingId: id, title: body.title } });
    yield* failWhenAsked(body.title);
    return { body: { id, title: body.title, version: 1 }, version: 1, location: `v1/things/${id}` };
  });

const rename = (id: string, title: (old: string) => string, ifMatch: number | null) =>
  Effect.gen(function* () {
    const row = yield* write((db) => db.selectFrom("thing").select(["title", "version"]).where("id", "=", id).forUpdate().executeTakeFirst());
    if (row === undefined) return yield* new Problem({ type: "not-found" });
    if (ifMatch !== null && row.version !== ifMatch) return yield* new Problem({ type: "version-conflict" });
    const changed = { id, title: title(row.title), version: row.version + 1 };
    yield* write((db) => db.updateTable("thing").set({ title: changed.title, version: changed.version }).where("id", "=", id).execute());
    yield* record(thingChanged, { aggregateId: id, aggregateVersion: changed.version, data: { thingId: id, title: changed.title } });
    yield* failWhenAsked(changed.title);
    return changed;
  });

const Centre = Schema.decodeUnknownSync(RegionCode)("24");
const centre = () => Effect.succeed({ kind: "thing", visibility: "public", regions: [Centre] } as const);

const listThings = pagesById(
  "things",
  (after, limit) => read((db) => db.selectFrom("thing").select(["id", "title", "version"]).where("id", ">", after).orderBy("id").limit(limit).execute()),
  (rows) => Effect.succeed(rows),
);

const sampleBindings = [
  bind(sampleEndpoints.make, centre, ({ body }) => insert(body)),
  bind(sampleEndpoints.find, openData("thing"), ({ query }) =>
    Effect.map(
      read((db) => db.selectFrom("thing").select(({ fn }) => fn.countAll<number>().as("count")).where("title", "=", query.title).executeTakeFirstOrThrow()),
      ({ count }) => ({ body: { count } }),
    ),
  ),
  bind(sampleEndpoints.read, openData("thing"), ({ params }) => Effect.map(find(params.id), (thing) => ({ body: thing, version: thing.version }))),
  bind(sampleEndpoints.change, centre, ({ body, ifMatch, params }) =>
    Effect.map(rename(params.id, () => body.title, ifMatch), (thing) => ({ body: thing, version: thing.version })),
  ),
  bind(sampleEndpoints.touch, centre, ({ params }) => Effect.as(rename(params.id, (old) => old, null), { body: {} })),
  bind(sampleEndpoints.called, openData("thing"), ({ params }) => Effect.succeed({ body: { name: params.name } })),
  // Held in mid-statement for as long as somebody else holds the lock: see holding-requests.
  bind(sampleEndpoints.held, openData("thing"), ({ query }) =>
    Effect.as(read((db) => sql`with held as materialized (select pg_advisory_lock_shared(${query.lock})) select pg_advisory_unlock_shared(${query.lock}) from held`.execute(db)), {
      body: { passed: true },
    }),
  ),
  bind(sampleEndpoints.operate, () => Effect.succeed({ kind: "operation" }), () => Effect.succeed({ body: { ok: true } })),
  snapshotBinding(sampleEndpoints.snapshot, { source: "sample", log: openData("events"), items: openData("thing"), page: listThings }),
  feedBinding("sample", sampleEndpoints.events, openData("events")),
];

export const sample: Service<Record<never, never>, never> = {
  name: "sample",
  version: "0.0.1",
  port: 0,
  variables: {},
  migrations,
  endpoints: sampleEndpoints,
  events: { thingMade, thingChanged },
  bindings: () => sampleBindings,
  follows: () => [],
  layer: () => Layer.empty,
};

/** An actor who may make and change things. */
export const officer = { role: "ars-officer", regions: ["24"] } as const;
