import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { failing, sample, sampleEndpoints } from "../testing/sample.fixture.ts";
import { sampleService } from "../testing/sample-service.fixture.ts";
import { startReplica, type TestRequest } from "../testing/test-service.ts";

const { service, token } = await sampleService();

const make = (request: TestRequest) => service.send("POST", "/v1/things", { token, ...request });
const made = async () => (await make({ json: { title: "made" } })).json as { readonly id: string };
const read = (path: string, headers: Readonly<Record<string, string>> = {}) => service.send("GET", path, { headers });
const change = (id: string, headers: Readonly<Record<string, string>>) => service.send("PATCH", `/v1/things/${id}`, { token, json: { title: "changed" }, headers });
const typeOf = ({ status, json }: { readonly status: number; readonly json: { readonly type: string } }) => `${status} ${json.type}`;

const start = (other: Partial<typeof sample>) => startReplica({ ...sample, ...other }, service.environment);

describe("versions", () => {
  test("an update without If-Match is 428, with a stale one 412, with nonsense 400, with the current one 200", async () => {
    const { id } = await made();
    expect(typeOf(await change(id, {}))).toBe("428 /problems/precondition-required");
    for (const nonsense of ["1", '"1"', "*", '"v1", "v2"', '"v-1"', '"v99999999999"']) expect(typeOf(await change(id, { "if-match": nonsense }))).toBe("400 /problems/malformed-request");
    expect(typeOf(await change(id, { "if-match": '"v7"' }))).toBe("412 /problems/version-conflict");
    const changed = await change(id, { "if-match": '"v1"' });
    expect([changed.status, changed.headers.get("etag")]).toEqual([200, '"v2"']);
  });

  test("of 16 writers that start from one version one wins", async () => {
    const { id } = await made();
    const answers = await Promise.all(Array.from({ length: 16 }, () => change(id, { "if-match": '"v1"' })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(15);
  });

  test.each(['"v1"', 'W/"v1"', '"other", "v1"', "*"])("a reader that sends If-None-Match: %s has the answer already", async (header) => {
    const { id } = await made();
    const again = await read(`/v1/things/${id}`, { "if-none-match": header });
    expect([again.status, again.text, again.headers.get("etag")]).toEqual([304, "", '"v1"']);
  });

  test("a reader of an older version gets the new one", async () => {
    const { id } = await made();
    await change(id, { "if-match": '"v1"' });
    expect((await read(`/v1/things/${id}`, { "if-none-match": '"v1"' })).json).toMatchObject({ title: "changed", version: 2 });
  });
});

describe("a faulty body", () => {
  test("is answered with a JSON pointer to every faulty place", async () => {
    const { status, json } = await make({ json: { title: 3, size: 1.5, tags: ["ok", 7, "x".repeat(21)], place: { floor: 100, "a/b~c": 1 }, other: true } });
    expect(status).toBe(422);
    const found = Object.fromEntries(json.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]));
    expect(found).toEqual({
      "#/title": "wrong-type",
      "#/size": "not-an-integer",
      "#/tags/1": "wrong-type",
      "#/tags/2": "too-long",
      "#/place/name": "missing",
      "#/place/floor": "out-of-range",
      "#/place/a~1b~0c": "unknown-property",
      "#/other": "unknown-property",
    });
  });

  test.each<readonly [string, TestRequest, string]>([
    ["malformed JSON", { raw: "{" }, "400 /problems/malformed-request"],
    ["nothing", { raw: "" }, "400 /problems/malformed-request"],
    ["invalid UTF-8", { raw: Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) }, "400 /problems/malformed-request"],
    ["20,000 nested lists", { raw: "[".repeat(20_000) + "]".repeat(20_000) }, "400 /problems/malformed-request"],
    ["21 nested objects", { raw: '{"a":'.repeat(21) + "1" + "}".repeat(21) }, "400 /problems/malformed-request"],
    ["300 kB", { json: { title: "x".repeat(300_000) } }, "413 /problems/body-too-large"],
    ["a form", { raw: "title=x", headers: { "content-type": "application/x-www-form-urlencoded" } }, "415 /problems/unsupported-media-type"],
    ["no content type", { raw: Uint8Array.from([0x7b, 0x7d]), headers: { "content-type": "" } }, "415 /problems/unsupported-media-type"],
    ["gzip", { json: { title: "x" }, headers: { "content-encoding": "gzip" } }, "415 /problems/unsupported-media-type"],
    ["null", { raw: "null" }, "422 /problems/invalid-request"],
    ["a list", { raw: "[]" }, "422 /problems/invalid-request"],
    ["a prototype", { raw: '{"title":"x","__proto__":{"admin":true}}' }, "422 /problems/invalid-request"],
    ["a null character", { raw: String.raw`{"title":"a\u0000b"}` }, "422 /problems/invalid-request"],
    ["half a surrogate pair", { raw: String.raw`{"title":"a\ud800"}` }, "422 /problems/invalid-request"],
  ])("%s is refused", async (_, request, expected) => {
    expect(typeOf(await make(request))).toBe(expected);
  });

  test("a byte order mark and a charset are no faults", async () => {
    const bytes = Uint8Array.from(Buffer.from('\uFEFF{"title":"with a mark"}'));
    expect((await make({ raw: bytes, headers: { "content-type": "Application/JSON; charset=utf-8" } })).status).toBe(201);
  });

  test("any other text goes in and out as it was", async () => {
    for (const title of ["Traînou", "'; drop table thing; --", "%_\\", "😀 \u202E", "\u0001\u001f", '"}{', "${x} {{x}} <script>"]) {
      const { json } = await make({ json: { title } });
      expect((await read(`/v1/things/${json.id}`)).json.title).toBe(title);
    }
  });

  test("everything wrong with path, query and body is said at once", async () => {
    const { json } = await service.send("PATCH", "/v1/things/nonsense?x=1&y=2", { token, json: { title: "" } });
    expect(json.errors.map((fault: { in: string; pointer: string }) => `${fault.in} ${fault.pointer}`)).toEqual(["path id", "query x", "query y", "body #/title"]);
  });
});

