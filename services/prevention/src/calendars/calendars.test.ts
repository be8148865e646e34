import { createHash, randomUUID } from "node:crypto";
import { directory } from "@cpts/api/Directory";
import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let action: string;
const title = 'Vaccination, "grippe" ; et un titre dont la longueur oblige à replier la ligne après 75 octets, accents compris : éèàü 😀';
beforeAll(async () => {
  world = await scene();
  cptsId = await world.ready("37003");
  action = (await world.plan(cptsId, { title, period: { from: "2026-03-01", to: "2026-12-31" } })).json.id;
  await world.publish(action);
});
afterAll(() => world.service.stop());

const at = (date: string, time: string, until: string, fields: object = {}) => world.planSession(action, { start: { date, time, ...fields }, end: { date, time: until, ...fields }, place: { commune: "37003", address: "Salle des fêtes, rue A" } });
const feed = (path: string, token?: string, headers: Readonly<Record<string, string>> = {}) => world.service.send("GET", path, { headers, ...(token === undefined ? {} : { token }) });
const calendarPath = (id = cptsId) => `/v1/calendars/cpts/${id}/calendar.ics`;

/** Read by a parser that is not ours, its time zone from the calendar itself. */
const readBack = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent("vtimezone") ?? undefined);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const instant = (time: ICAL.Time | null): string => (time === null ? "" : time.isDate ? time.toString() : new Date(time.convertToZone(ICAL.Timezone.utcTimezone).toUnixTime() * 1_000).toISOString());
    const isParis = component.getFirstProperty("dtstart")?.getFirstParameter("tzid") === "Europe/Paris";
    for (const time of isParis ? [event.startDate, event.endDate] : []) time.zone = zone;
    return { uid: event.uid, title: event.summary, place: event.location, start: instant(event.startDate), end: instant(event.endDate), status: String(component.getFirstPropertyValue("status")), sequence: event.sequence };
  });
};
const entries = async (path = calendarPath(), token?: string) => readBack((await feed(path, token)).text);
const find = async (id: string, path?: string, token?: string) => (await entries(path, token)).find(({ uid }) => uid.includes(id));

