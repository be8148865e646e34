import { randomUUID } from "node:crypto";
import { queryRows } from "@cpts/testing/database";
import { Clock, Effect, Layer, ManagedRuntime } from "effect";
import * as fc from "fast-check";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { layer as databaseLayer, transaction } from "../database/database.ts";
import * as Nudges from "../events/log/nudges.ts";
import { makeLog } from "../telemetry/log.ts";
import { officer, sample } from "../testing/sample.fixture.ts";
import { settableClock } from "../testing/settable-clock.ts";
import { testService } from "../testing/test-service.ts";
import { faulty, retitles } from "../testing/timed.fixture.ts";
import { cancel, schedule } from "./schedule.ts";
import { maxAttempts, outlook, workNext, type Worked } from "./work-due.ts";

// Without the clocks: here the test itself is the worker.
const service = await testService(sample);
const { database } = service;
const time = settableClock("2026-03-01T00:00:00Z");
const runtime = ManagedRuntime.make(
  Nudges.layer({ directUrl: database.ownerUrl, log: makeLog("test", "error") }).pipe(
    Layer.provideMerge(databaseLayer({ url: database.url, poolSize: 3, applicationName: "test" })),
    Layer.provideMerge(Layer.succeed(Clock.Clock, time.clock)),
  ),
);
afterAll(async () => {
  await runtime.dispose();
  await service.stop();
});

const kind = "retitle";
const start = Date.parse("2026-03-01T00:00:00Z");
const day = 86_400_000;
let thing: string;

const plan = (key: string, at: number) => runtime.runPromise(transaction(schedule({ kind, ref: thing, key, at })));
const takeBack = (key: string) => runtime.runPromise(transaction(cancel({ kind, ref: thing, key })));
const workOne = (): Promise<Worked> => runtime.runPromise(workNext([retitles]));
const workAll = async (): Promise<ReadonlyArray<string>> => {
  const tags: Array<string> = [];
  for (;;) {
    const { _tag } = await workOne();
    if (_tag === "Nothing") return tags;
    tags.push(_tag);
  }
};
const happened = async (): Promise<ReadonlyArray<unknown>> =>
  (await queryRows(database.adminUrl, "select data->>'title' as title from event where aggregate_id = $1 and aggregate_version > 1 order by position", [thing])).map(({ title }) => title);
const state = async (key: string) => (await queryRows(database.adminUrl, "select id, state, attempts, reason from due where ref = $1 and key = $2", [thing, key]))[0];

beforeEach(async () => {
  faulty.clear();
  await queryRows(database.adminUrl, "delete from due");
  time.set("2026-03-01T00:00:00Z");
  thing = (await service.send("POST", "/v1/things", { token: await service.token(officer), json: { title: "new" } })).json.id;
});

describe("what is due", () => {
  test("happens when its time has come and not before", async () => {
    await plan("later", start + day);
    expect(await workAll()).toEqual([]);
    time.advance(day + 1);
    expect(await workAll()).toEqual(["Done"]);
    expect(await happened()).toEqual([`later ${start + day}`]);
  });

  test("happens late, once each and in the order of time, after a long absence", async () => {
    for (const days of [3, 1, 2]) await plan(`day ${days}`, start + days * day);
    time.advance(100 * day);
    await workAll();
    expect(await happened()).toEqual([1, 2, 3].map((days) => `day ${days} ${start + days * day}`));
  });

  test("happens once when it is asked for twice, even after it has happened", async () => {
    await plan("once", start + day);
    await plan("once", start + day);
    time.advance(2 * day);
    await workAll();
    await plan("once", start + day);
    expect(await workAll()).toEqual([]);
    expect(await happened()).toHaveLength(1);
  });

  test("is moved by saying another time, and happens anew when it had happened already", async () => {
    await plan("moved", start + day);
    await plan("moved", start + 2 * day);
    time.set("2026-03-02T12:00:00Z");
    expect(await workAll()).toEqual([]);
    time.advance(day);
    await workAll();
    await plan("moved", start + day);
    await workAll();
    expect(await happened()).toEqual([`moved ${start + 2 * day}`, `moved ${start + day}`]);
  });

  test("does not happen once it is taken back", async () => {
    await plan("gone", start + day);
    await takeBack("gone");
    time.advance(2 * day);
    expect(await workAll()).toEqual([]);
  });

  test("is not planned by a transaction that fails", async () => {
    await runtime.runPromise(Effect.exit(transaction(Effect.andThen(schedule({ kind, ref: thing, key: "undone", at: start }), Effect.die("no")))));
    expect(await state("undone")).toBeUndefined();
  });

  test("of a kind that this version does not know waits for one that does", async () => {
    await runtime.runPromise(transaction(schedule({ kind: "of tomorrow", ref: thing, at: start })));
    time.advance(day);
    expect(await workAll()).toEqual([]);
    expect(await queryRows(database.adminUrl, "select state from due where kind = 'of tomorrow'")).toEqual([{ state: "waiting" }]);
  });

  test("gives its event an id of its own, the same when it is done again on a restored database", async () => {
    await plan("restored", start);
    await plan("other", start + 1);
    time.advance(day);
    await workAll();
    const ids = async () => queryRows(database.adminUrl, "select id, data->>'title' as title from event where aggregate_id = $1 and aggregate_version > 1 order by position", [thing]);
    const before = await ids();
    expect(new Set(before.map(({ id }) => id)).size).toBe(2);
    // As the backup knows it: not yet done, the log without its event.
    await queryRows(database.adminUrl, "update due set state = 'waiting', done_at = null where ref = $1", [thing]);
    await queryRows(database.adminUrl, "delete from event where aggregate_id = $1 and aggregate_version > 1", [thing]);
    await queryRows(database.adminUrl, "update thing set version = 1 where id = $1", [thing]);
    await workAll();
    expect(await ids()).toEqual(before);
  });
});

