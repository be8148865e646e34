import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { parisDateFromInstant } from "@cpts/domain/LocalDate";
import { settableClock } from "@cpts/service-kit/testing/settable-clock";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

const clock = settableClock("2031-03-01T12:00:00Z");
let world: Scene;
let server: Server;
let url: string;
beforeAll(async () => {
  world = await scene({}, clock);
  // What goes past the finished answers is told apart.
  server = createServer((incoming, outgoing) => {
    if (!world.service.running.answerFinished(incoming, outgoing)) outgoing.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await world.service.stop();
});

const atOnce = (path: string, headers: Record<string, string> = {}) => fetch(url + path, { headers });
/** Answered from memory, once the index has read what there is. */
const finished = async (code: string, headers: Record<string, string> = {}): Promise<Response> => {
  let answer = await atOnce(`/v1/communes/${code}`, headers);
  await expect.poll(async () => (answer = await atOnce(`/v1/communes/${code}`, headers)).status).not.toBe(418);
  return answer;
};
const named = async (code: string): Promise<ReadonlyArray<string>> => ((await (await finished(code)).json()) as { coveredBy: ReadonlyArray<{ name: string }> }).coveredBy.map(({ name }) => name);

describe("a commune from memory", () => {
  test("is byte for byte and header for header what the database answers, whoever covers it and however", async () => {
    await world.register({ name: "Écluses", territory: { ...communes("22113", "22050"), validFrom: "2020" } });
    await world.register({ name: "Dunes", territory: { territory: { communes: ["22113"], parts: [{ commune: "22050", name: "Bourg", kind: "quartier" }] }, validFrom: "2021-05-01" } });
    await world.register({ name: "Paris huit", territory: { territory: { communes: ["75109", "75108"], provenance: { status: "reconstructed" } } } });
    await world.register({ name: "Lyon, un quartier", territory: { territory: { parts: [{ commune: "69123", name: "Guillotière", kind: "quartier" }] } } });
    const id = await world.register({ name: "Deux territoires", territory: { ...communes("05061", "05046"), validFrom: "2018-01-01" } });
    await world.setTerritory(id, { ...communes("05061", "05170"), validFrom: "2031" });
    for (const code of ["22113", "22050", "75056", "75108", "75101", "69123", "69383", "05061", "05046", "05170", "41023", "97701", "98415", "01001"]) {
      const memory = await finished(code);
      // A token is looked at in the ordinary way, which reads the database.
      const database = await world.send("GET", `/v1/communes/${code}`);
      expect(await memory.text()).toBe(database.text);
      for (const name of ["etag", "content-type", "cache-control", "vary", "content-security-policy", "x-content-type-options", "referrer-policy"]) expect([name, memory.headers.get(name)]).toEqual([name, database.headers.get(name)]);
    }
  });

  test("is not sent again to a reader who has it", async () => {
    const etag = (await finished("22113")).headers.get("etag") ?? "";
    const again = await finished("22113", { "if-none-match": etag });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
    expect((await finished("22113", { "if-none-match": '"another"' })).status).toBe(200);
  });

  test("is left to the ordinary way with a token, a query, a position to wait for, another method or an unknown code", async () => {
    await finished("22113");
    const path = "/v1/communes/22113";
    const statuses = [
      (await atOnce(path, { authorization: "Bearer x" })).status,
      (await atOnce(path, { "cpts-after": "registry@x:1" })).status,
      (await atOnce(`${path}?explain=true`)).status,
      (await atOnce("/v1/communes/99999")).status,
      (await fetch(url + path, { method: "HEAD" })).status,
      (await fetch(url + path, { method: "DELETE" })).status,
    ];
    expect(statuses).toEqual(Array(6).fill(418));
  });

  test("is counted and logged as every request", async () => {
    const before = world.service.log.length;
    const trace = "0123456789abcdef0123456789abcdef";
    await finished("22113", { traceparent: `00-${trace}-0123456789abcdef-01` });
    expect(world.service.log.slice(before)).toContainEqual(expect.objectContaining({ message: "request", route: "/v1/communes/{code}", method: "GET", status: 200, traceId: trace }));
    const { text } = await world.service.send("GET", "/metrics");
    expect(text).toMatch(/^cpts_http_request_seconds_count\{[^\n]*route="\/v1\/communes\/\{code\}",status="200"/mu);
  });

  test("changes with the write of this service that has just been answered", async () => {
    const etag = (await finished("09122")).headers.get("etag") ?? "";
    await world.register({ name: "Ariège", territory: { ...communes("09122"), validFrom: "2020-01-01" } });
    const answer = await atOnce("/v1/communes/09122", { "if-none-match": etag });
    // Until the index has caught up the database answers; never the old answer.
    expect([200, 418]).toContain(answer.status);
    expect(await named("09122")).toEqual(["Ariège"]);
  });

  test("changes on another replica after the position of the write", async () => {
    const replica = await world.service.replica();
    try {
      await replica.send("GET", "/v1/communes/09225");
      const { headers } = await world.send("POST", "/v1/cpts", { name: "Foix", territory: communes("09225") });
      const answer = await replica.readAfter(headers.get("cpts-position") ?? "", "/v1/communes/09225");
      expect(answer.json.coveredBy).toHaveLength(1);
      // Without a position it follows by itself.
      await expect.poll(async () => (await replica.send("GET", "/v1/communes/09225")).json.coveredBy.length).toBe(1);
    } finally {
      await replica.stop();
    }
  });

  test("changes at midnight in Paris, when a territory begins that was written before", async () => {
    const id = await world.register({ name: "Aujourd'hui", territory: { ...communes("15014"), validFrom: "2020-01-01" } });
    await world.setTerritory(id, { ...communes("15014", "15012"), validFrom: "2031-03-02" });
    clock.set("2031-03-01T22:59:58Z");
    expect(await named("15012")).toEqual([]);
    const etag = (await finished("15012")).headers.get("etag") ?? "";
    clock.set("2031-03-01T23:00:00Z");
    expect((await finished("15012", { "if-none-match": etag })).status).toBe(200);
    expect(await named("15012")).toEqual(["Aujourd'hui"]);
    expect(((await (await finished("15012")).json()) as { asOf: string }).asOf).toBe(parisDateFromInstant(Date.parse("2031-03-01T23:00:00Z")));
  });
});

test("whoever is cut out of a name is no longer named from memory, nor by 304", async () => {
  await world.register({ name: "CPTS du Dr Œillet-Zéphyrin", territory: communes("38053") });
  await expect.poll(() => named("38053")).toEqual(["CPTS du Dr Œillet-Zéphyrin"]);
  const etag = (await finished("38053")).headers.get("etag") ?? "";
  const token = await world.service.token({ role: "service-account", scope: "platform:erase" });
  const { json, status } = await world.service.send("POST", "/v1/text-occurrences", { token, json: { familyName: "Œillet-Zéphyrin", redact: "certain" } });
  expect([status, json.places.map(({ field, kind }: { field: string; kind: string }) => `${kind} ${field}`)]).toEqual([200, expect.arrayContaining(["text name"])]);
  const answer = await atOnce("/v1/communes/38053", { "if-none-match": etag });
  // Not from memory, until it is read anew.
  expect(await answer.text()).not.toContain("Œillet");
  const after = await finished("38053", { "if-none-match": etag });
  expect([after.status, await after.text()]).toEqual([200, expect.stringContaining("CPTS du Dr …-…")]);
  const report = await world.service.send("GET", "/v1/coverage?departement=38");
  expect(report.text).not.toContain("Œillet");
});