describe("a faulty address", () => {
  test.each([
    ["/v1/things?title=a&title=b", "400 /problems/malformed-request"],
    ["/v1/things?title=a%00b", "400 /problems/malformed-request"],
    ["/v1/things", "400 /problems/malformed-request"],
    ["/v1/things?title=a&__proto__=1", "400 /problems/malformed-request"],
    ["/v1/called/a%00b", "400 /problems/malformed-request"],
    ["/v1/things/%00", "400 /problems/malformed-request"],
    ["/v1/things/%zz", "400 /problems/malformed-request"],
    ["/v1/things/%ff", "400 /problems/malformed-request"],
    ["/v1/things/..%2f..%2fetc", "400 /problems/malformed-request"],
    ["/v1/events?after=-1", "400 /problems/malformed-request"],
    ["/v1/events?after=1e309", "400 /problems/malformed-request"],
    ["/v1/events?limit=NaN", "400 /problems/malformed-request"],
    ["/v1/events?limit=501", "400 /problems/malformed-request"],
    [`/v1/things/${randomUUID()}`, "404 /problems/not-found"],
    ["/v1/nothing", "404 /problems/not-found"],
    ["/", "404 /problems/not-found"],
    ["//v1/things", "404 /problems/not-found"],
  ])("%s is %s", async (path, expected) => {
    expect(typeOf(await read(path))).toBe(expected);
  });

  test.each(["%zz", "%ff", "%c3%28", "%", "a%2fb"])("a path parameter %s that is no text of ours is no failure of ours", async (name) => {
    expect((await read(`/v1/called/${name}`)).status).toBeLessThan(500);
  });

  test("a method that the path has not is 405 and names those it has", async () => {
    const answer = await service.send("DELETE", "/v1/things", { token });
    expect([typeOf(answer), answer.headers.get("allow")]).toEqual(["405 /problems/method-not-allowed", "POST, GET"]);
  });
});

