import { Effect, Exit, Fiber } from "effect";
import { describe, expect, it } from "vitest";
import { connect } from "./connect.ts";
import { connect as connectEffect } from "./effect.ts";
import { CptsDecodeError, CptsNetworkError, CptsProblem } from "./errors.ts";
import { problem, startAnswering } from "./fixtures/answering-server.ts";
import { services } from "./services.ts";

const id = "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f";
const fine = { status: 200, body: { items: [], nextCursor: null } };
const caught = (call: Promise<unknown>): Promise<unknown> => call.then(() => "no error", (error: unknown) => error);

const wrote = (position: string) => ({ status: 201, body: {}, headers: { "cpts-position": position } });
/** The names of the fields of a struct. */
const fields = (schema: object): ReadonlyArray<string> => ("fields" in schema ? Object.keys(schema.fields as object) : []);

describe("a call", () => {
  it("puts each part of its input in its place", async () => {
    await using server = await startAnswering({ status: 200, body: {}, headers: { etag: '"3"' } });
    const cpts = connect({ url: server.url, token: () => Promise.resolve("secret"), language: "en" });
    const answer = await cpts.registry.readTerritory({ id, asOf: "2026-01-01", explain: "true" });
    await cpts.registry.listCpts({ limit: 5, q: "berry & sologne" });
    await cpts.registry.changeCpts({ id }, { shortName: "Ex" }, { ifMatch: answer.etag });
    expect(server.asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET /registry/v1/cpts/${id}/territory?asOf=2026-01-01&explain=true`,
      "GET /registry/v1/cpts?limit=5&q=berry+%26+sologne",
      `PATCH /registry/v1/cpts/${id}`,
    ]);
    expect(server.asked[0]?.headers).toMatchObject({ authorization: "Bearer secret", "accept-language": "en" });
    expect(server.asked[2]).toMatchObject({ body: '{"shortName":"Ex"}', headers: { "if-match": '"3"', "content-type": "application/json" } });
  });

  it("reaches each service at its own address", async () => {
    await using server = await startAnswering(fine);
    await connect({ urls: { registry: `${server.url}/` } }).registry.listCpts();
    expect(server.asked[0]?.url).toBe("/v1/cpts");
    expect(() => connect({})).toThrow('needs "url" or "urls"');
    await expect(connect({ urls: { registry: server.url } }).directory.readTerritory({ id })).rejects.toThrow('no address for the service "directory"');
  });

  it("has parameters in its path and its query that never share a name", () => {
    for (const { endpoints } of Object.values(services)) {
      for (const endpoint of Object.values(endpoints)) {
        expect(fields(endpoint.query).filter((name) => fields(endpoint.params).includes(name))).toEqual([]);
        expect(endpoint.path.match(/(?<=\{)\w+(?=\})/gu) ?? []).toEqual(fields(endpoint.params));
      }
    }
  });

  it("follows the pages of a list", async () => {
    await using server = await startAnswering({ status: 200, body: { items: [{ id: 1 }, { id: 2 }], nextCursor: "a b" } }, { status: 200, body: { items: [{ id: 3 }], nextCursor: null } });
    const items: Array<unknown> = [];
    for await (const item of connect({ url: server.url }).registry.listCpts.all({ limit: 2 })) items.push(item.id);
    expect(items).toEqual([1, 2, 3]);
    expect(server.asked.map(({ url }) => url)).toEqual(["/registry/v1/cpts?limit=2", "/registry/v1/cpts?limit=2&cursor=a+b"]);
  });
});

describe("a failure", () => {
  it("tells the problem of the service, with every faulty field", async () => {
    const errors = [{ in: "body", pointer: "#/communes/3", code: "unknown-commune", message: "commune inconnue", suggestion: "01004" }];
    await using server = await startAnswering(problem("invalid-territory", 422, { detail: "Une commune est inconnue", errors, traceId: "t-1", extra: 1 }));
    const error = await caught(connect({ url: server.url }).registry.registerCpts({ name: "CPTS" }));
    expect(error).toBeInstanceOf(CptsProblem);
    expect(error).toMatchObject({ _tag: "CptsProblem", type: "invalid-territory", status: 422, errors, traceId: "t-1", attempts: 1 });
    expect(String(error)).toContain("#/communes/3: commune inconnue");
  });

  it("of a type that this version does not know is a problem all the same", async () => {
    await using server = await startAnswering(problem("moon-phase", 418));
    expect(await caught(connect({ url: server.url }).registry.listCpts())).toMatchObject({ type: "moon-phase", status: 418 });
  });

  it("that a proxy tells in HTML is a problem by its status", async () => {
    await using server = await startAnswering({ status: 500, body: "<h1>oops</h1>", headers: { "content-type": "text/html" } });
    expect(await caught(connect({ url: server.url }).registry.listCpts())).toMatchObject({ type: "http-500", status: 500, attempts: 1 });
  });

  it("to say JSON is a decode error, and so is another shape when answers are checked", async () => {
    await using server = await startAnswering({ status: 200, body: "<h1>hello</h1>" }, { status: 200, body: { items: "none" } }, { status: 200, body: { items: [], added: 1 } });
    const cpts = connect({ url: server.url, check: true });
    expect(await caught(cpts.registry.listCpts())).toBeInstanceOf(CptsDecodeError);
    expect(await caught(cpts.registry.listCpts())).toBeInstanceOf(CptsDecodeError);
    expect((await cpts.registry.searchCommunes({ q: "amboise" })).data.items).toEqual([]);
  });
});

describe("sending again", () => {
  it("gets a read through two broken connections and a busy service", async () => {
    await using server = await startAnswering({ status: 0 }, problem("unavailable", 503), { status: 0 }, fine);
    expect((await connect({ url: server.url }).registry.listCpts()).status).toBe(200);
    expect(server.asked).toHaveLength(4);
  });

  it("repeats a creation under the same key, a random UUID", async () => {
    await using server = await startAnswering({ status: 0 }, { status: 201, body: {} });
    await connect({ url: server.url }).registry.registerCpts({ name: "CPTS" });
    const keys = server.asked.map(({ headers }) => headers["idempotency-key"]);
    expect(keys[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
    expect(keys[1]).toBe(keys[0]);
    await connect({ url: server.url }).registry.registerCpts({ name: "CPTS" }, { idempotencyKey: "mine" });
    expect(server.asked[2]?.headers["idempotency-key"]).toBe("mine");
  });

  it("is not done to an update that names no version, and tells how often it was done to the others", async () => {
    await using server = await startAnswering({ status: 0 }, { status: 0 }, problem("version-conflict", 412));
    const { registry } = connect({ url: server.url });
    expect(await caught(registry.changeCpts({ id }, { shortName: "Ex" }))).toBeInstanceOf(CptsNetworkError);
    expect(await caught(registry.changeCpts({ id }, { shortName: "Ex" }, { ifMatch: '"1"' }))).toMatchObject({ type: "version-conflict", attempts: 2 });
  });

  it("waits as long as the service asks", async () => {
    await using server = await startAnswering({ ...problem("position-not-reached", 503), headers: { "retry-after": "1" } }, fine);
    const before = performance.now();
    await connect({ url: server.url }).registry.listCpts();
    expect(performance.now() - before).toBeGreaterThanOrEqual(990);
  });

  it("is not done when the service asks for more than a minute", async () => {
    await using server = await startAnswering({ ...problem("unavailable", 503), headers: { "retry-after": "3600" } });
    expect(await caught(connect({ url: server.url }).registry.listCpts())).toMatchObject({ type: "unavailable", retryAfter: 3600, attempts: 1 });
  });

  it("ends with the last error when the attempts are used up", async () => {
    await using server = await startAnswering(problem("unavailable", 503));
    expect(await caught(connect({ url: server.url, retries: 1 }).registry.listCpts())).toMatchObject({ type: "unavailable", attempts: 2 });
  });
});

describe("time and abortion", () => {
  it("gives an attempt up after its limit", async () => {
    await using server = await startAnswering({ status: 200, silent: true });
    expect(await caught(connect({ url: server.url, timeoutMs: 30, retries: 0 }).registry.listCpts())).toMatchObject({ _tag: "CptsNetworkError", timedOut: true });
  });

  it("rejects with the reason of the signal, between attempts too", async () => {
    await using server = await startAnswering({ ...problem("unavailable", 503), headers: { "retry-after": "30" } });
    const stop = new AbortController();
    const call = caught(connect({ url: server.url }).registry.listCpts({}, { signal: stop.signal }));
    await expect.poll(() => server.asked.length).toBe(1);
    stop.abort("enough");
    expect(await call).toBe("enough");
  });
});

describe("reading one's writes", () => {
  it("tells every service what was written, until the log is another one", async () => {
    await using server = await startAnswering(wrote("registry@log-one-1:7"), wrote("registry@log-one-1:6"), fine, problem("log-changed", 409), fine);
    const cpts = connect({ url: server.url, after: "contracts@log-ccc-1:3" });
    expect((await cpts.registry.registerCpts({ name: "CPTS" })).position).toBe("registry@log-one-1:7");
    await cpts.registry.registerCpts({ name: "CPTS" });
    await cpts.directory.readTerritory({ id });
    expect(server.asked[2]?.headers["cpts-after"]).toBe("contracts@log-ccc-1:3, registry@log-one-1:7");
    expect(cpts.after()).toBe("contracts@log-ccc-1:3, registry@log-one-1:7");
    await caught(cpts.registry.listCpts());
    await cpts.registry.listCpts();
    expect(server.asked[4]?.headers["cpts-after"]).toBeUndefined();
  });
});

describe("the Effect face", () => {
  it("encodes what it is given, decodes what comes back, and fails with tags", async () => {
    const page = { items: [], nextCursor: null, added: true };
    await using server = await startAnswering({ status: 200, body: page }, { status: 200, body: { items: 1 } }, problem("not-found", 404), { status: 0 });
    const { registry } = connectEffect({ url: server.url, retries: 0 });
    const list = registry.listCpts({ limit: 5 });
    expect((await Effect.runPromise(list)).data).toEqual({ items: [], nextCursor: null });
    expect(server.asked[0]?.url).toBe("/registry/v1/cpts?limit=5");
    const tagOf = list.pipe(
      Effect.as("success"),
      Effect.catchTags({ CptsProblem: ({ type }) => Effect.succeed(type), CptsDecodeError: ({ _tag }) => Effect.succeed(_tag), CptsNetworkError: ({ _tag }) => Effect.succeed(_tag) }),
    );
    expect([await Effect.runPromise(tagOf), await Effect.runPromise(tagOf), await Effect.runPromise(tagOf)]).toEqual(["CptsDecodeError", "not-found", "CptsNetworkError"]);
  });

  it("takes branded values: a plain string is no code of a commune", async () => {
    await using server = await startAnswering(problem("not-found", 404));
    const { registry } = connectEffect({ url: server.url });
    // @ts-expect-error a plain string: `CommuneCode` has to check it first
    const call = registry.readCommune({ code: "37003" });
    expect(await Effect.runPromise(call.pipe(Effect.as(200), Effect.catchTag("CptsProblem", ({ status }) => Effect.succeed(status))))).toBe(404);
  });

  it("aborts the request of an effect that is interrupted", async () => {
    await using server = await startAnswering({ status: 200, silent: true });
    const fiber = Effect.runFork(connectEffect({ url: server.url }).registry.listCpts());
    await expect.poll(() => server.asked.length).toBe(1);
    await Effect.runPromise(Fiber.interrupt(fiber));
    expect(Exit.isFailure(await Effect.runPromise(Fiber.await(fiber)))).toBe(true);
    expect(server.asked).toHaveLength(1);
  });
});
