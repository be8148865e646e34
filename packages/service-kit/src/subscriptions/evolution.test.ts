import { type EventType, eventType } from "@cpts/api/EventType";
import { queryRows } from "@cpts/testing/database";
import { Effect, Schema } from "effect";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tables, transaction } from "../database/database.ts";
import { Ids } from "../ids.ts";
import { record } from "../events/log/record.ts";
import { follower } from "../testing/follower.fixture.ts";
import { foreignEvent, foreignLog, foreignLogId } from "../testing/foreign-log.ts";
import { sample, thingMade } from "../testing/sample.fixture.ts";
import { testService, type TestService } from "../testing/test-service.ts";
import { on, type Projection } from "./projection.ts";
import { rebuild } from "./rebuild.ts";

const about = { service: "sample", aggregate: "thing", event: "made", summary: { fr: "Une chose", en: "A thing" } } as const;
const Title = Schema.String.pipe(Schema.check(Schema.isMaxLength(5)));

const thingMade2 = eventType({
  ...about,
  version: 2,
  payload: Schema.Struct({ thing: Schema.Struct({ id: Schema.String, title: Title }), size: Schema.Literals(["small", "big"]) }),
  example: { thing: { id: "1", title: "a" }, size: "small" },
  upcasts: { from: thingMade, upcast: ({ thingId, title }) => (title === "told elsewhere" ? null : { thing: { id: thingId, title }, size: title === "giant" ? "giant" : "small" }) },
});
const thingMade3 = eventType({
  ...about,
  version: 3,
  payload: Schema.Struct({ id: Schema.String, words: Schema.Array(Schema.String), size: Schema.Literals(["small", "big"]) }),
  example: { id: "1", words: ["a"], size: "small" },
  upcasts: {
    from: thingMade2,
    upcast: ({ size, thing: { id, title } }) => {
      if (title === "impossible") throw new Error("no word for it");
      return { id, words: title.split(" "), size };
    },
  },
});

const { write } = tables<{ readonly known_thing: { id: string; title: string; changes: number; positions: ReadonlyArray<number> } }>();
const learn = (id: string, title: string, position: number) => write((db) => db.insertInto("known_thing").values({ id, title, changes: 0, positions: [position] }).execute());

const newest: Projection = {
  name: "newest",
  source: "sample",
  tables: ["known_thing"],
  handlers: on(thingMade3, ({ id, size, words }, { position }) => learn(id, `${words.join("+")} ${typeof size === "string" ? size : `unknown ${size.code}`}`, position)),
};

let copy: TestService;
let source: TestService;
beforeAll(async () => {
  source = await testService(sample);
  copy = await testService(follower, { SAMPLE_URL: await source.listen() });
});
afterAll(async () => {
  await copy.stop();
  await source.stop();
});

const idOf = (index: number) => `00000000-0000-7000-8000-00000000000${index}`;
const titles = async () => (await queryRows(copy.database.adminUrl, "select title from known_thing order by id")).map(({ title }) => title);
const forget = () => queryRows(copy.database.adminUrl, "delete from known_thing; delete from parked_event; delete from subscription_cursor where subscription = 'newest'").then(() => {});
const parked = () => queryRows(copy.database.adminUrl, "select reason from parked_event where subscription = 'newest'");
const heard = (definition: Pick<EventType, "type">, index: number, data: unknown) => ({ definition: definition as EventType, subject: idOf(index), data });

describe("a projection of version 3", () => {
  const history = [
    heard(thingMade, 1, { thingId: idOf(1), title: "one thing", colour: "of old" }),
    heard(thingMade2, 2, { thing: { id: idOf(2), title: "two" }, size: "big" }),
    heard(thingMade3, 3, { id: idOf(3), words: ["three"], size: "small" }),
    heard(thingMade, 4, { thingId: idOf(4), title: "told elsewhere" }),
    heard(thingMade, 5, { thingId: idOf(5), title: "giant" }),
  ];
  const learned = ["one+thing small", "two big", "three small", "giant unknown giant"];

  test("learns from events of versions 1 and 2 through their upcasters, whatever checks came since", async () => {
    await forget();
    expect(await foreignLog(copy, newest).hear(...history)).toBe(0);
    expect(await titles()).toEqual(learned);
  });

  test("is the same after a rebuild", async () => {
    await forget();
    const events = history.map((event, index) => foreignEvent("sample", index + 1, event));
    await copy.run(rebuild(newest, async (after) => ({ logId: foreignLogId, head: events.length, events: events.slice(after) })));
    expect([await titles(), await parked()]).toEqual([learned, []]);
  });

  test("parks what its upcaster cannot read, and says which version failed", async () => {
    await forget();
    const log = foreignLog(copy, newest);
    expect(await log.hear(heard(thingMade, 1, { thingId: idOf(1), title: "impossible" }), heard(thingMade, 2, { thingId: 3 }), heard(thingMade2, 3, history[1]?.data))).toBe(2);
    expect((await parked()).map(({ reason }) => /fit (\S+?):/u.exec(String(reason))?.[1])).toEqual([thingMade3.type, thingMade.type]);
    expect(await titles()).toEqual(["two big"]);
  });

  test("passes over a major version and a type that it does not know: nothing is parked", async () => {
    await forget();
    const future = heard({ type: "cpts.sample.thing.made.v4" }, 1, { quite: "another shape" });
    const unknown = heard({ type: "cpts.sample.thing.painted.v1" }, 1, null);
    expect(await foreignLog(copy, newest).hear(future, unknown, heard(thingMade, 1, { thingId: idOf(1), title: "after" }))).toBe(0);
    expect([await titles(), await parked()]).toEqual([["after small"], []]);
  });
});

describe("the metric of events passed over", () => {
  const tell = (recorded: ReturnType<typeof record>) => source.run(transaction(recorded).pipe(Effect.provide(Ids.layer)));
  const ignored = async () => Number(/cpts_events_ignored_total\{[^}]*subscription="known-things"[^}]*\} (\d+)/u.exec((await copy.send("GET", "/metrics")).text)?.[1] ?? 0);
  const applied = async () => Number(/cpts_events_applied_total\{[^}]*subscription="known-things"[^}]*\} (\d+)/u.exec((await copy.send("GET", "/metrics")).text)?.[1] ?? 0);

  test("counts those of a newer major version, and no event that is known", async () => {
    const before = [await ignored(), await applied()];
    const data = { thing: { id: idOf(6), title: "six" }, size: "big" } as const;
    await tell(record(thingMade2, { aggregateId: idOf(6), aggregateVersion: 1, data }));
    await tell(record(thingMade, { aggregateId: idOf(7), aggregateVersion: 1, data: { thingId: idOf(7), title: "seven" } }));
    await expect.poll(async () => (await applied()) - (before[1] ?? 0)).toBe(2);
    expect((await ignored()) - (before[0] ?? 0)).toBe(1);
  });
});
