import { registry as contract } from "@cpts/api/Registry";
import { isWrite, pathOf } from "@cpts/api/Endpoint";
import { can, type Actor, type Resource } from "@cpts/domain/Access";
import type { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import type { CptsId } from "@cpts/domain/Cpts";
import { Role } from "@cpts/domain/Role";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "./testing/scene.ts";

const fact = { property: "board-size", value: 18, qualifier: "exactly", status: "declared", source: { document: "Statuts" } };

/** A place, with communes to be in. */
const places = {
  own: { codes: ["37003"], departement: "37", region: "24" },
  "other of the region": { codes: ["41018"], departement: "41", region: "24" },
  "other region": { codes: ["38053"], departement: "38", region: "84" },
} as const;
type Place = keyof typeof places;
const placeNames = Object.keys(places) as ReadonlyArray<Place>;

const roles = Role.literals.filter((role) => role !== "anonymous");
// The operations of every service have their matrix in the kit.
const writes = Object.values(contract.endpoints).filter((endpoint) => isWrite(endpoint) && endpoint.permission !== "platform.operate");

let world: Scene;
const ids = new Map<Place, string>();
beforeAll(async () => {
  world = await scene();
  for (const place of placeNames) ids.set(place, await world.register({ territory: communes(...places[place].codes) }));
});
afterAll(() => world.service.stop());

const claimsOf = (role: Role) => ({
  role,
  cptsIds: [ids.get("own") ?? ""],
  regions: ["24"],
  departements: ["37"],
  scope: role === "service-account" ? "registry:write" : "",
});

/** What the domain says of this role, action and place. */
const expected = (role: Role, endpoint: (typeof writes)[number], place: Place): number => {
  const actor = {
    role,
    subject: "someone",
    cptsIds: [ids.get("own")],
    regions: ["24"],
    departements: ["37"],
    scopes: role === "service-account" ? ["registry:write"] : [],
  } as unknown as Actor;
  const { departement, region } = places[place];
  const where = { departements: [departement as DepartementCode], regions: [region as RegionCode] };
  const resource: Resource = { kind: "cpts", visibility: "public", ...where, ...(endpoint.path.includes("{id}") ? { cptsId: ids.get(place) as CptsId } : {}) };
  const decision = can(actor, endpoint.permission, resource);
  return decision._tag === "Allowed" ? endpoint.status : decision._tag === "Hidden" ? 404 : 403;
};

const bodies: Readonly<Record<string, (place: Place) => unknown>> = {
  "cpts.register": (place) => ({ name: `CPTS ${place}`, territory: communes(...places[place].codes) }),
  "cpts.change": () => ({ shortName: crypto.randomUUID() }),
  "territory.change": (place) => communes(...places[place].codes),
  "fact.declare": () => fact,
  "mission.declare": () => ({ missions: [{ label: "Prévenir", codes: ["PREVENTION"] }], provenance: { status: "declared" } }),
};

const attempt = async (endpoint: (typeof writes)[number], place: Place, token?: string) => {
  const id = ids.get(place) ?? "";
  const answer = await world.service.send(endpoint.method, pathOf(endpoint, { id }), {
    json: bodies[endpoint.id]?.(place),
    headers: { "if-match": await world.etag(id) },
    ...(token === undefined ? {} : { token }),
  });
  return answer.status;
};

describe("permissions", () => {
  test("every write of the contract is in this matrix", () => {
    expect(writes.map(({ id }) => id).toSorted()).toEqual(Object.keys(bodies).toSorted());
  });

  describe.each(roles)("of a %s", (role) => {
    test.each(writes.map((endpoint) => [endpoint.id, endpoint] as const))("%s is answered as the policy says, on the own CPTS, another, and one of another region", async (_, endpoint) => {
      const token = await world.service.token(claimsOf(role));
      const verdicts: Record<string, number> = {};
      for (const place of placeNames) verdicts[place] = await attempt(endpoint, place, token);
      expect(verdicts).toEqual(Object.fromEntries(placeNames.map((place) => [place, expected(role, endpoint, place)])));
    });
  });

  test("the matrix allows something and refuses something", () => {
    const all = roles.flatMap((role) => writes.flatMap((endpoint) => placeNames.map((place) => expected(role, endpoint, place))));
    expect(all.filter((status) => status < 300)).toHaveLength(30);
    expect(all.filter((status) => status === 403)).toHaveLength(all.length - 30);
  });

  test("a refused write leaves no event", async () => {
    const [token, head] = [await world.service.token(claimsOf("professional")), await world.head()];
    for (const endpoint of writes) await attempt(endpoint, "own", token);
    expect(await world.head()).toBe(head);
  });

  test("a visitor writes nothing and is asked who they are", async () => {
    for (const endpoint of writes) expect(await attempt(endpoint, "own")).toBe(401);
    expect((await world.service.send("POST", "/v1/cpts", { json: {} })).headers.get("www-authenticate")).toBe("Bearer");
  });

  test("a visitor reads every open datum", async () => {
    const id = ids.get("own") ?? "";
    const paths = ["/v1/cpts", `/v1/cpts/${id}`, `/v1/cpts/${id}/territory?explain=true`, `/v1/cpts/${id}/discrepancies?explain=true`, `/v1/cpts/${id}/missions`, "/v1/missions?code=PREVENTION", "/v1/facts?undated=true", "/v1/communes?q=amboise", "/v1/communes/37003", "/v1/events"];
    expect(await Promise.all(paths.map(async (path) => (await world.service.send("GET", path)).status))).toEqual(paths.map(() => 200));
  });

  test("an agency registers and then changes a CPTS that is only prose, attached to a departement of its region", async () => {
    const token = await world.service.token({ role: "ars-officer", regions: ["24"] });
    const attached = (departement: string) => ({
      name: "CPTS en émergence",
      territory: { territory: { prose: "L'ouest du Loiret" } },
      facts: [{ ...fact, property: "attachment-departement", value: [departement] }],
    });
    const send = (method: string, path: string, json: unknown, headers = {}) => world.service.send(method, path, { token, json, headers });
    expect((await send("POST", "/v1/cpts", attached("38"))).status).toBe(403);
    const { json, status } = await send("POST", "/v1/cpts", attached("45"));
    expect(status).toBe(201);
    expect((await send("PATCH", `/v1/cpts/${json.id}`, { shortName: "Émergente" }, { "if-match": '"v3"' })).status).toBe(200);
  });

  test("a territory of the past gives no right", async () => {
    const id = await world.register({ territory: { ...communes("38053"), validFrom: "2020-01-01" } });
    await world.setTerritory(id, { ...communes("37003"), validFrom: "2022-01-01" });
    const change = async (region: string) =>
      (await world.service.send("PATCH", `/v1/cpts/${id}`, { token: await world.service.token({ role: "ars-officer", regions: [region] }), json: { shortName: region }, headers: { "if-match": '"v3"' } })).status;
    expect([await change("84"), await change("24")]).toEqual([403, 200]);
  });
});
