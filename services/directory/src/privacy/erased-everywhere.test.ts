import { territories } from "@cpts/service-kit/known/projection";
import { foreignEvent } from "@cpts/service-kit/testing/foreign-log";
import { registry } from "@cpts/api/Registry";
import { queryRows } from "@cpts/testing/database";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { extractOf, operatorOf, type Operator } from "../testing/extracts.ts";
import { scene, type Scene } from "../testing/scene.ts";

const [familyName, givenName, rpps] = ["Quenouille-Effacée", "Bérengère", "19990000911"];
const [email, phone] = ["joindre.qe@exemple.fr", "0611223344"];
const theirs = /quenouille|effac[ée]e|b[ée]reng[èe]re|19990000911|joindre\.qe@|6[ .-]?11[ .-]?22[ .-]?33[ .-]?44/iu;

let world: Scene;
let operator: Operator;
let eraser: string;
let coordinator: string;
let cptsId: string;
let personId: string;
beforeAll(async () => {
  world = await scene();
  operator = await operatorOf(world);
  cptsId = await world.learnCpts("37003");
  eraser = await world.service.token({ role: "service-account", scope: "directory:erase directory:read directory:write platform:erase" });
  coordinator = await world.service.token({ role: "coordinator", cptsIds: [cptsId] });
});
afterAll(() => world.service.stop());

/** The extract of which the first person is theirs, with one row more that is cut short. */
const extract = (people: number): Buffer => {
  const whole = extractOf({ people }).toString();
  const [header = "", first = "", ...rows] = whole.trimEnd().split("\n");
  const number = first.split("|")[1] ?? "";
  const named = (row: string) => row.split("|").map((cell, index) => (index === 7 ? familyName.toUpperCase() : index === 8 ? givenName.toUpperCase() : cell.replace(number, rpps))).join("|");
  const isFirst = (row: string) => row.split("|")[1] === number;
  return Buffer.from(`${[header, named(first), ...rows.map((row) => (isFirst(row) ? named(row) : row)), named(first).split("|").slice(0, 9).join("|")].join("\n")}\n`);
};

/** Every row of every table in which they stand in some form, bytes of files apart. */
const traces = async (): Promise<ReadonlyArray<string>> => {
  const tables = await queryRows(world.service.database.adminUrl, "select relname as name from pg_class where relkind in ('r', 'm') and relnamespace = 'public'::regnamespace order by 1");
  const found: Array<string> = [];
  for (const { name } of tables) {
    const rows = await queryRows(world.service.database.adminUrl, `select to_json(t)::text as text from "${String(name)}" t`);
    if (rows.some(({ text }) => theirs.test(String(text)))) found.push(String(name));
  }
  return found;
};

const answered = async (made: ReturnType<Scene["send"]>) => {
  const { json, status, text } = await made;
  expect([status < 300, status < 300 ? "" : text]).toEqual([true, ""]);
  return json;
};
const post = (path: string, body: unknown, token = coordinator) => answered(world.send("POST", path, body, { token, headers: { "idempotency-key": crypto.randomUUID() } }));
const provenance = { status: "sourced", source: { document: `Bulletin de ${givenName} ${familyName}` } };
const table = (...rows: ReadonlyArray<string>) => Uint8Array.from(Buffer.from(`Nom;Prénom;RPPS;Profession;Commune;Demander au ${phone}\n${rows.join("\n")}\n`));
const spreadsheet = async (...rows: ReadonlyArray<string>) => {
  const sent = await world.service.send("POST", `/v1/member-imports?name=membres.csv&cpts=${cptsId}`, { token: coordinator, raw: table(...rows), headers: { "content-type": "text/csv" } });
  expect(sent.status).toBe(201);
  const mapped = await world.send("PUT", `/v1/member-imports/${sent.json.id}/mapping`, { columns: [{ index: 5, field: null }] }, { token: coordinator, headers: { "if-match": '"v1"' } });
  expect(mapped.status).toBe(200);
  return sent.json.id as string;
};
const minutesOf = async (meeting: string) => (await post(`/v1/convened-meetings/${meeting}/documents`, { kind: "minutes" })).id as string;

