import { needsIfMatch, pathOf, type Endpoint } from "@cpts/api/Endpoint";
import { pathwayEndpoints } from "@cpts/api/Pathways";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { withstands } from "@cpts/service-kit/testing/hostile-property";
import { named, ownEndpoints, ownWrites } from "@cpts/service-kit/testing/own-endpoints";
import { permissionMatrix, placeNames, places, roles, type Place } from "@cpts/service-kit/testing/permission-matrix";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
const cpts = new Map<Place, string>();
beforeAll(async () => {
  world = await scene();
  for (const place of placeNames) cpts.set(place, await world.ready(places[place].commune));
});
afterAll(() => world.service.stop());

const pdf = Uint8Array.from(Buffer.from("%PDF-1.7\nprotocole"));
const pdfType = { "content-type": "application/pdf" };
const steps = [{ id: "a", title: "A", actor: { label: "IDE" } }];

/** A pathway as this endpoint needs it. */
const pathwayFor = async (endpoint: Endpoint, place: Place): Promise<string> => {
  const { id } = (await world.send("POST", "/v1/pathways", { cptsId: cpts.get(place), title: "Parcours", theme: "t", steps })).json;
  if (endpoint.path.includes("inclusions") || endpoint.path.includes("differences")) await world.send("POST", `/v1/pathways/${id}/publication`, {});
  return id;
};
const bodyOf = (endpoint: Endpoint, place: Place): unknown => (endpoint.id === "pathway.draft" ? { ...(endpoint.example as object), cptsId: cpts.get(place) } : endpoint.example);

const attempt = async (endpoint: Endpoint, place: Place, token?: string): Promise<number> => {
  const id = endpoint.path.includes("{id}") ? await pathwayFor(endpoint, place) : "";
  const shown = token === undefined ? {} : { token };
  const path = pathOf(endpoint, { id });
  if (endpoint.transfer === "upload") return (await world.service.send("POST", `${path}?name=a.pdf`, { raw: pdf, headers: pdfType, ...shown })).status;
  return (await world.service.send(endpoint.method, path, { json: bodyOf(endpoint, place), headers: { "if-match": '"v1"' }, ...shown })).status;
};

const matrix = permissionMatrix({
  scope: "prevention:write prevention:read",
  cptsOf: (place) => cpts.get(place) ?? "",
  about: ({ path }) => ({ visibility: path.includes("inclusions") ? "public" : "cpts" }),
  attempt,
  token: (claims) => world.service.token(claims),
});

describe("permissions on pathways", () => {
  test.each(roles)("of a %s: every write is answered as the policy says", async (role) => {
    for (const endpoint of ownWrites(pathwayEndpoints)) expect([endpoint.id, await matrix.answers(role, endpoint)]).toEqual([endpoint.id, matrix.policy(role, endpoint)]);
  });

  test("a visitor writes nothing, and nothing is told of it", async () => {
    const head = await world.head();
    const statuses = [];
    for (const endpoint of ownWrites(pathwayEndpoints)) statuses.push(endpoint.path.includes("{id}") ? (await world.service.send(endpoint.method, pathOf(endpoint, { id: "0198c0de-0000-7000-8000-000000000060" }), { json: {} })).status : await attempt(endpoint, "own"));
    expect(new Set(statuses)).toEqual(new Set([401]));
    expect(await world.head()).toBe(head);
  });
});

const asJson = ownEndpoints(pathwayEndpoints).filter(({ transfer }) => transfer === undefined);

describe("the contract of pathways", () => {
  test.each(named(asJson))("bad input never breaks %s, is answered by a problem of its contract, and leaves no event", async (_, endpoint) => {
    const known = await pathwayFor(endpoint, "own");
    await withstands({ ...endpoint, example: bodyOf(endpoint, "own") }, {
      service: "prevention",
      known,
      head: world.head,
      send: (method, path, request) => world.send(method, path, undefined, request),
      ...(needsIfMatch(endpoint) ? { current: async () => ({ "if-match": (await world.send("GET", `/v1/pathways/${known}`)).headers.get("etag") ?? "" }) } : {}),
    });
  });

  test.each(named(asJson))("the answer of %s is the one it describes, with nothing more, and its example works", async (_, endpoint) => {
    const id = await pathwayFor(endpoint, "own");
    const query = endpoint.path.endsWith("differences") ? "?from=1&to=1" : endpoint.id === "pathway.inclusions.list" ? "?explain=true" : "";
    const answer = await world.send(endpoint.method, pathOf(endpoint, { id }) + query, bodyOf(endpoint, "own"), needsIfMatch(endpoint) ? { headers: { "if-match": '"v1"' } } : {});
    expect([answer.status, answer.text]).toEqual([endpoint.status, expect.any(String)]);
    expect(() => asDescribed(endpoint, answer.json)).not.toThrow();
  });
});
