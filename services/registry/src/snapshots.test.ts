import { registry as contract } from "@cpts/api/Registry";
import { only, provesSnapshot, statedOnce, type Choice, type Follower } from "@cpts/service-kit/testing/snapshot-proof";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "./testing/scene.ts";

const { endpoints, events } = contract;
const cptsFields = ["name", "shortName", "status", "legalForm", "identifiers", "externalIds", "website", "provenance"] as const;

/** Every event of a CPTS is of one of its versions. */
const cpts: Follower = {
  endpoint: endpoints.snapshotCpts,
  told: ({ aggregateversion: version, data, subject: id, type }) => ({ id, fields: { version, ...(type === events.cptsRegistered.type || type === events.cptsChanged.type ? only(data, ...cptsFields) : {}) } }),
  shown: (item) => only(item, "version", ...cptsFields),
};

const factFields = ["property", "value", "unit", "qualifier", "status", "source"] as const;
const facts: Follower = {
  endpoint: endpoints.snapshotFacts,
  told: ({ data, subject: cptsId, type }) => (type === events.factDeclared.type ? { id: String(data["factId"]), fields: { cptsId, ...only(data, ...factFields) } } : null),
  // What a fact does not say, its event says is null.
  shown: ({ cptsId, fact }) => ({ cptsId, unit: null, ...only(fact, ...factFields) }),
};

const missions: Follower = {
  ...statedOnce(endpoints.snapshotMissions, events.missionsDeclared.type, "statementId", "cptsId", "missions", "on"),
  shown: ({ cptsId, missions: stated, on }) => ({ cptsId, on, missions: stated.map(({ codes, label }: { codes: unknown; label: unknown }) => ({ label, codes })) }),
};

let world: Scene;
const ids: Array<string> = [];
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const write = async ({ below, of }: Choice): Promise<void> => {
  const name = `CPTS ${below(10_000)}`;
  const id = of(ids[0] ?? "", ...ids);
  const fact = { property: "board-size", value: below(30), qualifier: "exactly", status: "declared", source: { document: "Statuts" } };
  const kind = ids.length === 0 ? 0 : below(6);
  if (kind === 0) ids.push((await world.send("POST", "/v1/cpts", { name, ...(below(2) === 0 ? { territory: communes("37003") } : {}), facts: below(2) === 0 ? [fact] : [] })).json.id);
  else if (kind === 1) await world.send("PATCH", `/v1/cpts/${id}`, { name, shortName: of(null, name) }, { headers: { "if-match": await world.etag(id) } });
  else if (kind === 2) await world.send("PATCH", `/v1/cpts/${id}`, { externalIds: [{ system: "essai", value: name }], identifiers: { rna: of(null, "W372000001") } }, { headers: { "if-match": await world.etag(id) } });
  else if (kind === 3) await world.setTerritory(id, communes(of("37003", "41018", "38053")));
  else if (kind === 4) await world.send("POST", `/v1/cpts/${id}/facts`, fact);
  else await world.send("POST", `/v1/cpts/${id}/missions`, { missions: [{ label: name, codes: ["PREVENTION"] }], provenance: { status: "declared" } });
};

describe("a snapshot of the registry, then its events", () => {
  test.each([["CPTS", cpts], ["facts", facts], ["missions", missions]] as const)("of %s, gives what all its events give", async (_, follower) => {
    expect(await provesSnapshot({ service: world.service, token: world.writer, write }, follower)).toBeGreaterThan(0);
  });

  test("is open to everyone, as its log and its lists are", async () => {
    for (const { path } of [cpts, facts, missions].map(({ endpoint }) => endpoint)) expect((await world.service.send("GET", path)).status).toBe(200);
  });
});
