import { randomUUID } from "node:crypto";
import { directory } from "@cpts/api/Directory";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.ready("38053");
});
afterAll(() => world.service.stop());

const someone = "0198c0de-0000-7000-8000-000000000020";
const content = { title: "Plan de crise", roles: [{ id: "lead", title: "Pilote", holders: [someone] }], resources: [{ label: "Masques", quantity: 5000 }] };
const ofCpts = (role: string, cptsIds = [cptsId]) => world.service.token({ role, cptsIds });
const seenBy = (path: string, token?: string) => world.service.send("GET", path, token === undefined ? {} : { token });
const twice = async (path: string, body: unknown) => {
  const head = await world.head();
  const headers = { "idempotency-key": randomUUID() };
  const [first, second] = [await world.send("POST", path, body, { headers }), await world.send("POST", path, body, { headers })];
  expect([first.status < 300, second.json]).toEqual([true, first.json]);
  return { json: first.json, events: (await world.head()) - head };
};
const plan = async (cpts?: string) => (await world.send("POST", "/v1/crisis-plans", { cptsId: cpts ?? (await world.ready("38053")), ...content })).json.id as string;

describe("a crisis plan", () => {
  test("is drafted, published, exercised, updated: each once however often it is sent, and told without a person", async () => {
    const cpts = await world.ready("38053");
    const begun = await twice("/v1/crisis-plans", { cptsId: cpts, ...content });
    const { id } = begun.json;
    const published = await twice(`/v1/crisis-plans/${id}/publication`, { publishedOn: "2026-03-01" });
    expect(published.json).toMatchObject({ updateDueOn: "2027-03-01", published: { number: 1, publishedOn: "2026-03-01" }, draft: null });
    const exercised = await twice(`/v1/crisis-plans/${id}/exercises`, { heldOn: "2026-06-11", scenario: "Canicule", participants: 24 });
    expect([begun.events, published.events, exercised.events]).toEqual([1, 1, 1]);
    const update = await world.send("PUT", `/v1/crisis-plans/${id}/draft`, { ...content, title: "Plan 2" }, { headers: { "if-match": '"v3"' } });
    expect(update.json).toMatchObject({ version: 4, published: { number: 1 }, draft: { number: 2 }, exercises: [{ participants: 24 }] });
    expect((await world.send("PUT", `/v1/crisis-plans/${id}/draft`, content, { headers: { "if-match": '"v3"' } })).status).toBe(412);
    await world.send("POST", `/v1/crisis-plans/${id}/publication`, {});
    const { items } = (await world.send("GET", `/v1/crisis-plans/${id}/versions`)).json;
    expect(items.map(({ number, title }: { number: number; title: string }) => [number, title])).toEqual([[2, "Plan 2"], [1, "Plan de crise"]]);
    await expect(world.rows("update crisis_plan_version set content = '{}' where plan_id = $1", [id])).rejects.toThrow("does not change");
    const told = await world.eventsOf(id);
    expect(told.map(({ type }) => type.split(".")[3])).toEqual(["drafted", "published", "exercise-recorded", "drafted", "published"]);
    expect(JSON.stringify(told)).not.toContain(someone);
  });

  test("is one of its CPTS", async () => {
    const cpts = await world.ready("38053");
    const answers = await Promise.all([1, 2].map(() => world.send("POST", "/v1/crisis-plans", { cptsId: cpts, ...content })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  test("is not published while nobody holds one of its roles, nor exercised before it is published", async () => {
    const cpts = await world.ready("38053");
    const { id } = (await world.send("POST", "/v1/crisis-plans", { cptsId: cpts, ...content, roles: [...content.roles, { id: "logistics", title: "Logistique" }] })).json;
    const refused = await world.send("POST", `/v1/crisis-plans/${id}/publication`, {});
    expect([refused.status, refused.json.detail]).toEqual([409, "Nobody holds: logistics. Name somebody for each role."]);
    expect((await world.send("POST", `/v1/crisis-plans/${id}/exercises`, { heldOn: "2026-06-11", scenario: "S", participants: 1 })).status).toBe(409);
  });

  test("exists for those of the CPTS and its agencies alone", async () => {
    const id = await plan(cptsId);
    const tokens = [await ofCpts("professional"), await world.service.token({ role: "ars-officer", regions: ["84"] }), await ofCpts("coordinator", [randomUUID()]), await world.service.token({ role: "platform-admin" }), undefined];
    expect(await Promise.all(tokens.map(async (token) => (await seenBy(`/v1/crisis-plans/${id}`, token)).status))).toEqual([200, 200, 404, 404, 404]);
    expect(await Promise.all(tokens.map(async (token) => (await seenBy(`/v1/crisis-plans?cpts=${cptsId}`, token)).json.items.length))).toEqual([1, 1, 0, 0, 0]);
  });
});

describe("a private number", () => {
  const secret = "06 98 76 54 32";

  test("is seen by the board, the coordinator and accounts given just that; by no other role, in no event, no snapshot, no kept answer", async () => {
    const cpts = await world.ready("38053");
    const id = await plan(cpts);
    const { events, json } = await twice(`/v1/crisis-plans/${id}/contacts`, { label: "Pilote", roleId: "lead", professionalId: someone, phone: "04 74 00 00 00", privatePhone: secret });
    expect([events, json.privatePhone, json.hasPrivatePhone]).toEqual([0, null, true]);
    const seen = async (claims: Parameters<typeof world.service.token>[0]) => (await seenBy(`/v1/crisis-plans/${id}/contacts`, await world.service.token(claims))).text;
    const inside = { cptsIds: [cpts], regions: ["84"], departements: ["38"] };
    const scopes = "prevention:read prevention:write prevention:events";
    const shown: Record<string, boolean> = {};
    for (const role of ["professional", "board-member", "coordinator", "urps-referent", "cpam-officer", "ars-officer", "platform-admin"]) shown[role] = (await seen({ role, ...inside })).includes(secret);
    shown["service-account"] = (await seen({ role: "service-account", scope: scopes })).includes(secret);
    shown["service-account for it"] = (await seen({ role: "service-account", scope: `${scopes} prevention:crisis-contacts` })).includes(secret);
    expect(Object.entries(shown).flatMap(([role, sees]) => (sees ? [role] : []))).toEqual(["board-member", "coordinator", "service-account for it"]);
    expect((await seenBy(`/v1/crisis-plans/${id}/contacts`)).status).toBe(404);
    expect(await seen({ role: "coordinator", cptsIds: [cptsId] })).not.toContain(secret);
    const everywhere = [(await world.send("GET", "/v1/events?limit=500")).text, (await world.send("GET", "/v1/crisis-plans/snapshot")).text, JSON.stringify(await world.rows("select body, headers from idempotency"))];
    expect(everywhere.filter((text) => text.includes(secret))).toEqual([]);
  });

  test("is seen by a member who holds a role of the plan in force or deputises, by the claim of their token; by nobody who claims otherwise", async () => {
    const cpts = await world.ready("38053");
    const [holder, deputy, left, other] = [await world.professional(cpts), await world.professional(cpts), await world.professional(cpts, { validTo: "2021" }), await world.professional(cpts)];
    const roles = [{ id: "lead", title: "Pilote", holders: [holder, left], deputies: [deputy] }];
    const { id } = (await world.send("POST", "/v1/crisis-plans", { cptsId: cpts, title: "Plan", roles, resources: [] })).json;
    await world.send("POST", `/v1/crisis-plans/${id}/contacts`, { label: "Pilote", privatePhone: secret });
    const sees = async (claims: object) => (await seenBy(`/v1/crisis-plans/${id}/contacts`, await world.service.token({ role: "professional", cptsIds: [cpts], ...claims }))).text.includes(secret);
    expect(await sees({ personId: holder })).toBe(false);
    await world.send("POST", `/v1/crisis-plans/${id}/publication`, {});
    const claims = { holder: { personId: holder }, deputy: { personId: deputy }, left: { personId: left }, other: { personId: other }, nobody: {}, "as subject": { subject: holder }, "of another CPTS": { personId: holder, cptsIds: [cptsId] }, "another role": { personId: holder, role: "urps-referent", regions: ["84"] } };
    const seeing: Array<string> = [];
    for (const [name, said] of Object.entries(claims)) if (await sees(said)) seeing.push(name);
    expect(seeing).toEqual(["holder", "deputy"]);
    await expect(sees({ personId: "not-an-id" })).resolves.toBe(false);
    await world.directory.tell(directory.events.personErased, holder, { personId: holder });
    expect(await sees({ personId: holder })).toBe(false);
  });

  test("is gone with its contact, from every table", async () => {
    const id = await plan();
    const { json } = await world.send("POST", `/v1/crisis-plans/${id}/contacts`, { label: "Pilote", privatePhone: "06 11 22 33 44" });
    const held = () => world.rows("select count(*)::int as count from crisis_contact where private_phone = '06 11 22 33 44'");
    expect(await held()).toEqual([{ count: 1 }]);
    const erase = () => world.send("DELETE", `/v1/crisis-plans/${id}/contacts/${json.id}`);
    expect([(await erase()).status, (await erase()).status]).toEqual([204, 404]);
    expect(await held()).toEqual([{ count: 0 }]);
  });

  test("is no social-security number", async () => {
    const { json, status } = await world.send("POST", `/v1/crisis-plans/${await plan()}/contacts`, { label: "Pilote", privatePhone: "185057800608491" });
    expect([status, json.errors[0].pointer]).toEqual([422, "#/privatePhone"]);
  });
});

describe("a crisis", () => {
  const heat = { level: "2", theme: "canicule", reason: "Vigilance rouge" };

  test("runs from the alert to the report: a log that only grows, tasks, and one event at each end", async () => {
    const cpts = await world.ready("38053");
    const begun = await twice("/v1/crises", { cptsId: cpts, ...heat });
    const { id } = begun.json;
    const noted = await twice(`/v1/crises/${id}/log`, { text: "Salle fraîche ouverte" });
    const given = await twice(`/v1/crises/${id}/tasks`, { title: "Appeler les isolés", assigneeId: someone });
    expect([begun.events, noted.events, given.events]).toEqual([1, 0, 0]);
    const task = `/v1/crises/${id}/tasks/${given.json.id}`;
    const refused = await world.send("POST", `/v1/crises/${id}/closure`, { report: "Fini" });
    expect([refused.status, refused.json.detail]).toEqual([409, 'Still to be done or cancelled: "Appeler les isolés".']);
    expect((await world.send("PATCH", task, { state: "done" }, { headers: { "if-match": '"v1"' } })).json).toMatchObject({ state: "done", version: 2 });
    expect((await world.send("PATCH", task, { state: "cancelled" }, { headers: { "if-match": '"v1"' } })).status).toBe(412);
    expect((await world.send("PATCH", task, { state: "cancelled" }, { headers: { "if-match": '"v2"' } })).status).toBe(409);
    const closed = await twice(`/v1/crises/${id}/closure`, { report: "Douze jours, 340 appels", lessons: "Un second pilote" });
    expect([closed.events, closed.json.state, closed.json.version]).toEqual([1, "closed", 2]);
    expect((await world.send("POST", `/v1/crises/${id}/log`, { text: "Trop tard" })).status).toBe(409);
    const { items } = (await world.send("GET", `/v1/crises/${id}/log`)).json;
    expect(items.map(({ kind, number }: { kind: string; number: number }) => [number, kind])).toEqual([[1, "activated"], [2, "note"], [3, "task-added"], [4, "task-changed"], [5, "closed"]]);
    await expect(world.rows("update crisis_log_entry set text = 'autre' where crisis_id = $1", [id])).rejects.toThrow("does not change");
    await expect(world.rows("delete from crisis_log_entry where crisis_id = $1", [id])).rejects.toThrow("does not change");
    const told = await world.eventsOf(id);
    expect(told.map(({ data, type }) => [type, data["entryCount"]])).toEqual([["cpts.prevention.crisis.activated.v1", undefined], ["cpts.prevention.crisis.closed.v1", 5]]);
    expect(JSON.stringify(told)).not.toMatch(/Vigilance|isolés|appels/u);
  });

  test("that is closed has a report, as data and as a PDF in the language of who closed it, for those who see the crisis alone", async () => {
    const cpts = await world.ready("38053");
    const { id } = (await world.send("POST", "/v1/crises", { cptsId: cpts, ...heat })).json;
    await world.send("POST", `/v1/crises/${id}/log`, { text: "Salle fraîche ouverte" });
    const paper = (token?: string) => seenBy(`/v1/crises/${id}/report.pdf`, token);
    const inside = await ofCpts("professional", [cpts]);
    expect([(await world.send("GET", `/v1/crises/${id}/report`)).status, (await paper(inside)).status]).toEqual([404, 404]);
    await twice(`/v1/crises/${id}/closure`, { report: "Douze jours, 340 appels", lessons: "Un second pilote" });
    const { json } = await seenBy(`/v1/crises/${id}/report`, inside);
    expect(json).toMatchObject({ crisisId: id, cptsId: cpts, ...heat, planNumber: null, durationMinutes: 0, report: "Douze jours, 340 appels", lessons: "Un second pilote", tasks: [] });
    expect(json.log.map(({ kind, text }: { kind: string; text: string | null }) => [kind, text])).toEqual([["activated", null], ["note", "Salle fraîche ouverte"], ["closed", null]]);
    const { headers, status, text } = await paper(inside);
    expect([status, headers.get("content-type"), text.slice(0, 5)]).toEqual([200, "application/pdf", "%PDF-"]);
    expect([(await paper()).status, (await paper(await ofCpts("professional"))).status]).toEqual([404, 404]);
    expect(await world.rows("select count(*)::int as count from file where owner_id = $1", [id])).toEqual([{ count: 1 }]);
  });

  test("has its PDF made again without the name of whoever is cut out of its words", async () => {
    const cpts = await world.ready("38053");
    const { id } = (await world.send("POST", "/v1/crises", { cptsId: cpts, ...heat })).json;
    await world.send("POST", `/v1/crises/${id}/closure`, { report: "Mme Bérengère Œillet-Zéphyrin a appelé", lessons: "Aucune" });
    const token = await world.service.token({ role: "service-account", scope: "platform:erase" });
    const { json } = await world.send("POST", "/v1/text-occurrences", { familyName: "Œillet-Zéphyrin", givenName: "Bérengère", redact: "certain" }, { token });
    expect(json.places).toContainEqual(expect.objectContaining({ kind: "file", certain: true, redacted: true }));
    expect(await world.rows("select count(*)::int as count from file where owner_id = $1", [id])).toEqual([{ count: 0 }]);
    const inside = await ofCpts("professional", [cpts]);
    expect((await seenBy(`/v1/crises/${id}/report.pdf`, inside)).text.slice(0, 5)).toBe("%PDF-");
    const [made] = await world.rows("select c.words from file f join file_content c using (sha256) where f.owner_id = $1", [id]);
    expect([String(made?.["words"]).includes("Zéphyrin"), String(made?.["words"]).includes("a appelé")]).toEqual([false, true]);
  });

  test("is answered by a CPTS without a plan, and names the plan that held where there is one", async () => {
    const cpts = await world.ready("38053");
    expect((await world.send("POST", "/v1/crises", { cptsId: cpts, ...heat })).json.planNumber).toBeNull();
    await world.send("POST", `/v1/crisis-plans/${await plan(cpts)}/publication`, {});
    expect((await world.send("POST", "/v1/crises", { cptsId: cpts, ...heat })).json.planNumber).toBe(1);
  });

  test("has a log whose entries tell of the time since the alert, in the order in which they were written, whoever writes at once", async () => {
    const { id } = (await world.send("POST", "/v1/crises", { cptsId, ...heat })).json;
    for (const at of ["2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z"]) expect((await world.send("POST", `/v1/crises/${id}/log`, { text: "T", at })).json.errors[0].code).toBe("not-in-time");
    const numbers = await Promise.all(Array.from({ length: 8 }, async (_, index) => (await world.send("POST", `/v1/crises/${id}/log`, { text: `Note ${index}` })).json.number as number));
    expect(numbers.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    const first = (await world.send("GET", `/v1/crises/${id}/log?limit=4`)).json;
    const rest = (await world.send("GET", `/v1/crises/${id}/log?cursor=${first.nextCursor}`)).json;
    expect([...first.items, ...rest.items].map(({ number }: { number: number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("is followed by the professionals of the CPTS, who neither raise nor close the alert", async () => {
    const token = await ofCpts("professional");
    const { id } = (await world.send("POST", "/v1/crises", { cptsId, ...heat })).json;
    const send = async (path: string, json: object) => (await world.service.send("POST", path, { token, json })).status;
    expect([await send(`/v1/crises/${id}/log`, { text: "Vu" }), await send(`/v1/crises/${id}/tasks`, { title: "T" }), await send(`/v1/crises/${id}/closure`, { report: "R" }), await send("/v1/crises", { cptsId, ...heat })]).toEqual([201, 201, 403, 403]);
    expect((await world.send("GET", `/v1/crises/${id}/log`)).json.items.at(1).by).toBe("professional");
  });
});
