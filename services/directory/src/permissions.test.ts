import { directory as contract } from "@cpts/api/Directory";
import type { Endpoint } from "@cpts/api/Endpoint";
import { named, ownWrites } from "@cpts/service-kit/testing/own-endpoints";
import { permissionMatrix, placeNames, places, roles, type Place } from "@cpts/service-kit/testing/permission-matrix";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "./testing/scene.ts";

/** Writes of people and organizations; those of others stand in matrices of their own. */
const bodies: Readonly<Record<string, (place: Place) => Promise<object>>> = {
  "professional.register": async (place) => ({ familyName: "Essai", givenName: "Camille", cptsId: ids.get(place) }),
  "organization.register": async (place) => ({ name: "Essai", kind: "msp", competence: { level: "local", communes: [places[place].commune] } }),
  "relationship.record": async (place) => ({ kind: "mandated-by", organizationId: await organization(place), of: await organization(place), cptsId: ids.get(place) }),
  "partnership.record": async (place) => ({ organizationId: await organization(place), cptsId: ids.get(place), kind: "other", state: "planned" }),
  "membership.record": async (place) => ({ organizationId: await organization(place), cptsId: ids.get(place) }),
  "meeting.record": async (place) => ({ title: "Essai", heldOn: null, commune: places[place].commune, cptsId: ids.get(place) }),
};
const writes = ownWrites(contract.endpoints).filter(({ id }) => Object.hasOwn(bodies, id));

let world: Scene;
const ids = new Map<Place, string>();
beforeAll(async () => {
  world = await scene();
  for (const place of placeNames) ids.set(place, await world.learnCpts(places[place].commune));
});
afterAll(() => world.service.stop());

const organization = async (place: Place): Promise<string> =>
  (await world.create("/v1/organizations", { name: "Structure", kind: "msp", competence: { level: "local", communes: [places[place].commune] } })).id;

const attempt = async (endpoint: Endpoint, place: Place, token?: string) =>
  (await world.service.send(endpoint.method, endpoint.path, { json: await bodies[endpoint.id]?.(place), ...(token === undefined ? {} : { token }) })).status;

const matrix = permissionMatrix({
  scope: "directory:write",
  cptsOf: (place) => ids.get(place) ?? "",
  // An organization is of no CPTS: who keeps the directory of one may add it.
  about: ({ id }) => ({ visibility: "cpts", ...(id === "organization.register" ? { cptsId: ids.get("own") ?? "" } : {}) }),
  attempt,
  token: (claims) => world.service.token(claims),
});

describe("permissions", () => {
  describe.each(roles)("of a %s", (role) => {
    test.each(named(writes))("%s is answered as the policy says, in the own CPTS, another, and one of another region", async (_, endpoint) => {
      expect(await matrix.answers(role, endpoint)).toEqual(matrix.policy(role, endpoint));
    });
  });

  test("the matrix allows something and refuses something", () => {
    const all = roles.flatMap((role) => writes.flatMap((endpoint) => placeNames.map((place) => matrix.expected(role, endpoint, place))));
    expect(all).toHaveLength(144);
    // Coordinators 5 in their CPTS and organizations anywhere, agencies 3 in 2 places, service accounts all.
    expect(all.filter((status) => status === 201)).toHaveLength(5 + 3 + 6 + 18);
  });

  test("a refused write leaves no event", async () => {
    const token = await world.service.token(matrix.claimsOf("professional"));
    const prepared: Array<{ readonly endpoint: Endpoint; readonly json: unknown }> = [];
    for (const endpoint of writes) prepared.push({ endpoint, json: await bodies[endpoint.id]?.("own") });
    const head = await world.head();
    for (const { endpoint, json } of prepared) expect((await world.service.send(endpoint.method, endpoint.path, { json, token })).status).toBe(403);
    expect(await world.head()).toBe(head);
  });

  test("a visitor writes nothing, and is asked who they are before anything else", async () => {
    for (const endpoint of writes) {
      expect(await attempt(endpoint, "own")).toBe(401);
      expect((await world.service.send(endpoint.method, endpoint.path, { json: { cptsId: "0198c0de-0000-7000-8000-0000000000ff" } })).status).toBe(401);
    }
  });

  test("people and meetings of no CPTS are for those who may write everywhere", async () => {
    const coordinator = await world.service.token(matrix.claimsOf("coordinator"));
    expect((await world.send("POST", "/v1/professionals", { familyName: "Essai", givenName: "Camille" }, { token: coordinator })).status).toBe(403);
    expect((await world.send("POST", "/v1/meetings", { title: "Essai", heldOn: null, commune: "37003" }, { token: coordinator })).status).toBe(403);
  });
});
