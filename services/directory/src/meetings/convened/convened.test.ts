import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../../testing/scene.ts";

let world: Scene;
let cptsId: string;
let elsewhere: string;
let coordinator: string;
let insider: string;
let nurse: string;
let doctor: string;
let pharmacist: string;
beforeAll(async () => {
  world = await scene();
  [cptsId, elsewhere] = [await world.learnCpts("37003"), await world.learnCpts("38053")];
  coordinator = await world.service.token({ role: "coordinator", cptsIds: [cptsId] });
  insider = await world.service.token({ role: "professional", cptsIds: [cptsId] });
  [nurse, doctor, pharmacist] = [await person("Infirmière"), await person("Médecin"), await person("Pharmacienne")];
  await world.create("/v1/memberships", { cptsId, professionalId: nurse, college: "Infirmiers", validFrom: "2020-01-01" });
});
afterAll(() => world.service.stop());

const person = async (familyName: string) => (await world.create("/v1/professionals", { familyName, givenName: "Camille", cptsId, visibility: "cpts" })).id;
const source = { document: "Statuts", locator: "art. 12" };
const meeting = (more: object = {}) => ({ cptsId, kind: "board", title: "Conseil d'administration", visibility: "cpts", on: "2026-03-02", time: "20:00", agenda: [{ title: "Budget" }], invited: [{ professionalId: nurse }, { professionalId: doctor, college: "Médecins" }], ...more });

/** Sent twice with one key: the same answer, and no second trace. */
const twice = async (path: string, json?: unknown, token = coordinator) => {
  const headers = { "idempotency-key": crypto.randomUUID() };
  const first = await world.send("POST", path, json, { headers, token });
  const head = await world.head();
  const second = await world.send("POST", path, json, { headers, token });
  // A refusal names its request in the log, and is not kept.
  const { traceId: _first, ...answer } = first.json;
  const { traceId: _second, ...again } = second.json;
  expect([second.status, again, await world.head()]).toEqual([first.status, answer, head]);
  return first;
};
const convened = async (more: object = {}) => (await twice("/v1/convened-meetings", meeting(more))).json;
const step = (id: string, name: string, json?: unknown) => twice(`/v1/convened-meetings/${id}/${name}`, json);
const held = async (more: object = {}) => {
  const { id } = await convened(more);
  await step(id, "holding");
  return id as string;
};
const read = async (id: string, more = "", token = coordinator) => (await world.get(`/v1/convened-meetings/${id}${more}`, token)).json;
const told = async (id: string) => (await world.eventsOf(id)).map(({ data, type }) => [type.replace("cpts.directory.meeting.", "").replace(".v1", ""), data] as const);
const attending = (...entries: ReadonlyArray<object>) => ({ entries });

