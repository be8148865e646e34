import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const change = (id: string, patch: unknown, ifMatch?: string) =>
  world.send("PATCH", `/v1/actions/${id}`, patch, ifMatch === undefined ? {} : { headers: { "if-match": ifMatch } });
const publish = (id: string, body: unknown = {}, key?: string) =>
  world.send("POST", `/v1/actions/${id}/publication`, body, key === undefined ? {} : { headers: { "idempotency-key": key } });
const planned = async (fields: object = {}): Promise<string> => (await world.plan(await world.ready("37003", "37027"), fields)).json.id;

describe("changing a planned action", () => {
  test("needs the version it starts from: 428 without, 412 when another came first, 200 when current", async () => {
    const id = await planned({ objective: "Couvrir", place: "Mairie" });
    expect((await change(id, { title: "A" })).status).toBe(428);
    const done = await change(id, { title: "Atelier", objective: null, communes: ["37027"], period: { from: "2026-10-05", to: null } }, '"v1"');
    expect([done.status, done.headers.get("etag")]).toEqual([200, '"v2"']);
    expect(done.json).toMatchObject({ title: "Atelier", objective: null, place: "Mairie", communes: [{ code: "37027", nom: "Bléré" }], period: { from: "2026-10-05", to: null } });
    const late = await change(id, { title: "B" }, '"v1"');
    expect([late.status, late.json.detail]).toEqual([412, expect.stringContaining("version 2")]);
  });

  test("tells which fields changed, texts by their names alone; sent twice, the second time nothing", async () => {
    const id = await planned();
    const patch = { title: "Atelier", expectedPeople: 30 };
    await change(id, patch, '"v1"');
    const again = await change(id, patch, '"v2"');
    expect([again.status, again.json.version, again.headers.get("cpts-position")]).toEqual([200, 2, null]);
    const events = await world.eventsOf(id);
    expect(events.map(({ type }) => type)).toEqual(["cpts.prevention.action.planned.v1", "cpts.prevention.action.changed.v1"]);
    expect(events[1]).toMatchObject({ aggregateversion: 2, data: { actionId: id, cptsId: expect.any(String), expectedPeople: 30, texts: ["title"] } });
    expect(JSON.stringify(events)).not.toContain("Atelier");
  });

  test("to what it cannot be is refused where it is wrong, and changes nothing", async () => {
    const id = await planned();
    const errors = async (patch: object) => (await change(id, patch, '"v1"')).json.errors?.map(({ code, pointer }: { code: string; pointer: string }) => [pointer, code]);
    expect(await errors({ mission: "ACCES_SOINS", communes: ["37003", "41018"] })).toEqual([["#/mission", "mission-not-under-contract"], ["#/communes/1", "commune-outside-territory"]]);
    expect(await errors({})).toEqual([["#", "action-patch.empty"]]);
    expect(await errors({ acknowledged: ["overlap"] })).toEqual([["#", "action-patch.empty"]]);
    expect(await errors({ state: "published" })).toEqual([["#/state", "unknown-property"]]);
    expect(await errors({ cptsId: id })).toEqual([["#/cptsId", "unknown-property"]]);
    expect(await world.eventsOf(id)).toHaveLength(1);
  });

  test("to a mission under no contract tells it in the second version of the event, as does the way back", async () => {
    const id = await planned();
    const away = await change(id, { mission: "ACCES_SOINS", acknowledged: ["mission-not-under-contract"] }, '"v1"');
    expect([away.status, away.json]).toEqual([200, expect.objectContaining({ contractId: null, unusual: ["mission-not-under-contract"] })]);
    expect((await change(id, { period: { from: "2026-10", to: null } }, '"v2"')).json).toMatchObject({ unusual: ["mission-not-under-contract"], version: 3 });
    expect((await change(id, { mission: "PREVENTION" }, '"v3"')).json).toMatchObject({ unusual: [], contractId: expect.any(String) });
    expect((await change(id, { expectedPeople: 3 }, '"v4"')).status).toBe(200);
    expect((await world.eventsOf(id)).map(({ type }) => type.replace("cpts.prevention.action.", ""))).toEqual(["planned.v1", "changed.v2", "changed.v2", "changed.v2", "changed.v1"]);
  });

  test("of two changes at once one succeeds and the other is told that it came late", async () => {
    const id = await planned();
    const answers = await Promise.all([change(id, { title: "Un" }, '"v1"'), change(id, { title: "Deux" }, '"v1"')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });
});

describe("publishing an action", () => {
  test("makes it open data with all its content, once; asked again under its key, the same", async () => {
    const id = await planned({ objective: "Couvrir", audience: "65 ans et plus", expectedPeople: 40 });
    const first = await publish(id, { publishedOn: "2026-09" }, "publier");
    expect([first.status, first.headers.get("etag"), first.json]).toEqual([200, '"v2"', expect.objectContaining({ state: "published", publishedOn: "2026-09", version: 2 })]);
    const again = await publish(id, { publishedOn: "2026-09" }, "publier");
    expect([again.status, again.text]).toEqual([200, first.text]);
    const visitor = await world.service.send("GET", `/v1/actions/${id}`);
    expect([visitor.status, visitor.json]).toEqual([200, first.json]);
    const [, told, ...more] = await world.eventsOf(id);
    expect(more).toEqual([]);
    expect(told).toMatchObject({
      type: "cpts.prevention.action.published.v1",
      aggregateversion: 2,
      data: { title: "…", objective: null, audience: null, place: null, communes: ["37003"], expectedPeople: 40, publishedOn: "2026-09" },
    });
  });

  test("without a date is today, and not on a day to come", async () => {
    const id = await planned();
    const late = await publish(id, { publishedOn: "9998" });
    expect([late.status, late.json.errors]).toEqual([422, [expect.objectContaining({ pointer: "#/publishedOn", code: "in-the-future" })]]);
    expect((await publish(id)).json.publishedOn).toMatch(/^\d{4}-\d\d-\d\d$/u);
  });

  test("a second time, or changing it then, is an illegal transition", async () => {
    const id = await planned();
    await world.publish(id);
    const answers = [await publish(id), await change(id, { title: "Autre" }, '"v2"')];
    for (const { json, status } of answers) expect([status, json.type, json.detail]).toEqual([409, "/problems/illegal-transition", expect.stringContaining("does not change any more")]);
    expect(await world.eventsOf(id)).toHaveLength(2);
  });

  test("whose commune left the territory meanwhile is refused, until it is changed or that is acknowledged", async () => {
    const cptsId = await world.ready("37003");
    const { id } = (await world.plan(cptsId)).json;
    await world.setTerritory(cptsId, { communes: ["37027"] });
    const { json, status } = await publish(id);
    expect([status, json.type, json.errors]).toEqual([422, "/problems/invalid-request", [expect.objectContaining({ pointer: "#/communes/0", code: "commune-outside-territory" })]]);
    const other = (await world.plan(cptsId, { communes: ["37003"], acknowledged: ["commune-outside-territory"] })).json.id;
    // What was acknowledged when it was planned is not asked again.
    expect((await publish(other)).json).toMatchObject({ state: "published", unusual: ["commune-outside-territory"], communes: [{ code: "37003", nom: "Amboise", outside: true }] });
    expect((await world.eventsOf(other)).map(({ type }) => type)).toEqual(["cpts.prevention.action.planned.v2", "cpts.prevention.action.published.v2"]);
    expect((await change(id, { title: "Autre titre" }, '"v1"')).status).toBe(200);
    expect((await change(id, { communes: ["37027"] }, '"v2"')).status).toBe(200);
    expect((await publish(id)).json.communes).toEqual([{ code: "37027", nom: "Bléré" }]);
    const third = (await world.plan(cptsId, { communes: ["37027"] })).json.id;
    await world.setTerritory(cptsId, { communes: ["37003"] });
    expect((await publish(third, { acknowledged: ["commune-outside-territory"] })).json).toMatchObject({ unusual: ["commune-outside-territory"] });
  });

  test("twice at once publishes once", async () => {
    const id = await planned();
    const answers = await Promise.all(Array.from({ length: 4 }, () => publish(id)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
    expect(await world.eventsOf(id)).toHaveLength(2);
  });
});
