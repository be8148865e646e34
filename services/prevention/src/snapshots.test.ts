import { prevention as contract } from "@cpts/api/Prevention";
import { only, provesSnapshot, toldAsShown, type Choice, type Follower } from "@cpts/service-kit/testing/snapshot-proof";
import { accepted } from "@cpts/service-kit/testing/writing-scene";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { scene, type Scene } from "./testing/scene.ts";

const { endpoints, events } = contract;
const fields = ["cptsId", "contractId", "mission", "period", "expectedPeople", "provenance"] as const;
const planned: ReadonlyArray<string> = [events.actionPlanned.type, events.actionPlannedAsIs.type];
const published: ReadonlyArray<string> = [events.actionPublished.type, events.actionPublishedAsIs.type];

const actions: Follower = {
  endpoint: endpoints.snapshotActions,
  told: ({ aggregateversion: version, data, subject: id, type }) => ({ id, fields: { version, ...(planned.includes(type) ? { state: "planned" } : {}), ...(published.includes(type) ? { state: "published" } : {}), ...only(data, ...fields, "communes") } }),
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
  told: ({ aggregateversion: version, data, subject: id, type }) => ({ id, fields: { version, ...sessionStates.get(type), ...only(data, ...sessionFields, "commune", "state", "results") } }),
  shown: ({ place, ...item }) => ({ ...only(item, "version", "state", "results", ...sessionFields), commune: place.commune }),
};

const pathways: Follower = {
  endpoint: endpoints.snapshotPathways,
  told: ({ aggregateversion: version, data, subject: id, type }) => ({
    id,
    fields: {
      version,
      cptsId: data["cptsId"],
      ...(type === events.pathwayDrafted.type ? { draft: [data["number"], data["theme"]] } : {}),
      ...(type === events.pathwayPublished.type ? { draft: null, published: [data["number"], data["theme"], data["publishedOn"]] } : {}),
    },
  }),
  shown: ({ draft, published: held, ...item }) => ({
    ...only(item, "version", "cptsId"),
    draft: draft === null ? null : [draft.number, draft.theme],
    ...(held === null ? {} : { published: [held.number, held.theme, held.publishedOn] }),
  }),
};

const plans: Follower = {
  endpoint: endpoints.snapshotCrisisPlans,
  told: ({ aggregateversion: version, data, subject: id, type }, kept) => {
    const exercises = (kept.get(id)?.["exercises"] ?? []) as ReadonlyArray<string>;
    const exercised = type === events.crisisExerciseRecorded.type ? [`${String(data["heldOn"])} ${String(data["participants"])}`] : [];
    const isPublished = type === events.crisisPlanPublished.type;
    return { id, fields: { version, cptsId: data["cptsId"], exercises: [...exercises, ...exercised].toSorted(), ...(isPublished ? { published: [data["number"], data["publishedOn"], data["updateDueOn"]] } : {}) } };
  },
  shown: ({ exercises, published: held, updateDueOn, ...item }) => ({
    ...only(item, "version", "cptsId"),
    exercises: exercises.map(({ heldOn, participants }: { heldOn: string; participants: number }) => `${heldOn} ${participants}`).toSorted(),
    ...(held === null ? {} : { published: [held.number, held.publishedOn, updateDueOn] }),
  }),
};

const crises: Follower = {
  endpoint: endpoints.snapshotCrises,
  told: ({ data, subject: id, type }) => ({ id, fields: { ...only(data, "cptsId", "level", "theme", "planNumber", "activatedAt"), ...(type === events.crisisClosed.type ? { state: "closed", closedAt: data["closedAt"] } : { state: "active", closedAt: null }) } }),
  shown: (item) => only(item, "cptsId", "level", "theme", "planNumber", "activatedAt", "state", "closedAt"),
};

let world: Scene;
let cptsId: string;
let actionId: string;
const ids: Array<string> = [];
const pool: Array<string> = [];

