import { contracts as contract } from "@cpts/api/Contracts";
import { isWrite, needsIfMatch, pathOf, type Endpoint } from "@cpts/api/Endpoint";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { named, ownEndpoints, ownWrites } from "@cpts/service-kit/testing/own-endpoints";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "./testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const queries: Readonly<Record<string, string>> = { "contract.read": "?explain=true", "action-sheet.list": "?explain=true", "contract-count.list": "?explain=true", "contract.list": "?order=signature", "contract.size": "?explain=true", "contract.life": "?explain=true&asOf=2026-11-22" };

const exampleOf = (endpoint: Endpoint, cptsId: string): unknown => JSON.parse((JSON.stringify(endpoint.example) ?? "null").replaceAll("0198c0de-0000-7000-8000-000000000001", cptsId)) ?? undefined;

/** What is done to a contract that is signed. */
const ofSigned: ReadonlySet<string> = new Set(["contract.step", "contract.amend"]);

const written = async (endpoint: Endpoint, cptsId: string): Promise<string> => {
  const id = await world.draft({ cptsId });
  if (ofSigned.has(endpoint.id)) await world.sign(id, { signedOn: "2017-11-30" });
  return id;
};

const headersFor = async (endpoint: Endpoint, id: string) => {
  const etag = (await world.read(`/v1/contracts/${id}`)).headers.get("etag") ?? "";
  return needsIfMatch(endpoint) ? { headers: { "if-match": etag } } : {};
};

describe("the contract of the contracts service", () => {
  test.each(named(ownWrites(contract.endpoints)))("the example of %s works as it is shown", async (_, endpoint) => {
    const cptsId = await world.know("CPTS Exemple");
    const id = await written(endpoint, cptsId);
    // A POST is safe to send twice; an update starts from a version that is gone the second time.
    const write = endpoint.method === "POST" ? world.twice : world.send;
    const { status, text } = await write(endpoint.method, pathOf(endpoint, { id, number: "1" }), exampleOf(endpoint, cptsId), await headersFor(endpoint, id));
    expect([status, text]).toEqual([endpoint.status, expect.any(String)]);
  });

  test.each(named(ownEndpoints(contract.endpoints)))("the answer of %s is the one it describes, with nothing more", async (_, endpoint) => {
    const cptsId = await world.know("CPTS Exemple", { population: 50_000 });
    const signed = await world.draft({ cptsId, attachmentDepartement: "37", announced: { on: "2018-01-17" }, actionSheetCount: { value: 2, qualifier: "exactly" } });
    await world.sign(signed, { signedOn: "2017-11-30", signatories: [{ capacity: "ars" }] });
    await world.send("POST", `/v1/contracts/${signed}/action-sheets`, { title: "Une fiche" });
    const id = isWrite(endpoint) ? await written(endpoint, cptsId) : signed;
    const answer = await world.send(endpoint.method, `${pathOf(endpoint, { id, number: "1" })}${queries[endpoint.id] ?? ""}`, exampleOf(endpoint, cptsId), await headersFor(endpoint, id));
    expect([answer.status, answer.status === endpoint.status || answer.text]).toEqual([endpoint.status, true]);
    expect(() => asDescribed(endpoint, answer.json)).not.toThrow();
  });
});
