import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { queryRows, testDatabase, type TestDatabase } from "@cpts/testing/database";
import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, expectTypeOf, it } from "vitest";
import { connect } from "./connect.ts";
import { eventAt, eventsUpTo, upTo } from "./fixtures/events.ts";
import { type FeedServer, startFeedServer } from "./fixtures/feed-server.ts";
import { kyselyCursor } from "./kysely-cursor.ts";
import type { Cursor } from "./subscription/logged-event.ts";

interface Tables {
  readonly effect: { source: string; position: number };
}

let database: TestDatabase;
let db: Kysely<Tables>;
const open = (): Kysely<Tables> => new Kysely({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: database.ownerUrl, max: 4 }) }) });
beforeAll(async () => {
  database = await testDatabase({ name: "subscriber", migrate: async () => {} });
  db = open();
  await queryRows(database.ownerUrl, "create table effect (source text not null, position integer not null, primary key (source, position))");
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

let registry: FeedServer;
let directory: FeedServer;
beforeEach(async () => {
  [registry, directory] = [await startFeedServer(), await startFeedServer("log-two-2", "directory")];
  await kyselyCursor(db, { name: "effects" }).createTable();
  await queryRows(database.ownerUrl, "truncate effect, cpts_cursor");
});
afterEach(async () => {
  await registry.close();
  await directory.close();
});

const at = (position: number, logId: string | null = "log-one-1"): Cursor => ({ source: "registry", logId, position });
const applied = async (source: string): Promise<ReadonlyArray<number>> =>
  (await queryRows(database.ownerUrl, "select position from effect where source = $1 order by position", [source])).map(({ position }) => Number(position));
const platform = () => connect({ urls: { registry: registry.url, directory: directory.url } });

describe("cursors in PostgreSQL", () => {
  it("make their table once, however many begin at once, in the schema they are told", async () => {
    await queryRows(database.ownerUrl, "create schema if not exists app");
    await Promise.all(Array.from({ length: 8 }, () => kyselyCursor(db, { name: "effects", table: "app.own_cursor" }).createTable()));
    await kyselyCursor(db, { name: "effects", table: "app.own_cursor" }).begin?.(at(3));
    expect(await queryRows(database.ownerUrl, "select subscription, source, log_id, position::integer from app.own_cursor")).toEqual([
      { subscription: "effects", source: "registry", log_id: "log-one-1", position: 3 },
    ]);
  });

  it("are kept by subscription and source, begun once, and never moved back", async () => {
    const cursor = kyselyCursor(db, { name: "effects" });
    expect(await cursor.load("registry")).toBeNull();
    expect(await cursor.begin?.(at(0, null))).toEqual(at(0, null));
    await cursor.save(at(5));
    await cursor.save(at(4));
    expect(await cursor.begin?.(at(9))).toEqual(at(5));
    expect(await kyselyCursor(db, { name: "others" }).load("registry")).toBeNull();
    expect(await cursor.load("directory")).toBeNull();
  });

  it("do not come back after a clear by who did not know of it", async () => {
    const cursor = kyselyCursor(db, { name: "effects" });
    await cursor.begin?.(at(5));
    await cursor.begin?.({ ...at(1), source: "directory" });
    await cursor.clear("registry");
    await expect(cursor.save(at(6))).rejects.toMatchObject({ _tag: "CursorMoved", source: "registry" });
    expect(await cursor.load("directory")).toMatchObject({ position: 1 });
    await cursor.clear();
    expect(await cursor.load("directory")).toBeNull();
  });

  it("are committed with the effects, or neither", async () => {
    registry.append(...eventsUpTo(30));
    const cursor = kyselyCursor(db, { name: "effects" });
    const failing = platform().registry.onEvents(
      { cursor, batchSize: 10, retries: 1, retryMs: { first: 1, longest: 1 } },
      cursor.inTransaction(async (events, trx) => {
        for (const { position } of events) {
          await trx.insertInto("effect").values({ source: "registry", position }).execute();
          if (position === 17) throw new Error("no such commune");
        }
      }),
    );
    await expect(failing).rejects.toMatchObject({ _tag: "HandlerFailed", position: 17 });
    expect(await applied("registry")).toEqual(upTo(16));
    expect(await cursor.load("registry")).toEqual(at(16));
  });

  it("keep the start of a snapshot with what was read of it", async () => {
    registry.append(...eventsUpTo(12));
    const cursor = kyselyCursor(db, { name: "effects" });
    await db.transaction().execute(async (trx) => {
      await trx.insertInto("effect").values({ source: "registry", position: 8 }).execute();
      await cursor.within(trx).begin(at(8));
    });
    const stop = new AbortController();
    await platform().registry.onEvents({ cursor, signal: stop.signal }, async (batch, place) =>
      db.transaction().execute(async (trx) => {
        for (const { position } of await cursor.within(trx).take(batch, place)) await trx.insertInto("effect").values({ source: "registry", position }).execute();
        await cursor.within(trx).save(place.after);
        stop.abort();
        return "stored" as const;
      }),
    );
    expect(await applied("registry")).toEqual(upTo(12, 8));
    expect(await cursor.load("registry")).toEqual(at(12));
  });

  it("that are cleared while a subscription runs end it, so that nothing is skipped of the rebuild", async () => {
    registry.append(...eventsUpTo(10));
    const cursor = kyselyCursor(db, { name: "effects" });
    const running = platform().registry.onEvents(
      { cursor },
      cursor.inTransaction(async () => {
        setImmediate(() => void cursor.clear("registry").then(() => registry.append(eventAt(11))));
      }),
    );
    await expect(running).rejects.toMatchObject({ _tag: "CursorMoved", source: "registry" });
    expect(await cursor.load("registry")).toBeNull();
  });

  it("hand on what an event holds by its type", () => {
    const cursor = kyselyCursor(db, { name: "effects" });
    const subscribe = () =>
      platform().onEvents(
        { sources: ["registry"], cursor },
        cursor.inTransaction(async (events) => {
          for (const event of events) if (event.type === "cpts.registry.cpts.registered.v1") expectTypeOf(event.data.name).toEqualTypeOf<string>();
        }),
      );
    expectTypeOf(subscribe).returns.resolves.toEqualTypeOf<void>();
  });
});

describe("effects and cursor in one transaction", () => {
  const consumer = () =>
    spawn(process.execPath, ["--conditions=@cpts/source", "--disable-warning=ExperimentalWarning", join(import.meta.dirname, "fixtures", "applying-consumer.fixture.ts")], {
      env: { DATABASE_URL: database.ownerUrl, REGISTRY_URL: registry.url, DIRECTORY_URL: directory.url },
      stdio: ["ignore", "pipe", "inherit"],
    });
  const allApplied = async (last: number): Promise<boolean> => (await applied("registry")).length === last && (await applied("directory")).length === last;

  it("apply each event exactly once, at whatever point the consumer is killed", async () => {
    const last = 80;
    registry.append(...eventsUpTo(last));
    directory.append(...eventsUpTo(last, "log-two-2", "directory"));
    let kills = 0;
    for (let isDone = false; !isDone; kills++) {
      const child = consumer();
      const ended = once(child, "exit");
      // Killed just after it said so: in the middle of a transaction, before its commit, or after.
      let left = 1 + Math.floor(Math.random() * 12);
      child.stdout.on("data", (chunk: Buffer) => {
        left -= chunk.toString().split("\n").length - 1;
        if (left <= 0) setTimeout(() => child.kill("SIGKILL"), Math.random() * 3);
      });
      do {
        await delay(20);
        isDone = await allApplied(last);
      } while (!isDone && child.exitCode === null && child.signalCode === null);
      child.kill("SIGKILL");
      expect((await ended)[1]).toBe("SIGKILL");
    }
    expect(kills).toBeGreaterThan(5);
    expect([await applied("registry"), await applied("directory")]).toEqual([upTo(last), upTo(last)]);
  });

  it("apply each event exactly once when two replicas follow at once", async () => {
    const last = 900;
    registry.append(...eventsUpTo(300));
    const stop = new AbortController();
    const shares = [0, 0];
    const replica = async (index: number): Promise<void> => {
      const own = open();
      const cursor = kyselyCursor(own, { name: "effects" });
      await platform().registry.onEvents(
        { cursor, batchSize: 7, retries: 0, signal: stop.signal },
        cursor.inTransaction(async (events, trx) => {
          for (const { position } of events) await trx.insertInto("effect").values({ source: "registry", position }).execute();
          shares[index] = (shares[index] ?? 0) + events.length;
        }),
      );
      await own.destroy();
    };
    const both = Promise.all([replica(0), replica(1)]);
    for (let position = 301; position <= last; position++) {
      registry.append(eventAt(position));
      if (position % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await expect.poll(async () => (await applied("registry")).length).toBe(last);
    stop.abort();
    await both;
    expect(await applied("registry")).toEqual(upTo(last));
    expect(shares[0]! + shares[1]!).toBe(last);
  });
});