const etagOf = async (path: string) => (await world.send("GET", path)).headers.get("etag") ?? "";
const post = async (path: string, json: object) => accepted(await world.send("POST", path, json)).json.id as string;
/** The same in a random history, where it may be refused. */
const made = async (path: string, json: object) => String((await world.send("POST", path, json)).json.id);
const steps = [{ id: "one", title: "Repérage", actor: { profession: "60" }, next: [] }];
const crisisPlan = { title: "Plan", roles: [{ id: "lead", title: "Pilote", holders: ["0198c0de-0000-7000-8000-000000000020"] }], resources: [] };
const exercise = { heldOn: "2026-06-11", scenario: "Canicule", participants: 3 };

/** Lets each type of event happen once. */
const onceEach = async (): Promise<void> => {
  const unusual = { communes: ["45234"], mission: "CRISE_SANITAIRE", acknowledged: ["mission-not-under-contract", "commune-outside-territory"] };
  for (const more of [{}, unusual]) {
    const id = (await world.plan(cptsId, more)).json.id;
    accepted(await world.send("PATCH", `/v1/actions/${id}`, { expectedPeople: 7, ...("acknowledged" in more ? { acknowledged: unusual.acknowledged } : {}) }, { headers: { "if-match": await etagOf(`/v1/actions/${id}`) } }));
    accepted(await world.send("POST", `/v1/actions/${id}/publication`, "acknowledged" in more ? { acknowledged: unusual.acknowledged } : {}));
  }
  const [off, held] = [(await world.planSession(actionId)).json.id, (await world.planSession(actionId)).json.id];
  accepted(await world.send("POST", `/v1/sessions/${off}/postponement`, { reason: "Neige" }));
  accepted(await world.send("POST", `/v1/sessions/${off}/cancellation`, { reason: "Neige" }));
  accepted(await world.send("POST", `/v1/sessions/${held}/results`, { byAge: [], screened: 0, referred: 0 }));
  accepted(await world.send("POST", `/v1/actions/${actionId}/steps`, { to: "running", on: "2026-10-05" }));
  accepted(await world.send("POST", `/v1/cpts/${cptsId}/proposals`, { from: "2026-01-01", to: "2027-01-01" }));
  const pathway = await post("/v1/pathways", { cptsId, title: "Parcours", theme: "a", steps });
  accepted(await world.send("POST", `/v1/pathways/${pathway}/publication`, {}));
  accepted(await world.send("POST", `/v1/pathways/${pathway}/inclusions`, { from: "2026-01-01", to: "2026-02-01", people: 12 }));
  const plan = await post("/v1/crisis-plans", { cptsId: pool.pop(), ...crisisPlan });
  accepted(await world.send("POST", `/v1/crisis-plans/${plan}/publication`, { publishedOn: "2025-01-15" }));
  accepted(await world.send("POST", `/v1/crisis-plans/${plan}/exercises`, exercise));
  const crisis = await post("/v1/crises", { cptsId, level: "1", theme: "t", reason: "R" });
  accepted(await world.send("POST", `/v1/crises/${crisis}/closure`, { report: "R" }));
  await vi.waitUntil(async () => (await world.eventsOf(plan)).some(({ type }) => type === events.crisisPlanUpdateDue.type), { timeout: 15_000 });
};

beforeAll(async () => {
  world = await scene();
  cptsId = await world.ready("37003", "37027");
  // A CPTS has one plan; none becomes known while snapshots are taken.
  for (let count = 0; count < 12; count += 1) pool.push(await world.ready("37003"));
  actionId = (await world.plan(cptsId)).json.id;
  await onceEach();
});
afterAll(() => world.service.stop());

const write = async ({ below, of }: Choice): Promise<void> => {
  const id = of(ids[0] ?? "", ...ids);
  const kind = ids.length === 0 ? 0 : below(6);
  if (kind === 0) ids.push((await world.plan(cptsId, { title: `Action ${below(1_000)}`, communes: of(["37003"], ["37003", "37027"]) })).json.id);
  else if (kind === 3) await world.send("POST", `/v1/actions/${id}/publication`, {});
  else if (kind === 4) await world.send("POST", `/v1/actions/${id}/steps`, { to: of("running", "done"), on: "2026-10-05" });
  else if (kind === 5) await world.send("POST", `/v1/cpts/${cptsId}/proposals`, { from: `2026-0${1 + below(9)}-01`, to: "2027-01-01" });
  else await world.send("PATCH", `/v1/actions/${id}`, { ...of({ expectedPeople: below(500) }, { title: `Action ${below(1_000)}` }, { communes: [of("37003", "37027")] }) }, { headers: { "if-match": await etagOf(`/v1/actions/${id}`) } });
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
  else await world.send("PATCH", path, of<object>({ capacity: 1 + below(5) }, { end }, { place: { commune: "37027" } }), { headers: { "if-match": await etagOf(path) } });
};

