import { contracts as contractsContract } from "@cpts/api/Contracts";
import { registry as contract } from "@cpts/api/Registry";
import { type Endpoint, needsIfMatch, pathOf } from "@cpts/api/Endpoint";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { named, ownEndpoints, ownWrites } from "@cpts/service-kit/testing/own-endpoints";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contracts } from "./subscriptions/contracts.ts";
import { foreignLog } from "@cpts/service-kit/testing/foreign-log";
import { askedOf } from "./testing/followed.ts";
import { bodyOf, dayOfExamples, queryOf } from "./testing/formed.ts";
import { communes, scene, type Scene } from "./testing/scene.ts";

const { contractSigned } = contractsContract.events;
let world: Scene;
let log: ReturnType<typeof foreignLog>;
beforeAll(async () => {
  world = await scene({}, dayOfExamples());
  log = foreignLog(world.service, contracts);
});
afterAll(() => world.service.stop());

const queries: Readonly<Record<string, string>> = {
  "commune.search": "?q=amboise",
  "commune.read": "?explain=true",
  "cpts.list": "?limit=1",
  "territory.read": "?explain=true",
  "discrepancy.list": "?explain=true",
  "mission.mentions": "?code=PREVENTION",
};

/** The example of the contract, about another CPTS that is here where it names one. */
const exampleOf = async (endpoint: Endpoint): Promise<unknown> => {
  const example: unknown = endpoint.example;
  if (endpoint.id === "referent.register") return { personId: crypto.randomUUID(), institution: "ars", regions: ["24"] };
  if (endpoint.id === "territory.withdraw") return { reason: "Saisi pour une autre CPTS", validFrom: "2031-01-01" };
  if (endpoint.id === "referent.entrust") return { cptsId: await world.register({}), validFrom: "2025-09" };
  return typeof example === "object" && example !== null && "into" in example ? { ...example, into: await world.register({}) } : example;
};

describe("the contract of the registry", () => {
  test.each(named(ownWrites(contract.endpoints)))("the example of %s works as it is shown", async (_, endpoint) => {
    const id = await world.register({ territory: { ...communes("41018"), validFrom: "2025-01-01" } });
    const { etag, params } = await askedOf(world, endpoint, id);
    const { headers, json, ...raw } = bodyOf(endpoint, await exampleOf(endpoint));
    const current = needsIfMatch(endpoint) ? { "if-match": etag } : {};
    const { status, text } = await world.send(endpoint.method, pathOf(endpoint, params) + queryOf(endpoint), json, { ...raw, headers: { ...current, ...headers } });
    expect([status, text]).toEqual([endpoint.status, expect.any(String)]);
  });

  // What is given out as a file or a table is no JSON; a layer is there once contours are (contours.test.ts).
  test.each(named(ownEndpoints(contract.endpoints).filter(({ status, transfer }) => status !== 204 && !["download", "export", "prepared"].includes(transfer ?? ""))))("the answer of %s is the one it describes, with nothing more", async (_, endpoint) => {
    const part = { commune: "31555", name: "Minimes", kind: "quartier", population: { value: 9_000, qualifier: "about", source: { document: "Site" } } };
    const id = await world.register({ territory: { territory: { communes: ["37003", "97502", "98901"], parts: [part], prose: "Et autour" }, validFrom: "2025" } });
    await world.declare(id, { property: "commune-count", value: 3 });
    await world.send("POST", `/v1/cpts/${id}/missions`, { missions: [{ label: "Prévenir", codes: ["PREVENTION"], note: "relu" }], provenance: { status: "declared" } });
    const contractId = crypto.randomUUID();
    await log.hear({ definition: contractSigned, subject: contractId, version: 1, data: { ...contractSigned.example, contractId, cptsId: id } });
    const { etag, params } = await askedOf(world, endpoint, id);
    const { headers, json, ...raw } = bodyOf(endpoint, await exampleOf(endpoint));
    const current = needsIfMatch(endpoint) ? { "if-match": etag } : {};
    const path = `${pathOf(endpoint, params)}${queries[endpoint.id] ?? queryOf(endpoint)}`;
    const answer = await world.send(endpoint.method, path, json, { ...raw, headers: { ...current, ...headers } });
    expect(answer.status).toBe(endpoint.status);
    expect(() => asDescribed(endpoint, answer.json)).not.toThrow();
  });
});
