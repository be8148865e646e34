import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let actionId: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.ready("37003");
  actionId = (await world.plan(cptsId)).json.id;
});
afterAll(() => world.service.stop());

const session = async (fields: object = {}): Promise<string> => (await world.planSession(actionId, fields)).json.id;
const signUp = (id: string, professionalId: string, more: object = {}) => world.send("POST", `/v1/sessions/${id}/sign-ups`, { professionalId, ...more });
const withdraw = (id: string, professionalId: string) => world.send("POST", `/v1/sessions/${id}/withdrawals`, { professionalId });
const states = async (id: string) => (await world.send("GET", `/v1/sessions/${id}/sign-ups`)).json.items.map((one: { professionalId: string; state: string }) => [one.professionalId, one.state]);
const members = async (count: number) => {
  const ids: Array<string> = [];
  while (ids.length < count) ids.push(await world.professional(cptsId));
  return ids;
};
const on = (date: string) => ({ start: { date, time: "09:00" }, end: { date, time: "12:00" } });

describe("signing up for a session", () => {
  test("gives a place, once, and tells nobody's id in an event", async () => {
    const id = await session();
    const who = await world.professional(cptsId);
    const head = await world.head();
    const send = () => world.send("POST", `/v1/sessions/${id}/sign-ups`, { professionalId: who }, { headers: { "idempotency-key": `once-${id}` } });
    const first = await send();
    expect([first.status, first.json]).toEqual([201, { professionalId: who, number: 1, state: "confirmed", signedUpOn: expect.any(String), membership: "member" }]);
    expect((await send()).text).toBe(first.text);
    expect((await signUp(id, who)).status).toBe(409);
    expect(await world.head()).toBe(head);
  });

  test("beyond its places waits; whoever withdraws leaves the place to the first who waits", async () => {
    const id = await session({ ...on("2026-09-01"), capacity: 1 });
    const [a = "", b = "", c = ""] = await members(3);
    for (const who of [a, b, c]) await signUp(id, who);
    expect(await states(id)).toEqual([[a, "confirmed"], [b, "waiting"], [c, "waiting"]]);
    expect((await withdraw(id, a)).json).toMatchObject({ professionalId: a, state: "withdrawn" });
    expect(await states(id)).toEqual([[a, "withdrawn"], [b, "confirmed"], [c, "waiting"]]);
    expect((await signUp(id, a)).json).toMatchObject({ state: "waiting", number: 4 });
    await world.send("PATCH", `/v1/sessions/${id}`, { capacity: 2 }, { headers: { "if-match": '"v1"' } });
    expect(await states(id)).toEqual([[b, "confirmed"], [c, "confirmed"], [a, "waiting"]]);
  });

  test("while at another one warns with that session, and is accepted once that was seen", async () => {
    const [first, second] = [await session(on("2026-09-02")), await session({ ...on("2026-09-02"), start: { date: "2026-09-02", time: "11:30" } })];
    const [who = ""] = await members(1);
    await signUp(first, who);
    const refused = await signUp(second, who);
    expect([refused.status, refused.json.errors]).toEqual([
      422,
      [{ in: "body", pointer: "#/professionalId", code: "overlap", message: `this person is already signed up for session ${first} on 2 September 2026 at 09:00, Amboise; if it is meant, send the request again with "acknowledged": ["overlap"]` }],
    ]);
    expect((await signUp(second, who, { acknowledged: ["overlap"] })).status).toBe(201);
    await withdraw(first, who);
    await withdraw(second, who);
    expect((await signUp(second, who)).status).toBe(201);
  });

  test("for one that moves onto another warns by name of both, whichever way it moves, until that was seen", async () => {
    const [still, moves] = [await session(on("2026-09-10")), await session(on("2026-09-11"))];
    const [who = "", other = ""] = await members(2);
    for (const one of [who, other]) await signUp(moves, one);
    await signUp(still, who);
    const overlap = [expect.objectContaining({ code: "overlap", pointer: "#/start", message: expect.stringContaining(`${who}, who comes here, has also signed up for session ${still} on 10 September 2026 at 09:00, Amboise`) })];
    const change = (more: object = {}) => world.send("PATCH", `/v1/sessions/${moves}`, { ...on("2026-09-10"), ...more }, { headers: { "if-match": '"v1"' } });
    expect((await change()).json.errors).toEqual(overlap);
    const postpone = await world.send("POST", `/v1/sessions/${moves}/postponement`, { reason: "Neige", ...on("2026-09-10") });
    expect([postpone.status, postpone.json.errors]).toEqual([422, overlap]);
    expect((await change({ acknowledged: ["overlap"] })).status).toBe(200);
  });

  test("is compared with the professions needed, for those who may see who comes", async () => {
    const own = (await world.plan(cptsId)).json.id;
    const { id } = (await world.planSession(own, { ...on("2026-09-14"), capacity: 2, professions: [{ profession: "60", count: 2 }, { profession: "10", count: 1 }] })).json;
    const seen = async () => world.send("GET", `/v1/sessions/${id}`);
    const before = await seen();
    expect(before.json.staffing).toEqual([{ profession: "60", needed: 2, signedUp: 0, missing: 2 }, { profession: "10", needed: 1, signedUp: 0, missing: 1 }]);
    for (const one of await members(3)) await signUp(id, one);
    const after = await seen();
    // The third waits.
    expect([after.json.version, after.json.staffing]).toEqual([1, [{ profession: "60", needed: 2, signedUp: 2, missing: 0 }, { profession: "10", needed: 1, signedUp: 0, missing: 1 }]]);
    expect(after.json.warnings).toEqual([expect.objectContaining({ code: "profession-missing", message: expect.objectContaining({ en: expect.stringContaining("1 of 1 are missing") }) })]);
    expect(after.headers.get("etag")).not.toBe(before.headers.get("etag"));
    expect((await world.send("PATCH", `/v1/sessions/${id}`, { capacity: 3 }, { headers: { "if-match": after.headers.get("etag") ?? "" } })).status).toBe(200);
    await world.publish(own);
    expect((await world.service.send("GET", `/v1/sessions/${id}`)).json).toMatchObject({ staffing: null, warnings: [] });
  });

  test("one after the other, or at one that is cancelled, is no overlap", async () => {
    const [first, next, off] = [await session(on("2026-09-03")), await session({ start: { date: "2026-09-03", time: "12:00" }, end: { date: "2026-09-03", time: "13:00" } }), await session(on("2026-09-03"))];
    const [who = ""] = await members(1);
    await signUp(off, who);
    await world.send("POST", `/v1/sessions/${off}/cancellation`, { reason: "Neige" });
    expect([(await signUp(first, who)).status, (await signUp(next, who)).status]).toEqual([201, 201]);
  });

  test("after the membership has ended is refused; the sign-ups before show it", async () => {
    const id = await session(on("2026-09-04"));
    const left = await world.professional(cptsId, { validTo: "2026-06-30" });
    expect((await signUp(id, left, { acknowledged: ["membership-ended"] })).json.errors).toEqual([
      { in: "body", pointer: "#/professionalId", code: "membership-ended", message: "the membership of this person has ended by 4 September 2026" },
    ]);
    expect((await signUp(await session(on("2026-06-01")), left)).json.membership).toBe("member");
  });

  test("of somebody who is no member warns; of nobody known may succeed later", async () => {
    const id = await session(on("2026-09-05"));
    const guest = await world.professional(null);
    expect((await signUp(id, guest)).json.errors).toEqual([expect.objectContaining({ code: "not-a-member" })]);
    expect((await signUp(id, guest, { acknowledged: ["not-a-member"] })).json.membership).toBe("not-a-member");
    expect((await signUp(id, crypto.randomUUID())).json).toMatchObject({ type: "/problems/unknown-reference", errors: [{ pointer: "#/professionalId" }] });
  });

  test("is not possible once it is cancelled, whose event names by their ids those to be told", async () => {
    const id = await session(on("2026-09-06"));
    const [a = "", b = "", c = ""] = await members(3);
    for (const who of [a, b, c]) await signUp(id, who);
    await withdraw(id, b);
    await world.send("POST", `/v1/sessions/${id}/cancellation`, { reason: "Salle fermée" });
    expect([(await signUp(id, b)).status, (await withdraw(id, a)).status]).toEqual([409, 409]);
    expect((await world.eventsOf(id)).at(-1)?.data["professionalIds"]).toEqual([a, c]);
    expect(await states(id)).toEqual([[a, "confirmed"], [b, "withdrawn"], [c, "confirmed"]]);
  });

  test("is read by those of the CPTS alone, though the session is public", async () => {
    const own = (await world.plan(cptsId)).json.id;
    const { id } = (await world.planSession(own)).json;
    await world.publish(own);
    const status = async (token?: string) => (await world.service.send("GET", `/v1/sessions/${id}/sign-ups`, token === undefined ? {} : { token })).status;
    const of = (role: string, ids: ReadonlyArray<string>) => world.service.token({ role, cptsIds: ids, regions: ["24"], departements: ["37"] });
    expect([await status(), await status(await of("professional", [cptsId])), await status(await of("coordinator", [])), await status(await of("ars-officer", []))]).toEqual([404, 200, 404, 403]);
  });
});