describe("the calendar of a CPTS, read back by another parser", () => {
  test("has the names, places and instants on both sides of both changes of the clocks", async () => {
    const sessions = [
      [await at("2026-03-28", "09:00", "12:00"), "2026-03-28T08:00:00.000Z", "2026-03-28T11:00:00.000Z"],
      [await at("2026-03-30", "09:00", "12:00"), "2026-03-30T07:00:00.000Z", "2026-03-30T10:00:00.000Z"],
      [await at("2026-10-24", "09:00", "12:00"), "2026-10-24T07:00:00.000Z", "2026-10-24T10:00:00.000Z"],
      [await at("2026-10-26", "09:00", "12:00"), "2026-10-26T08:00:00.000Z", "2026-10-26T11:00:00.000Z"],
      [await at("2026-10-25", "02:15", "02:45", { occurrence: "second" }), "2026-10-25T01:15:00.000Z", "2026-10-25T01:45:00.000Z"],
    ] as const;
    for (const [{ json }, start, end] of sessions) expect(await find(json.id)).toMatchObject({ title, start, end, status: "CONFIRMED", sequence: 0, place: expect.stringMatching(/^Salle des fêtes, rue A, /u) });
    expect(await find(action)).toMatchObject({ title, start: "2026-03-01", end: "2026-12-31" });
  });

  test("keeps the identity of what changes and counts the changes; what is cancelled says so", async () => {
    const { json, headers } = await at("2026-09-01", "09:00", "10:00");
    const before = await find(json.id);
    const moved = await world.send("PATCH", `/v1/sessions/${json.id}`, { start: { date: "2026-09-02", time: "10:00" }, end: { date: "2026-09-02", time: "11:00" } }, { headers: { "if-match": headers.get("etag") ?? "" } });
    expect([moved.status, await find(json.id)]).toEqual([200, { ...before, sequence: 1, start: "2026-09-02T08:00:00.000Z", end: "2026-09-02T09:00:00.000Z" }]);
    const cancelled = await world.send("POST", `/v1/sessions/${json.id}/cancellation`, { reason: "Pluie" });
    expect([cancelled.status < 300, await find(json.id)]).toEqual([true, expect.objectContaining({ uid: before?.uid, sequence: 2, status: "CANCELLED" })]);
  });

  test("is folded at 75 octets, ends its lines as the format says, and names its time zone", async () => {
    await at("2026-06-01", "09:00", "10:00");
    const { headers, text } = await feed(calendarPath());
    expect(headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(text.split("\r\n").filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(text.replaceAll("\r\n", "").includes("\n")).toBe(false);
    expect(text).toContain("BEGIN:VTIMEZONE\r\nTZID:Europe/Paris");
  });

  test("is given again only when something has changed", async () => {
    const first = await feed(calendarPath());
    const etag = first.headers.get("etag") ?? "";
    expect((await feed(calendarPath(), undefined, { "if-none-match": etag })).status).toBe(304);
    await at("2026-06-02", "09:00", "10:00");
    expect((await feed(calendarPath(), undefined, { "if-none-match": etag })).status).toBe(200);
  });

  test("shows what is planned to its people alone, also the meetings; signings and what is published to all", async () => {
    const own = await world.ready("38053");
    const planned = (await world.plan(own, { communes: ["38053"], title: "Encore secret", period: { from: "2026-05-01", to: "2026-05-02" } })).json.id;
    const meetingId = randomUUID();
    const { meetingRecorded } = directory.events;
    const data = { ...meetingRecorded.example, meetingId, cptsId: own, heldOn: "2026-07-01", time: "20:00" };
    await world.directory.tell(meetingRecorded, meetingId, data);
    await world.sign(own, ["PREVENTION"], { signedOn: "2026-01-15" });
    const open = await entries(calendarPath(own));
    expect(open.map(({ start, title: name }) => [name, start])).toContainEqual(["Signature du contrat", "2026-01-15"]);
    expect(open.some(({ uid }) => uid.includes(planned) || uid.includes(meetingId))).toBe(false);
    const token = await world.service.token({ role: "professional", cptsIds: [own] });
    const inside = await feed(calendarPath(own), token);
    expect(inside.headers.get("cache-control")).toBe("private, no-cache");
    expect(readBack(inside.text)).toContainEqual(expect.objectContaining({ uid: `meeting-${meetingId}@cpts`, start: "2026-07-01T18:00:00.000Z" }));
    expect(await find(planned, calendarPath(own), token)).toMatchObject({ title: "Encore secret", start: "2026-05-01", end: "2026-05-02" });
    expect((await feed(calendarPath(own))).text).not.toContain("secret");
  });

  test("is the same as JSON, and is narrowed by mission; a mission has a calendar of its own", async () => {
    const { items, timeZone } = (await feed(`/v1/calendars/cpts/${cptsId}`)).json;
    expect([timeZone, items.length]).toEqual(["Europe/Paris", (await entries()).length]);
    expect((await entries(`${calendarPath()}?theme=PARCOURS`)).length).toBe(0);
    expect(await find(action, "/v1/calendars/themes/PREVENTION/calendar.ics")).toMatchObject({ title });
    expect((await feed(calendarPath(randomUUID()))).status).toBe(404);
  });
});

describe("the private link of a professional", () => {
  const link = async (professionalId: string, headers: Readonly<Record<string, string>> = {}) => world.send("POST", "/v1/calendar-links", { cptsId, professionalId }, { headers });
  const privatePath = (secret: string) => `/v1/calendars/private/${secret}/calendar.ics`;

  test("shows the sessions they signed up for and no other, to whoever has it, and to no cache", async () => {
    const someone = await world.professional(cptsId);
    const [mine, other] = [(await at("2026-08-01", "09:00", "10:00")).json.id, (await at("2026-08-02", "09:00", "10:00")).json.id];
    expect((await world.send("POST", `/v1/sessions/${mine}/sign-ups`, { professionalId: someone })).status).toBe(201);
    const { secret } = (await link(someone)).json;
    const { headers, status } = await feed(privatePath(secret));
    expect([status, headers.get("cache-control")]).toEqual([200, "private, no-cache"]);
    expect([(await find(mine, privatePath(secret)))?.start, await find(other, privatePath(secret))]).toEqual(["2026-08-01T07:00:00.000Z", undefined]);
  });

  test("has a secret that is shown once and kept nowhere: neither in a table, nor in an answer kept for a repetition", async () => {
    const someone = await world.professional(cptsId);
    const key = { "idempotency-key": randomUUID() };
    const [first, second] = [await link(someone, key), await link(someone, key)];
    const { id, secret } = first.json;
    expect([secret.length, second.json, second.headers.get("idempotency-replayed")]).toEqual([43, { ...first.json, secret: null }, "true"]);
    expect((await world.send("GET", `/v1/calendar-links?cpts=${cptsId}`)).json.items.find((one: { id: string }) => one.id === id)).toEqual({ ...first.json, secret: null });
    const kept = JSON.stringify([await world.rows("select body, headers from idempotency"), await world.rows("select id, encode(secret_hash, 'hex') as hash from calendar_link where id = $1", [id])]);
    expect([kept.includes(secret), kept.includes(createHash("sha256").update(secret).digest("hex"))]).toEqual([false, true]);
  });

  test("moves to another address when it is renewed, and is gone when it is revoked, as if it had never been", async () => {
    const { id, secret } = (await link(await world.professional(cptsId))).json;
    const renewed = (await world.send("POST", `/v1/calendar-links/${id}/rotation`)).json.secret;
    const statuses = async () => [(await feed(privatePath(secret))).status, (await feed(privatePath(renewed))).status];
    expect(await statuses()).toEqual([404, 200]);
    expect((await world.send("DELETE", `/v1/calendar-links/${id}`)).status).toBe(204);
    expect(await statuses()).toEqual([404, 404]);
    const never = await feed(privatePath("x".repeat(43)));
    const gone = await feed(privatePath(renewed));
    expect({ ...gone.json, traceId: "" }).toEqual({ ...never.json, traceId: "" });
  });

  test("is made, seen and revoked by the board and the coordinator of the CPTS alone", async () => {
    const professionalId = await world.professional(cptsId);
    const allowed: Array<string> = [];
    for (const role of ["professional", "board-member", "coordinator", "urps-referent", "cpam-officer", "ars-officer", "platform-admin"]) {
      const token = await world.service.token({ role, cptsIds: [cptsId], regions: ["24"], departements: ["37"] });
      const { status } = await world.service.send("POST", "/v1/calendar-links", { token, json: { cptsId, professionalId } });
      const list = (await feed(`/v1/calendar-links?cpts=${cptsId}`, token)).status;
      expect([status, list]).toEqual(status === 201 ? [201, 200] : [403, 403]);
      if (status === 201) allowed.push(role);
    }
    expect(allowed).toEqual(["board-member", "coordinator"]);
    expect((await world.service.send("POST", "/v1/calendar-links", { json: { cptsId, professionalId } })).status).toBe(401);
    expect((await world.send("POST", "/v1/calendar-links", { cptsId, professionalId: randomUUID() })).status).toBe(422);
  });
});
