import { join } from "node:path";
import { brokerAvailable, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { httpTestIssuer, type HttpTestIssuer } from "@cpts/testing/issuer";
import { territories } from "@cpts/service-kit/known/projection";
import { verify } from "@cpts/service-kit/subscriptions/rebuild";
import { pagesOf } from "@cpts/service-kit/subscriptions/subscription";
import { neighbourProcess, type NeighbourProcess } from "@cpts/service-kit/testing/neighbour-process";
import { testService, type TestService } from "@cpts/service-kit/testing/test-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { knownContracts } from "./contracts/projection.ts";
import { prevention } from "./service.ts";

const mainOf = (name: string): string => join(import.meta.dirname, "..", "..", name, "src", "main.ts");
const withoutBroker = "over HTTP alone";

describe.each([withoutBroker, "with NATS"])("prevention learns %s", (lane) => {
  const skipped = lane !== withoutBroker && !brokerAvailable();
  let broker: PrivateBroker | null = null;
  let issuer: HttpTestIssuer;
  let registry: NeighbourProcess;
  let contracts: NeighbourProcess;
  let service: TestService;
  let writer: string;

  beforeAll(async () => {
    if (skipped) return;
    broker = lane === withoutBroker ? null : await privateBroker();
    issuer = await httpTestIssuer();
    const shared = { issuer, scope: "registry:events contracts:events", ...(broker === null ? {} : { natsUrl: broker.url }) };
    registry = await neighbourProcess(mainOf("registry"), shared);
    // No directory runs: these contracts name no one of it.
    contracts = await neighbourProcess(mainOf("contracts"), { ...shared, environment: { REGISTRY_URL: registry.url, DIRECTORY_URL: "http://127.0.0.1:1" } });
    service = await testService(prevention, {
      REGISTRY_URL: registry.url,
      CONTRACTS_URL: contracts.url,
      // No directory runs: nobody signs up here.
      DIRECTORY_URL: "http://127.0.0.1:1",
      FOLLOW_TOKEN_PATH: contracts.followTokenPath,
      ...(broker === null ? {} : { NATS_URL: broker.url }),
    });
    writer = await service.token({ role: "service-account", scope: "prevention:read prevention:write" });
  });
  afterAll(async () => {
    if (skipped) return;
    await service.stop();
    await contracts.remove();
    await registry.remove();
    await issuer.close();
    await broker?.remove();
  });

  /** Asks until the service has seen what it is asked to wait for, as a client does. */
  const patiently = async <A extends { readonly status: number }>(send: () => Promise<A>): Promise<A> => {
    for (;;) {
      const answer = await send();
      if (answer.status !== 503) return answer;
    }
  };
  const positionOf = ({ headers }: { readonly headers: Headers }): string => headers.get("cpts-position") ?? "";

  const register = async (...communes: ReadonlyArray<string>) => {
    const answer = await registry.send("POST", "/v1/cpts", { name: "CPTS Apprise", territory: { territory: { communes }, validFrom: "2020" } });
    expect(answer.status).toBe(201);
    return { cptsId: answer.json.id as string, position: positionOf(answer) };
  };
  const draft = async ({ cptsId, position }: { readonly cptsId: string; readonly position: string }) => {
    const body = { cptsId, kind: "aci", parties: [{ capacity: "cpts" }, { capacity: "ars" }, { capacity: "cpam" }], missions: [{ code: "PREVENTION", label: "Prévenir" }] };
    const answer = await patiently(() => contracts.send("POST", "/v1/contracts", body, { "cpts-after": position }));
    expect([answer.status, answer.json]).toEqual([201, expect.anything()]);
    return { contractId: answer.json.id as string, position: positionOf(answer) };
  };
  const sign = async (contractId: string) => {
    const answer = await contracts.send("POST", `/v1/contracts/${contractId}/signature`, { signedOn: "2022-03-01", signatories: [{ capacity: "cpts" }, { capacity: "ars" }] });
    expect([answer.status, answer.json]).toEqual([expect.any(Number), expect.objectContaining({ state: "signed" })]);
    return positionOf(answer);
  };
  const plan = (cptsId: string, commune: string, ...positions: ReadonlyArray<string>) =>
    patiently(() =>
      service.send("POST", "/v1/actions", { token: writer, json: { cptsId, mission: "PREVENTION", title: "Vaccination", communes: [commune] }, headers: { "cpts-after": positions.join(",") } }),
    );

  test.skipIf(skipped)("territories and signed contracts from their own processes: an action is refused, planned, then published", async () => {
    const cpts = await register("37003", "37027");
    const { contractId, position } = await draft(cpts);
    const early = await plan(cpts.cptsId, "37003", cpts.position, position);
    expect([early.status, early.json.errors]).toEqual([422, [expect.objectContaining({ pointer: "#/mission", code: "mission-not-under-contract" })]]);
    const signed = await sign(contractId);
    const outside = await plan(cpts.cptsId, "41018", signed);
    expect([outside.status, outside.json.errors]).toEqual([422, [expect.objectContaining({ pointer: "#/communes/0", code: "commune-outside-territory" })]]);
    const planned = await plan(cpts.cptsId, "37027", signed);
    expect([planned.status, planned.json]).toEqual([201, expect.objectContaining({ contractId, state: "planned" })]);
    const published = await service.send("POST", `/v1/actions/${planned.json.id}/publication`, { token: writer, json: {} });
    expect([published.status, published.json.state]).toEqual([200, "published"]);
    const missions = await service.send("GET", `/v1/cpts/${cpts.cptsId}/missions`);
    expect(missions.json).toMatchObject({ missions: [{ code: "PREVENTION", localLabel: null, contractId, kind: "aci", signedOn: "2022-03-01" }], actions: { planned: null, published: 1 } });
  });

  test.skipIf(skipped)("what was signed while the contracts service fell and came back", async () => {
    const cpts = await register("37003");
    const { contractId } = await draft(cpts);
    await contracts.kill();
    await contracts.start();
    const signed = await sign(contractId);
    expect((await plan(cpts.cptsId, "37003", cpts.position, signed)).json).toMatchObject({ contractId });
  });

  test.skipIf(skipped)("so that a rebuild from the first event is identical", async () => {
    const contractPages = pagesOf("contracts", { url: contracts.url, tokenPath: contracts.followTokenPath });
    const verified = await service.run(verify(knownContracts, contractPages));
    expect(verified).toMatchObject({ differing: [] });
    expect(verified.rows).toBeGreaterThan(1);
    expect(await service.run(verify(territories, pagesOf("registry", { url: registry.url, tokenPath: null })))).toMatchObject({ differing: [] });
  });
});