describe("what a session came to", () => {
  const counts = { byAge: [{ band: "40-64", count: 30 }, { band: "65-74", count: 25 }, { band: "75-plus", count: 4 }], screened: 40, referred: 5 };

  test("is kept exactly for those of the CPTS, shown without small counts to all, and corrected with its history", async () => {
    const own = (await world.plan(cptsId)).json.id;
    const { id } = (await world.planSession(own)).json;
    await world.publish(own);
    const who = await world.professional(cptsId);
    const send = (body: object, key: string) => world.send("POST", `/v1/sessions/${id}/results`, body, { headers: { "idempotency-key": key } });
    const first = await send({ ...counts, attendance: [who] }, "first");
    expect([first.status, first.json]).toEqual([201, { history: [{ number: 1, recordedOn: expect.any(String), reason: null, ...counts, reached: 59 }], attendance: [who], attendanceErased: 0 }]);
    expect((await send({ ...counts, attendance: [who] }, "first")).text).toBe(first.text);
    const shown = { reached: 59, byAge: [{ band: "40-64", count: 30 }, { band: "65-74", count: null }, { band: "75-plus", count: null }], screened: 40, referred: null, rule: "small-counts-below-11" };
    expect((await world.service.send("GET", `/v1/sessions/${id}`)).json).toMatchObject({ state: "held", results: shown });
    expect((await world.eventsOf(id)).at(-1)?.data).toMatchObject({ results: shown, corrects: false });
    expect((await send({ ...counts, referred: 12 }, "no-reason")).json.errors).toEqual([expect.objectContaining({ pointer: "#/reason", code: "reason-needed" })]);
    const corrected = await send({ ...counts, referred: 12, reason: "Fiche retrouvée" }, "second");
    expect(corrected.json.history.map(({ number, reason, referred }: { number: number; reason: string | null; referred: number }) => [number, referred, reason])).toEqual([[2, 12, "Fiche retrouvée"], [1, 5, null]]);
    expect(corrected.json.attendance).toEqual([who]);
    expect((await world.eventsOf(id)).at(-1)).toMatchObject({ aggregateversion: 3, data: { corrects: true, results: { referred: 12 } } });
    const exact = async (token?: string) => (await world.service.send("GET", `/v1/sessions/${id}/results`, token === undefined ? {} : { token })).status;
    expect([await exact(), await exact(await world.service.token({ role: "ars-officer", regions: ["24"] }))]).toEqual([404, 200]);
  });

  test("cannot be more screened than reached, nor said before it began or of one that is cancelled", async () => {
    const id = await session(on("2026-09-07"));
    const post = (session_: string, body: object) => world.send("POST", `/v1/sessions/${session_}/results`, body);
    expect((await post(id, { ...counts, screened: 60 })).json.errors).toEqual([expect.objectContaining({ pointer: "#/screened", code: "session-results.more-than-reached" })]);
    expect((await post(await session(on("2036-09-07")), counts)).json).toMatchObject({ status: 409, detail: expect.stringContaining("has not begun") });
    await world.send("POST", `/v1/sessions/${id}/cancellation`, { reason: "Neige" });
    expect((await post(id, counts)).status).toBe(409);
  });
});
