import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { morning, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let actionId: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.ready("37003", "37027");
  actionId = (await world.plan(cptsId)).json.id;
});
afterAll(() => world.service.stop());

const post = (fields: object, language = "en") => world.send("POST", `/v1/actions/${actionId}/sessions`, { ...morning, ...fields }, { headers: { "accept-language": language } });
const at = (date: string, time: string, more: object = {}) => ({ date, time, ...more });
const change = (id: string, version: number, json: object) => world.send("PATCH", `/v1/sessions/${id}`, json, { headers: { "if-match": `"v${version}"` } });

describe("planning a session", () => {
  test("answers 201 with its instants, its address and its version; asked again, the same, and one event without its texts", async () => {
    const said = { place: { commune: "37027", address: "Salle des fêtes" }, capacity: 4, professions: [{ profession: "60", count: 2 }] };
    const send = () => world.send("POST", `/v1/actions/${actionId}/sessions`, { ...morning, ...said }, { headers: { "idempotency-key": "session" } });
    const first = await send();
    expect([first.status, first.json]).toEqual([
      201,
      { id: expect.any(String), actionId, cptsId, ...morning, ...said, state: "planned", startsAt: "2026-10-13T07:00:00Z", endsAt: "2026-10-13T10:00:00Z", reason: null, sequence: 0, version: 1, communeName: "Bléré", results: null, staffing: [{ profession: "60", needed: 2, signedUp: 0, missing: 2 }], warnings: [expect.objectContaining({ code: "profession-missing" })] },
    ]);
    const { id } = first.json;
    expect(first.headers.get("etag")).toMatch(/^"v1-[\w-]{8}"$/u);
    expect(new URL(first.headers.get("location") ?? "", `https://example.org/prevention/v1/actions/${actionId}/sessions`).pathname).toBe(`/prevention/v1/sessions/${id}`);
    expect((await send()).text).toBe(first.text);
    expect((await world.send("GET", `/v1/sessions/${id}`)).json).toEqual(first.json);
    const content = { startsAt: "2026-10-13T07:00:00Z", endsAt: "2026-10-13T10:00:00Z", commune: "37027", capacity: 4, professions: said.professions, sequence: 0 };
    expect(await world.eventsOf(id)).toEqual([expect.objectContaining({ type: "cpts.prevention.session.planned.v1", aggregateversion: 1, data: { sessionId: id, actionId, cptsId, ...content } })]);
  });

  test("in the hour that summer time skips is refused, with what the clocks do", async () => {
    const { json, status } = await post({ start: at("2026-03-29", "02:30"), end: at("2026-03-29", "04:00") }, "fr");
    expect([status, json.errors]).toEqual([
      422,
      [{ in: "body", pointer: "#/start/time", code: "time-skipped", message: "02:30 n'existe pas le 29 mars 2026 à Paris : l'heure d'été passe de 2 h à 03:00", suggestion: "03:00" }],
    ]);
  });

  test("in the hour that comes twice asks which, and takes either", async () => {
    const night = { start: at("2026-10-25", "02:30"), end: at("2026-10-25", "05:00") };
    expect((await post(night)).json.errors).toEqual([expect.objectContaining({ pointer: "#/start/time", code: "time-repeated", message: expect.stringContaining('"first" (summer time) or "second" (winter time)') })]);
    const starts = [];
    for (const occurrence of ["first", "second"]) starts.push((await post({ ...night, start: at("2026-10-25", "02:30", { occurrence }) })).json.startsAt);
    expect(starts).toEqual(["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]);
  });

  test("outside the territory warns, and is accepted once that was seen; the session says so", async () => {
    const refused = await post({ place: { commune: "41018" } });
    expect([refused.status, refused.json.errors]).toEqual([
      422,
      [{ in: "body", pointer: "#/place/commune", code: "commune-outside-territory", message: expect.stringMatching(/^Blois \(41018\) is not in the territory of this CPTS on 13 October 2026; .*"acknowledged": \["commune-outside-territory"\]$/u) }],
    ]);
    const accepted = await post({ place: { commune: "41018" }, acknowledged: ["commune-outside-territory"] });
    expect([accepted.status, accepted.json.warnings]).toEqual([201, [expect.objectContaining({ code: "commune-outside-territory" })]]);
  });

  test("in a commune that leaves the territory afterwards warns from then on", async () => {
    const own = await world.register({ communes: ["37003", "37027"] }, "2018-01-01");
    await world.sign(own, ["PREVENTION"]);
    const { id } = (await world.planSession((await world.plan(own)).json.id, { place: { commune: "37027" } })).json;
    await world.setTerritory(own, { communes: ["37003"] }, "2026-10-01");
    expect((await world.send("GET", `/v1/sessions/${id}`)).json.warnings).toEqual([
      { code: "commune-outside-territory", message: { fr: expect.stringContaining("Bléré (37027) n'est pas dans le territoire"), en: expect.stringContaining("Bléré (37027) is not in the territory") } },
    ]);
  });

  test("refuses a social-security number, and warns of a name beside a date of birth until that was seen; no event tells of it", async () => {
    const address = (text: string) => ({ place: { commune: "37003", address: text } });
    expect((await post(address("chez 1 84 12 76 451 089 46"))).json.errors).toEqual([expect.objectContaining({ pointer: "#/place/address", code: "free-text.social-security-number" })]);
    const born = address("chez Mme Martin, née le 05/07/1952");
    const refused = await post(born);
    expect([refused.status, refused.json.errors]).toEqual([422, [expect.objectContaining({ pointer: "#/place/address", code: "name-beside-birth-date" })]]);
    expect(refused.text).not.toContain("Martin");
    const accepted = await post({ ...born, acknowledged: ["name-beside-birth-date"] });
    expect(accepted.status).toBe(201);
    expect(JSON.stringify(await world.eventsOf(accepted.json.id))).not.toMatch(/Martin|acknowledged|birth/u);
  });
});

describe("a planned session", () => {
  test("changes from the version that was read, and tells what changed", async () => {
    const { id } = (await world.planSession(actionId)).json;
    const changed = await change(id, 1, { place: { commune: "37027", address: "Mairie" }, start: at("2026-10-13", "10:00") });
    expect([changed.status, changed.json.version, changed.json.sequence, changed.headers.get("etag")]).toEqual([200, 2, 1, '"v2"']);
    expect((await change(id, 1, { capacity: 2 })).status).toBe(412);
    expect((await world.send("PATCH", `/v1/sessions/${id}`, { capacity: 2 })).status).toBe(428);
    expect((await change(id, 2, { capacity: null })).json.version).toBe(2);
    expect((await world.eventsOf(id)).map(({ data }) => data)[1]).toEqual({ sessionId: id, actionId, cptsId, sequence: 1, startsAt: "2026-10-13T08:00:00Z", commune: "37027", texts: ["address"] });
    expect(await world.eventsOf(id)).toHaveLength(2);
  });

  test("is put off without a date, given one, then cancelled for a reason, once and for all", async () => {
    const { id } = (await world.planSession(actionId)).json;
    const postponed = await world.send("POST", `/v1/sessions/${id}/postponement`, { reason: "Vaccins en retard" });
    expect([postponed.status, postponed.json.state, postponed.json.reason]).toEqual([200, "postponed", "Vaccins en retard"]);
    expect((await change(id, 2, { start: at("2026-10-20", "09:00"), end: at("2026-10-20", "12:00") })).json).toMatchObject({ state: "planned", reason: null, sequence: 2 });
    const cancel = () => world.send("POST", `/v1/sessions/${id}/cancellation`, { reason: "Salle fermée" }, { headers: { "idempotency-key": "cancel" } });
    const cancelled = await cancel();
    expect([cancelled.status, cancelled.json.state, cancelled.json.reason]).toEqual([200, "cancelled", "Salle fermée"]);
    expect((await cancel()).text).toBe(cancelled.text);
    expect((await world.eventsOf(id)).map(({ data, type }) => [type.split(".")[3], data["state"] ?? null])).toEqual([["planned", null], ["changed", "postponed"], ["changed", "planned"], ["cancelled", null]]);
    const again = await world.send("POST", `/v1/sessions/${id}/cancellation`, { reason: "Neige" });
    expect([again.status, again.json.detail]).toEqual([409, "This session is cancelled: this is not possible any more."]);
  });

  test("is seen by everyone once its action is published, and by those of the CPTS before", async () => {
    const own = (await world.plan(cptsId)).json.id;
    const { id } = (await world.planSession(own)).json;
    const seen = async () => [(await world.service.send("GET", `/v1/sessions/${id}`)).status, (await world.service.send("GET", `/v1/sessions?action=${own}`)).json.items.length];
    expect(await seen()).toEqual([404, 0]);
    await world.publish(own);
    expect(await seen()).toEqual([200, 1]);
    const later = (await world.planSession(own, { start: at("2026-10-12", "09:00"), end: at("2026-10-12", "10:00") })).json.id;
    expect((await world.service.send("GET", `/v1/sessions?action=${own}`)).json.items.map((one: { id: string }) => one.id)).toEqual([later, id]);
  });

  test("stands in lists by the day it begins in Paris, page by page", async () => {
    const own = (await world.plan(cptsId)).json.id;
    const ids: Array<string> = [];
    for (const day of ["2026-05-01", "2026-05-02", "2026-05-03"]) ids.push((await world.planSession(own, { start: at(day, "00:00"), end: at(day, "01:00") })).json.id);
    const list = async (query: string) => (await world.send("GET", `/v1/sessions?action=${own}&${query}`)).json;
    expect((await list("from=2026-05-02&to=2026-05-03")).items.map((one: { id: string }) => one.id)).toEqual([ids[1]]);
    const first = await list("limit=2");
    const second = await list(`limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map((one: { id: string }) => one.id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
  });
});
