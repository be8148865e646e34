import { xlsxOf } from "@cpts/documents/spreadsheets/write-xlsx";
import type { Value } from "@cpts/documents/spreadsheets/sheet";
import { registry } from "@cpts/api/Registry";
import { territories } from "@cpts/service-kit/known/projection";
import { foreignLog } from "@cpts/service-kit/testing/foreign-log";
import { settableClock } from "@cpts/service-kit/testing/settable-clock";
import { testService } from "@cpts/service-kit/testing/test-service";
import { queryRows } from "@cpts/testing/database";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { directory } from "../service.ts";
import { extractOf, operatorOf } from "../testing/extracts.ts";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let coordinator: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003", "37195", "2A004");
  coordinator = await world.service.token({ role: "coordinator", cptsIds: [cptsId] });
});
afterAll(() => world.service.stop());

type Json = ReturnType<typeof JSON.parse>;
const upload = async (bytes: Buffer, name = "membres.xlsx", of = cptsId) =>
  world.service.send("POST", `/v1/member-imports?name=${name}&cpts=${of}`, { token: coordinator, raw: Uint8Array.from(bytes), headers: { "content-type": "application/octet-stream", "accept-language": "fr" } });
const started = async (bytes: Buffer, name?: string) => {
  const { json, status, text } = await upload(bytes, name);
  expect([status, status === 201 ? "" : text]).toEqual([201, ""]);
  return json;
};
const map = (id: string, version: number, columns: Json) => world.send("PUT", `/v1/member-imports/${id}/mapping`, { columns }, { token: coordinator, headers: { "if-match": `"v${version}"` } });
const preview = async (id: string) => (await world.get(`/v1/member-imports/${id}/preview`, coordinator)).json;
const apply = (id: string, confirmations: Json = [], key = crypto.randomUUID()) =>
  world.send("POST", `/v1/member-imports/${id}/application`, { confirmations }, { token: coordinator, headers: { "idempotency-key": key } });
const members = async () => {
  const { json } = await world.get(`/v1/memberships/export?cpts=${cptsId}&format=json`, coordinator);
  return json.members as ReadonlyArray<Record<string, Json>>;
};
const book = (titles: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<Value>>) =>
  xlsxOf({ sheets: [{ key: "s", name: "Feuil1", columns: titles.map((title, index) => ({ key: String(index), title, type: "text" as const })), rows }] });
const number = (index: number) => `1999${String(index).padStart(7, "0")}`;
const outcomes = ({ rows }: Json) => Object.fromEntries(rows.map(({ outcome, row }: Json) => [row, outcome]));

