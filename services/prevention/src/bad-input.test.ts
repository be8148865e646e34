import { prevention as contract } from "@cpts/api/Prevention";
import { needsIfMatch, pathOf, type Endpoint } from "@cpts/api/Endpoint";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { withstands } from "@cpts/service-kit/testing/hostile-property";
import { named, ownEndpoints } from "@cpts/service-kit/testing/own-endpoints";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isApart, scene, type Scene } from "./testing/scene.ts";

let world: Scene;
let cptsId: string;
let someone: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.ready("37003");
  someone = await world.professional(cptsId);
});
afterAll(() => world.service.stop());

/** The example of a plan is for a CPTS that exists nowhere. */
const exampleOf = (endpoint: Endpoint): unknown => {
  if (endpoint.id === "action.plan") return { ...(endpoint.example as object), template: "grippe-2026", acknowledged: ["commune-outside-territory", "mission-not-under-contract"], cptsId };
  return endpoint.permission === "sign-up.record" ? { professionalId: someone, ...(endpoint.id === "sign-up.record" ? { acknowledged: ["overlap", "not-a-member"] } : {}) } : endpoint.example;
};

/** What the path of an endpoint names, here of an action of `owner`. */
const idOf = async ({ id, path }: Endpoint, owner: string, actionId: string): Promise<string> => {
  if (path.startsWith("/v1/cpts/")) return owner;
  if (!path.startsWith("/v1/sessions/{id}")) return actionId;
  const session = (await world.planSession(actionId)).json.id;
  if (id === "sign-up.withdraw") await world.send("POST", `/v1/sessions/${session}/sign-ups`, { professionalId: someone, acknowledged: ["overlap", "not-a-member"] });
  return session;
};
const knownOf = async (endpoint: Endpoint): Promise<string> => idOf(endpoint, cptsId, (await world.plan(cptsId)).json.id);

describe("bad input", () => {
  test.each(named(Object.values<Endpoint>(contract.endpoints).filter((endpoint) => !isApart(endpoint))))("never breaks %s, is answered by a problem of its contract, and leaves no event", async (_, endpoint) => {
    const known = await knownOf(endpoint);
    await withstands({ ...endpoint, example: exampleOf(endpoint) }, {
      service: contract.name,
      known,
      head: world.head,
      send: (method, path, request) => world.send(method, path, undefined, request),
      ...(needsIfMatch(endpoint) ? { current: async () => ({ "if-match": (await world.send("GET", endpoint.path.replace("{id}", known))).headers.get("etag") ?? "" }) } : {}),
    });
  });

  test("a query that breaks a rule names the parameter", async () => {
    const pointers = async (query: string) => {
      const { status, json } = await world.send("GET", `/v1/actions?${query}`);
      return [status, json.errors?.map(({ pointer }: { pointer: string }) => pointer)];
    };
    expect(await pointers("limit=0&communes=37003")).toEqual([400, expect.arrayContaining(["limit", "communes"])]);
    expect(await pointers("state=done")).toEqual([400, ["state"]]);
    expect(await pointers("from=2026&to=2026-02-30")).toEqual([400, ["from", "to"]]);
    expect(await pointers("cpts=x&commune=1004")).toEqual([400, ["cpts", "commune"]]);
  });
});

describe("the contract of prevention", () => {
  test.each(named(ownEndpoints(contract.endpoints).filter((endpoint) => !isApart(endpoint) && !("transfer" in endpoint))))("the answer of %s is the one it describes, with nothing more, and its example works", async (_, endpoint) => {
    const held = await world.register({ communes: ["37003"], parts: [{ commune: "31555", name: "Minimes", kind: "quartier" }] });
    await world.sign(held, ["PREVENTION"]);
    const { id } = (await world.plan(held, { communes: ["37003", "31555"] })).json;
    const file = async () => (await world.service.send("POST", `/v1/actions/${id}/files?name=affiche`, { token: world.writer, raw: Uint8Array.from(Buffer.from("%PDF-1.7")), headers: { "content-type": "application/pdf" } })).json.id;
    const path = pathOf(endpoint, { id: await idOf(endpoint, held, id), ...(endpoint.path.includes("{file}") ? { file: await file() } : {}) });
    const answer = await world.send(endpoint.method, endpoint.id === "mission.list" ? `${path}?explain=true` : path, exampleOf(endpoint), needsIfMatch(endpoint) ? { headers: { "if-match": '"v1"' } } : {});
    expect([answer.status, answer.text]).toEqual([endpoint.status, expect.any(String)]);
    expect(() => (endpoint.status === 204 ? null : asDescribed(endpoint, answer.json))).not.toThrow();
  });
});
