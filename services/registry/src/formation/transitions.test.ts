import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const evidence = { document: "Procès-verbal", locator: "page 3", published: "2025-01-10" };
const step = (id: string, body: object, headers = {}) => world.send("POST", `/v1/cpts/${id}/transitions`, body, { headers });
const stated = (id: string, ...steps: ReadonlyArray<object>) => world.send("POST", `/v1/cpts/${id}/take-over`, { steps: steps.map((one) => ({ source: { document: "Rapport d'activité" }, ...one })) });
const life = async (id: string, asOf?: string) => (await world.send("GET", `/v1/cpts/${id}/transitions${asOf === undefined ? "" : `?asOf=${asOf}`}`)).json;
const validated = { to: "project-validated", on: "2020-06-15" };

describe("a step of a CPTS", () => {
  test("is kept with its date, its proof and in whose name, once when sent twice, and told", async () => {
    const id = await world.register({});
    await stated(id, validated);
    const send = () => step(id, { action: "open-aci-negotiation", on: "2021-03", by: "coordinator", evidence }, { "idempotency-key": "pas" });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status, second.text]).toEqual([201, 201, first.text]);
    expect(first.json).toEqual({ number: 3, action: "open-aci-negotiation", from: "project-validated", to: "aci-negotiation", on: "2021-03", by: "coordinator", evidence });
    const { json } = await world.send("GET", `/v1/cpts/${id}`);
    expect([json.status, json.version]).toEqual(["aci-negotiation", 3]);
    const events = await world.eventsOf(id);
    expect(events).toHaveLength(3);
    expect(events[2]).toMatchObject({ aggregateversion: 3, data: { cptsId: id, action: "open-aci-negotiation", from: "project-validated", to: "aci-negotiation", on: "2021-03" } });
    expect(Object.keys(events[2]?.data ?? {}).toSorted()).toEqual(["action", "cptsId", "from", "on", "to"]);
  });

  test("that is not in the table is refused with where it starts from, its text, and what is possible, in both languages", async () => {
    const id = await world.register({ territory: communes("37003") });
    const head = await world.head();
    const { json, status } = await step(id, { action: "sign-aci", evidence });
    expect([status, json.type]).toEqual([409, "/problems/illegal-transition"]);
    expect(json.detail).toContain('"sign the ACI" is not possible: the CPTS is "emerging". This step starts from "ACI being negotiated"');
    expect(json.detail).toContain("ACI-CPTS of 20 June 2019");
    expect(json.detail).toContain('Possible now: "file the letter of intent", "dissolve the CPTS", "merge the CPTS"');
    const french = await step(id, { action: "sign-aci", evidence }, { "accept-language": "fr" });
    expect(french.json.detail).toContain("Source : ACI-CPTS du 20 juin 2019");
    expect(await world.head()).toBe(head);
  });

  test("towards an agreement needs a validated health project, and the refusal says by which text", async () => {
    const id = await world.register({ status: "terminated" });
    const { json, status } = await step(id, { action: "open-aci-negotiation" });
    expect([status, json.detail]).toEqual([409, expect.stringContaining("a health project that the ARS has validated, expressly or by its silence (source: Art. L. 1434-12 CSP")]);
    const other = await world.register({});
    await stated(other, validated, { to: "active", on: "2021" }, { to: "terminated", on: "2024" });
    expect((await step(other, { action: "open-aci-negotiation" })).status).toBe(201);
  });

  test("that signs an agreement names at once the form and the paper that are missing", async () => {
    const id = await world.register({});
    await stated(id, validated, { to: "aci-negotiation", on: "2021" });
    expect((await step(id, { action: "sign-aci" })).json.detail).toMatch(/a legal form.*code civil.*the signed contract/u);
    await world.send("PATCH", `/v1/cpts/${id}`, { legalForm: "association-1901" }, { headers: { "if-match": await world.etag(id) } });
    expect((await step(id, { action: "sign-aci", evidence })).status).toBe(201);
  });

  test("is not dated before the last one nor in the future", async () => {
    const id = await world.register({});
    await stated(id, validated);
    const faults = async (on: string) => (await step(id, { action: "open-aci-negotiation", on })).json.errors;
    expect(await faults("2020-06-14")).toEqual([expect.objectContaining({ pointer: "#/on", code: "before-previous", message: expect.stringContaining("2020-06-15") })]);
    expect(await faults("2999")).toEqual([expect.objectContaining({ pointer: "#/on", code: "in-the-future" })]);
    expect(await faults("2021-02-30")).toEqual([expect.objectContaining({ pointer: "#/on", code: "partial-date.calendar" })]);
    expect((await step(id, { action: "open-aci-negotiation", on: "2020" })).status).toBe(201);
  });

  test("is taken by those whom the table names, each in the own role", async () => {
    const id = await world.register({ territory: communes("37003") });
    await stated(id, validated, { to: "active", on: "2021" });
    const as = async (claims: Parameters<typeof world.service.token>[0], body: object) =>
      (await world.service.send("POST", `/v1/cpts/${id}/transitions`, { token: await world.service.token(claims), json: body, headers: { "accept-language": "en" } }));
    const coordinator = { role: "coordinator", cptsIds: [id] };
    const officer = { role: "ars-officer", regions: ["24"] };
    const refused = await as(coordinator, { action: "renew", evidence });
    expect([refused.status, refused.json.detail]).toEqual([403, expect.stringContaining('"renew the ACI" is for "officer of a regional health agency"')]);
    expect((await as(coordinator, { action: "renew", evidence, by: "ars-officer" })).json.errors).toEqual([expect.objectContaining({ pointer: "#/by", code: "not-your-role" })]);
    expect((await as(officer, { action: "renew", evidence })).json.by).toBe("ars-officer");
  });

  test("that two people take at once is taken once", async () => {
    const id = await world.register({});
    await stated(id, validated);
    const both = await Promise.all([step(id, { action: "open-aci-negotiation" }), step(id, { action: "open-aci-negotiation" })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });
});

