import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let coordinator: string;
const people: Array<string> = [];
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("38053");
  coordinator = await world.service.token({ role: "coordinator", cptsIds: [cptsId] });
  for (const familyName of ["Première", "Seconde"]) people.push((await world.create("/v1/professionals", { familyName, givenName: "Camille", visibility: "public" })).id);
});
afterAll(() => world.service.stop());

const provenance = { status: "sourced", source: { document: "Site de la CPTS", published: "2025-01-10" } };
const declare = async (number: number, more: object = {}) =>
  (await world.send("POST", `/v1/cpts/${cptsId}/offices`, { office: "TRESORIER", label: "trésorière", holders: [{ professionalId: people[number] }], validFrom: "2024-01-01", provenance, ...more })).json.id as string;
const correct = async (id: string, json: object, token = coordinator) => {
  const headers = { "idempotency-key": crypto.randomUUID() };
  const first = await world.send("POST", `/v1/cpts/${cptsId}/offices/${id}/corrections`, json, { headers, token });
  const head = await world.head();
  const second = await world.send("POST", `/v1/cpts/${cptsId}/offices/${id}/corrections`, json, { headers, token });
  expect([second.status, second.json.items, await world.head()]).toEqual([first.status, first.json.items, head]);
  return first;
};
const holdersOn = async (asOf: string) => {
  const { offices } = (await world.get(`/v1/cpts/${cptsId}/governance?asOf=${asOf}`)).json;
  return offices.flatMap(({ conflict, statements }: { conflict: boolean; statements: ReadonlyArray<{ id: string; certainty: string }> }) => statements.map(({ certainty, id }) => [id, certainty, conflict]));
};

describe("what was recorded of an office", () => {
  test("ends on a day, after which another holds it without contradiction; nothing of it is lost", async () => {
    const [first, second] = [await declare(0), await declare(1, { validFrom: "2025-07-01" })];
    expect(await holdersOn("2025-08-01")).toEqual([[first, "yes", true], [second, "yes", true]]);
    const { json, status } = await correct(first, { why: "mandate-ended", validTo: "2025-07-01" });
    expect([status, json.items.map(({ validTo, version, why }: Record<string, unknown>) => [version, why, validTo])]).toEqual([201, [[1, "declared", null], [2, "mandate-ended", "2025-07-01"]]]);
    expect([await holdersOn("2025-06-30"), await holdersOn("2025-08-01")]).toEqual([[[first, "yes", false]], [[second, "yes", false]]]);
    const [event] = (await world.eventsOf(first)).slice(1);
    expect([event?.type, event?.aggregateversion, event?.data]).toEqual(["cpts.directory.office.changed.v1", 2, { statementId: first, cptsId, office: "TRESORIER", missions: [], holderIds: [people[0]], validFrom: "2024-01-01", validTo: "2025-07-01", withdrawn: false, why: "mandate-ended" }]);
    const discrepancies = (await world.events()).filter(({ type }) => type === "cpts.directory.discrepancies.changed.v1").at(-1);
    expect(discrepancies?.data).toMatchObject({ discrepancies: [] });
    for (const id of [first, second]) await correct(id, { why: "recorded-in-error" });
  });

  test("in error never was, and cannot be corrected any more", async () => {
    const id = await declare(0);
    await correct(id, { why: "recorded-in-error" });
    expect(await holdersOn("2025-08-01")).toEqual([]);
    expect((await correct(id, { why: "typing-error", validTo: "2026" })).json.detail).toBe("This statement was taken back.");
    expect((await world.get(`/v1/cpts/${cptsId}/offices/${id}/history`)).json.items.map(({ why, withdrawn }: Record<string, unknown>) => [why, withdrawn])).toEqual([["declared", false], ["recorded-in-error", true]]);
  });

  test("is corrected by those who keep its CPTS, with dates that hold together", async () => {
    const id = await declare(0);
    expect(await world.faults(`/v1/cpts/${cptsId}/offices/${id}/corrections`, { why: "typing-error", validTo: "2023" })).toEqual([422, "invalid-request", "#/validTo"]);
    expect((await correct(id, { why: "typing-error" })).json.errors[0].code).toBe("office-correction.empty");
    expect((await correct(id, { why: "recorded-in-error" }, await world.service.token({ role: "coordinator", cptsIds: [await world.learnCpts("37003")] }))).status).toBe(403);
    expect((await correct("0198c0de-0000-7000-8000-0000000000ff", { why: "recorded-in-error" })).status).toBe(404);
    expect((await world.get(`/v1/cpts/${cptsId}/offices/${id}/history`)).json.items).toEqual([expect.objectContaining({ version: 1, why: "declared", label: "trésorière" })]);
  });
});
