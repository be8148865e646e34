import { prevention as contract } from "@cpts/api/Prevention";
import { pathOf, type Endpoint } from "@cpts/api/Endpoint";
import { ownWrites } from "@cpts/service-kit/testing/own-endpoints";
import { permissionMatrix, placeNames, places, roles, type Place } from "@cpts/service-kit/testing/permission-matrix";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isApart, morning, scene, vaccination, type Scene } from "./testing/scene.ts";

const writes = ownWrites(contract.endpoints).filter((endpoint) => !isApart(endpoint));

let world: Scene;
const ids = new Map<Place, string>();
const who = new Map<Place, string>();
beforeAll(async () => {
  world = await scene();
  for (const place of placeNames) {
    const cptsId = await world.ready(places[place].commune);
    ids.set(place, cptsId);
    who.set(place, await world.professional(cptsId));
  }
});
afterAll(() => world.service.stop());

const bodyOf = async (endpoint: Endpoint, place: Place): Promise<unknown> => {
  if (endpoint.id === "action.plan") return { cptsId: ids.get(place), ...vaccination, communes: [places[place].commune] };
  if (endpoint.id === "session.plan") return { ...morning, place: { commune: places[place].commune } };
  return endpoint.permission === "sign-up.record" ? { professionalId: who.get(place) } : endpoint.example;
};

/** What the path of an endpoint names: an action, or a session where somebody has signed up if that is to be taken back. */
const idOf = async ({ id, path }: Endpoint, place: Place): Promise<string> => {
  if (!path.includes("{id}")) return "";
  if (path.startsWith("/v1/cpts/")) return ids.get(place) ?? "";
  const action = (await world.plan(ids.get(place) ?? "", { communes: [places[place].commune] })).json.id;
  if (!path.startsWith("/v1/sessions")) return action;
  const session = (await world.planSession(action, { place: { commune: places[place].commune } })).json.id;
  if (id === "sign-up.withdraw") await world.send("POST", `/v1/sessions/${session}/sign-ups`, { professionalId: who.get(place), acknowledged: ["overlap"] });
  return session;
};

const pdf = Uint8Array.from(Buffer.from("%PDF-1.7\naffiche"));

const fileOf = async (action: string): Promise<string> => (await world.service.send("POST", `/v1/actions/${action}/files?name=affiche`, { token: world.writer, raw: pdf, headers: { "content-type": "application/pdf" } })).json.id;

const attempt = async (endpoint: Endpoint, place: Place, token?: string) => {
  const id = await idOf(endpoint, place);
  const path = pathOf(endpoint, { id, ...(endpoint.id === "action.file.remove" ? { file: await fileOf(id) } : {}) });
  if (endpoint.id === "action.file.add") return (await world.service.send("POST", `${path}?name=affiche`, { raw: pdf, headers: { "content-type": "application/pdf" }, ...(token === undefined ? {} : { token }) })).status;
  const { status } = await world.service.send(endpoint.method, path, {
    json: { ...Object(await bodyOf(endpoint, place)), ...(endpoint.id === "sign-up.record" ? { acknowledged: ["overlap"] } : {}) },
    headers: { "if-match": '"v1"' },
    ...(token === undefined ? {} : { token }),
  });
  return status;
};

const matrix = permissionMatrix({
  scope: "prevention:write prevention:read",
  cptsOf: (place) => ids.get(place) ?? "",
  about: () => ({ visibility: "cpts" }),
  attempt,
  token: (claims) => world.service.token(claims),
});

describe("permissions", () => {
  test.each(roles)("of a %s: every write is answered as the policy says, for the own CPTS, another, and one of another region", async (role) => {
    for (const endpoint of writes) expect([endpoint.id, await matrix.answers(role, endpoint)]).toEqual([endpoint.id, matrix.policy(role, endpoint)]);
  });

  test("the coordinator plans for the own CPTS; to that of another the plan is refused and the action does not exist", async () => {
    const token = await world.service.token(matrix.claimsOf("coordinator"));
    const verdicts = async (place: Place) => {
      const found: Array<number> = [];
      for (const endpoint of writes) found.push(await attempt(endpoint, place, token));
      return found;
    };
    expect(writes.map(({ id }) => id)).toEqual(
      "action.plan action.change action.publish session.plan session.change session.postpone session.cancel session.record sign-up.record sign-up.withdraw action-conduct.state action-conduct.step indicator.propose action.file.add action.file.remove".split(" "),
    );
    expect(await verdicts("own")).toEqual([201, 200, 200, 201, 200, 200, 200, 201, 201, 200, 200, 201, 201, 201, 204]);
    expect(await verdicts("other region")).toEqual([403, ...Array.from({ length: 14 }, () => 404)]);
  });

  test("what is published is seen by all, and changed by none but its own", async () => {
    const token = await world.service.token(matrix.claimsOf("coordinator"));
    const { id } = (await world.plan(ids.get("other region") ?? "", { communes: ["38053"] })).json;
    await world.publish(id);
    expect((await world.service.send("GET", `/v1/actions/${id}`, { token })).status).toBe(200);
    expect((await world.service.send("PATCH", `/v1/actions/${id}`, { token, json: { title: "A" }, headers: { "if-match": '"v2"' } })).status).toBe(403);
    expect((await world.service.send("POST", `/v1/actions/${id}/publication`, { token, json: {} })).status).toBe(403);
  });

  test("a visitor writes nothing and is asked who they are, a refused write leaves no event", async () => {
    const professional = await world.service.token(matrix.claimsOf("professional"));
    for (const endpoint of writes) {
      const id = await idOf(endpoint, "own");
      const json = await bodyOf(endpoint, "own");
      const head = await world.head();
      const path = endpoint.id === "action.file.add" ? `${pathOf(endpoint, { id })}?name=affiche` : pathOf(endpoint, { id, file: id });
      const send = (token?: string) =>
        world.service.send(endpoint.method, path, { json, headers: { "if-match": '"v1"' }, ...(token === undefined ? {} : { token }) });
      expect([(await send()).status, (await send(professional)).status]).toEqual([401, 403]);
      expect(await world.head()).toBe(head);
    }
  });

  test("its log is for those who may read it", async () => {
    const status = async (token?: string) => (await world.service.send("GET", "/v1/events", token === undefined ? {} : { token })).status;
    expect([await status(), await status(await world.service.token(matrix.claimsOf("coordinator"))), await status(world.writer)]).toEqual([401, 403, 200]);
  });
});
