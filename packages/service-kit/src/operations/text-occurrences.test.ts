import { TextOccurrences } from "@cpts/api/TextOccurrences";
import { zipped } from "@cpts/documents/archives/zip";
import { taggedPdf } from "@cpts/documents/pdf/tagged-pdf";
import { Role } from "@cpts/domain/Access";
import { queryRows } from "@cpts/testing/database";
import { Effect, Layer, Schema } from "effect";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { layer as databaseLayer } from "../database/database.ts";
import { exportErasures, replayErasures } from "../files/erasures.ts";
import { Ids } from "../ids.ts";
import { filed } from "../testing/filed.fixture.ts";
import { officer } from "../testing/sample.fixture.ts";
import { testService, type TestService } from "../testing/test-service.ts";

const [familyName, givenName, rpps] = ["Œillet-Zéphyrin", "Bérengère", "19990000911"];
const who = { familyName, givenName, exactly: [rpps] };
const id = "0198c0de-0000-7000-8000-000000000001";

let service: TestService;
let eraser: string;
let author: string;
const rows = (text: string) => queryRows(service.database.adminUrl, text);
const ask = async (json: object) => {
  const answer = await service.send("POST", "/v1/text-occurrences", { token: eraser, json });
  expect(answer.status).toBe(200);
  return Schema.decodeUnknownSync(TextOccurrences, { onExcessProperty: "error" })(answer.json);
};
const found = async (json: object) => (await ask(json)).places.map(({ certain, field, kind, redacted, table }) => [kind, table, field, certain, redacted]);
const make = (json: object) => service.send("POST", "/v1/things", { token: author, json, headers: { "idempotency-key": crypto.randomUUID() } });
const attach = (raw: Uint8Array<ArrayBuffer>, type: string) => service.send("POST", `/v1/things/${id}/files?name=note`, { token: author, raw, headers: { "content-type": type } });
const pdfOf = async (text: string) => Uint8Array.from(await taggedPdf({ title: "Note", language: "fr", picture: null, blocks: [{ kind: "heading", level: 1, text: "Note" }, { kind: "paragraph", text }] }));
const forget = () => rows("delete from thing; delete from idempotency; delete from text_redaction; delete from file");

beforeAll(async () => {
  service = await testService(filed);
  eraser = await service.token({ role: "service-account", scope: "platform:erase" });
  author = await service.token(officer);
});
afterAll(() => service.stop());

