import { registry as contract } from "@cpts/api/Registry";
import { pathOf, type Endpoint } from "@cpts/api/Endpoint";
import { named, ownWrites } from "@cpts/service-kit/testing/own-endpoints";
import { permissionMatrix, placeNames, places, roles, type Place } from "@cpts/service-kit/testing/permission-matrix";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askedOf, type Asked } from "./testing/followed.ts";
import { bodyOf, dayOfExamples, queryOf } from "./testing/formed.ts";
import { communes, scene, type Scene } from "./testing/scene.ts";

const fact = { property: "board-size", value: 18, qualifier: "exactly", status: "declared", source: { document: "Statuts" } };

const writes = ownWrites(contract.endpoints);

let world: Scene;
const ids = new Map<string, string>();
beforeAll(async () => {
  world = await scene({}, dayOfExamples());
  ids.set("successor", await world.register({}));
  for (const place of placeNames) ids.set(place, await world.register({ territory: communes(places[place].commune) }));
});
afterAll(() => world.service.stop());

const bodies: Readonly<Record<string, (place: Place) => unknown>> = {
  "cpts.register": (place) => ({ name: `CPTS ${place}`, territory: communes(places[place].commune) }),
  "cpts-document.add": () => undefined,
  "cpts-document.remove": () => undefined,
  "cpts-import.start": () => undefined,
  "cpts-import.map": () => ({ columns: [] }),
  "cpts-import.apply": () => ({ confirmations: [], leaveOutRefused: true }),
  "cpts.change": () => ({ shortName: crypto.randomUUID() }),
  "territory.change": (place) => communes(places[place].commune),
  "territory.withdraw": () => ({ validFrom: "2031-01-01", reason: "Saisi par erreur" }),
  "territory.simulate": (place) => ({ changes: [{ kind: "create", cpts: "new-one", communes: [places[place].commune] }] }),
  "fact.declare": () => fact,
  ...Object.fromEntries(writes.filter(({ id }) => /^(?:letter-of-intent|health-project)\./u.test(id)).map(({ example, id }) => [id, () => example])),
  "transition.take": () => ({ action: "open-aci-negotiation" }),
  "transition.take-over": () => ({ steps: [{ to: "project-validated", source: { document: "Arrêté" } }] }),
  "transition.merge": () => ({ into: ids.get("successor"), evidence: { document: "Traité" } }),
  "referent.register": (place) => ({ personId: crypto.randomUUID(), institution: "ars", ...placed(place) }),
  "referent.entrust": (place) => ({ cptsId: ids.get(place) }),
  "referent.release": () => ({ on: "2026" }),
  "cog-proposal.accept": () => ({}),
  "cog-proposal.refuse": () => ({ reason: "Décision reportée" }),
  "mission.declare": () => ({ missions: [{ label: "Prévenir", codes: ["PREVENTION"] }], provenance: { status: "declared" } }),
};

const sent = async (endpoint: Endpoint, place: Place, { etag, params }: Asked, token?: string) => {
  const { headers, ...body } = bodyOf(endpoint, bodies[endpoint.id]?.(place));
  const answer = await world.service.send(endpoint.method, pathOf(endpoint, params) + queryOf(endpoint, places[place].region), {
    ...body,
    headers: { "if-match": etag, ...headers },
    ...(token === undefined ? {} : { token }),
  });
  return answer.status;
};

const placed = (place: Place) => ({ regions: [places[place].region], departements: [places[place].departement] });
const asked = (endpoint: Endpoint, place: Place) => askedOf(world, endpoint, ids.get(place) ?? "", placed(place));
const attempt = async (endpoint: Endpoint, place: Place, token?: string) => sent(endpoint, place, await asked(endpoint, place), token);

const matrix = permissionMatrix({
  scope: "registry:write",
  cptsOf: (place) => ids.get(place) ?? "",
  // A registration is of a CPTS that is not yet.
  about: ({ id, path }) => (id.startsWith("cpts-import.") ? { cptsId: null } : id.startsWith("referent.") ? { cptsId: null, visibility: "cpts" } : path.includes("{id}") ? {} : { cptsId: null }),
  attempt: (endpoint, place, token) => attempt(endpoint, place, token),
  token: (claims) => world.service.token(claims),
});

describe("permissions", () => {
  test("every write of the contract is in this matrix", () => {
    expect(writes.map(({ id }) => id).toSorted()).toEqual(Object.keys(bodies).toSorted());
  });

  describe.each(roles)("of a %s", (role) => {
    test.each(named(writes))("%s is answered as the policy says, on the own CPTS, another, and one of another region", async (_, endpoint) => {
      expect(await matrix.answers(role, endpoint)).toEqual(matrix.policy(role, endpoint));
    });
  });

  test("the matrix allows something and refuses something", () => {
    const all = roles.flatMap((role) => writes.flatMap((endpoint) => placeNames.map((place) => matrix.expected(role, endpoint, place))));
    expect(all.filter((status) => status < 300)).toHaveLength(194);
    expect(all.filter((status) => status === 403 || status === 404)).toHaveLength(all.length - 194);
  });

  test("a refused write leaves no event", async () => {
    const token = await world.service.token(matrix.claimsOf("professional"));
    for (const endpoint of writes) {
      const about = await asked(endpoint, "own");
      const head = await world.head();
      await sent(endpoint, "own", about, token);
      expect(await world.head()).toBe(head);
    }
  });

  test("a visitor writes nothing and is asked who they are", async () => {
    for (const endpoint of writes) expect(await attempt(endpoint, "own")).toBe(401);
    expect((await world.service.send("POST", "/v1/cpts", { json: {} })).headers.get("www-authenticate")).toBe("Bearer");
  });

  test("a visitor reads every open datum", async () => {
    const id = ids.get("own") ?? "";
    const paths = ["/v1/cpts", `/v1/cpts/${id}`, `/v1/cpts/${id}/territory?explain=true`, `/v1/cpts/${id}/discrepancies?explain=true`, `/v1/cpts/${id}/missions`, `/v1/cpts/${id}/transitions?asOf=2020-01-01`, `/v1/cpts/${id}/formation`, "/v1/health-projects?state=filed", "/v1/missions?code=PREVENTION", "/v1/facts?undated=true", "/v1/communes?q=amboise", "/v1/communes/37003", "/v1/events"];
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
