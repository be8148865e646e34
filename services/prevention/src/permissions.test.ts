import { prevention as contract } from "@cpts/api/Prevention";
import { isWrite, pathOf } from "@cpts/api/Endpoint";
import { can, type Actor, type Resource, type Visibility } from "@cpts/domain/Access";
import type { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import type { CptsId } from "@cpts/domain/Cpts";
import { Role } from "@cpts/domain/Role";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, vaccination, type Scene } from "./testing/scene.ts";

/** A place, with a commune to be in. */
const places = {
  own: { commune: "37003", departement: "37", region: "24" },
  "other of the region": { commune: "41018", departement: "41", region: "24" },
  "other region": { commune: "38053", departement: "38", region: "84" },
} as const;
type Place = keyof typeof places;
const placeNames = Object.keys(places) as ReadonlyArray<Place>;
const roles = Role.literals.filter((role) => role !== "anonymous");
const writes = Object.values(contract.endpoints).filter(isWrite);

let world: Scene;
const ids = new Map<Place, string>();
beforeAll(async () => {
  world = await scene();
  for (const place of placeNames) ids.set(place, await world.ready(places[place].commune));
});
afterAll(() => world.service.stop());

const claimsOf = (role: Role) => ({
  role,
  cptsIds: [ids.get("own") ?? ""],
  regions: ["24"],
  departements: ["37"],
  scope: role === "service-account" ? "prevention:write prevention:read" : "",
});

/** What the domain says of this role, action and place. */
const decided = (role: Role, action: (typeof writes)[number]["permission"], place: Place, visibility: Visibility): "Allowed" | "Denied" | "Hidden" => {
  const { scope, ...claims } = claimsOf(role);
  const actor = { ...claims, subject: "someone", scopes: scope.split(" ") } as unknown as Actor;
  const { departement, region } = places[place];
  const resource: Resource = { kind: "action", visibility, cptsId: ids.get(place) as CptsId, departements: [departement as DepartementCode], regions: [region as RegionCode] };
  return can(actor, action, resource)._tag;
};
const statusOf = { Denied: 403, Hidden: 404 } as const;

const bodyOf = (endpoint: (typeof writes)[number], place: Place): unknown =>
  endpoint.id === "action.plan" ? { cptsId: ids.get(place), ...vaccination, communes: [places[place].commune] } : endpoint.example;

const attempt = async (endpoint: (typeof writes)[number], place: Place, token?: string) => {
  const action = endpoint.path.includes("{id}") ? (await world.plan(ids.get(place) ?? "", { communes: [places[place].commune] })).json.id : "";
  const { status } = await world.service.send(endpoint.method, pathOf(endpoint, { id: action }), {
    json: bodyOf(endpoint, place),
    headers: { "if-match": '"v1"' },
    ...(token === undefined ? {} : { token }),
  });
  return status;
};

describe("permissions", () => {
  test.each(roles)("of a %s: every write is answered as the policy says, for the own CPTS, another, and one of another region", async (role) => {
    const token = await world.service.token(claimsOf(role));
    for (const endpoint of writes) {
      const verdicts: Record<string, number> = {};
      const expected: Record<string, number> = {};
      for (const place of placeNames) {
        verdicts[place] = await attempt(endpoint, place, token);
        const decision = decided(role, endpoint.permission, place, "cpts");
        expected[place] = decision === "Allowed" ? endpoint.status : statusOf[decision];
      }
      expect([endpoint.id, verdicts]).toEqual([endpoint.id, expected]);
    }
  });

  test("the coordinator plans for the own CPTS; to that of another the plan is refused and the action does not exist", async () => {
    const token = await world.service.token(claimsOf("coordinator"));
    const verdicts = async (place: Place) => {
      const found: Array<number> = [];
      for (const endpoint of writes) found.push(await attempt(endpoint, place, token));
      return found;
    };
    expect(writes.map(({ id }) => id)).toEqual(["action.plan", "action.change", "action.publish"]);
    expect(await verdicts("own")).toEqual([201, 200, 200]);
    expect(await verdicts("other region")).toEqual([403, 404, 404]);
  });

  test("what is published is seen by all, and changed by none but its own", async () => {
    const token = await world.service.token(claimsOf("coordinator"));
    const { id } = (await world.plan(ids.get("other region") ?? "", { communes: ["38053"] })).json;
    await world.publish(id);
    expect((await world.service.send("GET", `/v1/actions/${id}`, { token })).status).toBe(200);
    expect((await world.service.send("PATCH", `/v1/actions/${id}`, { token, json: { title: "A" }, headers: { "if-match": '"v2"' } })).status).toBe(403);
    expect((await world.service.send("POST", `/v1/actions/${id}/publication`, { token, json: {} })).status).toBe(403);
  });

  test("a visitor writes nothing and is asked who they are, a refused write leaves no event", async () => {
    const professional = await world.service.token(claimsOf("professional"));
    const { id } = (await world.plan(ids.get("own") ?? "")).json;
    const head = await world.head();
    for (const endpoint of writes) {
      const send = (token?: string) =>
        world.service.send(endpoint.method, pathOf(endpoint, { id }), { json: bodyOf(endpoint, "own"), headers: { "if-match": '"v1"' }, ...(token === undefined ? {} : { token }) });
      expect([(await send()).status, (await send(professional)).status]).toEqual([401, 403]);
    }
    expect(await world.head()).toBe(head);
  });

  test("its log is for those who may read it", async () => {
    const status = async (token?: string) => (await world.service.send("GET", "/v1/events", token === undefined ? {} : { token })).status;
    expect([await status(), await status(await world.service.token(claimsOf("coordinator"))), await status(world.writer)]).toEqual([401, 403, 200]);
  });
});
