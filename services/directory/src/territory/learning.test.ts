import { join } from "node:path";
import { brokerAvailable, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { queryRows } from "@cpts/testing/database";
import { territories } from "@cpts/service-kit/known/projection";
import { pagesOf } from "@cpts/service-kit/subscriptions/subscription";
import { rebuild, verify } from "@cpts/service-kit/subscriptions/rebuild";
import { neighbourProcess, type NeighbourProcess } from "@cpts/service-kit/testing/neighbour-process";
import { testService, type TestAnswer, type TestService } from "@cpts/service-kit/testing/test-service";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { directory } from "../service.ts";

const registryMain = join(import.meta.dirname, "..", "..", "..", "registry", "src", "main.ts");
const withoutBroker = "over HTTP alone";

describe.each([withoutBroker, "with NATS"])("the directory learns %s", (lane) => {
  const skipped = lane !== withoutBroker && !brokerAvailable();
  let broker: PrivateBroker | null = null;
  let registry: NeighbourProcess;
  let service: TestService;

  beforeAll(async () => {
    if (skipped) return;
    broker = lane === withoutBroker ? null : await privateBroker();
    const nats = broker === null ? {} : { natsUrl: broker.url };
    registry = await neighbourProcess(registryMain, nats);
    service = await testService(directory, { REGISTRY_URL: registry.url, ...(broker === null ? {} : { NATS_URL: broker.url }) });
    await register("CPTS Première");
    // The directory must have met the log once before it can be asked to wait for a position of it.
    await vi.waitUntil(async () => (await query("select 1 from subscription_cursor where log_id is not null")).length === 1, { timeout: 90_000 });
  });
  afterAll(async () => {
    if (skipped) return;
    await service.stop();
    await registry.remove();
    await broker?.remove();
  });

  const query = (text: string) => queryRows(service.database.ownerUrl, text);

  const territory = (validFrom: string, ...communes: ReadonlyArray<string>) => ({ territory: { communes }, validFrom });
  const register = async (name: string, fields: object = {}): Promise<{ id: string; position: string }> => {
    const { headers, json, status } = await registry.send("POST", "/v1/cpts", { name, ...fields });
    expect(status).toBe(201);
    return { id: json.id, position: headers.get("cpts-position") ?? "" };
  };
  const change = async (method: string, path: string, body: unknown): Promise<string> => {
    const etag = (await registry.send("GET", path)).headers.get("etag") ?? "";
    const answer = await registry.send(method, path, body, { "if-match": etag });
    expect(answer.status).toBe(200);
    return answer.headers.get("cpts-position") ?? "";
  };
  /** What the directory says once it has seen a position. */
  const learned = (id: string, position: string, asOf?: string): Promise<TestAnswer> =>
    service.readAfter(position, `/v1/cpts/${id}/territory${asOf === undefined ? "" : `?asOf=${asOf}`}`);
  const on = async (id: string, position: string, asOf: string) => {
    const { json, status } = await learned(id, position, asOf);
    return status === 404 ? "none" : [json.communes.join(" "), json.certainty];
  };

  test.skipIf(skipped)("a CPTS and its territory, as the registry has them", async () => {
    const part = { commune: "31555", name: "Minimes", kind: "quartier", population: { value: 9_000, qualifier: "about", source: { document: "Site" } } };
    const { id, position } = await register("CPTS Apprise", { territory: { territory: { communes: ["37027", "37003"], parts: [part], prose: "Et autour", provenance: { status: "reconstructed" } }, validFrom: "2020" } });
    const { json, status } = await learned(id, position);
    expect(status).toBe(200);
    expect(json).toEqual({
      cptsId: id,
      name: "CPTS Apprise",
      asOf: expect.any(String),
      certainty: "yes",
      validFrom: "2020",
      validTo: null,
      communes: ["37003", "37027"],
      parts: [{ ...part, population: { ...part.population, source: { document: "…" } } }],
      // What somebody typed does not travel: it may name a person.
      prose: null,
      provenance: { status: "reconstructed" },
      learnedAt: position,
    });
  });

  test.skipIf(skipped)("every correction of history, so that it knows the territories that the registry gives", async () => {
    const { id } = await register("CPTS Corrigée", { territory: territory("2020-01-01", "37003") });
    const put = (validFrom: string, codes: ReadonlyArray<string>, more: object = {}) => change("PUT", `/v1/cpts/${id}/territory`, { ...territory(validFrom, ...codes), ...more });
    await put("2035-01-01", ["37027"]);
    await put("2025-01-01", ["37003", "37131"], { validTo: "2030" });
    await put("2020-01-01", ["37131"]);
    await put("2018", ["41018"]);
    await put("2035-01-01", ["37027", "37003"], { validTo: "2036-06" });
    await put("2025-01-01", ["37003"], { validTo: null });
    await put("2026-03-01", ["37001"]);
    const position = await put("2037", ["37003"]);
    expect((await learned(id, position)).status).toBe(200);
    const known = await query(`select number, valid_from, valid_to, communes from known_territory where cpts_id = '${id}' order by number`);
    const lines = (await (await fetch(`${registry.url}/v1/territories/snapshot`)).text()).trim().split("\n").map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    const items = lines.map((line) => (line["item"] ?? line) as Readonly<Record<string, unknown>>).filter(({ cptsId }) => cptsId === id);
    const given = items.map(({ communes, number, validFrom, validTo }) => ({ number, valid_from: validFrom, valid_to: validTo, communes }));
    expect(known).toEqual(given.toSorted((a, b) => Number(a.number) - Number(b.number)));
    expect(known.map(({ valid_from: from, valid_to: to }) => [from, to])).toEqual([["2018", "2020-01-01"], ["2020-01-01", "2025-01-01"], ["2025-01-01", "2026-03-01"], ["2026-03-01", "2035-01-01"], ["2035-01-01", "2036-06"], ["2037", null]]);
  });

  test.skipIf(skipped)("every change, of the name and of the territory", async () => {
    const { id } = await register("CPTS Avant", { territory: territory("2020", "37003") });
    await change("PATCH", `/v1/cpts/${id}`, { name: "CPTS Après" });
    const position = await change("PUT", `/v1/cpts/${id}/territory`, territory("2024-01-01", "37027"));
    expect((await learned(id, position)).json).toMatchObject({ name: "CPTS Après", communes: ["37027"], validFrom: "2024-01-01" });
  });

  test.skipIf(skipped)("territories in time, and answers as the registry does for every date", async () => {
    const { id } = await register("CPTS Datée", { territory: territory("2018", "37003") });
    await change("PUT", `/v1/cpts/${id}/territory`, territory("2020-06", "37027"));
    await change("PUT", `/v1/cpts/${id}/territory`, territory("2020-06", "41018"));
    const position = await change("PUT", `/v1/cpts/${id}/territory`, territory("2040-01-01", "37003", "37027"));
    for (const asOf of ["2017-12-31", "2018-05-01", "2018-12-31", "2020-05-31", "2020-06-15", "2020-06-30", "2026-01-01", "2039-12-31", "2040-01-01"]) {
      const source = await registry.send("GET", `/v1/cpts/${id}/territory?asOf=${asOf}`);
      expect([asOf, await on(id, position, asOf)]).toEqual([asOf, source.status === 404 ? "none" : [source.json.communes.map(({ code }: { code: string }) => code).join(" "), source.json.certainty]]);
    }
    expect(await on(id, position, "2020-06-15")).toEqual(["41018", "unknown"]);
  });

  test.skipIf(skipped)("a CPTS without territory, and one that it does not know, are 404", async () => {
    const { id, position } = await register("CPTS Nue");
    expect((await learned(id, position)).status).toBe(404);
    expect((await learned("00000000-0000-0000-0000-000000000000", position)).status).toBe(404);
  });

  test.skipIf(skipped)("what was written while the registry fell and came back", async () => {
    const { id } = await register("CPTS Tenace", { territory: territory("2020", "37003") });
    await registry.kill();
    await registry.start();
    const position = await change("PUT", `/v1/cpts/${id}/territory`, territory("2021", "37027"));
    await expect.poll(async () => (await learned(id, position)).json.communes).toEqual(["37027"]);
  });

  test.skipIf(skipped)("so that a rebuild from the first event is identical, also after the projection was emptied by hand", async () => {
    const { id, position } = await register("CPTS Rebâtie", { territory: territory("2020", "37003") });
    const before = (await learned(id, position)).json;
    const pages = pagesOf("registry", { url: registry.url, tokenPath: null });
    const verified = await service.run(verify(territories, pages));
    expect(verified).toMatchObject({ differing: [], rows: expect.any(Number) });
    expect(verified.rows).toBeGreaterThan(2);
    await query("delete from known_territory");
    expect((await service.run(verify(territories, pages))).differing).toEqual(["known_territory"]);
    await service.run(rebuild(territories, pages));
    expect((await service.run(verify(territories, pages))).differing).toEqual([]);
    expect((await learned(id, position)).json).toEqual(before);
    expect(await query("select reason from parked_event")).toEqual([]);
  });
});
