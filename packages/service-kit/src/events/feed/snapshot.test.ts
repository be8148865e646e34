import { queryRows } from "@cpts/testing/database";
import { Effect } from "effect";
import { describe, expect, onTestFinished, test } from "vitest";
import { restricted } from "../../http/restricted.ts";
import { streamLimits, type StreamLimits } from "../../http/streams.ts";
import { openData } from "../../http/open-data.ts";
import { addThings } from "../../testing/many-things.ts";
import { officer, sample, sampleEndpoints } from "../../testing/sample.fixture.ts";
import { provesSnapshot, withSmallSnapshotPages } from "../../testing/snapshot-proof.ts";
import { testService, type TestService } from "../../testing/test-service.ts";
import { watchedServer } from "../../testing/watched-server.ts";
import { snapshotBinding } from "./snapshot.ts";

const path = "/v1/things/snapshot";
const started = async (service: typeof sample): Promise<TestService> => {
  const made = await testService(service);
  onTestFinished(() => made.stop());
  return made;
};
const limited = (limits: Partial<StreamLimits>) => started({ ...sample, layer: () => streamLimits(limits) });
const openSnapshots = async (of: TestService): Promise<string | undefined> => /^cpts_snapshots\{.*\} (\d+)$/mu.exec((await of.send("GET", "/metrics")).text)?.[1];
const endings = (of: TestService) => of.log.flatMap(({ how, message }) => (message === "stream ended" ? [how] : []));
const idleTransactions = async (of: TestService) =>
  (await queryRows(of.database.adminUrl, "select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'")).length;

describe("a snapshot", () => {
  test("is what the events up to its position make, at any moment of any history", async () => {
    const service = await started(withSmallSnapshotPages(sample));
    const token = await service.token(officer);
    const ids: Array<string> = [];
    const add = async (title: string): Promise<void> => void ids.push((await service.send("POST", "/v1/things", { token, json: { title } })).json.id);
    // Several pages, whatever the history draws.
    for (let count = 0; count < 7; count += 1) await add(`before ${count}`);
    const after = await provesSnapshot(
      {
        service,
        token,
        write: async ({ below, of }) => {
          const title = `title ${below(1_000)}`;
          if (below(2) === 0) await add(title);
          else await service.send("PATCH", `/v1/things/${of(ids[0] ?? "", ...ids)}`, { token, json: { title }, headers: { "if-match": `"v${1 + below(3)}"` } });
        },
      },
      {
        endpoint: sampleEndpoints.snapshot,
        told: ({ aggregateversion: version, data: { title }, subject: id }) => ({ id, fields: { title, version } }),
        shown: ({ title, version }) => ({ title, version }),
      },
    );
    expect(after).toBeGreaterThan(0);
  });

  test("of nothing has no item, and is whole", async () => {
    const service = await started(sample);
    const { text } = await service.send("GET", path);
    expect(text.trimEnd().split("\n").map((line) => Object.keys(JSON.parse(line))[0])).toEqual(["snapshot", "end"]);
  });

  test("is for those who may read the log and see every item", async () => {
    const bindings = sample.bindings(undefined as never).filter(({ endpoint }) => endpoint !== sampleEndpoints.snapshot);
    const page = () => Effect.succeed({ items: [], nextCursor: null });
    const service = await started({ ...sample, bindings: () => [...bindings, snapshotBinding(sampleEndpoints.snapshot, { source: "sample", log: openData("events"), items: restricted("thing"), page })] });
    const asked = async (scope: string) => (await service.send("GET", path, { token: await service.token({ role: "service-account", scope }) })).status;
    expect([(await service.send("GET", path)).status, await asked("registry:events"), await asked("registry:read registry:events")]).toEqual([401, 403, 200]);
    expect(await openSnapshots(service)).toBe("0");
  });

  test("takes one of two places and a connection while it is read, and gives them back whatever happens", async () => {
    const service = await limited({ most: { feed: 2, snapshot: 2 }, snapshotPage: 10 });
    await addThings(service.database.url, 30_000);
    const { url } = await watched(service);
    const readers = await Promise.all([0, 1].map(() => begin(url)));
    expect(await openSnapshots(service)).toBe("2");
    const refused = await fetch(url + path);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
    expect((await service.send("GET", "/v1/things?title=x")).status).toBe(200);
    for (const reader of readers) reader.abort();
    await expect.poll(() => openSnapshots(service)).toBe("0");
    await expect.poll(() => idleTransactions(service)).toBe(0);
    expect((await fetch(url + path, { method: "HEAD" })).headers.get("cpts-position")).toMatch(/^sample@.*:0$/u);
    expect([endings(service).slice(0, 2), await openSnapshots(service)]).toEqual([["gone", "gone"], "0"]);
  });

  test("whose reader stalls, or that takes too long, is cut: its last line never comes", async () => {
    const service = await limited({ stallMs: 200, snapshotPage: 10 });
    await addThings(service.database.url, 100_000);
    const { url } = await watched(service);
    const stalled = await begin(url);
    await expect.poll(() => endings(service)).toEqual(["stalled"]);
    await expect(stalled.rest()).rejects.toThrow("terminated");
    const slow = await limited({ snapshotMs: 100, snapshotPage: 1 });
    await addThings(slow.database.url, 100_000);
    await expect((await begin((await watched(slow)).url)).rest()).rejects.toThrow("terminated");
    // Its reader hears of it before everything is let go.
    await expect.poll(async () => [endings(slow), await openSnapshots(slow), await idleTransactions(slow)]).toEqual([["expired"], "0", 0]);
  });
});

const watched = async (service: TestService) => {
  const server = await watchedServer(service.running);
  onTestFinished(() => server.close());
  return server;
};

/** Asks for a snapshot and takes its first line. */
const begin = async (url: string) => {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await fetch(url + path, { signal: abort.signal });
  const reader = (response.body ?? new ReadableStream<Uint8Array<ArrayBuffer>>()).getReader();
  await reader.read();
  return {
    abort: () => abort.abort(),
    rest: async () => {
      while (!(await reader.read()).done);
    },
  };
};
