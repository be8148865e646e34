import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beginningOf, follow, httpFeed } from "@cpts/sdk/subscription";
import { brokerAvailable, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { queryRows } from "@cpts/testing/database";
import { Effect } from "effect";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { layer as databaseLayer } from "../../database/database.ts";
import type { EncodedEvent } from "../../subscriptions/projection.ts";
import { follower } from "../../testing/follower.fixture.ts";
import { restorableSource, type RestorableSource } from "../../testing/restored-source.ts";
import { sampleFiles } from "../../testing/sample-files.ts";
import { testService, type TestService } from "../../testing/test-service.ts";
import { verifyChain } from "./verify.ts";

let broker: PrivateBroker | null = null;
let source: RestorableSource;
let copy: TestService;
let leave: AbortController;
let subscriber: { readonly titles: Map<string, string>; readonly changes: Array<string>; readonly done: Promise<void> };

/** An application that follows the log with the SDK alone, and begins anew when it is told to. */
const subscribe = (url: string, signal: AbortSignal): typeof subscriber => {
  const name: string = "sample";
  const titles = new Map<string, string>();
  const changes: Array<string> = [];
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      titles.clear();
      const end = await follow<EncodedEvent>({
        source: "sample",
        feed: httpFeed("sample", { urls: { [name]: url }, retries: 0 }),
        cursor: beginningOf("sample"),
        handle: async (batch) => {
          for (const { data } of batch) titles.set((data as { thingId: string }).thingId, (data as { title: string }).title);
        },
        signal,
        waitSeconds: 2,
        retryMs: { first: 50, longest: 200 },
      });
      if (end._tag === "LogChanged") changes.push(end.logId);
    }
  };
  return { titles, changes, done: run() };
};

beforeEach(async () => {
  broker = brokerAvailable() ? await privateBroker() : null;
  source = await restorableSource(broker?.url ?? null);
  copy = await testService(follower, { SAMPLE_URL: source.url, ...(broker === null ? {} : { NATS_URL: broker.url }) });
  leave = new AbortController();
  subscriber = subscribe(source.url, leave.signal);
}, 120_000);
afterEach(async () => {
  leave.abort();
  await subscriber.done;
  await copy.stop();
  await source.remove();
  await broker?.remove();
}, 120_000);

const make = async (title: string): Promise<string> => {
  const answer = await source.send("POST", "/v1/things", { title });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { readonly id: string }).id;
};
const attach = async (thing: string, type: string): Promise<string> => {
  const answer = await source.send("POST", `/v1/things/${thing}/files?name=a`, sampleFiles[type], "application/octet-stream");
  return `/v1/things/${thing}/files/${((await answer.json()) as { readonly id: string }).id}`;
};
const byId = (rows: ReadonlyArray<Readonly<Record<string, unknown>>>) => Object.fromEntries(rows.map(({ id, title }) => [id, title]));
const things = async () => byId(await source.rows("select id, title from thing"));
const known = async () => byId(await queryRows(copy.database.adminUrl, "select id, title from known_thing"));
const logId = async () => (await source.rows("select log_id from log_head"))[0]?.["log_id"];
const chain = () => Effect.runPromise(Effect.provide(verifyChain, databaseLayer({ url: source.databaseUrl(), poolSize: 1, applicationName: "test" })));

/** Everyone who follows ends with what the source has. */
const agree = async (): Promise<void> => {
  const expected = await things();
  await expect.poll(known, { timeout: 120_000 }).toEqual(expected);
  await expect.poll(() => Object.fromEntries(subscriber.titles), { timeout: 120_000 }).toEqual(expected);
};

