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
  told: ({ aggregateversion: version, data, subject: id, type }) => (data["sessionId"] === undefined ? { id, fields: { version, ...states.get(type), ...only(data, ...fields, "communes") } } : null),
  shown: ({ communes, ...item }) => ({ ...only(item, "version", "state", ...fields), communes: communes.map(({ code }: { code: string }) => code) }),
};

const sessionFields = ["actionId", "cptsId", "startsAt", "endsAt", "capacity", "professions", "sequence"] as const;
const sessionStates = new Map<string, object>([
  [events.sessionPlanned.type, { state: "planned", results: null }],
  [events.sessionCancelled.type, { state: "cancelled" }],
  [events.sessionHeld.type, { state: "held" }],
]);

const sessions: Follower = {
  endpoint: endpoints.snapshotSessions,
  told: ({ aggregateversion: version, data, subject: id, type }) => data["sessionId"] === undefined ? null : ({ id, fields: { version, ...sessionStates.get(type), ...only(data, ...sessionFields, "commune", "state", "results") } }),
  shown: ({ place, ...item }) => ({ ...only(item, "version", "state", "results", ...sessionFields), commune: place.commune }),
};

let world: Scene;
let cptsId: string;
let actionId: string;
const ids: Array<string> = [];
beforeAll(async () => {
  world = await scene();
  cptsId = await world.ready("37003", "37027");
  actionId = (await world.plan(cptsId)).json.id;
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

const sessionIds: Array<string> = [];

const writeSession = async ({ below, of }: Choice): Promise<void> => {
  const path = `/v1/sessions/${of(sessionIds[0] ?? "", ...sessionIds)}`;
  const kind = sessionIds.length === 0 ? 0 : below(6);
  const end = { date: "2026-10-13", time: `1${below(9)}:00` };
  if (kind === 0) sessionIds.push((await world.planSession(actionId, { end, place: { commune: of("37003", "37027") } })).json.id);
  else if (kind === 1) await world.send("POST", `${path}/cancellation`, { reason: "Neige" });
  else if (kind === 2) await world.send("POST", `${path}/postponement`, { reason: "Neige" });
  else if (kind === 3) await world.send("POST", `${path}/results`, { byAge: [{ band: "40-64", count: below(60) }], screened: 0, referred: 0, reason: "Recompté" });
  else {
    const etag = (await world.send("GET", path)).headers.get("etag") ?? "";
    await world.send("PATCH", path, of<object>({ capacity: 1 + below(5) }, { end }, { place: { commune: "37027" } }), { headers: { "if-match": etag } });
  }
};

test("a snapshot of the sessions, then their events, gives what all their events give", async () => {
  expect(await provesSnapshot({ service: world.service, token: world.writer, write: writeSession }, sessions)).toBeGreaterThan(0);
});

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