describe("a spreadsheet of 100 members with wrong titles, missing RPPS, two homonyms and a duplicate", () => {
  const titles = ["Noms des gens", "P.", "Num pro", "Métier", "Où", "Arrivé(e)", "Collège"];
  const line = (index: number): ReadonlyArray<Value> => [`Famille${index}`, "Camille", number(index), index % 2 === 0 ? "IDEL" : "Kiné", index % 3 === 0 ? "Amboise" : "37195", index % 4 === 0 ? "3 mars 2019" : "14/06/2021", "Libéraux"];
  const rows: Array<ReadonlyArray<Value>> = Array.from({ length: 94 }, (_, index) => line(index));
  rows.push(
    ["Sansnumero", "Dominique", null, "infirmière", "Amboise", "2020", "Libéraux"], // 96: known to the directory by name, profession and commune
    ["Nouvelle", "Zoé", null, "psychologue", "AMBOISE CEDEX", null, null], // 97: known to nobody, outside the RPPS
    ["Homonyme", "Claire", null, "infirmière", "Amboise", null, null], // 98
    ["Homonyme", "Claire", null, "infirmière", "La Riche", null, null], // 99
    line(5), // 100: a duplicate
    ["Fautif", "Jean", "123", "astronaute", "Atlantis", "hier", null], // 101
  );
  const bytes = book(titles, rows);
  let known: string;
  let sent: Json;

  test("is recognised as far as its content tells; the rest is said once, and remembered", async () => {
    known = (await world.create("/v1/professionals", { familyName: "Sansnumero", givenName: "Dominique", rpps: "19998887776", profession: "60", cptsId, visibility: "public" })).id;
    await world.create("/v1/professionals", { familyName: "Famille1", givenName: "Camille", rpps: number(1), profession: "70", cptsId, visibility: "cpts" });
    sent = await started(bytes);
    expect(sent).toMatchObject({ state: "open", rowCount: 100, version: 1 });
    expect(sent.columns.map(({ by, field }: Json) => [field, by])).toEqual([[null, null], [null, null], ["rpps", "content"], ["profession", "title"], [null, null], ["validFrom", "content"], ["college", "title"]]);
    const told = [{ index: 0, field: "familyName" }, { index: 1, field: "givenName" }, { index: 4, field: "commune" }];
    const mapped = await map(sent.id, 1, told);
    expect([mapped.status, mapped.json.version]).toEqual([200, 2]);
    expect((await map(sent.id, 1, told)).status).toBe(412);
    expect((await map(sent.id, 2, [{ index: 0, field: "rpps" }, { index: 1, field: "rpps" }])).json.errors[0].pointer).toBe("#/columns/1");
    expect((await started(bytes)).columns.map(({ by, field }: Json) => [field, by])).toEqual(["familyName", "givenName", "rpps", "profession", "commune", "validFrom", "college"].map((field) => [field, "remembered"]));
  });

  test("shows what it would change, and writes nothing meanwhile", async () => {
    const head = await world.head();
    const seen = await preview(sent.id);
    expect(seen.counts).toEqual({ newPeople: 94, newOrganizations: 0, newMembers: 1, changed: 0, unchanged: 0, toConfirm: 3, duplicates: 1, faulty: 1, skipped: 0 });
    const row = (wanted: number) => seen.rows.find((one: Json) => one.row === wanted);
    expect(row(3)).toMatchObject({ outcome: "new-member", name: "Camille Famille1" });
    expect(row(96)).toMatchObject({ outcome: "to-confirm", candidates: [{ professionalId: known, isMember: false, agrees: ["name", "profession"], differs: [] }], reasons: [{ code: "without-rpps" }] });
    expect(row(97)).toMatchObject({ outcome: "new-person", reasons: [] });
    expect([row(98).reasons[0], row(99).reasons[0]]).toEqual([expect.objectContaining({ code: "homonym-in-file", en: expect.stringContaining("row 99") }), expect.objectContaining({ en: expect.stringContaining("row 98") })]);
    expect(row(100)).toMatchObject({ outcome: "duplicate", duplicateOf: 7 });
    expect(row(101).reasons.map(({ field }: Json) => field)).toEqual(["rpps", "profession", "validFrom", "commune"]);
    expect(await world.head()).toBe(head);
  });

  test("is applied whole with its confirmations, or not at all; twice with one key is once", async () => {
    const head = await world.head();
    const early = await apply(sent.id);
    expect([early.status, early.json.errors.map(({ code }: Json) => code)]).toEqual([422, ["unconfirmed-row", "unconfirmed-row", "unconfirmed-row", "faulty-row"]]);
    expect(await world.head()).toBe(head);
    const confirmations = [{ row: 96, as: "existing", professionalId: known }, { row: 98, as: "new" }, { row: 99, as: "new" }, { row: 101, as: "skip" }];
    const key = crypto.randomUUID();
    const first = await apply(sent.id, confirmations, key);
    expect([first.status, first.json.counts]).toEqual([201, { newPeople: 96, newOrganizations: 0, newMembers: 2, changed: 0, unchanged: 0, toConfirm: 0, duplicates: 1, faulty: 0, skipped: 1 }]);
    const after = await world.head();
    const second = await apply(sent.id, confirmations, key);
    expect([second.text, await world.head()]).toEqual([first.text, after]);
    expect((await apply(sent.id, confirmations)).json.type).toBe("/problems/illegal-transition");
    const all = await members();
    expect(all).toHaveLength(98);
    expect(all.filter(({ familyName }) => familyName === "Homonyme").map(({ commune }) => commune).toSorted()).toEqual(["37003", "37195"]);
    expect(all.find(({ familyName }) => familyName === "Famille8")).toMatchObject({ rpps: number(8), profession: "Infirmier", commune: "37195", validFrom: "2019-03-03", college: "Libéraux" });
    expect(all.find(({ familyName }) => familyName === "Nouvelle")).toMatchObject({ rpps: null, profession: "Psychologue", commune: "37003" });
    expect(all.find(({ familyName }) => familyName === "Sansnumero")).toMatchObject({ rpps: "19998887776", validFrom: "2020" });
  });

  test("leaves nothing of the file behind, and handed in again changes nothing", async () => {
    expect(await world.rows("select (select count(*)::int from member_import_content where import_id = $1) as rows, (select count(*)::int from file) as files", [sent.id])).toEqual([{ rows: 0, files: 0 }]);
    const again = await started(bytes);
    const { counts } = await preview(again.id);
    expect(counts).toEqual({ newPeople: 0, newOrganizations: 0, newMembers: 0, changed: 0, unchanged: 98, toConfirm: 0, duplicates: 1, faulty: 1, skipped: 0 });
    const head = await world.head();
    expect((await apply(again.id, [{ row: 101, as: "skip" }])).status).toBe(201);
    expect(await world.head()).toBe(head);
  });

  test.each(["xlsx", "csv"])("taken out as %s, edited and handed in again, changes what was edited and nothing else", async (format) => {
    const answer = await world.service.running.app.request(`/v1/memberships/export?cpts=${cptsId}&format=${format}`, { headers: { authorization: `Bearer ${coordinator}` } });
    const taken = Buffer.from(await answer.arrayBuffer());
    const same = await started(taken, `membres.${format}`);
    expect(same.columns.every(({ by, field }: Json) => field !== null && by === "title")).toBe(true);
    expect((await preview(same.id)).counts).toMatchObject({ unchanged: 98, changed: 0, newPeople: 0, toConfirm: 0, faulty: 0 });
    if (format === "xlsx") return;
    const edited = await started(Buffer.from(taken.toString("utf8").replace(";Famille2;Camille;Infirmier;37195;Libéraux;", ";Famille2;Camille;Infirmier;37003;Bureau;")), "membres.csv");
    const seen = await preview(edited.id);
    expect(seen.counts).toMatchObject({ unchanged: 97, changed: 1 });
    expect(seen.rows.find(({ outcome }: Json) => outcome === "changed").changes).toEqual([{ field: "college", from: "Libéraux", to: "Bureau" }, { field: "commune", from: "37195", to: "37003" }]);
    const head = await world.head();
    expect((await apply(edited.id)).status).toBe(201);
    expect(await world.head()).toBe(head + 1);
  });
});