describe("a convened meeting", () => {
  test("is told by its day and place, moved, cancelled for a reason and brought back; nothing of it is lost", async () => {
    const { id, invited } = await convened({ commune: "37003", durationMinutes: 90 });
    expect(invited.map(({ college, name, presence }: Record<string, unknown>) => [college, name, presence])).toEqual([["Infirmiers", "Camille Infirmière", null], ["Médecins", "Camille Médecin", null]]);
    expect((await step(id, "moves", { on: "2026-03-09", time: "20:30" })).json).toMatchObject({ on: "2026-03-09", time: "20:30", commune: null, version: 2 });
    expect((await step(id, "cancellation", { reason: "no-quorum" })).json).toMatchObject({ state: "cancelled", cancellationReason: "no-quorum" });
    expect((await step(id, "holding")).json.detail).toBe("This meeting is cancelled.");
    expect((await step(id, "reinstatement", { why: "recorded-in-error" })).json).toMatchObject({ state: "planned", cancellationReason: null, version: 4 });
    const ids = { meetingId: id, cptsId };
    const now = { time: "20:30", durationMinutes: null, commune: null, remote: false };
    expect(await told(id)).toEqual([
      ["planned", { ...ids, kind: "board", bodyId: null, on: "2026-03-02", time: "20:00", durationMinutes: 90, commune: "37003", remote: false, visibility: "cpts" }],
      ["moved", { ...ids, from: "2026-03-02", on: "2026-03-09", ...now }],
      ["cancelled", { ...ids, on: "2026-03-09", reason: "no-quorum" }],
      ["planned", { ...ids, kind: "board", bodyId: null, on: "2026-03-09", ...now, visibility: "cpts" }],
    ]);
    expect((await read(id, "/history")).versions.map(({ on, state, why }: Record<string, unknown>) => [why, state, on])).toEqual([["convened", "planned", "2026-03-02"], ["moved", "planned", "2026-03-09"], ["cancelled", "cancelled", "2026-03-09"], ["recorded-in-error", "planned", "2026-03-09"]]);
  });

  test("is changed from the version that was read: its agenda, and who is invited", async () => {
    const { id } = await convened();
    const patch = (json: object, version: number) => world.send("PATCH", `/v1/convened-meetings/${id}`, json, { token: coordinator, headers: { "if-match": `"v${version}"` } });
    const changed = await patch({ why: "forgotten", agenda: [{ title: "Budget" }, { title: "Plan de crise", minutes: 20 }], invited: [{ professionalId: pharmacist }] }, 1);
    expect([changed.status, changed.json.agenda.length, changed.json.invited.map(({ professionalId }: { professionalId: string }) => professionalId)]).toEqual([200, 2, [pharmacist]]);
    expect((await patch({ why: "forgotten", title: "Autre" }, 1)).status).toBe(412);
    expect((await patch({ why: "forgotten" }, 2)).json.errors[0].code).toBe("meeting-change.empty");
    expect((await read(id, "/history")).versions.map(({ agenda }: { agenda: ReadonlyArray<unknown> }) => agenda.length)).toEqual([1, 2]);
  });

  test("is not held before its day, and is of a body of its own CPTS, of people who are known", async () => {
    const { id } = await convened({ on: "2999-01-01" });
    expect((await step(id, "holding")).json.detail).toBe("This meeting is on 2999-01-01.");
    const { json: board } = await world.send("POST", `/v1/cpts/${cptsId}/bodies`, { kind: "board", provenance: { status: "declared" } });
    expect((await convened({ bodyId: board.id })).bodyId).toBe(board.id);
    expect(await world.faults("/v1/convened-meetings", meeting({ cptsId: elsewhere, bodyId: board.id }))).toEqual([422, "unknown-reference", "#/bodyId"]);
    expect(await world.faults("/v1/convened-meetings", meeting({ invited: [{ professionalId: "0198c0de-0000-7000-8000-0000000000ff" }], commune: "37003" }))).toEqual([422, "unknown-reference", "#/invited/0/professionalId"]);
    expect(await world.faults("/v1/convened-meetings", meeting({ title: "Dossier 1 85 05 78 006 084 91" }))).toEqual([422, "invalid-request", "#/title"]);
  });

  test("of a project that has no CPTS yet is somewhere, and for who may write there", async () => {
    const project = { kind: "project", project: "CPTS du Jargeau", title: "Réunion d'information", visibility: "public", on: "2026-11-14", commune: "45173", agenda: [], invited: [] };
    const officer = await world.service.token({ role: "ars-officer", regions: ["24"] });
    const { json, status } = await twice("/v1/convened-meetings", project, officer);
    expect([status, json.project, json.cptsId]).toEqual([201, "CPTS du Jargeau", null]);
    expect((await world.send("POST", "/v1/convened-meetings", project, { token: coordinator })).status).toBe(403);
    expect(await world.faults("/v1/convened-meetings", { ...project, commune: undefined })).toEqual([422, "invalid-request", "#/commune"]);
    expect((await world.get(`/v1/convened-meetings/${json.id}`)).json).toMatchObject({ title: "Réunion d'information", invited: null, decisions: null });
  });

  test("is seen by whom it is for, and changed by those who keep its CPTS", async () => {
    const board = await convened({ visibility: "board", title: "Bureau" });
    const open = await convened({ visibility: "public", title: "Assemblée" });
    const other = await world.service.token({ role: "coordinator", cptsIds: [elsewhere] });
    const seen = async (token?: string) => (await world.get(`/v1/convened-meetings?cpts=${cptsId}&limit=200`, token)).json.items.map(({ id }: { id: string }) => id);
    for (const [token, sees] of [[coordinator, [true, true]], [insider, [false, true]], [other, [false, true]], [undefined, [false, true]]] as const) {
      const ids = await seen(token);
      expect([ids.includes(board.id), ids.includes(open.id)]).toEqual(sees);
      expect((await world.get(`/v1/convened-meetings/${board.id}`, token)).status).toBe(sees[0] ? 200 : 404);
    }
    expect((await read(open.id, "", insider)).invited).toHaveLength(2);
    expect((await read(open.id, "", other)).invited).toBeNull();
    expect((await world.get(`/v1/convened-meetings/${open.id}/attendance`, other)).status).toBe(404);
    for (const token of [insider, other]) expect((await world.send("POST", `/v1/convened-meetings/${open.id}/cancellation`, { reason: "other" }, { token })).status).toBe(403);
    expect((await world.get(`/v1/convened-meetings?cpts=${cptsId}&from=2026-03-09&to=2026-03-09`, coordinator)).json.items).toHaveLength(1);
  });
});

