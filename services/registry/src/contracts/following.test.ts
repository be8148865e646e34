import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pagesOf } from "@cpts/service-kit/subscriptions/subscription";
import { rebuild, verify } from "@cpts/service-kit/subscriptions/rebuild";
import { neighbourProcess, type NeighbourProcess } from "@cpts/service-kit/testing/neighbour-process";
import type { TestReplica } from "@cpts/service-kit/testing/test-service";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { contracts as projection } from "../subscriptions/contracts.ts";
import { communes, scene, type Scene } from "../testing/scene.ts";

const contractsMain = join(import.meta.dirname, "..", "..", "..", "contracts", "src", "main.ts");

/** The registry and the contracts service, each following the other. */
describe("a registry that follows the contracts service, which follows it", () => {
  let world: Scene;
  let contracts: NeighbourProcess;
  let replica: TestReplica;

  beforeAll(async () => {
    world = await scene();
    // The contracts service starts while nobody answers at the directory, and this registry while nobody answers anywhere.
    contracts = await neighbourProcess(contractsMain, { environment: { REGISTRY_URL: await world.service.listen(), DIRECTORY_URL: "http://127.0.0.1:1" } });
    replica = await world.service.replica({ CONTRACTS_URL: contracts.url, FOLLOW_TOKEN_PATH: contracts.followTokenPath });
    // Each must have met the other's log once before it can be asked to wait for a position of it.
    const first = { cptsId: await world.register({ name: "CPTS Première" }), kind: "aci", parties: [] };
    await vi.waitUntil(async () => (await contracts.send("POST", "/v1/contracts", first)).status === 201, { timeout: 90_000 });
    await vi.waitUntil(async () => (await world.rows("select 1 from subscription_cursor where subscription = 'contracts' and log_id is not null")).length === 1, { timeout: 90_000 });
  });
  afterAll(async () => {
    await replica.stop();
    await contracts.remove();
    await world.service.stop();
  });

  const send = async (method: string, path: string, json: unknown, after: string) => {
    for (;;) {
      const answer = await contracts.send(method, path, json, { "cpts-after": after });
      if (answer.status !== 503) return { json: answer.json, status: answer.status, position: answer.headers.get("cpts-position") ?? "" };
    }
  };
  const register = async (name: string) => {
    const { headers, json } = await world.send("POST", "/v1/cpts", { name, territory: communes("13028", "22321") });
    return { id: String(json.id), position: headers.get("cpts-position") ?? "" };
  };
  const drafted = async (name: string) => {
    const cpts = await register(name);
    const draft = await send("POST", "/v1/contracts", { cptsId: cpts.id, kind: "aci", parties: [{ capacity: "cpts" }, { capacity: "ars" }, { capacity: "cpam" }], missions: [{ code: "PREVENTION" }], announced: { on: "2026-12" } }, cpts.position);
    expect(draft.status).toBe(201);
    return { cptsId: cpts.id, contractId: String(draft.json.id), position: draft.position };
  };
  const shown = async (id: string, position: string) => (await replica.readAfter(position, `/v1/cpts/${id}`)).json.contracts;

  test("shows a contract from its draft to its signature, with the figures that it told itself", async () => {
    const { contractId, cptsId, position } = await drafted("CPTS Signataire");
    expect(await shown(cptsId, position)).toEqual([expect.objectContaining({ contractId, kind: "aci", state: "draft", announcedOn: "2026-12", signedOn: null, missions: [{ code: "PREVENTION", label: null }], population: null })]);
    const signed = await send("POST", `/v1/contracts/${contractId}/signature`, { signedOn: "--11-30", inferredSignedOn: "2025-11-30", signatories: [] }, position);
    expect(signed.status).toBe(200);
    expect(await shown(cptsId, signed.position)).toEqual([expect.objectContaining({ contractId, state: "signed", signedOn: "--11-30", inferredSignedOn: "2025-11-30", population: 40_000, sizeClass: "T2" })]);
  });

  test("tells what the contracts service finds, and what a smaller territory makes of the frozen size", async () => {
    const { contractId, cptsId, position } = await drafted("CPTS Rétrécie");
    const signed = await send("POST", `/v1/contracts/${contractId}/signature`, { signedOn: "--11-30", inferredSignedOn: "2025-11-30", signatories: [] }, position);
    await world.setTerritory(cptsId, communes("13028"));
    const { json } = await replica.readAfter(signed.position, `/v1/cpts/${cptsId}/discrepancies`);
    const items: ReadonlyArray<{ readonly service: string; readonly code: string }> = json.items;
    expect(items.map(({ code, service }) => `${service} ${code}`)).toEqual(expect.arrayContaining(["registry size-class-drift", "contracts signed-year-inferred"]));
  });

  test("learns what was written while the contracts service fell and came back", async () => {
    const { contractId, cptsId, position } = await drafted("CPTS Tenace");
    await contracts.kill();
    expect((await replica.send("GET", `/v1/cpts/${cptsId}`)).status).toBe(200);
    await contracts.start();
    const signed = await send("POST", `/v1/contracts/${contractId}/signature`, { signedOn: "2026-01-15", signatories: [] }, position);
    await expect.poll(async () => (await shown(cptsId, signed.position))[0]?.state).toBe("signed");
  });

  test("holds what a rebuild from the first event gives", async () => {
    const { contractId, cptsId, position } = await drafted("CPTS Rebâtie");
    const signed = await send("POST", `/v1/contracts/${contractId}/signature`, { signedOn: "2025-01-15", signatories: [] }, position);
    const suspended = await send("POST", `/v1/contracts/${contractId}/steps`, { action: "suspend", on: "2026-01-01", document: { document: "Lettre" } }, signed.position);
    const before = await shown(cptsId, suspended.position);
    expect(before).toMatchObject([{ state: "signed", standing: "suspended" }]);
    const pages = pagesOf("contracts", { url: contracts.url, tokenPath: contracts.followTokenPath });
    expect(await world.service.run(verify(projection, pages))).toMatchObject({ differing: [], rows: expect.any(Number) });
    await world.rows("delete from known_contract");
    expect((await world.service.run(verify(projection, pages))).differing).toEqual(["known_contract"]);
    await world.service.run(rebuild(projection, pages));
    expect((await world.service.run(verify(projection, pages))).differing).toEqual([]);
    expect(await shown(cptsId, suspended.position)).toEqual(before);
    expect(await world.rows("select reason from parked_event")).toEqual([]);
  });

  test("said once that nobody answered, not at every attempt", () => {
    const warnings = world.service.log.filter(({ level, subscription }) => (level === "warn" || level === "error") && subscription !== undefined);
    expect(warnings.map(({ message, subscription }) => [message, subscription]).toSorted()).toEqual([
      ["subscription: FeedUnavailable", "contracts"],
      ["subscription: FeedUnavailable", "directory"],
    ]);
  });
});

test("a registry without a token for a feed says so once, and goes on asking", async () => {
  let asked = 0;
  const closed = createServer((_, response) => {
    asked += 1;
    response.writeHead(401, { "content-type": "application/problem+json" }).end(JSON.stringify({ type: "/problems/unauthenticated", title: "Unauthenticated", status: 401, traceId: "0" }));
  });
  await new Promise<void>((listening) => closed.listen(0, "127.0.0.1", listening));
  const world = await scene({ CONTRACTS_URL: `http://127.0.0.1:${(closed.address() as AddressInfo).port}` });
  await expect.poll(() => asked, { timeout: 60_000 }).toBeGreaterThan(2);
  const errors = world.service.log.filter(({ level }) => level === "error");
  expect(errors.map(({ message, subscription }) => [message, subscription])).toEqual([["a subscription was interrupted and begins again", "contracts"]]);
  await world.service.stop();
  closed.close();
});
