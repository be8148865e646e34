import { join } from "node:path";
import { queryRows } from "@cpts/testing/database";
import { Effect } from "effect";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { transaction } from "../database/database.ts";
import { officer, sample } from "../testing/sample.fixture.ts";
import { serviceProcess, type ServiceProcess } from "../testing/service-process.ts";
import { settableClock, type SettableClock } from "../testing/settable-clock.ts";
import { testService, type TestService } from "../testing/test-service.ts";
import { faulty, timed } from "../testing/timed.fixture.ts";
import { startOfDayInParis } from "../time/paris-day.ts";
import { schedule } from "./schedule.ts";

const main = join(import.meta.dirname, "..", "testing", "timed-main.fixture.ts");
const stopping: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  faulty.clear();
  for (const stop of stopping.splice(0)) await stop();
});

const begin = async (of: typeof sample, clock?: SettableClock): Promise<TestService> => {
  const service = await testService(of, {}, clock);
  stopping.push(service.stop);
  return service;
};
const makeThing = async (service: TestService): Promise<string> => (await service.send("POST", "/v1/things", { token: await service.token(officer), json: { title: "new" } })).json.id;
const plan = (service: TestService, ref: string, entries: ReadonlyArray<{ readonly key: string; readonly at: number }>) =>
  service.run(transaction(Effect.forEach(entries, ({ at, key }) => schedule({ kind: "retitle", ref, key, at }))));
const happened = async (service: TestService): Promise<ReadonlyArray<unknown>> =>
  (await queryRows(service.database.adminUrl, "select data->>'title' as title from event where aggregate_version > 1 order by position")).map(({ title }) => title);
const gauge = async (service: TestService, name: string) => Number(new RegExp(`${name}\\{[^}]*\\} ([0-9.]+)`, "u").exec((await service.send("GET", "/metrics")).text)?.[1]);

describe("the clocks of a service", () => {
  test("follow the clock it is given: a day that begins in Paris comes when the test says so", async () => {
    const time = settableClock("2026-10-24T12:00:00Z");
    const service = await begin(timed, time);
    const thing = await makeThing(service);
    const at = startOfDayInParis("2026-10-25" as never);
    await plan(service, thing, [{ key: "term", at }, { key: "next winter", at: Date.parse("2027-12-01T00:00:00Z") }]);
    time.set("2026-10-24T22:00:00Z");
    await expect.poll(() => happened(service)).toEqual([`term ${at}`]);
    const [event] = await queryRows(service.database.adminUrl, "select to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as minute from event where aggregate_version = 2");
    expect(event).toEqual({ minute: "2026-10-24 22:00" });
    expect(await queryRows(service.database.adminUrl, "select key from due where state = 'waiting'")).toEqual([{ key: "next winter" }]);
  });

  test("say by how much they are late, and what they have put aside, and go on with the rest", async () => {
    faulty.add("bad");
    const time = settableClock("2026-03-01T00:00:00Z");
    const service = await begin(timed, time);
    const thing = await makeThing(service);
    await plan(service, thing, [{ key: "bad", at: Date.parse("2026-02-28T23:00:00Z") }]);
    await expect.poll(() => gauge(service, "cpts_clock_lag_seconds")).toBeGreaterThanOrEqual(3_600);
    await expect
      .poll(() => {
        // The pauses between tries go by the same clock.
        time.advance(3_600_000);
        return gauge(service, "cpts_clock_parked");
      }, { timeout: 30_000, interval: 300 })
      .toBe(1);
    expect(service.log.find(({ level, kind }) => level === "error" && kind === "retitle")).toMatchObject({ reason: "Error: this handler cannot", ref: thing });
    await plan(service, thing, [{ key: "good", at: Date.parse("2026-03-01T00:00:00Z") }]);
    await expect.poll(() => happened(service)).toEqual([`good ${Date.parse("2026-03-01T00:00:00Z")}`]);
    // The lag is told at the next look, behind the commit.
    await expect.poll(() => gauge(service, "cpts_clock_lag_seconds")).toBe(0);
  });

  test("wait while the database refuses, and lose nothing by it", async () => {
    const service = await begin(timed);
    const thing = await makeThing(service);
    // Every connection of the service is cut, again and again, while entries fall due.
    const entries = Array.from({ length: 40 }, (_, index) => ({ key: `k${index}`, at: Date.now() + index * 25 }));
    await plan(service, thing, entries);
    for (let cut = 0; cut < 8; cut += 1) {
      await queryRows(service.database.adminUrl, "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cpts-sample' and datname = current_database()");
      await expect.poll(async () => (await service.send("GET", "/readyz")).status).toBe(200);
    }
    await expect.poll(async () => (await happened(service)).length, { timeout: 60_000 }).toBe(entries.length);
    expect(await queryRows(service.database.adminUrl, "select distinct state, attempts from due")).toEqual([{ state: "done", attempts: 0 }]);
  });
});

/** Three replicas, of which one is killed every little while and started again; tells how many were. */
const underFire = async (service: TestService, most: number, isOver: () => Promise<boolean>): Promise<number> => {
  const start = (): ServiceProcess => serviceProcess(main, { ...service.environment, DATABASE_POOL_SIZE: "3", LOG_LEVEL: "warn" });
  const replicas = Array.from({ length: 3 }, start);
  onTestFinished(() => replicas.forEach(({ child }) => void child.kill("SIGKILL")));
  const holder = async () => (await queryRows(service.database.adminUrl, "select holder, expires_at > clock_timestamp() as live from lease where name = 'clock'"))[0];
  let kills = 0;
  for (; kills < most && !(await isOver()); kills += 1) {
    await expect.poll(async () => (await holder())?.["live"], { timeout: 60_000 }).toBe(true);
    const before = (await happened(service)).length;
    // In the midst of its work, wherever that is, and any of the three.
    await expect.poll(async () => (await happened(service)).length > before || (await isOver()), { timeout: 60_000, interval: 5 + Math.floor(Math.random() * 40) }).toBe(true);
    const victim = kills % 3;
    replicas[victim]?.child.kill("SIGKILL");
    await replicas[victim]?.exited;
    replicas[victim] = start();
  }
  await expect.poll(isOver, { timeout: 60_000 }).toBe(true);
  return kills;
};

test("three replicas, killed at any moment: each entry happens exactly once, in the order of time", { timeout: 240_000 }, async () => {
  const service = await begin(sample);
  const thing = await makeThing(service);
  const begun = Date.now();
  // A backlog, then entries that fall due while replicas die.
  const entries = [
    ...Array.from({ length: 40 }, (_, index) => ({ key: `old ${index}`, at: begun - 1_000_000 + index * 1_000 })),
    ...Array.from({ length: 60 }, (_, index) => ({ key: `new ${index}`, at: begun + index * 100 })),
  ];
  await plan(service, thing, entries.toSorted(() => Math.random() - 0.5));
  const kills = await underFire(service, 2, async () => (await happened(service)).length >= entries.length);
  expect(kills).toBeGreaterThan(1);
  expect(await happened(service)).toEqual(entries.map(({ at, key }) => `${key} ${at}`));
  const [head] = await queryRows(service.database.adminUrl, "select position::integer as head, (select count(*)::integer from event) as events, (select version from thing) as version from log_head");
  expect(head).toEqual({ head: entries.length + 1, events: entries.length + 1, version: entries.length + 1 });
});