describe("a CPTS that already runs", () => {
  test("is taken over with the steps of its past, each with its source, whatever the table says", async () => {
    const id = await world.register({});
    const { json, status } = await stated(id, { to: "project-validated", on: "2017" }, { to: "active", on: "2018-01-17" }, { to: "suspended" });
    expect(status).toBe(201);
    expect(json).toMatchObject({ status: "suspended", possible: ["suspended"] });
    expect(json.items.map(({ action, from, on, to }: Record<string, unknown>) => [action, from, to, on])).toEqual([
      ["registration", null, "emergence", null],
      ["take-over", "emergence", "project-validated", "2017"],
      ["take-over", "project-validated", "active", "2018-01-17"],
      ["take-over", "active", "suspended", null],
    ]);
    expect(json.items[1].evidence).toEqual({ document: "Rapport d'activité" });
    expect((await world.send("GET", `/v1/cpts/${id}`)).json.status).toBe("suspended");
  });

  test("is taken over once, before any step is taken here", async () => {
    const id = await world.register({});
    await stated(id, validated);
    expect((await stated(id, validated)).json.type).toBe("/problems/illegal-transition");
    const other = await world.register({ status: "project-validated" });
    await step(other, { action: "open-aci-negotiation" });
    expect((await stated(other, validated)).status).toBe(409);
  });

  test("has no step without source, out of order, to come or after the end, and each place is named", async () => {
    const id = await world.register({});
    const steps = [{ to: "active", on: "2019-05", source: evidence }, { to: "dissolved", on: "2018", source: evidence }, { to: "active", on: "2020" }, { to: "gone", source: evidence }];
    const { json, status } = await world.send("POST", `/v1/cpts/${id}/take-over`, { steps });
    expect(status).toBe(422);
    expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(expect.arrayContaining(["#/steps/2/source", "#/steps/3/to"]));
    const order = await world.send("POST", `/v1/cpts/${id}/take-over`, { steps: steps.slice(0, 3).map((one) => ({ source: evidence, ...one })) });
    expect(order.json.errors.map(({ code, pointer }: { code: string; pointer: string }) => [pointer, code])).toEqual([["#/steps/1/on", "take-over.order"], ["#/steps/2/to", "take-over.after-end"]]);
    expect((await stated(id, { to: "active", on: "2999" })).json.errors).toEqual([expect.objectContaining({ pointer: "#/steps/0/on", code: "in-the-future" })]);
    expect((await life(id)).items).toHaveLength(1);
  });
});

test("the status on a date is told, or every one it may have been where dates are known in part", async () => {
  const id = await world.register({});
  await stated(id, { to: "project-validated", on: "2017-03-01" }, { to: "active", on: "2018" });
  expect(await life(id, "2017-05-01")).toMatchObject({ asOf: "2017-05-01", status: "project-validated", possible: ["project-validated"] });
  expect(await life(id, "2018-05-01")).toMatchObject({ status: null, possible: ["project-validated", "active"] });
  expect(await life(id, "2019-01-01")).toMatchObject({ status: "active" });
  expect(await life(id, "2016-01-01")).toMatchObject({ status: null, possible: ["emergence"] });
  expect((await world.send("GET", "/v1/cpts/018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f/transitions")).status).toBe(404);
});
