import { withClient } from "@cpts/testing/database";
import * as fc from "fast-check";
import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { kitMigrations } from "../../database/kit-migrations.ts";
import { sampleService } from "../../testing/sample-service.fixture.ts";

const { service } = await sampleService();

const asOwner = (sql: string, values: ReadonlyArray<unknown> = []) => withClient(service.database.ownerUrl, (owner) => owner.query(sql, [...values]));
const append = (times: ReadonlyArray<string>) =>
  asOwner(
    `select append_events(json_agg(json_build_object('id', gen_random_uuid(), 'type', 'cpts.sample.thing.made.v1', 'aggregateId', gen_random_uuid(), 'aggregateVersion', 1,
      'occurredAt', t.at, 'data', json_build_object('thingId', 'a', 'title', 'b')) order by t.n)) from unnest($1::text[]) with ordinality t(at, n)`,
    [times],
  );
const since = (instant: string, more = "") => service.send("GET", `/v1/events?since=${encodeURIComponent(instant)}${more}`);
const positionsSince = async (instant: string): Promise<ReadonlyArray<number>> => (await since(instant, "&limit=500")).json.events.map(({ position }: { position: number }) => position);

afterEach(() => asOwner("truncate event; update log_head set position = 0, hash = '', latest_at = null"));

describe("the feed since an instant", () => {
  it("begins with the first position at or after it, and gives everything behind, whatever its time", async () => {
    await append(["2026-01-01T00:00:00Z", "2026-01-05T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-06T00:00:00.000001Z"]);
    expect(await positionsSince("2026-01-02T00:00:00Z")).toEqual([2, 3, 4]);
    expect(await positionsSince("2026-01-05T00:00:00Z")).toEqual([2, 3, 4]);
    expect(await positionsSince("2026-01-05T00:00:00.1Z")).toEqual([4]);
    expect(await positionsSince("1970-01-01T00:00:00Z")).toEqual([1, 2, 3, 4]);
  });

  it("is an empty page scanned to the head when nothing happened since", async () => {
    await append(["2026-01-01T00:00:00Z", "2026-01-05T00:00:00Z"]);
    expect((await since("2026-01-06T00:00:00.000001Z")).json).toMatchObject({ head: 2, scannedTo: 2, events: [] });
    await asOwner("truncate event; update log_head set position = 0, hash = '', latest_at = null");
    expect((await since("2026-01-06T00:00:00Z")).json).toMatchObject({ head: 0, scannedTo: 0, events: [] });
  });

  it("waits for the first event at or after it, and passes over earlier ones", async () => {
    const waiting = since("2026-03-01T00:00:00Z", "&wait=25");
    await append(["2026-01-05T00:00:00Z"]);
    await append(["2026-03-05T00:00:00Z"]);
    expect((await waiting).json.events.map(({ position }: { position: number }) => position)).toEqual([2]);
  });

  it("is refused beside a position, naming both, and without a true instant", async () => {
    const both = await since("2026-01-05T00:00:00Z", "&after=3");
    expect(both.status).toBe(400);
    expect(both.json.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual([
      ["after", "exclusive"],
      ["since", "exclusive"],
    ]);
    for (const wrong of ["2026-02-30T00:00:00Z", "2026-01-05", "yesterday", "2026-01-05T00:00:00+02:00"]) expect((await since(wrong)).status).toBe(400);
  });

  it("knows the events that were in the log before it could be asked", async () => {
    await append(["2026-01-01T00:00:00Z", "2026-01-05T00:00:00Z", "2026-01-02T00:00:00Z"]);
    await asOwner("drop index event_latest_at; alter table event drop column latest_at; alter table log_head drop column latest_at");
    const owner = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: service.database.ownerUrl, max: 1 }) }) });
    await kitMigrations["0007-event-instant"]?.up(owner);
    await owner.destroy();
    await append(["2026-01-03T00:00:00Z", "2026-01-06T00:00:00Z"]);
    expect(await positionsSince("2026-01-03T00:00:00Z")).toEqual([2, 3, 4, 5]);
    expect(await positionsSince("2026-01-06T00:00:00Z")).toEqual([5]);
  });

  it("never skips an event at or after the instant, in whatever order the times are", async () => {
    const minute = fc.integer({ min: 0, max: 40 }).map((minutes) => new Date(Date.UTC(2026, 0, 1, 0, minutes)).toISOString());
    await fc.assert(
      fc.asyncProperty(fc.array(minute, { maxLength: 25 }), minute, async (times, instant) => {
        await asOwner("truncate event; update log_head set position = 0, hash = '', latest_at = null");
        if (times.length > 0) await append(times);
        const first = times.findIndex((time) => time >= instant);
        expect(await positionsSince(instant)).toEqual(first === -1 ? [] : times.map((_, index) => index + 1).slice(first));
      }),
      { numRuns: 60 },
    );
  });
});
