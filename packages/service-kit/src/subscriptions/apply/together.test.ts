import { queryRows, testDatabase, withClient } from "@cpts/testing/database";
import { Deferred, Effect, ManagedRuntime } from "effect";
import * as fc from "fast-check";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { attempt, layer, Transaction, transaction } from "../../database/database.ts";
import { statement } from "../../database/statement.ts";
import { encodedEvent } from "../../testing/encoded-event.fixture.ts";
import { PoisonEvent, type EncodedEvent, type Handler, type Projection } from "../projection.ts";
import { applyTogether } from "./together.ts";

const database = await testDatabase({
  name: "together",
  migrate: (url) =>
    withClient(url, async (owner) => void (await owner.query("create table heard (subject text primary key, positions integer[] not null); grant select, insert, update, delete on heard to together_app"))),
});
const runtime = ManagedRuntime.make(layer({ url: database.url, poolSize: 1, applicationName: "together" }));
beforeEach(() => queryRows(database.adminUrl, "delete from heard"));
afterAll(async () => {
  await runtime.dispose();
  await database.drop();
});

const append = statement<[subject: string, position: number], never>(
  "insert into heard (subject, positions) values ($1, array[$2::integer]) on conflict (subject) do update set positions = heard.positions || $2::integer",
);
const keep = ({ position, subject }: EncodedEvent) => Effect.asVoid(Transaction.use(({ kysely }) => attempt(() => append(kysely, subject, position))));
const heard = async () => Object.fromEntries((await queryRows(database.adminUrl, "select subject, positions from heard")).map(({ positions, subject }) => [subject, positions]));

const type = "cpts.sample.thing.told.v1";
const projectionOf = (apply: Handler["apply"]): Projection => ({ name: "heard", source: "sample", tables: ["heard"], handlers: { [type]: { apply } } });
const told = (...subjects: ReadonlyArray<string>): ReadonlyArray<EncodedEvent> => subjects.map((subject, index) => encodedEvent({ position: index + 1, type, subject, data: {} }));
const apply = (projection: Projection, events: ReadonlyArray<EncodedEvent>) => runtime.runPromise(transaction(applyTogether(projection, events)));

describe("events that are applied together", () => {
  test("are all applied, those of each aggregate in their order, whatever came between", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 40 }), async (subjects) => {
        await queryRows(database.adminUrl, "delete from heard");
        const events = told(...subjects);
        await apply(projectionOf(keep), events);
        const wanted = Map.groupBy(events, ({ subject }) => subject);
        expect(await heard()).toEqual(Object.fromEntries([...wanted].map(([subject, of]) => [subject, of.map(({ position }) => position)])));
      }),
      { numRuns: 25 },
    );
  });

  test("of two aggregates are under way side by side: the first may end after the second", async () => {
    const second = Deferred.makeUnsafe<void>();
    const ended: Array<string> = [];
    const projection = projectionOf((event) =>
      Effect.gen(function* () {
        if (event.subject === "a") yield* Deferred.await(second);
        yield* keep(event);
        ended.push(event.subject);
        if (event.subject === "b") yield* Deferred.succeed(second, undefined);
      }),
    );
    await apply(projection, told("a", "b"));
    expect([ended, await heard()]).toEqual([["b", "a"], { a: [1], b: [2] }]);
  });

  test("of one aggregate wait for each other: one begins when the one before has ended", async () => {
    const said: Array<string> = [];
    const projection = projectionOf((event) =>
      Effect.gen(function* () {
        said.push(`${event.position} begins`);
        yield* keep(event);
        said.push(`${event.position} ends`);
      }),
    );
    await apply(projection, told("a", "a", "a"));
    expect(said).toEqual([1, 2, 3].flatMap((position) => [`${position} begins`, `${position} ends`]));
  });

  test("of which one fails leave nothing, and none behind it in its aggregate is begun", async () => {
    const begun: Array<number> = [];
    const projection = projectionOf((event) => {
      begun.push(event.position);
      return event.position === 3 ? Effect.fail(new PoisonEvent({ reason: "the third" })) : keep(event);
    });
    await expect(apply(projection, told("a", "b", "a", "a", "b"))).rejects.toThrow(expect.objectContaining({ _tag: "PoisonEvent", reason: "the third" }));
    expect([begun.includes(4), await heard()]).toEqual([false, {}]);
  });

  test("of which several fail end with the first of them, when none is under way any more", async () => {
    let underWay = 0;
    const projection = projectionOf((event) =>
      Effect.ensuring(
        Effect.gen(function* () {
          underWay += 1;
          // The answer of the database comes after the other has failed.
          if (event.subject === "a") yield* keep(event);
          return yield* new PoisonEvent({ reason: event.subject });
        }),
        Effect.sync(() => {
          underWay -= 1;
        }),
      ),
    );
    await expect(apply(projection, told("a", "b"))).rejects.toThrow(expect.objectContaining({ reason: "b" }));
    expect(underWay).toBe(0);
  });
});