const pathwayIds: Array<string> = [];

const writePathway = async ({ below, of }: Choice): Promise<void> => {
  const path = `/v1/pathways/${of(pathwayIds[0] ?? "", ...pathwayIds)}`;
  const kind = pathwayIds.length === 0 ? 0 : below(4);
  if (kind === 0) pathwayIds.push(await made("/v1/pathways", { cptsId, title: "Parcours", theme: "a", steps }));
  else if (kind === 1) await world.send("POST", `${path}/publication`, {});
  else if (kind === 2) await world.send("POST", `${path}/inclusions`, { from: `2026-0${1 + below(2)}-01`, to: "2026-03-01", people: below(50) });
  else await world.send("PUT", `${path}/draft`, { title: `Parcours ${below(1_000)}`, theme: of("a", "b"), steps }, { headers: { "if-match": await etagOf(path) } });
};

const planIds: Array<string> = [];
const crisisIds: Array<string> = [];

const writeCrisis = async ({ below, of }: Choice): Promise<void> => {
  const [plan, crisis] = [of(planIds[0] ?? "", ...planIds), of(crisisIds[0] ?? "", ...crisisIds)];
  const kind = below(5);
  const free = kind === 0 || plan === "" ? pool.pop() : undefined;
  if (free !== undefined) planIds.push(await made("/v1/crisis-plans", { cptsId: free, ...crisisPlan }));
  else if (kind === 1) await world.send("POST", `/v1/crisis-plans/${plan}/publication`, {});
  else if (kind === 2) await world.send("POST", `/v1/crisis-plans/${plan}/exercises`, { ...exercise, participants: 1 + below(50) });
  else if (kind === 3 || crisis === "") crisisIds.push(await made("/v1/crises", { cptsId, level: of("1", "2"), theme: "t", reason: "R" }));
  else await world.send("POST", `/v1/crises/${crisis}/closure`, { report: "R" });
};

const proposals = toldAsShown(endpoints.snapshotProposals, "proposalId");
const conducts = toldAsShown(endpoints.snapshotConducts, "conductId");
const inclusions = toldAsShown(endpoints.snapshotInclusions, "pathwayId", "from");

describe("a snapshot of prevention, then its events", () => {
  test.each([
    ["actions", actions, write],
    ["conducts", conducts, write],
    ["proposals", proposals, write],
    ["sessions", sessions, writeSession],
    ["pathways", pathways, writePathway],
    ["inclusions", inclusions, writePathway],
    ["crisis plans", plans, writeCrisis],
    ["crises", crises, writeCrisis],
  ] as const)("of %s, gives what all their events give", async (_, follower, history) => {
    expect(await provesSnapshot({ service: world.service, token: world.writer, write: history }, follower, { runs: 1 })).toBeGreaterThan(0);
  });

  test("is for those who may read the log and see all of it", async () => {
    const status = async (path: string, role: string, scope: string) => (await world.service.send("GET", path, { token: await world.service.token({ role, scope, cptsIds: [cptsId] }) })).status;
    for (const { endpoint } of [actions, conducts, proposals, sessions, pathways, inclusions, plans, crises]) {
      expect((await world.service.send("GET", endpoint.path)).status).toBe(401);
      const granted: Array<number> = [];
      for (const scope of ["prevention:read", "prevention:events", "prevention:read prevention:events"]) granted.push(await status(endpoint.path, "service-account", scope));
      expect([endpoint.path, await status(endpoint.path, "coordinator", ""), ...granted]).toEqual([endpoint.path, 403, 403, endpoint === inclusions.endpoint ? 200 : 403, 200]);
    }
  });
});