describe("the attendance of a meeting", () => {
  test("is closed once and told to the ledger; a correction is told whole, and the list before stays", async () => {
    const id = await held();
    const noted = await step(id, "attendance", attending({ professionalId: nurse, presence: "present", by: "screen" }, { professionalId: pharmacist, presence: "present", minutes: 30, by: "sheet" }));
    expect(noted.json.attendanceNumber).toBe(0);
    expect((await step(id, "attendance/correction", { why: "forgotten", entries: [] })).json.detail).toBe("The attendance is not closed yet.");
    expect((await step(id, "attendance/closure", { durationMinutes: 90 })).json.attendanceNumber).toBe(1);
    expect((await step(id, "attendance/closure", { durationMinutes: 90 })).status).toBe(409);
    expect((await step(id, "attendance", attending({ professionalId: doctor, presence: "present" }))).status).toBe(409);
    const list = (...some: ReadonlyArray<readonly [string, string, number]>) => some.map(([personId, presence, minutes]) => ({ personId, presence, minutes })).toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
    const event = { meetingId: id, cptsId, on: "2026-03-02", bodyId: null, durationMinutes: 90 };
    expect((await told(id)).at(-1)).toEqual(["attendance-closed", { ...event, attendees: list([nurse, "present", 90], [pharmacist, "present", 30], [doctor, "absent", 0]) }]);
    const corrected = await step(id, "attendance/correction", { why: "typing-error", durationMinutes: 60, entries: [{ professionalId: doctor, presence: "represented", proxyTo: nurse }] });
    expect(corrected.json.attendanceNumber).toBe(2);
    expect((await told(id)).at(-1)).toEqual(["attendance-closed", { ...event, durationMinutes: 60, attendees: list([nurse, "present", 60], [pharmacist, "present", 30], [doctor, "represented", 0]) }]);
    expect((await world.eventsOf(id)).map(({ aggregateversion }) => aggregateversion)).toEqual([1, 2, 4, 5]);
    expect((await read(id, "/history")).attendances.map(({ durationMinutes, number, why }: Record<string, unknown>) => [number, why, durationMinutes])).toEqual([[1, "closed", 90], [2, "typing-error", 60]]);
  });

  test("holds proxies that stand: their holder is there, and holds no more than the statutes allow", async () => {
    const id = await held({ quorum: { rules: [{ percent: 50 }], proxiesCount: true, mostProxies: 1, source } });
    const faults = (...entries: ReadonlyArray<object>) => world.faults(`/v1/convened-meetings/${id}/attendance`, attending(...entries));
    expect(await faults({ professionalId: doctor, presence: "represented", proxyTo: nurse })).toEqual([422, "invalid-request", "#/entries/0/proxyTo"]);
    const present = { professionalId: nurse, presence: "present" };
    expect(await faults(present, { professionalId: doctor, presence: "represented", proxyTo: nurse }, { professionalId: pharmacist, presence: "represented", proxyTo: nurse })).toEqual([422, "invalid-request", "#/entries/2/proxyTo"]);
    expect(await faults({ professionalId: nurse, presence: "represented", proxyTo: nurse })).toEqual([422, "invalid-request", "#/entries/0/proxyTo"]);
    expect((await step(id, "attendance", attending(present, { professionalId: doctor, presence: "represented", proxyTo: nurse }))).status).toBe(201);
    expect(await faults({ professionalId: nurse, presence: "absent" })).toEqual([422, "invalid-request", "#/entries"]);
  });

  test("tells whether each college has its quorum, or that it cannot be verified, and why", async () => {
    const rules = [{ college: "Médecins", minimum: 1 }, { college: "Infirmiers", percent: 50 }];
    const id = await held({ quorum: { rules, proxiesCount: false, source } });
    const quorum = async () => (await read(id, "/attendance?explain=true"));
    expect((await quorum()).quorum).toBe("cannot-verify");
    await step(id, "attendance", attending({ professionalId: nurse, presence: "present" }));
    expect((await quorum()).quorumLines.map(({ college, verdict }: Record<string, unknown>) => [college, verdict])).toEqual([["Médecins", "cannot-verify"], ["Infirmiers", "reached"]]);
    await step(id, "attendance/closure", { durationMinutes: 60 });
    const final = await quorum();
    expect([final.quorum, final.explanations[0].sources]).toEqual(["not-reached", [{ name: expect.stringContaining("Statuts"), status: "declared" }]]);
    expect((await read(await held(), "/attendance")).quorum).toBe("cannot-verify");
  });
});

