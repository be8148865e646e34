import { contracts } from "@cpts/api/Contracts";
import { directory } from "@cpts/api/Directory";
import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const get = (path: string) => world.service.send("GET", path);
const feedOf = (cptsId: string) => `/v1/calendars/cpts/${cptsId}/calendar.ics`;

/** What an independent reader of iCalendar makes of it. */
const readBack = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((component) => {
    const { sequence, startDate, summary, uid } = new ICAL.Event(component);
    return { uid, title: summary, start: startDate.toString(), sequence, status: component.getFirstPropertyValue("status") };
  });
const entry = async (cptsId: string, id: string) => readBack((await get(feedOf(cptsId))).text).find(({ uid }) => uid.includes(id));

const { deadlineAnnounced, deadlineReached, deadlineWithdrawn } = contracts.events;

describe("deadlines of contracts", () => {
  const announce = async (cptsId: string, fields: object = {}) => {
    const deadlineId = crypto.randomUUID();
    const ids = { deadlineId, cptsId, contractId: crypto.randomUUID() };
    const tell = (version: number, more: object = {}) =>
      world.contracts.tell(deadlineAnnounced, deadlineId, { ...deadlineAnnounced.example, ...ids, kind: "mission-start", on: "2027-09-01", missions: ["PREVENTION"], metOn: null, ...fields, ...more }, version);
    await tell(1);
    return { ...ids, tell };
  };

  test("stand in the calendar of their CPTS, move, are said to be done, and are cancelled when they no longer hold", async () => {
    const cptsId = await world.ready("37003");
    const { deadlineId, contractId, tell } = await announce(cptsId);
    const uid = `deadline-${deadlineId}@cpts`;
    expect(await entry(cptsId, deadlineId)).toEqual({ uid, title: expect.stringMatching(/^Échéance : démarrage de la mission \S/u), start: "2027-09-01", sequence: 0, status: "CONFIRMED" });
    await tell(2, { on: "2027-10-01" });
    expect(await entry(cptsId, deadlineId)).toMatchObject({ uid, start: "2027-10-01", sequence: 1 });
    await tell(3, { on: "2027-10-01", metOn: "2027-09" });
    expect((await entry(cptsId, deadlineId))?.title.endsWith(" (fait)")).toBe(true);
    await world.contracts.tell(deadlineWithdrawn, deadlineId, { deadlineId, cptsId, contractId }, 4);
    expect(await entry(cptsId, deadlineId)).toMatchObject({ uid, sequence: 3, status: "CANCELLED" });
  });

  test("are narrowed by mission, and one of a kind of tomorrow is named by its code", async () => {
    const cptsId = await world.ready("37003");
    const [start, unknown] = [await announce(cptsId), await announce(cptsId, { kind: "kind-of-tomorrow", missions: [] })];
    expect((await entry(cptsId, unknown.deadlineId))?.title).toBe("Échéance : kind-of-tomorrow");
    const narrowed = readBack((await get(`${feedOf(cptsId)}?theme=PREVENTION`)).text).map(({ uid }) => uid);
    expect([narrowed.includes(`deadline-${start.deadlineId}@cpts`), narrowed.includes(`deadline-${unknown.deadlineId}@cpts`)]).toEqual([true, false]);
  });

  test("are known from the day that was reached too", async () => {
    const cptsId = await world.ready("37003");
    const deadlineId = crypto.randomUUID();
    const data = { deadlineId, cptsId, contractId: null, kind: "contract-anniversary", on: "2026-03-01", missions: [] };
    await world.contracts.tell(deadlineReached, deadlineId, data, 2);
    expect(await entry(cptsId, deadlineId)).toMatchObject({ title: "Anniversaire du contrat", start: "2026-03-01", sequence: 1 });
  });
});

describe("the signature of a contract", () => {
  const { contractChanged, contractDrafted, contractSigned } = contracts.events;

  test("stands in the calendar once it is announced, moves, is cancelled, and is on the day it took place", async () => {
    const cptsId = await world.register({ communes: ["37003"] });
    const contractId = crypto.randomUUID();
    const announced = (on: string, time: string | null = null) => ({ on, time, place: null, commune: null });
    await world.contracts.tell(contractDrafted, contractId, { ...contractDrafted.example, contractId, cptsId, announced: announced("2027-01-17", "20:00") }, 1);
    expect(await entry(cptsId, contractId)).toEqual({ uid: `signing-${contractId}@cpts`, title: "Signature prévue du contrat", start: "2027-01-17T20:00:00", sequence: 0, status: "CONFIRMED" });
    await world.contracts.tell(contractChanged, contractId, { contractId, cptsId, announced: announced("2027-02-17") }, 2);
    expect(await entry(cptsId, contractId)).toMatchObject({ start: "2027-02-17", sequence: 1 });
    await world.contracts.tell(contractChanged, contractId, { contractId, cptsId, announced: null }, 3);
    expect(await entry(cptsId, contractId)).toMatchObject({ start: "2027-02-17", sequence: 2, status: "CANCELLED" });
    await world.contracts.tell(contractSigned, contractId, { ...contractSigned.example, contractId, cptsId, signedOn: "2027-03-01" }, 4);
    expect(await entry(cptsId, contractId)).toMatchObject({ title: "Signature du contrat", start: "2027-03-01", sequence: 3, status: "CONFIRMED" });
  });

  test("is the same as JSON, which a reader who has it is not given again", async () => {
    const cptsId = await world.ready("37003");
    const json = () => world.service.send("GET", `/v1/calendars/cpts/${cptsId}`);
    const first = await json();
    const ask = async (etag: string | null) => (await world.service.send("GET", `/v1/calendars/cpts/${cptsId}`, { headers: { "if-none-match": etag ?? "" } })).status;
    expect([first.json.items.length, (await json()).text === first.text, await ask(first.headers.get("etag"))]).toEqual([0, true, 304]);
    await world.sign(cptsId, ["PARCOURS"], { signedOn: "2026-02-02" });
    expect([await ask(first.headers.get("etag")), (await json()).json.items.length]).toEqual([200, 1]);
  });
});

