import { crisisEndpoints } from "@cpts/api/Crises";
import { crisisPlanEndpoints } from "@cpts/api/CrisisPlans";
import { needsIfMatch, pathOf, type Endpoint } from "@cpts/api/Endpoint";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { withstands } from "@cpts/service-kit/testing/hostile-property";
import { named, ownEndpoints, ownWrites } from "@cpts/service-kit/testing/own-endpoints";
import { permissionMatrix, placeNames, places, roles, type Place } from "@cpts/service-kit/testing/permission-matrix";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

const endpoints = { ...crisisPlanEndpoints, ...crisisEndpoints };

let world: Scene;
const cpts = new Map<Place, string>();
beforeAll(async () => {
  world = await scene();
  for (const place of placeNames) cpts.set(place, await world.ready(places[place].commune));
});
afterAll(() => world.service.stop());

const content = { title: "Plan", roles: [{ id: "lead", title: "Pilote", holders: ["0198c0de-0000-7000-8000-000000000020"] }], resources: [] };
const post = async (path: string, body: object) => (await world.send("POST", path, body)).json.id as string;

/** What the parameters of a path stand for, at a place: a CPTS has one plan, so that each plan gets one of its own. */
const paramsFor = async (endpoint: Endpoint, place: Place): Promise<Readonly<Record<string, string>>> => {
  if (endpoint.path.startsWith("/v1/crises")) {
    const id = await post("/v1/crises", { cptsId: cpts.get(place), level: "1", theme: "t", reason: "R" });
    if (endpoint.path.includes("/report")) await world.send("POST", `/v1/crises/${id}/closure`, { report: "R" });
    return endpoint.path.includes("{task}") ? { id, task: await post(`/v1/crises/${id}/tasks`, { title: "T" }) } : { id };
  }
  const id = await post("/v1/crisis-plans", { cptsId: place === "own" ? await ownCpts() : await world.ready(places[place].commune), ...content });
  if (endpoint.path.endsWith("/exercises")) await world.send("POST", `/v1/crisis-plans/${id}/publication`, {});
  return endpoint.path.includes("{contact}") ? { id, contact: await post(`/v1/crisis-plans/${id}/contacts`, { label: "L", phone: "1500" }) } : { id };
};
/** The own CPTS, whose plan of before is gone: a test may, the service never does. */
const ownCpts = async (): Promise<string> => {
  const id = await world.ready(places.own.commune);
  cpts.set("own", id);
  return id;
};

const bodyOf = async (endpoint: Endpoint, place: Place): Promise<unknown> => {
  if (endpoint.id === "crisis-plan.draft") return { cptsId: place === "own" ? await ownCpts() : await world.ready(places[place].commune), ...content };
  return endpoint.id === "crisis.activate" ? { ...(endpoint.example as object), cptsId: cpts.get(place) } : endpoint.example;
};

const attempt = async (endpoint: Endpoint, place: Place, claims: ReturnType<typeof matrix.claimsOf>): Promise<number> => {
  const params = endpoint.path.includes("{id}") ? await paramsFor(endpoint, place) : {};
  const json = await bodyOf(endpoint, place);
  const token = await world.service.token({ ...claims, cptsIds: [cpts.get("own") ?? ""] });
  return (await world.service.send(endpoint.method, pathOf(endpoint, params), { token, ...(endpoint.body === null ? {} : { json }), headers: { "if-match": '"v1"' } })).status;
};

const matrix = permissionMatrix({
  scope: "prevention:write prevention:read",
  cptsOf: (place) => cpts.get(place) ?? "",
  about: () => ({ visibility: "cpts" }),
  attempt: async () => 0,
  token: async () => "",
});

describe("permissions on crises", () => {
  test.each(roles)("of a %s: every write is answered as the policy says", async (role) => {
    for (const endpoint of ownWrites(endpoints))
      for (const place of placeNames) {
        const expected = matrix.expected(role, endpoint, place);
        expect([endpoint.id, place, await attempt(endpoint, place, matrix.claimsOf(role))]).toEqual([endpoint.id, place, expected]);
      }
  });

  test("a visitor writes nothing", async () => {
    const ghost = "0198c0de-0000-7000-8000-000000000060";
    const statuses = await Promise.all(ownWrites(endpoints).map(async (endpoint) => (await world.service.send(endpoint.method, pathOf(endpoint, { id: ghost, task: ghost, contact: ghost }), { json: {} })).status));
    expect(new Set(statuses)).toEqual(new Set([401]));
  });
});

describe("the contract of crises", () => {
  test.each(named(ownEndpoints(endpoints)))("bad input never breaks %s, is answered by a problem of its contract, and leaves no event", async (_, endpoint) => {
    const { id = "", ...others } = await paramsFor(endpoint, "own");
    const path = Object.entries(others).reduce<string>((text, [name, value]) => text.replace(`{${name}}`, value), endpoint.path) as Endpoint["path"]; // still below /v1
    const resource = path.includes("/tasks/") ? `/v1/crises/${id}` : path.replace(/\/draft$/u, "").replace("{id}", id);
    await withstands({ ...endpoint, path, example: await bodyOf(endpoint, "own") }, {
      service: "prevention",
      known: id,
      head: world.head,
      send: (method, sent, request) => world.send(method, sent, undefined, request),
      ...(needsIfMatch(endpoint)
        ? { current: async () => ({ "if-match": path.includes("/tasks/") ? `"v${(await world.send("GET", resource)).json.tasks[0].version}"` : ((await world.send("GET", resource)).headers.get("etag") ?? "") }) }
        : {}),
    });
  });

  test.each(named(ownEndpoints(endpoints).filter((endpoint) => !("transfer" in endpoint))))("the answer of %s is the one it describes, with nothing more, and its example works", async (_, endpoint) => {
    const params = await paramsFor(endpoint, "own");
    const answer = await world.send(endpoint.method, pathOf(endpoint, params), await bodyOf(endpoint, "own"), needsIfMatch(endpoint) ? { headers: { "if-match": '"v1"' } } : {});
    expect([answer.status, answer.text]).toEqual([endpoint.status, expect.any(String)]);
    expect(() => (endpoint.status === 204 ? null : asDescribed(endpoint, answer.json))).not.toThrow();
  });
});