/** A backup, and what happens after it and is lost with the server. */
const loseTheLastHour = async (how: "recovery" | "in place", beforeTheLoss = async () => "") => {
  const kept = await make("before the backup");
  const file = await attach(kept, "application/pdf");
  const writing = Array.from({ length: 20 }, (_, index) => make(`during the backup ${index}`));
  await source.backUp();
  await Promise.all(writing);
  const lost = await make("after the backup");
  for (let count = 0; count < 30; count += 1) await make(`also after ${count}`);
  const lostFile = await attach(lost, "image/png");
  await source.send("POST", `/v1/things/${kept}/erasure`);
  await agree();
  const erasures = await beforeTheLoss();
  const before = await logId();
  await source.restore(how);
  return { kept, lost, file, lostFile, before, erasures };
};

const status = async (path: string) => (await source.send("GET", path)).status;

describe("a log that was restored to an earlier point", () => {
  test("by recovery: the service gives it a new id by itself, and all who follow it end in the restored state", { timeout: 240_000 }, async () => {
    const { before, lost } = await loseTheLastHour("recovery");
    await source.start();
    expect(source.output()).toContain("its log has a new id");
    expect(await logId()).not.toBe(before);
    await agree();
    expect(await things()).not.toHaveProperty(lost);
    // More than was lost: a follower that had kept its cursor would have passed these over.
    for (let count = 0; count < 40; count += 1) await make(`anew ${count}`);
    await agree();
    expect(subscriber.changes).toEqual([await logId()]);
    expect(await chain()).toMatchObject({ firstBad: null });
    // Started once more where it is: nothing has changed.
    const renewed = await logId();
    await source.stop();
    await source.start();
    expect(await logId()).toBe(renewed);
  });

  test("in place: renew-log tells everyone, what was a file is one again, and who was erased is erased again", { timeout: 240_000 }, async () => {
    const { before, erasures, file, kept, lostFile } = await loseTheLastHour("in place", async () => (await source.command("erasures", "export")).output);
    const { code, output } = await source.command("renew-log");
    expect([code, output]).toEqual([0, `the log ${String(before)} is now ${String(await logId())}\n`]);
    expect(await logId()).not.toBe(before);
    await source.start();
    for (let count = 0; count < 40; count += 1) await make(`anew ${count}`);
    await agree();
    expect(await chain()).toMatchObject({ firstBad: null });

    expect([await status(file), await status(lostFile)]).toEqual([200, 404]);
    const answer = await source.send("GET", file);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(sampleFiles["application/pdf"]);
    expect(erasures).toContain(kept);
    const folder = await mkdtemp(join(tmpdir(), "cpts-erasures-"));
    await writeFile(join(folder, "erasures.ndjson"), erasures);
    const replays = [await source.command("erasures", "replay", join(folder, "erasures.ndjson")), await source.command("erasures", "replay", join(folder, "erasures.ndjson"))];
    await rm(folder, { recursive: true });
    expect(replays.map((replay) => replay.output)).toEqual(["1 erased again, 1 files gone\n", "1 erased again, 0 files gone\n"]);
    expect(await status(file)).toBe(404);
    expect(await source.rows("select count(*)::int as count from file_chunk")).toEqual([{ count: 0 }]);
    expect((await source.command("erasures", "export")).output).toBe(erasures);
  });

  test("in place, and nobody thought of renew-log: who has read further than the log now goes begins anew", { timeout: 240_000 }, async () => {
    const { before, lost } = await loseTheLastHour("in place");
    await source.start();
    expect(await logId()).toBe(before);
    await agree();
    expect(await things()).not.toHaveProperty(lost);
    expect(subscriber.changes).toEqual([before]);
  });
});

test.skipIf(!brokerAvailable())("renew-log refuses while a process of the service runs, unless it is forced", { timeout: 120_000 }, async () => {
  await expect.poll(async () => (await source.rows("select count(*)::int as count from lease where expires_at > clock_timestamp()"))[0]).toEqual({ count: 1 });
  const before = await logId();
  const refused = await source.command("renew-log");
  expect([refused.code, await logId()]).toEqual([1, before]);
  expect(refused.output).toContain("relay");
  expect((await source.command("renew-log", "--force")).code).toBe(0);
  expect(await logId()).not.toBe(before);
  await make("after");
  await agree();
});
