import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Effect, Stream } from "effect";
import { describe, expect, it, onTestFinished } from "vitest";
import { connect } from "./connect.ts";
import { connect as connectEffect } from "./effect.ts";
import { CptsDecodeError, CptsNetworkError, CptsProblem } from "./errors.ts";
import { problem, startAnswering, type Told } from "./fixtures/answering-server.ts";

const logId = "0198c0de-0000-7000-8000-00000000aaaa";
const start = { snapshot: { source: "registry", logId, position: 7, collection: "cpts" } };
const cpts = (number: number) => ({
  id: `0198c0de-0000-7000-8000-${String(number).padStart(12, "0")}`,
  name: `CPTS ${number}`,
  shortName: null,
  status: "emergence",
  legalForm: null,
  identifiers: { rna: null, siren: null, siret: null, finess: null },
  externalIds: [],
  website: null,
  provenance: { status: "declared" },
  version: number,
});
const ndjson = (...lines: ReadonlyArray<unknown>): string => lines.map((line) => `${JSON.stringify(line)}\n`).join("");
const whole = ndjson(start, cpts(1), cpts(2), { end: { count: 2 } });

const answering = async (...answers: ReadonlyArray<Told>) => {
  const server = await startAnswering(...answers);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
};
const all = async <Item>(items: AsyncIterable<Item>): Promise<ReadonlyArray<Item>> => {
  const taken: Array<Item> = [];
  for await (const item of items) taken.push(item);
  return taken;
};

describe("a snapshot", () => {
  it("gives the cursor that its events follow, and every item", async () => {
    const server = await answering({ status: 200, headers: { "cpts-position": `registry@${logId}:7` }, body: whole });
    const { data, position } = await connect({ urls: { registry: server.url } }).registry.snapshotCpts();
    expect(data.cursor).toEqual({ source: "registry", logId, position: 7 });
    expect(position).toBe(`registry@${logId}:7`);
    expect((await all(data.items)).map(({ id, version }) => [id, version])).toEqual([1, 2].map((number) => [cpts(number).id, number]));
    expect(server.asked[0]).toMatchObject({ url: "/v1/cpts/snapshot", headers: { accept: "application/x-ndjson, application/problem+json" } });
  });

  it("is read as well by a fetch that knows no streams", async () => {
    const { data } = await connect({ url: "https://cpts.example", fetch: async () => ({ status: 200, headers: new Headers(), text: async () => whole }) }).registry.snapshotCpts();
    expect(await all(data.items)).toHaveLength(2);
  });

  it.each([
    ["before its first line", "", "cut after 0 items"],
    ["between two items", ndjson(start, cpts(1)), "cut after 1 items"],
    ["within an item", `${ndjson(start, cpts(1))}{"id":"0198`, "cut after 1 items"],
    ["within its last line", ndjson(start, cpts(1), { end: { count: 1 } }).slice(0, -1), "cut after 1 items"],
  ])("that was cut %s says so", async (_, body, message) => {
    const server = await answering({ status: 200, body });
    const taken = connect({ urls: { registry: server.url } }).registry.snapshotCpts().then(({ data }) => all(data.items));
    await expect(taken).rejects.toThrow(message);
    await expect(taken).rejects.toBeInstanceOf(CptsNetworkError);
  });

  it("whose connection breaks says how much had come", async () => {
    const server = createServer((request, response) => {
      response.write(ndjson(start, cpts(1)), () => request.socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    // An address on TCP is an AddressInfo; Node's type also covers pipes.
    const { port } = server.address() as AddressInfo;
    const taken = connect({ urls: { registry: `http://127.0.0.1:${port}` } }).registry.snapshotCpts().then(({ data }) => all(data.items));
    await expect(taken).rejects.toThrow("cut after 1 items");
  });

  it("that miscounts, or is none, is refused", async () => {
    const server = await answering({ status: 200, body: ndjson(start, cpts(1), { end: { count: 2 } }) }, { status: 200, body: ndjson({ items: [] }) });
    const { registry } = connect({ urls: { registry: server.url } });
    const { data } = await registry.snapshotCpts();
    await expect(all(data.items)).rejects.toBeInstanceOf(CptsDecodeError);
    await expect(registry.snapshotCpts()).rejects.toBeInstanceOf(CptsDecodeError);
  });

  it("is asked for again while the service is busy, and refused as any call is", async () => {
    const server = await answering(problem("unavailable", 503), { status: 200, body: whole }, problem("forbidden", 403));
    const { registry } = connect({ urls: { registry: server.url } });
    expect(await all((await registry.snapshotCpts()).data.items)).toHaveLength(2);
    const refused = registry.snapshotCpts();
    await expect(refused).rejects.toBeInstanceOf(CptsProblem);
    await expect(refused).rejects.toMatchObject({ status: 403, type: "forbidden" });
  });

  it("asks for no more than its reader takes, and stops when the reader does", async () => {
    let made = 0;
    let cancelled = false;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        pull: (controller) => {
          controller.enqueue(new TextEncoder().encode(made === 0 ? ndjson(start) : ndjson(cpts(made))));
          made += 1;
        },
        cancel: () => {
          cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    const { data } = await connect({ url: "https://cpts.example", fetch: async () => ({ status: 200, headers: new Headers(), text: async () => "", body }) }).registry.snapshotCpts();
    expect(made).toBe(1);
    for await (const { version } of data.items) {
      expect(made).toBe(version + 1);
      if (version === 5) break;
    }
    expect([made, cancelled]).toEqual([6, true]);
  });

  it("rejects with the reason of the signal that gives it up", async () => {
    const server = createServer((_, response) => {
      response.write(ndjson(start, cpts(1)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    // As above.
    const { port } = server.address() as AddressInfo;
    const abort = new AbortController();
    const { data } = await connect({ urls: { registry: `http://127.0.0.1:${port}` } }).registry.snapshotCpts({ signal: abort.signal });
    const items = data.items[Symbol.asyncIterator]();
    expect((await items.next()).done).toBe(false);
    const next = items.next();
    abort.abort(new Error("enough"));
    await expect(next).rejects.toThrow("enough");
    const patient = await connect({ urls: { registry: `http://127.0.0.1:${port}` }, timeoutMs: 100 }).registry.snapshotCpts();
    await expect(all(patient.data.items)).rejects.toMatchObject({ _tag: "CptsNetworkError", timedOut: true });
  });

  it("is checked item by item where answers are", async () => {
    const server = await answering({ status: 200, body: ndjson(start, { ...cpts(1), version: "one" }, { end: { count: 1 } }) });
    const { data } = await connect({ urls: { registry: server.url }, check: true }).registry.snapshotCpts();
    await expect(all(data.items)).rejects.toBeInstanceOf(CptsDecodeError);
  });

  it("is a stream of decoded items for Effect programs, which fails where it was cut", async () => {
    const server = await answering({ status: 200, body: whole }, { status: 200, body: ndjson(start, cpts(1)) });
    const { registry } = connectEffect({ urls: { registry: server.url } });
    const names = Effect.flatMap(registry.snapshotCpts(), ({ data }) => Stream.runCollect(Stream.map(data.items, ({ name }) => name)));
    expect([...(await Effect.runPromise(names))]).toEqual(["CPTS 1", "CPTS 2"]);
    const tag = names.pipe(Effect.map(String), Effect.catchTag("CptsNetworkError", ({ _tag }) => Effect.succeed(_tag)));
    expect(await Effect.runPromise(tag)).toBe("CptsNetworkError");
  });
});