describe("what cannot be done", () => {
  test("is undone whole, tried again after longer and longer pauses, then put aside, and holds up no other", async () => {
    faulty.add("bad");
    await plan("bad", start);
    await plan("good", start + 1);
    time.advance(day);
    const tags: Array<string> = [];
    const pauses: Array<number> = [];
    for (let tried = 0; tried < maxAttempts; tried += 1) {
      tags.push(...(await workAll()));
      const { nextAt } = await runtime.runPromise(outlook([kind]));
      if (nextAt === null) break;
      pauses.push(nextAt - Effect.runSync(Effect.provideService(Clock.currentTimeMillis, Clock.Clock, time.clock)));
      time.advance(pauses.at(-1) ?? 0);
    }
    expect(tags).toEqual(["Failed", "Done", ...Array.from({ length: maxAttempts - 2 }, () => "Failed"), "Parked"]);
    expect(pauses.every((pause, index) => index === 0 || pause > (pauses[index - 1] ?? 0))).toBe(true);
    expect(await happened()).toEqual([`good ${start + 1}`]);
    expect(await state("bad")).toMatchObject({ state: "parked", attempts: maxAttempts, reason: "Error: this handler cannot" });
    expect(await runtime.runPromise(outlook([kind]))).toMatchObject({ nextAt: null, lateMs: 0, parked: 1 });
  });

  test("is done once its fault is gone", async () => {
    faulty.add("bad");
    await plan("bad", start);
    time.advance(day);
    expect(await workAll()).toEqual(["Failed"]);
    faulty.clear();
    time.advance(day);
    expect(await workAll()).toEqual(["Done"]);
    expect(await happened()).toEqual([`bad ${start}`]);
  });
});

test("whoever takes back or moves an entry while it is being done: it happens as before or as after, never both", async () => {
  const histories = 40;
  for (let round = 0; round < histories; round += 1) {
    const key = `race ${round}`;
    await plan(key, start);
    time.advance(1);
    const [, worked] = await Promise.all([round % 2 === 0 ? takeBack(key) : plan(key, start + 1_000 * day), workOne(), workOne()]);
    const done = (await happened()).filter((title) => String(title).startsWith(`${key} `));
    const row = await state(key);
    expect(done.length, `${worked._tag} ${JSON.stringify(row)}`).toBeLessThanOrEqual(1);
    const left = done.length === 1 ? "done" : undefined;
    expect(row?.["state"]).toBe(round % 2 === 0 ? left : "waiting");
  }
});

type Step = { readonly do: "plan"; readonly key: string; readonly days: number } | { readonly do: "take back"; readonly key: string } | { readonly do: "travel"; readonly days: number };
const keys = ["a", "b", "c"];
const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("plan" as const), key: fc.constantFrom(...keys), days: fc.integer({ min: 0, max: 12 }) }),
  fc.record({ do: fc.constant("take back" as const), key: fc.constantFrom(...keys) }),
  fc.record({ do: fc.constant("travel" as const), days: fc.integer({ min: 1, max: 5 }) }),
);

/** What shall have happened after a history, by the rules alone. */
const model = (steps: ReadonlyArray<Step>): ReadonlyArray<string> => {
  const entries = new Map<string, { readonly at: number; readonly done: boolean }>();
  const happens: Array<string> = [];
  let now = 0;
  for (const step of steps) {
    if (step.do === "plan") {
      const at = step.days * 10 + keys.indexOf(step.key);
      if (entries.get(step.key)?.at !== at) entries.set(step.key, { at, done: false });
    } else if (step.do === "take back") {
      if (entries.get(step.key)?.done === false) entries.delete(step.key);
    } else {
      now += step.days * 10;
      const due = [...entries].filter(([, { at, done }]) => !done && at <= now).toSorted(([, a], [, b]) => a.at - b.at);
      for (const [key, { at }] of due) {
        entries.set(key, { at, done: true });
        happens.push(`${key} ${at}`);
      }
    }
  }
  return happens;
};

test("any history of planning, moving, taking back and time that passes gives what the rules say", async () => {
  const unit = day / 10;
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 3, maxLength: 14 }), async (steps) => {
      thing = (await service.send("POST", "/v1/things", { token: await service.token(officer), json: { title: randomUUID() } })).json.id;
      await queryRows(database.adminUrl, "delete from due");
      time.set("2026-03-01T00:00:00Z");
      for (const step of steps) {
        if (step.do === "plan") await plan(step.key, start + (step.days * 10 + keys.indexOf(step.key)) * unit);
        else if (step.do === "take back") await takeBack(step.key);
        else {
          time.advance(step.days * day);
          await workAll();
        }
      }
      expect((await happened()).map((title) => String(title).replace(/ (\d+)$/u, (_, at: string) => ` ${(Number(at) - start) / unit}`))).toEqual(model(steps));
    }),
    { numRuns: 60 },
  );
});
