import { bodyChangeEndpoints as endpoints } from "@cpts/api/BodyChanges";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../../testing/scene.ts";

let world: Scene;
let cptsId: string;
let coordinator: string;
const people: Array<string> = [];
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  coordinator = await world.service.token({ role: "coordinator", cptsIds: [cptsId] });
  for (const [index, visibility] of ["public", "public", "private"].entries()) people.push((await world.create("/v1/professionals", { familyName: `Pilote${index}`, givenName: "Dominique", profession: "60", visibility })).id);
});
afterAll(() => world.service.stop());

const provenance = { status: "declared" };
const who = (index: number): string => people[index] ?? "";
const at = (id: string) => `/v1/cpts/${cptsId}/bodies/${id}`;
const group = async (fields: object = {}) => (await world.create(`/v1/cpts/${cptsId}/bodies`, { kind: "working-group", name: "Parcours diabète", purpose: "Écrire le parcours", missions: ["PARCOURS"], validFrom: "2024-01", provenance, ...fields })).id as string;
const sit = async (id: string, index: number, fields: object = {}) => (await world.create(`${at(id)}/seats`, { professionalId: who(index), validFrom: "2025-01-01", provenance, ...fields })).id as string;
/** Sent twice with one key: the same answer, and no second trace. */
const change = async (id: string, json: object, token = coordinator) => {
  const options = { headers: { "idempotency-key": crypto.randomUUID() }, token };
  const first = await world.send("POST", `${at(id)}/changes`, json, options);
  const head = await world.head();
  const second = await world.send("POST", `${at(id)}/changes`, json, options);
  expect([second.status, await world.head()]).toEqual([first.status, head]);
  if (first.status !== 201) return first;
  expect(second.text).toBe(first.text);
  expect(() => asDescribed(endpoints.changeBody, first.json)).not.toThrow();
  return first;
};
const faults = (id: string, json: object) => world.faults(`${at(id)}/changes`, json);
const listed = async (query: string, token = world.writer) => {
  const { json } = await world.get(`/v1/bodies?cpts=${cptsId}&${query}`, token);
  expect(() => asDescribed(endpoints.listBodies, json)).not.toThrow();
  return json.items as ReadonlyArray<Readonly<Record<string, unknown>>>;
};
const idsOf = async (query: string) => (await listed(query)).map(({ id }) => id);