describe("what is changed or cancelled", () => {
  test("an action that is cancelled is cancelled in every calendar, and so is what of it is still to come", async () => {
    const cptsId = await world.ready("37003");
    const { id } = (await world.plan(cptsId, { period: { from: "2026-05-01", to: "2026-12-31" } })).json;
    await world.publish(id);
    const { id: session } = (await world.planSession(id)).json;
    const before = [await entry(cptsId, id), await entry(cptsId, session)];
    expect(before.map((one) => one?.status)).toEqual(["CONFIRMED", "CONFIRMED"]);
    expect((await world.send("POST", `/v1/actions/${id}/steps`, { to: "cancelled", reason: "Plus de vaccins", acknowledged: ["sessions-cancelled-too"] })).status).toBe(201);
    const after = [await entry(cptsId, id), await entry(cptsId, session)];
    expect(after.map((one) => one?.status)).toEqual(["CANCELLED", "CANCELLED"]);
    for (const [index, one] of after.entries()) expect([one?.uid, Number(one?.sequence) > Number(before[index]?.sequence)]).toEqual([before[index]?.uid, true]);
    const { items } = (await get("/v1/calendars/themes/PREVENTION")).json;
    expect(items.find(({ uid }: { uid: string }) => uid.includes(id))).toMatchObject({ isCancelled: true });
  });

  test("another title of an action is that of its sessions", async () => {
    const cptsId = await world.ready("37003");
    const { headers, json } = await world.plan(cptsId);
    const { id: session } = (await world.planSession(json.id)).json;
    const inside = await world.service.token({ role: "professional", cptsIds: [cptsId] });
    const titleOf = async () => readBack((await world.service.send("GET", feedOf(cptsId), { token: inside })).text).find(({ uid }) => uid.includes(session))?.title;
    expect(await titleOf()).toBe("Vaccination");
    await world.send("PATCH", `/v1/actions/${json.id}`, { title: "Dépistage" }, { headers: { "if-match": headers.get("etag") ?? "" } });
    expect(await titleOf()).toBe("Dépistage");
  });

  test("a theme has a calendar of what is published about it, and a CPTS one of what it does about it", async () => {
    const cptsId = await world.ready("37003");
    const [about, other] = [(await world.plan(cptsId)).json.id, (await world.plan(cptsId)).json.id];
    for (const id of [about, other]) await world.publish(id);
    const nothing = { populations: [], leadId: null, partners: [], budgetCents: null, spentCents: null, realFrom: null, realTo: null };
    const said = await world.send("PUT", `/v1/actions/${about}/conduct`, { theme: "sante-mentale", ...nothing }, { headers: { "if-match": '"v1"' } });
    expect(said.status).toBe(200);
    const [mine, others] = [(await world.planSession(about)).json.id, (await world.planSession(other)).json.id];
    for (const path of ["/v1/calendars/themes/sante-mentale/calendar.ics", `${feedOf(cptsId)}?theme=sante-mentale`]) {
      const { text } = await get(path);
      expect([text.includes(mine), text.includes(others)]).toEqual([true, false]);
    }
    const { items, name } = (await get("/v1/calendars/themes/sante-mentale")).json;
    expect([name, items.map(({ uid }: { uid: string }) => uid)]).toEqual(["sante-mentale", [`session-${mine}@cpts`]]);
  });
});

describe("the private link of somebody who has left", () => {
  const { membershipEnded, membershipRecorded } = directory.events;
  const linkOf = async (cptsId: string, professionalId: string) => (await world.send("POST", "/v1/calendar-links", { cptsId, professionalId })).json;
  const statuses = async (secret: string) => [(await get(`/v1/calendars/private/${secret}/calendar.ics`)).status, (await get(`/v1/calendars/private/${secret}`)).status];

  test("shows nothing of the CPTS from the day on which the membership is over", async () => {
    const cptsId = await world.ready("37003");
    const someone = await world.professional(cptsId);
    const { secret } = await linkOf(cptsId, someone);
    expect(await statuses(secret)).toEqual([200, 200]);
    const [row] = await world.rows("select id from known_membership where professional_id = $1", [someone]);
    const membershipId = String(row?.["id"]);
    const end = (on: string) => world.directory.tell(membershipEnded, membershipId, { membershipId, cptsId, on, reason: "moved-away" });
    await end("2099-01-01");
    expect(await statuses(secret)).toEqual([200, 200]);
    await end("2026-02-01");
    expect(await statuses(secret)).toEqual([404, 404]);
    expect((await world.send("POST", "/v1/calendar-links", { cptsId, professionalId: someone })).json.errors).toEqual([expect.objectContaining({ pointer: "#/professionalId", code: "not-a-member" })]);
  });

  test("leaves the link to another CPTS as it is", async () => {
    const [left, kept] = [await world.ready("37003"), await world.ready("41018")];
    const someone = await world.professional(left, { validTo: "2026-01-01" });
    const membershipId = crypto.randomUUID();
    await world.directory.tell(membershipRecorded, membershipId, { membershipId, cptsId: kept, professionalId: someone, organizationId: null, validFrom: "2020", validTo: null });
    expect((await world.send("POST", "/v1/calendar-links", { cptsId: left, professionalId: someone })).status).toBe(422);
    expect(await statuses((await linkOf(kept, someone)).secret)).toEqual([200, 200]);
  });
});
