import { join } from "node:path";
import { brokerAvailable, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { queryRows } from "@cpts/testing/database";
import { httpTestIssuer, type HttpTestIssuer } from "@cpts/testing/issuer";
import { rebuild, verify } from "@cpts/service-kit/subscriptions/rebuild";
import { pagesOf } from "@cpts/service-kit/subscriptions/subscription";
import { neighbourProcess, type NeighbourProcess } from "@cpts/service-kit/testing/neighbour-process";
import { testService, type TestAnswer, type TestService } from "@cpts/service-kit/testing/test-service";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parties } from "./parties/projection.ts";
import { contracts } from "./service.ts";
import { territories } from "./sizes/territories.ts";

const mainOf = (service: string) => join(import.meta.dirname, "..", "..", service, "src", "main.ts");
const withoutBroker = "over HTTP alone";
/** Projections of the two services that are there. */
const followedProjections = 7;

describe.each([withoutBroker, "with NATS"])("the contracts service learns %s", (lane) => {
  const skipped = lane !== withoutBroker && !brokerAvailable();
  let broker: PrivateBroker | null = null;
  let issuer: HttpTestIssuer;
  let registry: NeighbourProcess;
  let directory: NeighbourProcess;
  let service: TestService;
  let writer = "";

  beforeAll(async () => {
    if (skipped) return;
    broker = lane === withoutBroker ? null : await privateBroker();
    const nats = broker === null ? {} : { natsUrl: broker.url };
    issuer = await httpTestIssuer();
    const shared = { ...nats, issuer, scope: "registry:events directory:events" };
    // Nothing listens at port 1: the registry of these tests follows nobody.
    const nowhere = "http://127.0.0.1:1";
    registry = await neighbourProcess(mainOf("registry"), { ...shared, environment: { CONTRACTS_URL: nowhere, DIRECTORY_URL: nowhere } });
    directory = await neighbourProcess(mainOf("directory"), { ...shared, environment: { REGISTRY_URL: registry.url } });
    service = await testService(contracts, {
      REGISTRY_URL: registry.url,
      DIRECTORY_URL: directory.url,
      FOLLOW_TOKEN_PATH: directory.followTokenPath,
      ...(broker === null ? {} : { NATS_URL: broker.url }),
    });
    writer = await service.token({ role: "service-account", scope: "contracts:read contracts:write" });
    await register("CPTS Première");
    await directory.send("POST", "/v1/organizations", { name: "ARS Première", kind: "ars" });
    // The service must have met both logs once, in each projection, before it can be asked to wait for a position of them.
    await vi.waitUntil(async () => (await query("select 1 from subscription_cursor where log_id is not null")).length === followedProjections, { timeout: 90_000 });
  });
  afterAll(async () => {
    if (skipped) return;
    await service.stop();
    await directory.remove();
    await registry.remove();
    await issuer.close();
    await broker?.remove();
  });

  const query = (text: string) => queryRows(service.database.ownerUrl, text);
  const register = async (name: string, fields: object = {}): Promise<{ id: string; position: string }> => {
    const { headers, json, status } = await registry.send("POST", "/v1/cpts", { name, ...fields });
    expect(status).toBe(201);
    return { id: json.id, position: headers.get("cpts-position") ?? "" };
  };
  /** Asks until the service has seen what it is asked to wait for, as a client does. */
  const patiently = async (ask: () => Promise<TestAnswer>): Promise<TestAnswer> => {
    for (;;) {
      const answer = await ask();
      if (answer.status !== 503) return answer;
    }
  };
  const draft = (cptsId: string, headers: Readonly<Record<string, string>> = {}): Promise<TestAnswer> =>
    service.send("POST", "/v1/contracts", { token: writer, json: { cptsId, kind: "aci", parties: [] }, headers });

  test.skipIf(skipped)("of a CPTS a moment after its registration, and shows its name as it changes", async () => {
    const { id, position } = await register("CPTS Avant", { territory: { territory: { communes: ["37003"] }, validFrom: "2020-01-01" } });
    const drafted = await patiently(() => draft(id, { "cpts-after": position }));
    expect(drafted.json).toMatchObject({ cptsId: id, cptsName: "CPTS Avant" });
    const etag = (await registry.send("GET", `/v1/cpts/${id}`)).headers.get("etag") ?? "";
    const renamed = await registry.send("PATCH", `/v1/cpts/${id}`, { name: "CPTS Après" }, { "if-match": etag });
    expect((await service.readAfter(renamed.headers.get("cpts-position") ?? "", `/v1/contracts/${drafted.json.id}`)).json.cptsName).toBe("CPTS Après");
  });

  test.skipIf(skipped)("the figures of a territory and the parties, and freezes the ones when the others sign", async () => {
    const territory = { communes: ["37003", "37027", "41151"], provenance: { status: "reconstructed" } };
    const { id, position } = await register("CPTS Signée", { territory: { territory, validFrom: "2017-01-01" } });
    const { computed } = (await registry.send("GET", `/v1/cpts/${id}/territory`)).json;
    const ars = await directory.send("POST", "/v1/organizations", { name: "ARS Centre-Val de Loire", kind: "ars" });
    const president = await directory.send("POST", "/v1/professionals", { familyName: "Exemple", givenName: "Camille", profession: "10", visibility: "public" });
    expect([ars.status, president.status]).toEqual([201, 201]);
    const heard = { "cpts-after": [position, president.headers.get("cpts-position") ?? ""].join(",") };
    const json = { cptsId: id, kind: "contrat-territorial-de-sante", parties: [{ capacity: "ars", organizationId: ars.json.id }, { capacity: "cpts" }] };
    const drafted = await patiently(() => service.send("POST", "/v1/contracts", { token: writer, json, headers: heard }));
    expect(drafted.status).toBe(201);
    const signatories = [{ capacity: "cpts", professionalId: president.json.id }, { capacity: "ars", organizationId: ars.json.id }];
    const signed = await service.send("POST", `/v1/contracts/${drafted.json.id}/signature`, { token: writer, json: { signedOn: "2017-11-30", signatories } });
    expect(signed.json).toMatchObject({
      state: "signed",
      population: { value: computed.population.value, source: `${computed.population.series} ${computed.population.vintage}`, status: "reconstructed", asOf: "2017-11-30" },
      sizeClass: computed.sizeClass,
    });
    const kept = await query("select row_to_json(k)::text as line from known_party k");
    expect(kept.map(({ line }) => line).join("\n")).toContain("ARS Centre-Val de Loire");
    expect(kept.map(({ line }) => line).join("\n")).not.toMatch(/Exemple|Camille/u);
  });

  test.skipIf(skipped)("of a CPTS whose registry was away when its contract was drafted: refused, then accepted", async () => {
    const { id } = await register("CPTS Tardive");
    await vi.waitUntil(async () => (await draft(id)).status === 201, { timeout: 90_000 });
    await registry.kill();
    const unheard = "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f";
    const refused = await draft(unheard);
    expect([refused.status, refused.json.type, refused.json.errors[0].pointer]).toEqual([422, "/problems/unknown-reference", "#/cptsId"]);
    expect((await draft(id)).status).toBe(201);
    await registry.start();
    const late = await register("CPTS Revenue");
    await expect.poll(async () => (await draft(late.id)).status, { timeout: 90_000 }).toBe(201);
  });

  test.skipIf(skipped)("so that a rebuild from the first event is identical", async () => {
    const { position } = await register("CPTS Rebâtie", { territory: { territory: { communes: ["37027"] } } });
    await service.readAfter(position, "/v1/contracts?limit=1");
    const followed = [
      [territories, pagesOf("registry", { url: registry.url, tokenPath: null })],
      [parties, pagesOf("directory", { url: directory.url, tokenPath: directory.followTokenPath })],
    ] as const;
    for (const [projection, pages] of followed) {
      expect(await service.run(verify(projection, pages))).toMatchObject({ differing: [], rows: expect.any(Number) });
      await service.run(rebuild(projection, pages));
      expect((await service.run(verify(projection, pages))).differing).toEqual([]);
    }
    expect((await query("select 1 from known_party")).length).toBeGreaterThan(2);
    expect(await query("select reason from parked_event")).toEqual([]);
  });
});
