import { directory as contract } from "@cpts/api/Directory";
import { isWrite } from "@cpts/api/Endpoint";
import { can, type Actor } from "@cpts/domain/Access";
import { Role } from "@cpts/domain/Role";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "./testing/scene.ts";

/** A place to write about, with a CPTS that covers it. */
const places = {
  own: { commune: "37003", departement: "37", region: "24" },
  "other of the region": { commune: "41018", departement: "41", region: "24" },
  "other region": { commune: "38053", departement: "38", region: "84" },
} as const;
type Place = keyof typeof places;
const placeNames = Object.keys(places) as ReadonlyArray<Place>;
const roles = Role.literals.filter((role) => role !== "anonymous");

/** Writes of people and organizations; those of others stand in matrices of their own. */
const bodies: Readonly<Record<string, (place: Place) => Promise<object>>> = {
  "professional.register": async (place) => ({ familyName: "Essai", givenName: "Camille", cptsId: ids.get(place) }),
  "organization.register": async (place) => ({ name: "Essai", kind: "msp", competence: { level: "local", communes: [places[place].commune] } }),
  "relationship.record": async (place) => ({ kind: "mandated-by", organizationId: await organization(place), of: await organization(place), cptsId: ids.get(place) }),
  "membership.record": async (place) => ({ organizationId: await organization(place), cptsId: ids.get(place) }),
  "meeting.record": async (place) => ({ title: "Essai", heldOn: null, commune: places[place].commune, cptsId: ids.get(place) }),
};
const writes = Object.values(contract.endpoints).filter((endpoint) => isWrite(endpoint) && Object.hasOwn(bodies, endpoint.id));

let world: Scene;
const ids = new Map<Place, string>();
beforeAll(async () => {
  world = await scene();
  for (const place of placeNames) ids.set(place, await world.learnCpts(places[place].commune));
});
afterAll(() => world.service.stop());

const organization = async (place: Place): Promise<string> =>
  (await world.create("/v1/organizations", { name: "Structure", kind: "msp", competence: { level: "local", communes: [places[place].commune] } })).id;

const claimsOf = (role: Role) => ({ role, cptsIds: [ids.get("own") ?? ""], regions: ["24"], departements: ["37"], scope: role === "service-account" ? "directory:write" : "" });

/** What the domain says of this role, action and place. */
const expected = (role: Role, endpoint: (typeof writes)[number], place: Place): number => {
  const { scope, ...claims } = claimsOf(role);
  const actor = { ...claims, subject: "someone", scopes: scope === "" ? [] : [scope] } as unknown as Actor;
  const { departement, region } = places[place];
  // An organization is of no CPTS: who keeps the directory of one may add it.
  const cptsId = endpoint.id === "organization.register" ? ids.get("own") : ids.get(place);
  const resource = { kind: "directory", visibility: "cpts", cptsId, departements: [departement], regions: [region] } as unknown as Parameters<typeof can>[2];
  return can(actor, endpoint.permission, resource)._tag === "Allowed" ? endpoint.status : 403;
};

const attempt = async (endpoint: (typeof writes)[number], place: Place, token?: string) =>
  (await world.service.send(endpoint.method, endpoint.path, { json: await bodies[endpoint.id]?.(place), ...(token === undefined ? {} : { token }) })).status;

describe("permissions", () => {
  describe.each(roles)("of a %s", (role) => {
    test.each(writes.map((endpoint) => [endpoint.id, endpoint] as const))("%s is answered as the policy says, in the own CPTS, another, and one of another region", async (_, endpoint) => {
      const token = await world.service.token(claimsOf(role));
      const verdicts: Record<string, number> = {};
      for (const place of placeNames) verdicts[place] = await attempt(endpoint, place, token);
      expect(verdicts).toEqual(Object.fromEntries(placeNames.map((place) => [place, expected(role, endpoint, place)])));
    });
  });

  test("the matrix allows something and refuses something", () => {
    const all = roles.flatMap((role) => writes.flatMap((endpoint) => placeNames.map((place) => expected(role, endpoint, place))));
    expect(all).toHaveLength(120);
    // Coordinators 4 in their CPTS and organizations anywhere, agencies 3 in 2 places, service accounts all.
    expect(all.filter((status) => status === 201)).toHaveLength(4 + 3 + 6 + 15);
  });

  test("a refused write leaves no event", async () => {
    const token = await world.service.token(claimsOf("professional"));
    const prepared: Array<{ readonly endpoint: (typeof writes)[number]; readonly json: unknown }> = [];
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
    const coordinator = await world.service.token(claimsOf("coordinator"));
    expect((await world.send("POST", "/v1/professionals", { familyName: "Essai", givenName: "Camille" }, { token: coordinator })).status).toBe(403);
    expect((await world.send("POST", "/v1/meetings", { title: "Essai", heldOn: null, commune: "37003" }, { token: coordinator })).status).toBe(403);
  });
});
