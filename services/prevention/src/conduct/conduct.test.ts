import { directory } from "@cpts/api/Directory";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { morning, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const nothing = { theme: null, populations: [], leadId: null, partners: [], budgetCents: null, spentCents: null, realFrom: null, realTo: null };
const read = async (id: string) => (await world.send("GET", `/v1/actions/${id}/conduct`)).json;
const state = (id: string, version: number, fields: object) => world.send("PUT", `/v1/actions/${id}/conduct`, { ...nothing, ...fields }, { headers: { "if-match": `"v${version}"` } });
const step = (id: string, json: object) => world.send("POST", `/v1/actions/${id}/steps`, json);
const codes = async (id: string) => (await read(id)).warnings.map(({ code }: { code: string }) => code);

describe("how an action is carried out", () => {
  test("is said whole, version by version, told without people or money, and seen by those of the CPTS alone", async () => {
    const cptsId = await world.ready("37003");
    const { id } = (await world.plan(cptsId)).json;
    expect(await read(id)).toMatchObject({ ...nothing, progress: "planned", history: [], version: 1, warnings: [] });
    const leadId = await world.professional(cptsId);
    const said = { theme: "vaccination", populations: ["65-plus"], leadId, budgetCents: 150_000, realFrom: "2026-10-05" };
    const first = await state(id, 1, said);
    expect([first.status, first.json.version, first.headers.get("etag")]).toEqual([200, 2, '"v2"']);
    expect([(await state(id, 1, said)).status, (await state(id, 2, said)).json.version]).toEqual([412, 2]);
    expect((await state(id, 2, { leadId: crypto.randomUUID() })).json.type).toBe("/problems/unknown-reference");
    const told = (await world.eventsAfter(0)).filter(({ data }) => data["actionId"] === id && data["conductId"] !== undefined);
    expect(told.map(({ aggregateversion, data }) => [aggregateversion, data])).toEqual([
      [1, { conductId: expect.any(String), actionId: id, cptsId, theme: "vaccination", populations: ["65-plus"], progress: "planned", on: null, realFrom: "2026-10-05", realTo: null }],
    ]);
    await world.publish(id);
    expect((await world.service.send("GET", `/v1/actions/${id}/conduct`)).status).not.toBe(200);
  });

  test("is led by a member: who has left is refused, who never belonged is to be confirmed, who leaves later still did lead", async () => {
    const cptsId = await world.ready("37003");
    const { id } = (await world.plan(cptsId)).json;
    const [member, left, guest] = [await world.professional(cptsId), await world.professional(cptsId, { validTo: "2021" }), await world.professional(null)];
    const faults = async (fields: object) => {
      const { json, status } = await state(id, 1, fields);
      return [status, ...(json.errors ?? []).map(({ code, pointer }: { code: string; pointer: string }) => `${pointer} ${code}`)];
    };
    expect(await faults({ leadId: left })).toEqual([422, "#/leadId membership-ended"]);
    expect(await faults({ leadId: guest })).toEqual([422, "#/leadId not-a-member"]);
    expect(await faults({ leadId: left, realFrom: "2020-06-01" })).toEqual([200]);
    expect((await state(id, 2, { leadId: left, realFrom: "2020-06-01", budgetCents: 100 })).status).toBe(200);
    expect((await state(id, 3, { leadId: guest, acknowledged: ["not-a-member"] })).status).toBe(200);
    expect((await state(id, 4, { leadId: member })).status).toBe(200);
  });

  test("is carried out with organizations that exist, each told at its place where it does not", async () => {
    const { id } = (await world.plan(await world.ready("37003"))).json;
    const partner = await world.organization();
    const { json } = await state(id, 1, { partners: [partner, crypto.randomUUID()] });
    expect([json.type, json.errors.map(({ code, pointer }: { code: string; pointer: string }) => `${pointer} ${code}`)]).toEqual(["/problems/unknown-reference", ["#/partners/1 unknown-organization"]]);
    expect((await state(id, 1, { partners: [partner] })).json.partners).toEqual([partner]);
  });

  test("goes from state to state with its day and reason, and no further than the last", async () => {
    const { id } = (await world.plan(await world.ready("37003"))).json;
    const run = () => world.send("POST", `/v1/actions/${id}/steps`, { to: "running", on: "2026-10-05" }, { headers: { "idempotency-key": `run-${id}` } });
    const first = await run();
    expect([first.status, (await run()).text]).toEqual([201, first.text]);
    expect((await step(id, { to: "postponed" })).json.errors).toEqual([expect.objectContaining({ pointer: "#/reason", code: "reason-needed" })]);
    expect((await step(id, { to: "postponed", on: "2026-10-01", reason: "Neige" })).json.errors).toEqual([expect.objectContaining({ pointer: "#/on", code: "out-of-order" })]);
    await step(id, { to: "postponed", on: "2026-10-06", reason: "Neige" });
    await step(id, { to: "running", on: "2026-10-12" });
    await step(id, { to: "done", on: "2026-10-31" });
    expect((await read(id)).history.map((one: { to: string; on: string; reason: string | null }) => [one.to, one.on, one.reason])).toEqual([
      ["running", "2026-10-05", null],
      ["postponed", "2026-10-06", "Neige"],
      ["running", "2026-10-12", null],
      ["done", "2026-10-31", null],
    ]);
    expect((await step(id, { to: "cancelled", reason: "Neige" })).json).toMatchObject({ status: 409, detail: "An action that is done does not become cancelled; possible: nothing." });
  });

  test("cancelled, takes its sessions to come along for its reason, once that is known; it takes no new ones then", async () => {
    const cptsId = await world.ready("37003");
    const { id } = (await world.plan(cptsId)).json;
    const [coming, off, held] = [(await world.planSession(id)).json.id, (await world.planSession(id)).json.id, (await world.planSession(id)).json.id];
    const who = await world.professional(cptsId);
    await world.send("POST", `/v1/sessions/${coming}/sign-ups`, { professionalId: who });
    await world.send("POST", `/v1/sessions/${off}/postponement`, { reason: "Neige" });
    await world.send("POST", `/v1/sessions/${held}/results`, { byAge: [], screened: 0, referred: 0 });
    const body = { to: "cancelled", reason: "Vaccins en rupture" };
    const asked = await step(id, body);
    expect([asked.status, asked.json.errors]).toEqual([422, [expect.objectContaining({ pointer: "#/to", code: "sessions-cancelled-too", message: expect.stringContaining("2, with 1 signed up to be told") })]]);
    const cancel = () => world.send("POST", `/v1/actions/${id}/steps`, { ...body, acknowledged: ["sessions-cancelled-too"] }, { headers: { "idempotency-key": `off-${id}` } });
    const first = await cancel();
    expect([first.status, first.json.progress]).toEqual([201, "cancelled"]);
    expect((await cancel()).text).toBe(first.text);
    const { items } = (await world.send("GET", `/v1/sessions?action=${id}`)).json;
    expect(new Map(items.map((one: { id: string; state: string; reason: string | null }) => [one.id, [one.state, one.reason]]))).toEqual(
      new Map([[coming, ["cancelled", "Vaccins en rupture"]], [off, ["cancelled", "Vaccins en rupture"]], [held, ["held", null]]]),
    );
    expect((await world.eventsOf(coming)).at(-1)).toMatchObject({ type: "cpts.prevention.session.cancelled.v1", data: { professionalIds: [who] } });
    const late = await world.send("POST", `/v1/actions/${id}/sessions`, morning);
    expect([late.status, late.json.detail]).toEqual([409, "This action is cancelled: it takes no more sessions."]);
  });

  test("says what has become unusual: a commune that left the territory, a mission no longer under contract, a membership that ended", async () => {
    const cptsId = await world.register({ communes: ["37003", "37027"] }, "2018-01-01");
    await world.sign(cptsId, ["PREVENTION"], { signedOn: "2018-03-01", termYears: 5 });
    const { id } = (await world.plan(cptsId, { communes: ["37027"], period: { from: "2019-05-01", to: null } })).json;
    const leadId = await world.professional(cptsId);
    await state(id, 1, { leadId });
    expect(await codes(id)).toEqual(["mission-not-under-contract"]);
    await world.setTerritory(cptsId, { communes: ["37003"] }, "2020-01-01");
    const [row] = await world.rows("select id from known_membership where professional_id = $1", [leadId]);
    const membershipId = String(row?.["id"]);
    await world.directory.tell(directory.events.membershipEnded, membershipId, { membershipId, cptsId, on: "2021-01-01", reason: "moved-away" });
    expect(await codes(id)).toEqual(["commune-outside-territory", "mission-not-under-contract", "membership-ended"]);
    await step(id, { to: "cancelled", reason: "Plus de mission" });
    expect(await codes(id)).toEqual([]);
  });
});

describe("what actions came to", () => {
  const year = { from: "2026-01-01", to: "2027-01-01" };

  test("is counted over a year, per inhabitant and by cost, and explained; it is proposed to the contract once", async () => {
    const cptsId = await world.ready("37003", "37027");
    const [done, planned, other] = [await world.plan(cptsId, { period: { from: "2026-03", to: "2026-05" } }), await world.plan(cptsId, { period: { from: "2026-11", to: null }, communes: ["37027"] }), await world.plan(cptsId, { period: { from: "2024", to: "2025-02" } })];
    const { id } = (await world.planSession(done.json.id)).json;
    await world.send("POST", `/v1/sessions/${id}/results`, { byAge: [{ band: "40-64", count: 40 }], screened: 20, referred: 5 });
    await world.send("POST", `/v1/sessions/${id}/results`, { byAge: [{ band: "40-64", count: 50 }], screened: 20, referred: 5, reason: "Recompté" });
    await state(done.json.id, 1, { budgetCents: 200_000, spentCents: 150_001 });
    const evaluation = async (query = "") => (await world.send("GET", `/v1/cpts/${cptsId}/evaluation?from=2026-01-01&to=2027-01-01${query}`)).json;
    const found = await evaluation("&explain=true");
    expect(found).toMatchObject({
      actions: { planned: 2, done: 1, cancelled: 0 },
      sessions: { planned: 1, held: 1, cancelled: 0 },
      people: { reached: 50, screened: 20, referred: 5, vintage: expect.stringContaining("2026") },
      cost: { budgetCents: 200_000, spentCents: 150_001, perActionCents: 150_001, perPersonCents: 3_000 },
    });
    expect(found.people.perThousand).toBeCloseTo((50 * 1_000) / found.people.inhabitants, 2);
    expect(found.explanations.map(({ figure }: { figure: string }) => figure)).toEqual(["actions", "people.perThousand", "cost"]);
    expect(await evaluation()).not.toHaveProperty("explanations");
    const propose = () => world.send("POST", `/v1/cpts/${cptsId}/proposals`, year);
    const first = await propose();
    const ratio = { indicator: "PRE-01", numerator: 1, denominator: 2, value: 0.5, unit: "ratio", rule: "actions-done-of-planned" };
    expect([first.status, first.json.items]).toEqual([201, [expect.objectContaining(ratio), expect.objectContaining({ indicator: "PRE-02", value: 50, numerator: null })]]);
    expect(await world.eventsOf(first.json.items[0].proposalId)).toEqual([expect.objectContaining({ type: "cpts.prevention.indicator.proposed.v1", data: first.json.items[0] })]);
    const head = await world.head();
    expect([(await propose()).json, await world.head()]).toEqual([first.json, head]);
    await step(planned.json.id, { to: "done" });
    expect((await propose()).json.items).toEqual([expect.objectContaining({ value: 1 }), first.json.items[1]]);
    const listed = (await world.send("GET", `/v1/cpts/${cptsId}/proposals?limit=2`)).json;
    expect([listed.items.map(({ value }: { value: number }) => value), listed.nextCursor]).toEqual([[1, 50], expect.any(String)]);
    expect(other.status).toBe(201);
  });

  test("is nothing where nothing was planned: no value is proposed, and nothing is divided by it", async () => {
    const cptsId = await world.ready("37003");
    const { json } = await world.send("GET", `/v1/cpts/${cptsId}/evaluation`);
    expect(json).toMatchObject({ actions: { planned: 0, done: 0 }, people: { reached: 0, perThousand: null, inhabitants: null }, cost: { perActionCents: null, perPersonCents: null } });
    expect((await world.send("POST", `/v1/cpts/${cptsId}/proposals`, year)).json.items[0]).toMatchObject({ indicator: "PRE-01", value: null, denominator: 0 });
    expect((await world.send("GET", `/v1/cpts/${cptsId}/evaluation?from=2026-02-01&to=2026-02-01`)).json.errors).toEqual([expect.objectContaining({ pointer: "to", code: "period.empty" })]);
  });
});
