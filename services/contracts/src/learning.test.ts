import { join } from "node:path";
import { brokerAvailable, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { queryRows } from "@cpts/testing/database";
import { httpTestIssuer, type HttpTestIssuer } from "@cpts/testing/issuer";
import { territories } from "@cpts/service-kit/known/projection";
import { rebuild, verify } from "@cpts/service-kit/subscriptions/rebuild";
import { pagesOf } from "@cpts/service-kit/subscriptions/subscription";
import { neighbourProcess, type NeighbourProcess } from "@cpts/service-kit/testing/neighbour-process";
import { testService, type TestAnswer, type TestService } from "@cpts/service-kit/testing/test-service";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { contracts } from "./service.ts";

const mainOf = (service: string) => join(import.meta.dirname, "..", "..", service, "src", "main.ts");
const withoutBroker = "over HTTP alone";

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
    registry = await neighbourProcess(mainOf("registry"), { ...nats, issuer });
    directory = await neighbourProcess(mainOf("directory"), { ...nats, issuer, environment: { REGISTRY_URL: registry.url } });
    service = await testService(contracts, {
      REGISTRY_URL: registry.url,
      DIRECTORY_URL: directory.url,
      FOLLOW_TOKEN_PATH: directory.followTokenPath,
      ...(broker === null ? {} : { NATS_URL: broker.url }),
    });
    writer = await service.token({ role: "service-account", scope: "contracts:read contracts:write" });
    await register("CPTS Première");
    // The service must have met the log once before it can be asked to wait for a position of it.
    await vi.waitUntil(async () => (await query("select 1 from subscription_cursor where source = 'registry' and log_id is not null")).length === 1, { timeout: 90_000 });
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
  const draft = (cptsId: string, headers: Readonly<Record<string, string>> = {}): Promise<TestAnswer> =>
    service.send("POST", "/v1/contracts", { token: writer, json: { cptsId, kind: "aci", parties: [] }, headers });

  test.skipIf(skipped)("of a CPTS a moment after its registration, and shows its name as it changes", async () => {
    const { id, position } = await register("CPTS Avant", { territory: { territory: { communes: ["37003"] }, validFrom: "2020-01-01" } });
    // A client tries again while a write is waited for, or its reference is not yet known.
    const drafted = await vi.waitUntil(async () => {
      const answer = await draft(id, { "cpts-after": position });
      return answer.status === 201 ? answer : null;
    }, { timeout: 90_000 });
    expect(drafted.json).toMatchObject({ cptsId: id, cptsName: "CPTS Avant" });
    const etag = (await registry.send("GET", `/v1/cpts/${id}`)).headers.get("etag") ?? "";
    const renamed = await registry.send("PATCH", `/v1/cpts/${id}`, { name: "CPTS Après" }, { "if-match": etag });
    expect((await service.readAfter(renamed.headers.get("cpts-position") ?? "", `/v1/contracts/${drafted.json.id}`)).json.cptsName).toBe("CPTS Après");
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
    const pages = pagesOf("registry", { url: registry.url, tokenPath: null });
    expect((await service.run(verify(territories, pages))).differing).toEqual([]);
    await service.run(rebuild(territories, pages));
    expect((await service.run(verify(territories, pages))).differing).toEqual([]);
    expect(await query("select reason from parked_event")).toEqual([]);
  });
});
