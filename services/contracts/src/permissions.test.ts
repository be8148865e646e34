import { contracts as contract } from "@cpts/api/Contracts";
import { isWrite, pathOf, type Endpoint } from "@cpts/api/Endpoint";
import { can, type Actor, type Resource } from "@cpts/domain/Access";
import type { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import type { CptsId } from "@cpts/domain/Cpts";
import { Role } from "@cpts/domain/Role";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "./testing/scene.ts";

/** A place, with a commune to be in. */
const places = {
  own: { commune: "37003", departement: "37", region: "24" },
  "other of the region": { commune: "41018", departement: "41", region: "24" },
  "other region": { commune: "38053", departement: "38", region: "84" },
} as const;
type Place = keyof typeof places;
const placeNames = Object.keys(places) as ReadonlyArray<Place>;

const roles = Role.literals.filter((role) => role !== "anonymous");
const writes: ReadonlyArray<Endpoint> = Object.values(contract.endpoints).filter((endpoint: Endpoint) => isWrite(endpoint) && endpoint.permission !== "platform.operate");

let world: Scene;
const ids = new Map<Place, string>();
const idOf = (place: Place): string => ids.get(place) ?? "";
beforeAll(async () => {
  world = await scene();
  for (const place of placeNames) ids.set(place, await world.know(`CPTS ${place}`, { communes: [places[place].commune] }));
});
afterAll(() => world.service.stop());

const claims = () => ({ cptsIds: [idOf("own")], regions: ["24"], departements: ["37"] });
const scopeOf = (role: Role): string => (role === "service-account" ? "contracts:write" : "");

/** What the domain says of this role, action and place. */
const expected = (role: Role, endpoint: Endpoint, place: Place): number => {
  const actor = { role, subject: "someone", ...claims(), scopes: [scopeOf(role)] } as unknown as Actor;
  const { departement, region } = places[place];
  const where = { departements: [departement as DepartementCode], regions: [region as RegionCode] };
  const cpts = endpoint.permission === "contract-count.declare" ? {} : { cptsId: idOf(place) as CptsId };
  const resource: Resource = { kind: "contract", visibility: "public", ...where, ...cpts };
  const decision = can(actor, endpoint.permission, resource);
  return decision._tag === "Allowed" ? endpoint.status : decision._tag === "Hidden" ? 404 : 403;
};

const bodies: Readonly<Record<string, (place: Place) => unknown>> = {
  "contract.draft": (place) => ({ cptsId: idOf(place), kind: "aci", parties: [] }),
  "contract.change": () => ({ termYears: 5 }),
  "contract.sign": () => ({ signedOn: null, signatories: [] }),
  "action-sheet.add": () => ({ title: "Une fiche" }),
  "contract-count.declare": (place) => ({ region: places[place].region, kind: "aci", counts: [{ departement: places[place].departement, value: 1 }], provenance: { status: "sourced", source: { document: "D" } } }),
};

const attempt = async (endpoint: Endpoint, place: Place, token?: string): Promise<number> => {
  const id = await world.draft({ cptsId: idOf(place) });
  const answer = await world.service.send(endpoint.method, pathOf(endpoint, { id }), { json: bodies[endpoint.id]?.(place), headers: { "if-match": '"v1"' }, ...(token === undefined ? {} : { token }) });
  return answer.status;
};

describe("permissions", () => {
  test("every write of the contract is in this matrix", () => {
    expect(writes.map(({ id }) => id).toSorted()).toEqual(Object.keys(bodies).toSorted());
  });

  describe.each(roles)("of a %s", (role) => {
    test.each(writes.map((endpoint) => [endpoint.id, endpoint] as const))("%s is answered as the policy says, on the own CPTS, another, and one of another region", async (_, endpoint) => {
      const token = await world.service.token({ role, ...claims(), scope: scopeOf(role) });
      const verdicts: Record<string, number> = {};
      for (const place of placeNames) verdicts[place] = await attempt(endpoint, place, token);
      expect(verdicts).toEqual(Object.fromEntries(placeNames.map((place) => [place, expected(role, endpoint, place)])));
    });
  });

  test("a coordinator drafts and changes the contract of the own CPTS, and signs none; the agency of the region signs", () => {
    const all = (role: Role, id: string) => writes.filter((endpoint) => endpoint.id === id).flatMap((endpoint) => placeNames.map((place) => expected(role, endpoint, place)));
    expect(all("coordinator", "contract.draft")).toEqual([201, 403, 403]);
    expect(all("coordinator", "contract.sign")).toEqual([403, 403, 403]);
    expect(all("ars-officer", "contract.sign")).toEqual([200, 200, 403]);
    expect(all("ars-officer", "contract-count.declare")).toEqual([201, 201, 403]);
    expect(all("professional", "contract.change")).toEqual([403, 403, 403]);
  });

  test("a refused write leaves no event", async () => {
    const token = await world.service.token({ role: "professional", ...claims() });
    const id = await world.draft({ cptsId: idOf("own") });
    const head = await world.head();
    for (const endpoint of writes) await world.service.send(endpoint.method, pathOf(endpoint, { id }), { json: bodies[endpoint.id]?.("own"), headers: { "if-match": '"v1"' }, token });
    expect(await world.head()).toBe(head);
  });

  test("a visitor writes nothing, also about a CPTS that is not known, and is asked who they are", async () => {
    for (const endpoint of writes) expect(await attempt(endpoint, "own")).toBe(401);
    expect((await world.service.send("POST", "/v1/contracts", { json: { cptsId: crypto.randomUUID(), kind: "aci", parties: [] } })).status).toBe(401);
  });

  test("a visitor reads every open datum", async () => {
    const id = await world.draft({ cptsId: idOf("own") });
    const paths = ["/v1/contracts", `/v1/contracts/${id}?explain=true`, `/v1/contracts/${id}/action-sheets`, "/v1/signings", "/v1/contract-counts"];
    expect(await Promise.all(paths.map(async (path) => (await world.service.send("GET", path)).status))).toEqual(paths.map(() => 200));
  });
});