describe("a damaged spreadsheet", () => {
  test("in windows-1252 with semicolons, French dates, lost zeros and codes of Corsica is read as it was meant", async () => {
    const text = "CPTS du test;;;\r\nNom et prénom;Profession;Code postal;Date d'adhésion\r\nORTOLI Hélène;sage-femme;2a004;1er février 2020\r\nLe Goff Maël;Médecin (généraliste);37400;12/3/21\r\n";
    const sent = await started(Buffer.from(text, "latin1"), "membres.csv");
    expect(sent.columns.map(({ field }: Json) => field)).toEqual(["fullName", "profession", "commune", "validFrom"]);
    expect(outcomes(await preview(sent.id))).toEqual({ 3: "new-person", 4: "new-person" });
    expect((await apply(sent.id)).status).toBe(201);
    const all = await members();
    expect(all.find(({ familyName }) => familyName === "ORTOLI")).toMatchObject({ givenName: "Hélène", profession: "Sage-Femme", commune: "2A004", validFrom: "2020-02-01" });
    expect(all.find(({ familyName }) => familyName === "Le")).toMatchObject({ givenName: "Goff Maël", profession: "Médecin", commune: "37003", validFrom: "2021-03-12" });
  });

  test("with a social-security number is refused whole; a column of patients is not kept", async () => {
    const nir = await upload(book(["Nom", "Prénom", "Divers"], [["Essai", "Une", "2 55 08 14 168 025 38"]]));
    expect([nir.status, nir.json.errors[0].code, nir.json.errors[0].detail ?? nir.json.errors[0].message]).toEqual([422, "free-text.social-security-number", expect.stringContaining("ligne 2, colonne 3")]);
    const sent = await started(book(["Nom", "Prénom", "Pathologie"], [["Essai", "Une", "secret"]]));
    expect(sent.columns[2]).toMatchObject({ field: null, refused: "patient-data" });
    expect(JSON.stringify(await world.rows("select rows from member_import_content where import_id = $1", [sent.id]))).not.toContain("secret");
    expect((await map(sent.id, 1, [{ index: 2, field: "college" }])).json.errors[0].code).toBe("refused-column");
  });

  test("that is no table is refused precisely, and nothing of it stays", async () => {
    const count = async () => (await world.rows("select count(*)::int as imports from member_import"))[0];
    const before = await count();
    for (const [bytes, name, code] of [[Buffer.from('Nom;Prénom\n"a;b'), "a.csv", "table.unclosed-quote"], [Buffer.from("Nom;Prénom\n"), "a.csv", "no-rows"], [Buffer.from(";;\n"), "a.csv", "table.empty-table"]] as const) {
      const { json, status } = await upload(bytes, name);
      expect([status, json.errors[0].code]).toEqual([422, code]);
    }
    expect(await count()).toEqual(before);
  });
});

