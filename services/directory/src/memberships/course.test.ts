import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let elsewhere: string;
let msp: string;
let coordinator: string;
let insider: string;
beforeAll(async () => {
  world = await scene();
  [cptsId, elsewhere] = [await world.learnCpts("37003"), await world.learnCpts("38053")];
  msp = (await world.create("/v1/organizations", { name: "Maison de santé", kind: "msp" })).id;
  coordinator = await world.service.token({ role: "coordinator", cptsIds: [cptsId] });
  insider = await world.service.token({ role: "professional", cptsIds: [cptsId] });
});
afterAll(() => world.service.stop());

const person = async (familyName: string) => (await world.create("/v1/professionals", { familyName, givenName: "Camille", profession: "60", cptsId, visibility: "cpts" })).id;
/** Sent twice with one key: the same answer, and no second trace. */
const twice = async (method: string, path: string, json: unknown, token = world.writer) => {
  const headers = { "idempotency-key": crypto.randomUUID() };
  const first = await world.send(method, path, json, { headers, token });
  const head = await world.head();
  const second = await world.send(method, path, json, { headers, token });
  expect([second.status, second.text, await world.head()]).toEqual([first.status, first.text, head]);
  return first;
};
const read = async (id: string, token = world.writer, asOf = "2026-06-01") => (await world.get(`/v1/memberships/${id}?asOf=${asOf}`, token)).json;
const typesOf = async (id: string) => (await world.eventsOf(id)).map(({ type, aggregateversion }) => [type.split(".").slice(2, 4).join("."), aggregateversion]);

describe("a request for membership", () => {
  test("is accepted once, and the membership begins on that day", async () => {
    const professionalId = await person("Demande");
    const asked = (await twice("POST", "/v1/membership-requests", { cptsId, professionalId, college: "Infirmiers", requestedOn: "2026-03-02" }, coordinator)).json;
    expect(asked).toMatchObject({ state: "open", decidedOn: null, membershipId: null, version: 1 });
    expect((await world.get(`/v1/professionals/${professionalId}`, insider)).status).toBe(200);
    expect((await world.get(`/v1/memberships?cpts=${cptsId}&professional=${professionalId}`, coordinator)).json.items).toEqual([]);
    const { json: member, status } = await twice("POST", `/v1/membership-requests/${asked.id}/acceptance`, { on: "2026-03-20" }, coordinator);
    expect([status, member]).toEqual([201, expect.objectContaining({ professionalId, college: "Infirmiers", validFrom: "2026-03-20", certainty: "yes" })]);
    expect((await world.get(`/v1/membership-requests?cpts=${cptsId}&state=accepted`, coordinator)).json.items).toEqual([{ ...asked, state: "accepted", decidedOn: "2026-03-20", membershipId: member.id, version: 2 }]);
    expect(await typesOf(asked.id)).toEqual([["membership-request.recorded", 1], ["membership-request.accepted", 2]]);
    const again = await world.send("POST", `/v1/membership-requests/${asked.id}/refusal`, { on: "2026-03-21", reason: "other" });
    expect([again.status, again.json.type, again.json.detail]).toEqual([409, "/problems/illegal-transition", "This request has already been accepted."]);
  });

  test("waits alone, is refused for a reason, and may be made anew", async () => {
    const request = { cptsId, organizationId: msp, requestedOn: "2026-04-01" };
    expect(await world.faults("/v1/membership-requests", { ...request, requestedOn: "2199-01-01" })).toEqual([422, "invalid-request", "#/requestedOn"]);
    const asked = (await twice("POST", "/v1/membership-requests", request)).json;
    expect(await world.faults("/v1/membership-requests", request)).toEqual([409, "already-exists", "#/organizationId"]);
    expect(await world.faults(`/v1/membership-requests/${asked.id}/refusal`, { on: "2026-03-31", reason: "other" })).toEqual([422, "invalid-request", "#/on"]);
    const refused = (await twice("POST", `/v1/membership-requests/${asked.id}/refusal`, { on: "2026-04-02", reason: "outside-territory" })).json;
    expect(refused).toMatchObject({ state: "refused", reason: "outside-territory", version: 2 });
    expect((await twice("POST", "/v1/membership-requests", request)).status).toBe(201);
  });

  test("is for the board of its CPTS, and for no member", async () => {
    const other = await world.service.token({ role: "coordinator", cptsIds: [elsewhere] });
    for (const token of [insider, other]) {
      expect((await world.get(`/v1/membership-requests?cpts=${cptsId}`, token)).json.items).toEqual([]);
      expect((await world.send("POST", "/v1/membership-requests", { cptsId, organizationId: msp, requestedOn: "2026-04-01" }, { token })).status).toBe(403);
    }
  });
});