describe("a working group", () => {
  test("is renamed and gets another purpose, and what was written before stays", async () => {
    const id = await group();
    const { json, status } = await change(id, { why: "renamed", name: "Parcours du diabète", purpose: "Suivre le parcours", missions: ["PARCOURS", "QUALITE"] });
    expect([status, json.items.map(({ name, purpose, why }: Record<string, unknown>) => [why, name, purpose])]).toEqual([201, [["declared", "Parcours diabète", "Écrire le parcours"], ["renamed", "Parcours du diabète", "Suivre le parcours"]]]);
    expect((await world.get(`${at(id)}/history`)).json).toEqual(json);
    expect((await world.get(at(id))).json).toMatchObject({ name: "Parcours du diabète", purpose: "Suivre le parcours", missions: ["PARCOURS", "QUALITE"], version: 2 });
    const told = (await world.eventsOf(id)).map(({ data }) => data);
    expect(told).toMatchObject([{ missions: ["PARCOURS"], validFrom: "2024-01" }, { bodyId: id, missions: ["PARCOURS", "QUALITE"], withdrawn: false, why: "renamed" }]);
    expect(JSON.stringify(told)).not.toMatch(/diabète|Suivre/u);
    expect((await world.get(`/v1/cpts/${cptsId}/governance`)).json.bodies.find((one: { id: string }) => one.id === id)).toMatchObject({ name: "Parcours du diabète", missions: ["PARCOURS", "QUALITE"] });
  });

  test("ends with its seats: it is in no list from that day on, was there before, and nobody joins it or meets in it later", async () => {
    const id = await group();
    const [lead, left] = [await sit(id, 0, { part: "lead" }), await sit(id, 1, { validTo: "2025-06-01" })];
    expect((await change(id, { why: "closed", validTo: "2026-09-01" })).status).toBe(201);
    expect([(await idsOf("asOf=2026-08-31")).includes(id), (await idsOf("asOf=2026-09-01")).includes(id)]).toEqual([true, false]);
    expect((await world.eventsOf(lead)).map(({ data }) => [data["validTo"], data["why"]])).toEqual([[null, undefined], ["2026-09-01", "body-closed"]]);
    expect((await world.eventsOf(left)).length).toBe(1);
    expect((await world.get(`/v1/seats?body=${id}&asOf=2026-09-01`)).json.items).toEqual([]);
    expect(await world.faults(`${at(id)}/seats`, { professionalId: who(1), validFrom: "2026-01-01", provenance })).toEqual([422, "invalid-request", "#/validTo"]);
    expect(await world.faults(`${at(id)}/seats/${lead}/corrections`, { why: "typing-error", validTo: null })).toEqual([422, "invalid-request", "#/validTo"]);
    expect(await world.faults(`${at(id)}/elections`, { on: "2026-09-01", seatsOpen: 1, candidates: [], provenance })).toEqual([422, "invalid-request", "#/on"]);
    expect((await sit(id, 1, { validFrom: "2026-01-01", validTo: "2026-09-01" })).length).toBe(36);
    const meets = (on: string) => world.faults("/v1/convened-meetings", { cptsId, bodyId: id, kind: "working-group", title: "Bilan", visibility: "cpts", on, agenda: [], invited: [] });
    expect(await meets("2026-09-01")).toEqual([422, "invalid-request", "#/bodyId"]);
    const { id: meeting } = await world.create("/v1/convened-meetings", { cptsId, bodyId: id, kind: "working-group", title: "Bilan", visibility: "cpts", on: "2026-08-31", agenda: [], invited: [] });
    expect(await world.faults(`/v1/convened-meetings/${meeting}/moves`, { on: "2026-09-02" })).toEqual([422, "invalid-request", "#/on"]);
  });

  test("opens again without those who sat there, and gives a reader of the statutes its whole life", async () => {
    const id = await group({ validTo: "2025-12-31" });
    expect((await change(id, { why: "reopened", validTo: null })).status).toBe(201);
    expect((await listed("asOf=2026-10-01&kind=working-group&mission=PARCOURS")).find((one) => one["id"] === id)).toMatchObject({ validFrom: "2024-01", validTo: null, version: 2 });
    expect((await world.get(`/v1/seats?body=${id}`)).json.items).toEqual([]);
    expect(await idsOf("asOf=2023-12-31&kind=working-group")).toEqual([]);
    expect(await idsOf("mission=CRISE")).toEqual([]);
  });

  test("is not closed before it began, nor at a date without a year, nor under somebody who comes later, and keeps a name", async () => {
    const id = await group();
    await sit(id, 0, { validFrom: "2026-03-01" });
    expect(await faults(id, { why: "closed", validTo: "2023" })).toEqual([422, "invalid-request", "#/validTo"]);
    expect(await faults(id, { why: "closed", validTo: "--11-14" })).toEqual([422, "invalid-request", "#/validTo"]);
    expect(await faults(id, { why: "closed", validTo: "2026-01-01" })).toEqual([409, "illegal-transition", "#/validTo"]);
    expect(await faults(id, { why: "renamed", name: null })).toEqual([422, "invalid-request", "#/name"]);
    expect(await faults(id, { why: "renamed" })).toEqual([422, "invalid-request", "#"]);
    expect(await faults(id, { why: "renamed", name: "Mme X, 1 85 05 78 006 084 91" })).toEqual([422, "invalid-request", "#/name"]);
    expect((await world.get(`${at(id)}/history`)).json.items).toMatchObject([{ version: 1, why: "declared" }]);
    expect(await world.faults(`/v1/cpts/${cptsId}/bodies`, { kind: "working-group", name: "A", validFrom: "2026", validTo: "2025", provenance })).toEqual([422, "invalid-request", "#/validTo"]);
  });

  test("that was recorded in error is gone, unless somebody sat or met there", async () => {
    const [used, mistake] = [await group(), await group()];
    await sit(used, 0);
    expect((await change(used, { why: "recorded-in-error" })).json.type).toBe("/problems/illegal-transition");
    expect((await change(mistake, { why: "recorded-in-error" })).status).toBe(201);
    expect([(await world.get(at(mistake))).status, (await idsOf("")).includes(mistake)]).toEqual([404, false]);
    expect(await faults(mistake, { why: "renamed", name: "Autre" })).toEqual([409, "illegal-transition"]);
    expect(await world.faults(`${at(mistake)}/seats`, { professionalId: who(0), provenance })).toEqual([404, "not-found"]);
  });

  test("is changed by who keeps its CPTS alone, and its words name nobody whom the reader may not see", async () => {
    const id = await group({ name: "Groupe de Pilote2", purpose: "Aider Dominique Pilote2" });
    await sit(id, 2);
    const stranger = await world.service.token({ role: "coordinator", cptsIds: [await world.learnCpts("38053")] });
    for (const [token, status] of [[stranger, 403], [await world.service.token({ role: "professional", cptsIds: [cptsId] }), 403]] as const) expect((await change(id, { why: "renamed", name: "X" }, token)).status).toBe(status);
    expect((await change("0198c0de-0000-7000-8000-0000000000ff", { why: "renamed", name: "X" })).status).toBe(404);
    for (const path of [`/v1/bodies?cpts=${cptsId}`, `${at(id)}/history`, at(id), `/v1/cpts/${cptsId}/governance`]) {
      expect([path, /pilote2/iu.test((await world.get(path)).text)]).toEqual([path, false]);
      expect([path, /pilote2/iu.test((await world.get(path, world.writer)).text)]).toEqual([path, true]);
    }
  });
});