describe("someone whom only the national register knows", () => {
  test("is offered by name where the CPTS is, found by number anywhere, and written as the register writes them", async () => {
    await (await operatorOf(world)).send(extractOf({ people: 300 }), "?name=PS_LibreAcces_Personne_activite_202611010820.txt");
    const [first, second] = await world.rows("select r.rpps::text, r.family_name, r.given_name, r.profession, place from rpps_professional r, unnest(places) as place where place ~ '^[0-9]{5}$' and cardinality(professions) = 1 and not exists (select from professional_identity i where i.rpps = r.rpps::text) and (select count(*) from rpps_professional o where o.name_key = r.name_key) = 1 order by rpps limit 2");
    const here = await world.learnCpts(String(first?.["place"]));
    const token = await world.service.token({ role: "coordinator", cptsIds: [here] });
    const bytes = book(["Nom", "Prénom", "Profession", "RPPS"], [[String(first?.["family_name"]).toUpperCase(), String(first?.["given_name"]), String(first?.["profession"]), null], [null, null, null, String(second?.["rpps"])], ["Toutautre", "Nom", null, String(second?.["rpps"])]]);
    const { json: sent } = await world.service.send("POST", `/v1/member-imports?name=a.xlsx&cpts=${here}`, { token, raw: Uint8Array.from(bytes), headers: { "content-type": "application/octet-stream" } });
    const { rows } = (await world.get(`/v1/member-imports/${sent.id}/preview`, token)).json;
    expect(rows.map(({ outcome }: Json) => outcome)).toEqual(["to-confirm", "new-member", "duplicate"]);
    expect(rows[0].candidates).toEqual([expect.objectContaining({ rpps: first?.["rpps"], isMember: false, agrees: ["name", "profession"], differs: [] })]);
    const { json, status } = await world.send("POST", `/v1/member-imports/${sent.id}/application`, { confirmations: [{ row: 2, as: "existing", professionalId: rows[0].candidates[0].professionalId }] }, { token });
    expect([status, json.counts.newMembers]).toEqual([201, 2]);
    const { json: out } = await world.get(`/v1/memberships/export?cpts=${here}&format=json`, token);
    expect(out.members.map(({ familyName, rpps }: Json) => [rpps, familyName]).toSorted()).toEqual([first, second].map((one) => [one?.["rpps"], one?.["family_name"]]).toSorted());
  });
});