describe("what a meeting came to", () => {
  test("is decided with totals of votes; what was written down wrong is replaced and stays", async () => {
    const id = await held();
    await step(id, "attendance", attending({ professionalId: nurse, presence: "present" }, { professionalId: doctor, presence: "present" }));
    await step(id, "attendance/closure", { durationMinutes: 60 });
    const vote = (outcome: string, yes: number, more: object = {}) => ({ title: "Budget", outcome, majority: "simple", votes: { for: yes, against: 0, abstain: 0 }, ...more });
    expect((await step(id, "decisions", vote("rejected", 2))).status).toBe(201);
    expect(await world.faults(`/v1/convened-meetings/${id}/decisions`, vote("adopted", 3))).toEqual([422, "invalid-request", "#/votes"]);
    expect(await world.faults(`/v1/convened-meetings/${id}/decisions`, vote("adopted", 2, { replaces: 9 }))).toEqual([422, "unknown-reference", "#/replaces"]);
    expect((await read(id, "/attendance")).votes).toEqual([{ number: 1, check: "differs" }]);
    const { json } = await step(id, "decisions", vote("adopted", 2, { replaces: 1 }));
    expect(json.decisions.map(({ number, outcome, replacedBy }: Record<string, unknown>) => [number, outcome, replacedBy])).toEqual([[1, "rejected", 2], [2, "adopted", null]]);
    expect((await read(id, "/attendance")).votes).toEqual([{ number: 2, check: "agrees" }]);
    expect(await world.faults(`/v1/convened-meetings/${id}/decisions`, vote("adopted", 2, { replaces: 1 }))).toEqual([422, "invalid-request", "#/replaces"]);
  });

  test("is followed up by someone until a day, through all meetings that one may see", async () => {
    const id = await held({ title: "Suivi" });
    await step(id, "follow-ups", { what: "Écrire à l'ARS", assigneeId: nurse, dueOn: "2026-04-01" });
    await step(id, "follow-ups", { what: "Réserver la salle", dueOn: "2026-03-15" });
    const list = async (query: string, token = coordinator) => (await world.get(`/v1/follow-ups?cpts=${cptsId}&${query}`, token)).json.items.map(({ number }: { number: number }) => number);
    expect([await list("state=open"), await list(`assignee=${nurse}`), await list("dueBefore=2026-04-01", insider)]).toEqual([[2, 1], [1], [2]]);
    expect(await list("", await world.service.token({ role: "coordinator", cptsIds: [elsewhere] }))).toEqual([]);
    expect((await step(id, "follow-ups/1/changes", { why: "situation-changed", state: "done" })).json).toMatchObject({ state: "done", version: 2, what: "Écrire à l'ARS" });
    expect(await list("state=open")).toEqual([2]);
    expect(await world.rows(`select version, why from meeting_follow_up_version where meeting_id = '${id}' and number = 1 order by version`)).toEqual([{ version: 1, why: "recorded" }, { version: 2, why: "situation-changed" }]);
    expect((await step(id, "follow-ups/3/changes", { why: "situation-changed", state: "done" })).status).toBe(404);
  });
});