describe("every answer", () => {
  test.each([
    [undefined, "fr", "Introuvable"],
    ["en", "en", "Not found"],
    ["de, en;q=0.5, fr;q=0.4", "en", "Not found"],
    ["en;q=0, fr;q=0.1", "fr", "Introuvable"],
    ["en-GB,fr;q=0.9", "en", "Not found"],
    ["*", "fr", "Introuvable"],
    [";;;q=x,,", "fr", "Introuvable"],
  ])("to Accept-Language %s is in %s", async (header, language, title) => {
    const answer = await read("/v1/nothing", header === undefined ? {} : { "accept-language": header });
    expect([answer.headers.get("content-language"), answer.json.title]).toEqual([language, title]);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  test("carries on the caller's trace, into the event and into the problem", async () => {
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };
    const { json } = await make({ json: { title: "traced" }, headers });
    const event = (await read("/v1/events?limit=500")).json.events.find(({ subject }: { subject: string }) => subject === json.id);
    expect(event.traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`, "u"));
    expect((await make({ raw: "{", headers })).json.traceId).toBe(traceId);
    expect((await make({ raw: "{", headers: { traceparent: "nonsense" } })).json.traceId).toMatch(/^[0-9a-f]{32}$/u);
  });

  test("forbids browsers to run or frame it", async () => {
    const { headers } = await read("/v1/nothing");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("to a failure that nobody foresaw says nothing of it, and the log finds it by its trace", async () => {
    const { status, text, json } = await make({ json: { title: failing.dead } });
    expect([status, text.includes("nobody foresaw")]).toEqual([500, false]);
    expect(service.log.find(({ traceId, level }) => traceId === json.traceId && level === "error")).toMatchObject({ error: "Error: nobody foresaw this" });
  });
});

test("neither bodies nor tokens nor keys nor query values are ever logged", async () => {
  const canary = "canary7f3a";
  await make({ json: { title: canary }, headers: { "idempotency-key": canary } });
  await make({ json: { title: { canary } } });
  await make({ raw: `{"title": ${canary}` });
  await read(`/v1/things?title=${canary}`);
  await read(`/v1/events?after=${canary}`);
  await read(`/v1/things/${canary}`);
  await read(`/v1/held?lock=${canary}`);
  // A value that reaches PostgreSQL and is quoted by its error.
  await read(`/v1/things/${"cafe".repeat(9)}`);
  await service.send("GET", "/v1/operation", { token: `${canary}.${canary}.${canary}` });
  await service.send("GET", "/v1/operation", { token, headers: { "cpts-after": canary } });
  const log = JSON.stringify(service.log);
  expect(log).not.toContain(canary);
  // Trace ids are hexadecimal too: a shorter piece would turn up by chance.
  expect(log).not.toContain("cafe".repeat(4));
  expect(log).not.toContain(token.split(".")[2]);
  expect(log).toContain('"route":"/v1/things"');
});

test("a service hands out its own descriptions, to any page, and takes nothing there", async () => {
  const documents = await Promise.all(["/openapi.json", "/asyncapi.json"].map((path) => read(path)));
  expect(documents.map(({ headers, json, status }) => [status, headers.get("access-control-allow-origin"), json.info.title])).toEqual([
    [200, "*", "CPTS sample"],
    [200, "*", "CPTS sample events"],
  ]);
  expect(Object.keys(documents[1]?.json.channels)).toEqual(["thingMade", "thingChanged"]);
  expect((await service.send("POST", "/asyncapi.json", { json: {} })).status).toBe(404);
});

describe("a service does not start", () => {
  test("when an endpoint of its contract is not bound", async () => {
    await expect(start({ bindings: (config) => sample.bindings(config).slice(1) })).rejects.toThrow("sample: endpoint thing.make is bound 0 times");
  });
  test("when an endpoint is bound twice", async () => {
    await expect(start({ bindings: (config) => [...sample.bindings(config), ...sample.bindings(config).slice(0, 1)] })).rejects.toThrow("thing.make is bound 2 times");
  });
  test("when it binds what is not in its contract", async () => {
    const { operate: _, ...others } = sampleEndpoints;
    await expect(start({ endpoints: others })).rejects.toThrow("operation.read is bound but is not in the contract");
  });
});
