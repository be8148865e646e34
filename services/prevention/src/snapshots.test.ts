import { prevention as contract } from "@cpts/api/Prevention";
import { only, provesSnapshot, type Choice, type Follower } from "@cpts/service-kit/testing/snapshot-proof";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "./testing/scene.ts";

const { endpoints, events } = contract;
const fields = ["cptsId", "contractId", "mission", "period", "expectedPeople", "provenance"] as const;
const states = new Map<string, object>([
  [events.actionPlanned.type, { state: "planned" }],
  [events.actionPublished.type, { state: "published" }],
]);

const actions: Follower = {
  endpoint: endpoints.snapshotActions,
  told: ({ aggregateversion: version, data, subject: id, type }) => ({ id, fields: { version, ...states.get(type), ...only(data, ...fields, "communes") } }),
  shown: ({ communes, ...item }) => ({ ...only(item, "version", "state", ...fields), communes: communes.map(({ code }: { code: string }) => code) }),
};

let world: Scene;
let cptsId: string;
const ids: Array<string> = [];
beforeAll(async () => {
  world = await scene();
  cptsId = await world.ready("37003", "37027");
});
afterAll(() => world.service.stop());

const write = async ({ below, of }: Choice): Promise<void> => {
  const id = of(ids[0] ?? "", ...ids);
  const kind = ids.length === 0 ? 0 : below(4);
  if (kind === 0) ids.push((await world.plan(cptsId, { title: `Action ${below(1_000)}`, communes: of(["37003"], ["37003", "37027"]) })).json.id);
  else if (kind === 3) await world.send("POST", `/v1/actions/${id}/publication`, {});
  else {
    const etag = (await world.send("GET", `/v1/actions/${id}`)).headers.get("etag") ?? "";
    await world.send("PATCH", `/v1/actions/${id}`, { ...of({ expectedPeople: below(500) }, { title: `Action ${below(1_000)}` }, { communes: [of("37003", "37027")] }) }, { headers: { "if-match": etag } });
  }
};

describe("a snapshot of the actions, then their events", () => {
  test("gives what all their events give", async () => {
    expect(await provesSnapshot({ service: world.service, token: world.writer, write }, actions)).toBeGreaterThan(0);
  });

  test("is for those who may read the log and see every planned action", async () => {
    const status = async (role: string, scope: string) => (await world.service.send("GET", actions.endpoint.path, { token: await world.service.token({ role, scope, cptsIds: [cptsId] }) })).status;
    expect((await world.service.send("GET", actions.endpoint.path)).status).toBe(401);
    expect([await status("coordinator", ""), await status("service-account", "prevention:read"), await status("service-account", "prevention:events"), await status("service-account", "prevention:read prevention:events")]).toEqual([403, 403, 403, 200]);
  });
});
