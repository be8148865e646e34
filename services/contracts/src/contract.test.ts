import { contracts as contract } from "@cpts/api/Contracts";
import { isWrite, needsIfMatch, pathOf, type Endpoint } from "@cpts/api/Endpoint";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { named, ownEndpoints, ownWrites } from "@cpts/service-kit/testing/own-endpoints";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "./testing/scene.ts";

let world: Scene;
let operator = "";
beforeAll(async () => {
  world = await scene();
  operator = await world.service.token({ role: "platform-admin" });
});
afterAll(() => world.service.stop());

const queries: Readonly<Record<string, string>> = { "contract.read": "?explain=true", "action-sheet.list": "?explain=true", "contract-count.list": "?explain=true", "contract.list": "?order=signature", "contract.size": "?explain=true", "funding.read": "?explain=true&year=2018", "contract.life": "?explain=true&asOf=2026-11-22" };

/** The example, about what is there: a CPTS that is known, a grid of its own. */
const exampleOf = (endpoint: Endpoint, cptsId: string, id: string): unknown => {
  const example: unknown = JSON.parse((JSON.stringify(endpoint.example) ?? "null").replaceAll("0198c0de-0000-7000-8000-000000000001", cptsId)) ?? undefined;
  if (endpoint.permission !== "platform.configure") return example;
  const own = `exemple-${id}`;
  return endpoint.id === "grid.add" ? { ...(example as object), id: own, family: own } : { ...(example as object), family: id };
};

/** What is done to a contract that is signed. */
const ofSigned: ReadonlySet<string> = new Set(["contract.step", "contract.amend", "mission.start", "mission.deploy"]);

const written = async (endpoint: Endpoint, cptsId: string): Promise<string> => {
  const id = await world.draft({ cptsId, missions: [{ code: "PREVENTION" }] });
  if (endpoint.id === "grid.change") await world.send("POST", "/v1/grids", { ...(contract.endpoints.addGrid.example as object), id, family: id }, { token: operator });
  if (ofSigned.has(endpoint.id)) await world.sign(id, { signedOn: "2017-11-30" });
  return id;
};

/** A sheet of the contract, where the endpoint is about one. */
const sheetOf = async (endpoint: Endpoint, id: string): Promise<string> => (endpoint.path.includes("{sheetId}") ? (await world.send("POST", `/v1/contracts/${id}/action-sheets`, { title: "Une fiche" })).json.id : "");

const headersFor = async (endpoint: Endpoint, id: string, sheetId: string) => {
  const thing = sheetId === "" ? `${endpoint.id === "grid.change" ? "grids" : "contracts"}/${id}` : `contracts/${id}/action-sheets/${sheetId}`;
  const etag = (await world.read(`/v1/${thing}`)).headers.get("etag") ?? "";
  return { ...(needsIfMatch(endpoint) ? { headers: { "if-match": etag } } : {}), ...(endpoint.permission === "platform.configure" ? { token: operator } : {}) };
};

describe("the contract of the contracts service", () => {
  test.each(named(ownWrites(contract.endpoints)))("the example of %s works as it is shown", async (_, endpoint) => {
    const cptsId = await world.know("CPTS Exemple");
    const id = await written(endpoint, cptsId);
    const sheetId = await sheetOf(endpoint, id);
    // A POST is safe to send twice; an update starts from a version that is gone the second time.
    const write = endpoint.method === "POST" ? world.twice : world.send;
    const { status, text } = await write(endpoint.method, pathOf(endpoint, { id, sheetId, number: "1", code: "PREVENTION" }), exampleOf(endpoint, cptsId, id), await headersFor(endpoint, id, sheetId));
    expect([status, text]).toEqual([endpoint.status, expect.any(String)]);
  });

  test.each(named(ownEndpoints(contract.endpoints)))("the answer of %s is the one it describes, with nothing more", async (_, endpoint) => {
    const cptsId = await world.know("CPTS Exemple", { population: 50_000 });
    const signed = await world.draft({ cptsId, attachmentDepartement: "37", announced: { on: "2018-01-17" }, actionSheetCount: { value: 2, qualifier: "exactly" } });
    await world.sign(signed, { signedOn: "2017-11-30", signatories: [{ capacity: "ars" }] });
    await world.send("POST", `/v1/contracts/${signed}/action-sheets`, { title: "Une fiche" });
    const id = isWrite(endpoint) ? await written(endpoint, cptsId) : endpoint.id === "grid.read" ? "aci-2019" : signed;
    const sheetId = await sheetOf(endpoint, id);
    const answer = await world.send(endpoint.method, `${pathOf(endpoint, { id, sheetId, number: "1", code: "PREVENTION" })}${queries[endpoint.id] ?? ""}`, exampleOf(endpoint, cptsId, id), await headersFor(endpoint, id, sheetId));
    expect([answer.status, answer.status === endpoint.status || answer.text]).toEqual([endpoint.status, true]);
    expect(() => asDescribed(endpoint, answer.json)).not.toThrow();
  });
});