describe("someone whom another CPTS registered, and hides", () => {
  test("is attached by their number, under the same id, without being shown; another name is to be confirmed", async () => {
    const elsewhere = await world.learnCpts("38053");
    const token = await world.service.token({ role: "coordinator", cptsIds: [elsewhere] });
    const hidden = (await world.create("/v1/professionals", { familyName: "Dissimulée", givenName: "Ada", rpps: "19998880015", profession: "60", cptsId, visibility: "private" })).id;
    const send = async (rows: ReadonlyArray<ReadonlyArray<Value>>) => {
      const { json } = await world.service.send("POST", `/v1/member-imports?name=a.xlsx&cpts=${elsewhere}`, { token, raw: Uint8Array.from(book(["Nom", "Prénom", "RPPS"], rows)), headers: { "content-type": "application/octet-stream" } });
      return { id: json.id as string, preview: await world.get(`/v1/member-imports/${json.id}/preview`, token) };
    };
    const wrong = await send([["Autrement", "Nommée", "19998880015"]]);
    expect(wrong.preview.json.rows[0]).toMatchObject({ outcome: "to-confirm", reasons: [{ code: "name-differs" }] });
    expect(/dissimul/iu.test(wrong.preview.text)).toBe(false);
    const sent = await send([["DISSIMULEE", "Ada", "19998880015"]]);
    expect(sent.preview.json.rows[0]).toMatchObject({ outcome: "new-member", professionalId: hidden });
    const { json, status } = await world.send("POST", `/v1/member-imports/${sent.id}/application`, { confirmations: [] }, { token });
    expect([status, json.counts.newMembers]).toEqual([201, 1]);
    expect((await world.get(`/v1/memberships?cpts=${elsewhere}`, world.writer)).json.items).toMatchObject([{ professionalId: hidden }]);
    expect((await send([["DISSIMULEE", "Ada", "19998880015"]])).preview.json.rows[0].outcome).toBe("unchanged");
  });
});

describe("an import", () => {
  test("that nobody applies is forgotten on its day: what the file held of people is deleted", async () => {
    const time = settableClock("2026-11-10T09:00:00Z");
    const service = await testService(directory, { REGISTRY_URL: "http://127.0.0.1:1" }, time);
    onTestFinished(() => service.stop());
    const known = await foreignLog(service, territories).hear({ definition: registry.events.cptsRegistered, subject: cptsId, data: { ...registry.events.cptsRegistered.example, cptsId, name: "CPTS" } });
    expect(known).toBe(0);
    const token = await service.token({ role: "service-account", scope: "directory:read directory:write" });
    const { json: sent } = await service.send("POST", `/v1/member-imports?name=a.csv&cpts=${cptsId}`, { token, raw: Uint8Array.from(Buffer.from("Nom;Prénom\nEssai;Une\n")), headers: { "content-type": "application/octet-stream" } });
    expect(sent.deletedOn).toBe("2026-11-17");
    const state = async () => (await service.send("GET", `/v1/member-imports/${sent.id}`, { token })).json.state;
    time.set("2026-11-16T12:00:00Z");
    expect(await state()).toBe("open");
    time.set("2026-11-17T12:00:00Z");
    await expect.poll(state, { timeout: 20_000 }).toBe("expired");
    expect(await queryRows(service.database.url, "select count(*)::int as kept from member_import_content")).toEqual([{ kept: 0 }]);
    expect((await service.send("GET", `/v1/member-imports/${sent.id}/preview`, { token })).status).toBe(409);
  });

  test("is for those who keep the members of its CPTS", async () => {
    const sent = await started(book(["Nom", "Prénom"], [["Essai", "Autre"]]));
    const elsewhere = await world.learnCpts("38053");
    expect((await upload(book(["Nom", "Prénom"], [["Essai", "Autre"]]), "a.xlsx", elsewhere)).status).toBe(403);
    for (const claims of [{ role: "professional", cptsIds: [cptsId] }, { role: "coordinator", cptsIds: [elsewhere] }]) {
      const token = await world.service.token(claims);
      for (const path of ["", "/preview"]) expect((await world.get(`/v1/member-imports/${sent.id}${path}`, token)).status).toBeGreaterThanOrEqual(403);
      expect((await world.send("POST", `/v1/member-imports/${sent.id}/application`, { confirmations: [] }, { token })).status).toBe(403);
    }
    expect((await world.get(`/v1/memberships/export?cpts=${cptsId}&format=json`)).json).toEqual({ members: [] });
  });
});
