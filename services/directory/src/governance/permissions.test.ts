import { directory as contract } from "@cpts/api/Directory";
import { pathOf, type Endpoint } from "@cpts/api/Endpoint";
import { permissionMatrix, placeNames, places, roles, type Place } from "@cpts/service-kit/testing/permission-matrix";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

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

const provenance = { status: "sourced", source: { document: "Statuts" } };
const bodies: Readonly<Record<string, () => unknown>> = {
  "office.declare": () => ({ office: "PRESIDENT", holders: [{ professionalId: holder }], provenance }),
  "body.declare": () => ({ kind: "board", provenance }),
  "headcount.declare": () => ({ lines: [], provenance }),
};

const attempt = async (endpoint: Endpoint, place: Place, token?: string): Promise<number> =>
  (await world.service.send("POST", pathOf(endpoint, { id: ids.get(place) ?? "" }), { json: bodies[endpoint.id]?.(), ...(token === undefined ? {} : { token }) })).status;

const matrix = permissionMatrix({ scope: "directory:write", cptsOf: (place) => ids.get(place) ?? "", attempt, token: (claims) => world.service.token(claims) });

describe("declaring offices, bodies and headcounts", () => {
  test.each(roles)("as a %s is answered as the policy says, on the own CPTS, another, and one of another region", async (role) => {
    for (const endpoint of writes) expect([endpoint.id, await matrix.answers(role, endpoint)]).toEqual([endpoint.id, matrix.policy(role, endpoint)]);
  });

  test("is for coordinators of the CPTS and service accounts", () => {
    const allowed = roles.flatMap((role) => placeNames.filter((place) => writes.every((endpoint) => matrix.expected(role, endpoint, place) === 201)).map((place) => [role, place]));
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