describe("looking for somebody in the words of a service", () => {
  test("finds them whatever the accents and capitals, in rows, in JSON, in the log and in kept answers, and says no word", async () => {
    await forget();
    await make({ title: "Réunion chez Mme OEILLET ZEPHYRIN" });
    await rows(`insert into thing (id, version, title, place) values (gen_random_uuid(), 1, 'autre', '{"name": "salle Be\u0301renge\u0300re \u0152illet-Ze\u0301phyrin", "floor": 1}'), (gen_random_uuid(), 1, 'n° ${rpps}', null), (gen_random_uuid(), 1, 'un œillet', null)`);
    const answer = await ask(who);
    expect(answer.places.map(({ certain, field, kind, redacted, table }) => [kind, table, field, certain, redacted])).toEqual([
      ["text", "thing", "title", true, false],
      ["text", "thing", "place/name", true, false],
      ["text", "thing", "title", true, false],
      ["log", "event", "data", true, false],
      ["passing", "idempotency", "*", false, false],
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/illet|phyrin|renge|19990000911/iu);
    expect(Object.keys(answer.places[0]?.key ?? {})).toEqual(["id"]);
  });

  test("leaves no trace of whom it was for: an entry says who asked and how much there was", async () => {
    await ask(who);
    const [entry] = await rows("select by, redact, places from text_inquiry order by id desc limit 1");
    expect(entry).toEqual({ by: expect.any(String), redact: null, places: 5 });
    expect(service.log.filter((line) => /illet|phyrin|19990000911/iu.test(JSON.stringify(line)))).toEqual([]);
    expect(await rows("select 1 from text_inquiry t where to_json(t)::text ~* 'illet|phyrin'")).toEqual([]);
  });

  test("tells a family name that stands alone apart from one that is surely theirs, and touches it only when told so", async () => {
    await forget();
    await rows("insert into thing (id, version, title) values (gen_random_uuid(), 1, 'un petit déjeuner'), (gen_random_uuid(), 1, 'Mme Petit'), (gen_random_uuid(), 1, 'petit St-Amand')");
    expect((await found({ familyName: "Petit" })).filter(([kind]) => kind === "text")).toEqual([["text", "thing", "title", false, false], ["text", "thing", "title", true, false], ["text", "thing", "title", false, false]]);
    await ask({ familyName: "Petit", redact: "certain" });
    expect((await rows("select title from thing order by title")).map(({ title }) => title)).toEqual(["Mme …", "petit St-Amand", "un petit déjeuner"]);
    expect(await found({ familyName: "Saint-Amand", redact: "all" })).toEqual([["text", "thing", "title", false, true]]);
    expect((await rows("select title from thing order by title")).map(({ title }) => title)).toEqual(["Mme …", "petit …-…", "un petit déjeuner"]);
  });

  test("names files that hold the name, in text, in an office document or in a PDF, and those that it cannot read", async () => {
    await forget();
    const word = zipped([["[Content_Types].xml", "<a/>"], ["word/document.xml", "<w><t>Mme Œill</t><t>et-Zéphyrin</t></w>"]]);
    const text = await attach(Uint8Array.from(Buffer.from("le Dr Œillet-Zéphyrin")), "text/plain");
    const document = await attach(Uint8Array.from(word), "application/octet-stream");
    const pdf = await attach(await pdfOf(`Présidente : ${familyName}, ${givenName}`), "application/pdf");
    const other = await attach(await pdfOf("Personne n'est nommé ici."), "application/pdf");
    const damaged = await attach(Uint8Array.from(Buffer.from("%PDF-1.7\nMme Œillet")), "application/pdf");
    expect([text, document, pdf, other, damaged].map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    const answer = await ask(who);
    expect(answer.places.filter(({ kind }) => kind === "file").map(({ certain, key }) => [key["id"], certain]).toSorted()).toEqual([[text.json.id, true], [document.json.id, true], [pdf.json.id, true]].toSorted());
    expect(answer.unreadFiles).toEqual([{ id: damaged.json.id, type: "application/pdf", owner: expect.stringContaining(id) }]);
  });
});

describe("cutting somebody out of the words of a service", () => {
  test("leaves the words around, takes kept answers along, and the second time finds nothing but the log", async () => {
    await forget();
    await make({ title: `Chez ${givenName} ${familyName}, RPPS ${rpps}`, place: { name: `Dr ${familyName}`, floor: 2 } });
    expect((await found({ ...who, redact: "certain" })).map(([kind, , , , redacted]) => [kind, redacted])).toEqual(expect.arrayContaining([["text", true], ["log", false], ["passing", true]]));
    expect(await rows("select title, place from thing")).toEqual([{ title: "Chez … …-…, RPPS …", place: { name: "Dr …-…", floor: 2 } }]);
    expect(await rows("select 1 from idempotency where body is not null")).toEqual([]);
    expect((await found(who)).filter(([kind]) => kind !== "log")).toEqual([]);
  });

  test("is done again after the restore of a backup, without the name: by places, and whole where the text is another", async () => {
    await forget();
    await rows(`insert into thing (id, version, title, place) values ('${id}', 1, 'Avec Mme ${familyName} hier', '{"name": "Dr ${familyName}"}')`);
    const backup = "create table if not exists kept_thing as select * from thing";
    await rows(backup);
    await ask({ ...who, redact: "certain" });
    const database = Layer.merge(databaseLayer({ url: service.database.url, poolSize: 2, applicationName: "test" }), Ids.layer);
    const lines = await Effect.runPromise(Effect.provide(exportErasures, database));
    expect(lines).toContain("redactionId");
    expect(lines).not.toMatch(/illet|phyrin/iu);
    await rows("delete from text_redaction; delete from thing; insert into thing select * from kept_thing");
    await rows(`update thing set place = '{"name": "Dr ${familyName}, ailleurs"}'`);
    const replay = () => Effect.runPromise(Effect.provide(replayErasures(lines, () => Effect.void), database));
    await replay();
    const after = await rows("select title, place from thing");
    expect(after).toEqual([{ title: "Avec Mme …-… hier", place: { name: "…" } }]);
    await replay();
    expect(await rows("select title, place from thing")).toEqual(after);
  });

  test("removes the uploaded files that somebody has looked at, for good: a restored backup loses them again", async () => {
    await forget();
    const named = await attach(Uint8Array.from(Buffer.from("le Dr Œillet-Zéphyrin")), "text/plain");
    const damaged = await attach(Uint8Array.from(Buffer.from("%PDF-1.7\nMme Œillet")), "application/pdf");
    const other = await attach(Uint8Array.from(Buffer.from("personne")), "text/plain");
    const refused = await service.send("POST", "/v1/text-occurrences", { token: eraser, json: { ...who, removeFiles: [named.json.id, other.json.id] } });
    expect([refused.status, refused.json.errors.map(({ code, pointer }: { code: string; pointer: string }) => [pointer, code])]).toEqual([422, [["#/removeFiles/1", "unknown-file"]]]);
    expect(await rows("select 1 from file")).toHaveLength(3);
    await rows("create table kept_file as select * from file; create table kept_content as select * from file_content; create table kept_body as select * from file_body");
    const answer = await ask({ ...who, removeFiles: [named.json.id, damaged.json.id] });
    expect([answer.places.filter(({ kind }) => kind === "file").map(({ key, redacted }) => [key["id"], redacted]), answer.unreadFiles]).toEqual([[[named.json.id, true]], []]);
    expect((await rows("select id from file")).map((row) => row["id"])).toEqual([other.json.id]);
    const database = Layer.merge(databaseLayer({ url: service.database.url, poolSize: 2, applicationName: "test" }), Ids.layer);
    const lines = await Effect.runPromise(Effect.provide(exportErasures, database));
    await rows("delete from text_redaction; insert into file_body overriding system value select * from kept_body on conflict do nothing; insert into file_content select * from kept_content on conflict do nothing; insert into file select * from kept_file on conflict do nothing");
    await Effect.runPromise(Effect.provide(replayErasures(lines, () => Effect.void), database));
    expect((await rows("select id from file")).map((row) => row["id"])).toEqual([other.json.id]);
  });

  test("is for a service account with platform:erase alone", async () => {
    const everything = "registry:read registry:write registry:events platform:operate platform:configure";
    for (const role of Role.literals.filter((one) => one !== "anonymous")) {
      const token = await service.token({ role, scope: everything, regions: ["24"], departements: ["37"], cptsIds: [id] });
      expect([role, (await service.send("POST", "/v1/text-occurrences", { token, json: who })).status]).toEqual([role, 403]);
    }
    expect((await service.send("POST", "/v1/text-occurrences", { json: who })).status).toBe(401);
    const refused = await service.send("POST", "/v1/text-occurrences", { token: eraser, json: { familyName: "12", exactly: ["1"] } });
    expect([refused.status, refused.json.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([422, ["#/familyName", "#/exactly/0"]]);
  });
});

describe("a reader who already had the words", () => {
  test("is given them no more once they are cut out: 304 is not answered for the text of before", async () => {
    await forget();
    const { json } = await make({ title: `Chez Mme ${familyName}` });
    const read = (headers: Record<string, string>) => service.send("GET", `/v1/things/${json.id}`, { token: author, headers });
    let etag = "";
    // What the tests before took out of the tables by hand is noticed a moment later.
    await expect.poll(async () => {
      etag = (await read({})).headers.get("etag") ?? "";
      return (await read({ "if-none-match": etag })).status;
    }).toBe(304);
    expect((await read({})).json.title).toBe(`Chez Mme ${familyName}`);
    await ask({ ...who, redact: "certain" });
    const after = await read({ "if-none-match": etag });
    expect([after.status, after.json.title]).toEqual([200, "Chez Mme …-…"]);
    const again = after.headers.get("etag") ?? "";
    expect((await read({ "if-none-match": again })).status).toBe(304);
    // What was not changed is changed from either tag.
    const changed = await service.send("PATCH", `/v1/things/${json.id}`, { token: author, json: { title: "autre" }, headers: { "if-match": again } });
    expect(changed.status).toBe(200);
  });
});
