import { directory as contract } from "@cpts/api/Directory";
import { pathOf } from "@cpts/api/Endpoint";
import { can, type Actor } from "@cpts/domain/Access";
import type { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import type { CptsId } from "@cpts/domain/Cpts";
import { Role } from "@cpts/domain/Role";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

/** Where a CPTS is, by one of its communes. */
const places = {
  own: { commune: "37003", departement: "37", region: "24" },
  "other of the region": { commune: "41018", departement: "41", region: "24" },
  "other region": { commune: "38053", departement: "38", region: "84" },
} as const;
type Place = keyof typeof places;
const placeNames = Object.keys(places) as ReadonlyArray<Place>;
const roles = Role.literals.filter((role) => role !== "anonymous");
const { declareBody, declareHeadcount, declareOffice } = contract.endpoints;
const writes = [declareOffice, declareBody, declareHeadcount];

let world: Scene;
let holder: string;
const ids = new Map<Place, string>();
beforeAll(async () => {
  world = await scene();
  for (const place of placeNames) ids.set(place, await world.learnCpts(places[place].commune));
  holder = (await world.create("/v1/professionals", { familyName: "Une", givenName: "Personne", visibility: "public" })).id;
});
afterAll(() => world.service.stop());

const claims = { cptsIds: () => [ids.get("own") ?? ""], regions: ["24"], departements: ["37"] };
const scopeOf = (role: Role) => (role === "service-account" ? "directory:write" : "");

const provenance = { status: "sourced", source: { document: "Statuts" } };
const bodies: Readonly<Record<string, () => unknown>> = {
  "office.declare": () => ({ office: "PRESIDENT", holders: [{ professionalId: holder }], provenance }),
  "body.declare": () => ({ kind: "board", provenance }),
  "headcount.declare": () => ({ lines: [], provenance }),
};

type Write = (typeof writes)[number];

const attempt = async (endpoint: Write, place: Place, token?: string): Promise<number> =>
  (await world.service.send("POST", pathOf(endpoint, { id: ids.get(place) ?? "" }), { json: bodies[endpoint.id]?.(), ...(token === undefined ? {} : { token }) })).status;

/** What the domain says of this role, action and place. */
const expected = (role: Role, endpoint: Write, place: Place): number => {
  const actor = { role, subject: "someone", cptsIds: claims.cptsIds(), regions: claims.regions, departements: claims.departements, scopes: [scopeOf(role)] } as unknown as Actor;
  const { departement, region } = places[place];
  const decision = can(actor, endpoint.permission, {
    kind: "governance",
    visibility: "public",
    cptsId: ids.get(place) as CptsId,
    departements: [departement as DepartementCode],
    regions: [region as RegionCode],
  });
  return decision._tag === "Allowed" ? endpoint.status : 403;
};

describe("declaring offices, bodies and headcounts", () => {
  test.each(roles)("as a %s is answered as the policy says, on the own CPTS, another, and one of another region", async (role) => {
    const token = await world.service.token({ role, cptsIds: claims.cptsIds(), regions: claims.regions, departements: claims.departements, scope: scopeOf(role) });
    for (const endpoint of writes) {
      const verdicts: Record<string, number> = {};
      for (const place of placeNames) verdicts[place] = await attempt(endpoint, place, token);
      expect([endpoint.id, verdicts]).toEqual([endpoint.id, Object.fromEntries(placeNames.map((place) => [place, expected(role, endpoint, place)]))]);
    }
  });

  test("is for coordinators of the CPTS and service accounts", () => {
    const allowed = roles.flatMap((role) => placeNames.filter((place) => writes.every((endpoint) => expected(role, endpoint, place) === 201)).map((place) => [role, place]));
    expect(allowed).toEqual([["coordinator", "own"], ...placeNames.map((place) => ["service-account", place])]);
  });

  test("by a visitor is refused and leaves nothing, while everyone reads", async () => {
    const head = await world.head();
    for (const endpoint of writes) expect(await attempt(endpoint, "own")).toBe(401);
    expect(await world.head()).toBe(head);
    const own = `/v1/cpts/${ids.get("own")}`;
    const reads = [`${own}/governance?explain=true&asOf=2020-01-01`, `${own}/headcounts?explain=true`];
    expect(await Promise.all(reads.map(async (path) => (await world.get(path)).status))).toEqual([200, 200]);
  });
});