/** They stand in the register, in spreadsheets, on a list, in a meeting and its minutes, in answers, in events put aside and given up. */
const fill = async () => {
  expect((await operator.send(extract(60))).json).toMatchObject({ status: "completed", counts: { rejected: 1 } });
  expect((await operator.send(extract(10))).status).toBe(422);
  personId = (await world.get(`/v1/professionals?identifier=${rpps}`)).json.items[0].id;
  const applied = await spreadsheet(`${familyName};${givenName};${rpps};infirmière;37003;`);
  const { rows } = (await world.get(`/v1/member-imports/${applied}/preview`, coordinator)).json;
  expect(JSON.stringify(rows)).toMatch(theirs);
  await post(`/v1/member-imports/${applied}/application`, { confirmations: [] });
  const open = await spreadsheet(`${familyName};${givenName};;infirmière;37003;`, "Fautif;Jean;123;astronaute;Atlantis;hier");
  await post(`/v1/professionals/${personId}/contacts`, { cptsId, kind: "email", value: email, visibility: "board" });
  await post(`/v1/professionals/${personId}/contacts`, { cptsId, kind: "mobile", value: phone });
  await post("/v1/mailing-consents", { cptsId, professionalId: personId, purpose: "newsletter", givenOn: "2026-01-10", provenance }, world.writer);
  const list = (await post("/v1/mailing-lists", { cptsId, name: `Lettre de Mme ${familyName}`, purpose: "newsletter", criteria: {} })).id;
  const meeting = (await post("/v1/convened-meetings", { cptsId, kind: "board", title: `Bureau, répondre à ${email.toUpperCase()}`, visibility: "cpts", on: "2026-03-02", agenda: [{ title: "Appeler le 06 11 22 33 44" }], invited: [{ professionalId: personId }] })).id;
  await post(`/v1/convened-meetings/${meeting}/holding`, undefined);
  await post(`/v1/convened-meetings/${meeting}/attendance`, { entries: [{ professionalId: personId, presence: "present", by: "screen" }] });
  const minutes = await minutesOf(meeting);
  for (const position of [901, 902]) {
    const event = foreignEvent("registry", position, { definition: registry.events.cptsRegistered, subject: cptsId, data: { name: `Présidée par Mme ${familyName}` } });
    await queryRows(world.service.database.adminUrl, `insert into parked_event (subscription, source, position, aggregate_id, event, reason) values ('${territories.name}', 'registry', ${position}, '${cptsId}', '${JSON.stringify(event)}', 'unreadable')`);
  }
  await post(`/v1/dead-letters/${territories.name}/drop`, { position: 902, reason: `vu avec ${givenName} ${familyName}` }, operator.token);
  return { open, list, meeting, minutes };
};

describe("somebody who stands wherever the directory may name a person", () => {
  let left: Awaited<ReturnType<typeof fill>>;
  let before: ReadonlyArray<string>;
  let shownBefore: ReadonlyArray<unknown>;
  let erased: Awaited<ReturnType<Scene["send"]>>;
  const exported = async () => (await world.get(`/v1/mailing-lists/${left.list}/export?format=json`, coordinator)).text;
  const minutesStatus = async () => (await world.service.running.app.fetch(new Request(`http://localhost/v1/convened-meetings/${left.meeting}/files/${left.minutes}`, { headers: { authorization: `Bearer ${coordinator}` } }))).status;
  const memberExport = async () => (await world.get(`/v1/memberships/export?cpts=${cptsId}&format=json`, coordinator)).text;

  beforeAll(async () => {
    left = await fill();
    before = await traces();
    shownBefore = [theirs.test(await exported()), theirs.test(await memberExport()), await minutesStatus()];
    erased = await world.send("POST", `/v1/professionals/${personId}/erasure`, { reason: "request", requestedBy: "person" }, { token: eraser });
  });

  test("was named in the register, an import, contacts, a list, minutes, answers, and events put aside", () => {
    expect(before).toEqual(expect.arrayContaining(["convened_meeting", "dropped_event", "file_content", "idempotency", "mailing_list", "member_import", "member_import_content", "parked_event", "person_contact", "rpps_professional"]));
    expect(shownBefore).toEqual([true, true, 200]);
    expect([erased.status, erased.json.erased]).toEqual([201, expect.arrayContaining(["register", "contacts", "mailing-consents", "made-documents", "stored-answers", "parked-events", "dropped-events"])]);
  });

  test("is named in no table, no line of the log, no file and no export any more", async () => {
    expect(await traces()).toEqual([]);
    expect(world.service.log.filter((line) => theirs.test(JSON.stringify(line)))).toEqual([]);
    expect([theirs.test(await exported()), theirs.test(await memberExport()), await minutesStatus()]).toEqual([false, false, 404]);
    expect((await world.get(`/v1/member-imports/${left.open}/preview`, coordinator)).text).not.toMatch(theirs);
    expect((await world.get("/v1/imports?limit=10", operator.token)).text).not.toMatch(theirs);
    expect((await world.get(`/v1/convened-meetings/${left.meeting}`, coordinator)).json).toMatchObject({ title: "Bureau, répondre à …" });
    const found = await world.send("POST", "/v1/text-occurrences", { familyName, givenName, exactly: [rpps, email, phone] }, { token: eraser });
    expect(found.json).toMatchObject({ places: [], unreadFiles: [] });
  });

  test("is kept out of the next edition of the register, of one that is refused, and of the minutes when they are made again", async () => {
    expect((await operator.send(Buffer.concat([extract(61)]))).json).toMatchObject({ status: "completed", counts: { suppressed: 1 } });
    expect((await operator.send(extract(11))).status).toBe(422);
    await minutesOf(left.meeting);
    expect(await traces()).toEqual([]);
    expect((await world.service.send("POST", "/v1/audit/verification", { token: operator.token })).json.firstBad ?? null).toBeNull();
  });

  test("leaves the event that was given up as one that a rebuild passes over", async () => {
    expect(await world.rows("select event_id, event, reason from dropped_event")).toEqual([{ event_id: "0198c0de-0000-7000-8000-000000000902", event: { id: "0198c0de-0000-7000-8000-000000000902" }, reason: "…" }]);
  });
});