describe("a membership that was recorded", () => {
  test("holds who they belong through, in what capacity, where, and what they pay; the fee is for the board", async () => {
    const fee = { year: 2026, amountCents: 2_000, paidOn: "2026-02" };
    const { json } = await twice("POST", "/v1/memberships", { cptsId, professionalId: await person("Sociale"), throughId: msp, role: "ASSISTANT_SOCIAL", commune: "37003", fee, validFrom: "2026" });
    expect(json).toMatchObject({ throughId: msp, role: "ASSISTANT_SOCIAL", commune: "37003", fee });
    expect(await read(json.id, insider)).toMatchObject({ role: "ASSISTANT_SOCIAL", commune: "37003", fee: null });
    expect((await world.get(`/v1/memberships?cpts=${cptsId}&role=ASSISTANT_SOCIAL&profession=60`, coordinator)).json.items).toEqual([expect.objectContaining({ id: json.id, fee })]);
    expect(await world.faults("/v1/memberships", { cptsId, organizationId: msp, throughId: msp })).toEqual([422, "invalid-request", "#/throughId"]);
  });

  test("is corrected from the version that was read, and what was written stays", async () => {
    const { json: before } = await twice("POST", "/v1/memberships", { cptsId, professionalId: await person("Corrigée"), college: "Infirmiers", validFrom: "2021" });
    const patch = (json: object, version: number) => world.send("PATCH", `/v1/memberships/${before.id}`, json, { headers: { "if-match": `"v${version}"` } });
    const after = await patch({ why: "typing-error", validFrom: "2019-03", college: null }, 1);
    expect([after.status, after.json]).toEqual([200, { ...before, college: null, validFrom: "2019-03", version: 2 }]);
    expect((await patch({ why: "typing-error", validFrom: "2018" }, 1)).status).toBe(412);
    const head = await world.head();
    expect((await patch({ why: "typing-error", validFrom: "2019-03" }, 2)).json.version).toBe(2);
    expect(await world.head()).toBe(head);
    expect((await patch({ why: "typing-error", validTo: "2018" }, 2)).json.errors[0].pointer).toBe("#/validTo");
    expect((await patch({ why: "typing-error" }, 2)).json.errors[0].code).toBe("membership-correction.empty");
    const { items } = (await world.get(`/v1/memberships/${before.id}/history`, coordinator)).json;
    expect(items.map(({ college, validFrom, version, why }: Record<string, unknown>) => [version, why, college, validFrom])).toEqual([[1, "recorded", "Infirmiers", "2021"], [2, "typing-error", null, "2019-03"]]);
    expect((await world.get(`/v1/memberships/${before.id}/history`, insider)).status).toBe(404);
    expect((await world.eventsOf(before.id)).at(-1)?.data).toEqual({ membershipId: before.id, cptsId, professionalId: before.professionalId, organizationId: null, validFrom: "2019-03", validTo: null, why: "typing-error" });
  });

  test("ends once, for a reason that the board knows, and may begin anew", async () => {
    const professionalId = await person("Partie");
    const { json } = await twice("POST", "/v1/memberships", { cptsId, professionalId, validFrom: "2020-01-01" });
    expect(await world.faults(`/v1/memberships/${json.id}/end`, { on: "2019-12-31", reason: "resigned" })).toEqual([422, "invalid-request", "#/on"]);
    const ended = (await twice("POST", `/v1/memberships/${json.id}/end`, { on: "2026-05-01", reason: "moved-away" }, coordinator)).json;
    expect(ended).toMatchObject({ validTo: "2026-05-01", endReason: "moved-away", version: 2 });
    expect([(await read(json.id, coordinator, "2026-04-30")).certainty, (await read(json.id, coordinator, "2026-05-01")).certainty]).toEqual(["yes", "no"]);
    expect((await read(json.id, insider)).endReason).toBeNull();
    expect(await world.faults(`/v1/memberships/${json.id}/end`, { on: "2026-06-01", reason: "resigned" })).toEqual([409, "illegal-transition"]);
    expect((await world.eventsOf(json.id)).at(-1)?.data).toEqual({ membershipId: json.id, cptsId, on: "2026-05-01", reason: "moved-away" });
    expect((await twice("POST", "/v1/memberships", { cptsId, professionalId, validFrom: "2026-05-01" })).status).toBe(201);
  });

  test("in error never was: nobody sees anybody by it, and it can be recorded right", async () => {
    const professionalId = (await world.create("/v1/professionals", { familyName: "Erreur", givenName: "Dominique", cptsId: elsewhere, visibility: "cpts" })).id;
    const { json } = await twice("POST", "/v1/memberships", { cptsId, professionalId, validFrom: "2020" });
    expect((await world.get(`/v1/professionals/${professionalId}`, insider)).status).toBe(200);
    await twice("POST", `/v1/memberships/${json.id}/end`, { on: "2026-06-01", reason: "recorded-in-error" });
    expect((await world.get(`/v1/professionals/${professionalId}`, insider)).status).toBe(404);
    for (const asOf of ["2020-06-01", "2026-01-01", "2030-01-01"]) expect((await world.get(`/v1/memberships?cpts=${cptsId}&professional=${professionalId}&asOf=${asOf}`, world.writer)).json.items).toEqual([]);
    expect((await twice("POST", "/v1/memberships", { cptsId, professionalId, validFrom: "2020" })).status).toBe(201);
  });

  test("is changed by those who keep its CPTS, and by no other", async () => {
    const { json } = await twice("POST", "/v1/memberships", { cptsId, professionalId: await person("Gardée") });
    const other = await world.service.token({ role: "coordinator", cptsIds: [elsewhere] });
    for (const token of [insider, other]) {
      expect((await world.send("PATCH", `/v1/memberships/${json.id}`, { why: "typing-error", college: "x" }, { token, headers: { "if-match": '"v1"' } })).status).toBe(403);
      expect((await world.send("POST", `/v1/memberships/${json.id}/end`, { on: "2026-06-01", reason: "resigned" }, { token })).status).toBe(403);
    }
    expect((await world.send("POST", "/v1/memberships/0198c0de-0000-7000-8000-0000000000ff/end", { on: "2026-06-01", reason: "resigned" })).status).toBe(404);
  });
});
