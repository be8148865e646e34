import { xlsxOf } from "@cpts/documents/spreadsheets/write-xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

type Json = ReturnType<typeof JSON.parse>;
type Table = ReadonlyArray<ReadonlyArray<string | null>>;

const plain = (table: Table): Buffer => Buffer.from(table.map((row) => row.map((cell) => cell ?? "").join(";")).join("\r\n"));

const hand = async (bytes: Buffer, query = "", name = "cpts.csv") => world.send("POST", `/v1/cpts-imports?name=${name}${query}`, undefined, { raw: Uint8Array.from(bytes), headers: { "content-type": "application/octet-stream" } });
const started = async (bytes: Buffer, query = "", name?: string): Promise<Json> => {
  const { json, status, text } = await hand(bytes, query, name);
  expect([status, status === 201 ? "" : text]).toEqual([201, ""]);
  return json;
};
const preview = async (id: string): Promise<Json> => (await world.send("GET", `/v1/cpts-imports/${id}/preview`)).json;
const apply = (id: string, body: Json = { confirmations: [] }, key = crypto.randomUUID()) => world.send("POST", `/v1/cpts-imports/${id}/application`, body, { headers: { "idempotency-key": key } });
const applied = async (id: string, body?: Json): Promise<Json> => {
  const { json, status, text } = await apply(id, body);
  expect([status, status === 201 ? "" : text]).toEqual([201, ""]);
  return json.counts;
};
/** What a table of CPTS would do, without doing it. */
const seen = async (table: Table, query = ""): Promise<Json> => preview((await started(plain(table), query)).id);
const refusals = ({ rows }: Json): Json => rows.map(({ outcome, reasons }: Json) => [outcome, reasons.map(({ cell, code, suggestion }: Json) => [code, cell, ...(suggestion === undefined ? [] : [suggestion])])]);
const none = { created: 0, changed: 0, unchanged: 0, toConfirm: 0, refused: 0, leftOut: 0 };

describe("a table of CPTS", () => {
  const table: Table = [
    ["Tableau de l'ARS, novembre 2026", null, null, null, null, null],
    [],
    ["CPTS", "Dép.", "Code INSEE", "Nom de la commune", "Date de création", "N° SIRET"],
    ["CPTS du Val", "37", "37003", "Amboise", "03/03/2019", "35600000000048"],
    ["CPTS du Val", "37", "37027", "Bléré", null, null],
    ["CPTS de l'Ain", "1", "1004", "Ambérieu-en-Bugey", "43831", null],
    ["CPTS de Corse", "Corse-du-Sud", "2a004", "AJACCIO", null, null],
    ["CPTS de Saint-Denis", "93", null, "ST-DENIS", null, null],
  ];

  test("is recognised by its titles, wherever they stand, and shows what it would create before anything is written", async () => {
    const head = await world.head();
    const sent = await started(plain(table));
    expect(sent.columns.map(({ by, field }: Json) => [field, by])).toEqual([["name", "title"], ["departement", "title"], ["communes", "title"], ["communes", "title"], ["foundedOn", "title"], ["siret", "title"]]);
    const { counts, rows } = await preview(sent.id);
    expect(counts).toEqual({ ...none, created: 4 });
    expect(rows.map(({ communes: count, name, row, rows: height }: Json) => [row, height, name, count])).toEqual([[4, 2, "CPTS du Val", 2], [6, 1, "CPTS de l'Ain", 1], [7, 1, "CPTS de Corse", 1], [8, 1, "CPTS de Saint-Denis", 1]]);
    expect(rows[1].reasons).toMatchObject([{ code: "lost-zero", level: "note", cell: "C6" }]);
    expect(await world.head()).toBe(head);
  });

  test("is applied whole, each CPTS as if it were registered by hand; one key twice is once", async () => {
    const { id } = await started(plain(table));
    const key = crypto.randomUUID();
    const first = await apply(id, undefined, key);
    expect([first.status, first.json]).toEqual([201, { counts: { ...none, created: 4 } }]);
    const after = await world.head();
    expect([(await apply(id, undefined, key)).text, await world.head()]).toEqual([first.text, after]);
    expect((await apply(id)).json.type).toBe("/problems/illegal-transition");
    const [val] = (await world.send("GET", "/v1/cpts?q=du val")).json.items;
    expect(val).toMatchObject({ name: "CPTS du Val", identifiers: { siret: "35600000000048" }, foundedOn: "2019-03-03", attachment: { departement: "37", source: { document: "cpts.csv" } } });
    expect((await world.territory(val.id)).json.communes.map(({ code }: Json) => code)).toEqual(["37003", "37027"]);
    expect((await world.send("GET", "/v1/cpts?commune=93066")).json.items.map(({ name }: Json) => name)).toEqual(["CPTS de Saint-Denis"]);
    expect((await world.send("GET", "/v1/cpts?q=de l ain")).json.items[0].foundedOn).toBe("2020-01-01");
  });

  test("handed in again changes nothing, and leaves nothing of the file behind", async () => {
    const { id } = await started(plain(table));
    expect((await preview(id)).counts).toEqual({ ...none, unchanged: 4 });
    const head = await world.head();
    expect(await applied(id)).toEqual({ ...none, unchanged: 4 });
    expect(await world.head()).toBe(head);
    expect(await world.rows("select count(*)::int as kept from cpts_import_content where import_id = $1", [id])).toEqual([{ kept: 0 }]);
  });

  test("of another content shows each difference, and writes those alone", async () => {
    const edited = table.map((row) => (row[0] === "CPTS du Val" && row[2] === "37027" ? ["CPTS du Val", "37", "37195", "La Riche", null, null] : row));
    const { id } = await started(plain(edited));
    const { counts, rows } = await preview(id);
    expect(counts).toEqual({ ...none, changed: 1, unchanged: 3 });
    expect(rows[0].changes).toEqual([{ field: "communes", from: "37003 37027", to: "+37195 -37027" }]);
    await applied(id);
    expect((await world.send("GET", "/v1/cpts?commune=37195")).json.items.map(({ name }: Json) => name)).toEqual(["CPTS du Val"]);
  });

  test.each(["csv", "xlsx", "json"])("taken out as %s and handed in again changes nothing", async (format) => {
    const part = { commune: "31555", name: "Minimes", kind: "quartier", population: { value: 9_000, qualifier: "exactly", source: { document: "Site" } } };
    await world.register({
      name: `CPTS « Minimes ; ${format} »`,
      shortName: "=SOMME",
      seat: { commune: "31555", address: "1, rue d'Alsace" },
      externalIds: [{ system: "urn:ars", value: `x-${format}` }],
      contacts: { email: "contact@cpts.fr" },
      territory: { territory: { parts: [part], communes: ["31149"], prose: "Toulouse nord\net au-delà", overlaps: [{ commune: "31149", reason: "deux bassins" }] }, validFrom: "2021-05" },
    });
    const out = await world.service.running.app.request(`/v1/cpts/export?format=${format}`);
    const { id } = await started(Buffer.from(await out.arrayBuffer()), "", `export.${format}`);
    const { counts, rows } = await preview(id);
    expect(rows.filter(({ outcome }: Json) => outcome !== "unchanged")).toEqual([]);
    expect(counts.unchanged).toBe((await world.send("GET", "/v1/cpts?limit=100")).json.items.length);
    const head = await world.head();
    await applied(id);
    expect(await world.head()).toBe(head);
  });
});

describe("the columns of a table of CPTS", () => {
  const odd: Table = [["A", "B", "C"], ["CPTS Une", "37003 37027", "x"], ["CPTS Deux", "41018", "y"], ["CPTS Trois", "41151", "z"]];

  test("are recognised by what they hold, said once by a person, and remembered for this layout", async () => {
    const sent = await started(plain(odd));
    expect(sent.columns.map(({ by, field }: Json) => [field, by])).toEqual([["name", "content"], ["communes", "content"], [null, null]]);
    const map = (version: number, columns: Json) => world.send("PUT", `/v1/cpts-imports/${sent.id}/mapping`, { columns }, { headers: { "if-match": `"v${version}"` } });
    const said = await map(1, [{ index: 2, field: "shortName" }]);
    expect([said.status, said.json.columns[2]]).toEqual([200, { index: 2, title: "C", field: "shortName", by: "person", refused: null }]);
    expect((await map(1, [])).status).toBe(412);
    expect((await map(2, [{ index: 0, field: "siret" }, { index: 1, field: "siret" }])).json.errors[0].pointer).toBe("#/columns/1");
    expect((await started(plain(odd))).columns.map(({ by }: Json) => by)).toEqual(["remembered", "remembered", "remembered"]);
  });

  describe("of which none is recognised", () => {
    const stray = [["Colonne A", ""], ["pomme", "poire"], ["fraise", "prune"]];
    const files: ReadonlyArray<readonly [ending: string, bytes: Buffer, found: ReadonlyArray<string>]> = [
      ["csv", plain(stray), ["Colonne A", ""]],
      ["xlsx", xlsxOf({ sheets: [{ key: "fruits", name: "Feuille", columns: [{ key: "a", title: "Colonne A", type: "text" }, { key: "b", title: "", type: "text" }], rows: stray.slice(1) }] }), ["Colonne A", ""]],
      ["json", Buffer.from(JSON.stringify([{ "Colonne A": "pomme", "": "poire" }])), ["Colonne A", ""]],
    ];

    test.each(files)("(%s) are named in the preview beside those that are known; nothing is applied, and the file stays to be mapped", async (ending, bytes, found) => {
      const sent = await started(bytes, "", `fruits.${ending}`);
      const { counts, notices, rows } = await preview(sent.id);
      expect([counts, rows]).toEqual([none, []]);
      expect(notices).toEqual([{ code: "no-column-recognised", found, known: expect.arrayContaining([{ field: "name", title: "Nom de la CPTS" }]), message: { fr: expect.stringMatching(/^Aucune colonne n'est reconnue\. Le fichier a : « Colonne A », \(sans titre\)\. Sont reconnus .* Nom de la CPTS, /u), en: expect.stringMatching(/^No column is recognised\. .* shortName, /u) } }]);
      const refused = await apply(sent.id, { confirmations: [], leaveOutRefused: true });
      expect([refused.status, refused.json.errors.map(({ code, pointer }: Json) => [pointer, code])]).toEqual([422, [["#/confirmations", "no-column-recognised"]]]);
      const said = await world.send("PUT", `/v1/cpts-imports/${sent.id}/mapping`, { columns: [{ index: 0, field: "name" }] }, { headers: { "if-match": '"v1"' } });
      expect([said.status, (await preview(sent.id)).notices]).toEqual([200, []]);
      await world.rows("delete from cpts_import_layout where layout = (select layout from cpts_import where id = $1) returning layout", [sent.id]);
    });

    test("or of which those that are hold nothing, is said too", async () => {
      const [notice] = (await seen([["CPTS", "Fruit"], ["", "pomme"]])).notices;
      expect([notice.code, notice.message.en]).toEqual(["columns-empty", 'The columns that are recognised are empty: "CPTS". Say what the others are (mapping), or fill them.']);
    });
  });

  test("that look like data of patients are not kept", async () => {
    const sent = await started(plain([["CPTS", "Communes", "Patients"], ["CPTS A", "37003", "Mme Untel"]]));
    expect(sent.columns[2]).toMatchObject({ field: null, refused: "patient-data" });
    expect(await world.rows("select rows::text as cells from cpts_import_content where import_id = $1", [sent.id])).toEqual([{ cells: '[["CPTS A","37003",""]]' }]);
  });
});

describe("what is wrong in a table of CPTS", () => {
  const titles = ["CPTS", "Département", "Communes", "SIRET", "FINESS", "Date de création"];
  const one = async (cells: ReadonlyArray<string>, query?: string): Promise<Json> => refusals(await seen([titles, cells], query))[0];

  test.each<readonly [what: string, cells: ReadonlyArray<string>, reasons: Json]>([
    ["a code that exists nowhere", ["CPTS X", "", "99999"], [["unknown-commune", "C2"]]],
    ["a postal code", ["CPTS X", "", "37400"], [["postal-code", "C2"]]],
    ["the code of Ajaccio before 1976", ["CPTS X", "", "20004"], [["former-commune", "C2", "2A004"]]],
    ["a delegated commune", ["CPTS X", "", "01138 01039"], [["former-commune", "C2", "01138"]]],
    ["a name without its departement", ["CPTS X", "", "Saint-Denis"], [["homonyms", "C2"]]],
    ["a name of another departement", ["CPTS X", "37", "Ajaccio"], [["other-departement", "C2", "2A004"]]],
    ["a name of the past", ["CPTS X", "28", "Cloyes-sur-le-Loir"], [["former-commune", "C2", "28103"]]],
    ["a number in powers of ten", ["CPTS X", "", "37003", "3,56E+13"], [["power-of-ten", "D2"]]],
    ["a SIRET of a wrong key", ["CPTS X", "", "37003", "35600000000041"], [["siret.luhn", "D2"]]],
    ["a SIRET too short", ["CPTS X", "", "37003", "3560000"], [["siret.format", "D2"]]],
    ["a day that does not exist", ["CPTS X", "", "37003", "", "", "31/02/2020"], [["date", "F2"]]],
    ["a departement that does not exist", ["CPTS X", "Poitou", "37003"], [["departement", "B2"]]],
    ["a city with its arrondissement", ["CPTS X", "", "69123 69383"], [["city-with-its-arrondissement", "C2"]]],
    ["a code of Corsica without its zeros", ["CPTS X", "", "2A4"], [["commune-code", "C2"]]],
    ["a code beside the name of another commune", ["CPTS X", "", "37003 Bléré"], [["code-and-name-differ", "C2"]]],
  ])("%s is refused with its cell", async (_, cells, reasons) => {
    const [outcome, told] = await one(cells);
    expect([outcome, told.filter(([code]: Json) => reasons.some(([wanted]: Json) => wanted === code)).slice(0, reasons.length).map((reason: Json, at: number) => reason.slice(0, reasons[at].length))]).toEqual(["refused", reasons]);
  });

  test("what a spreadsheet took away is put back, and said", async () => {
    expect(await one(["CPTS X", "01", "1004", "", "10000024", "43831"])).toEqual(["created", expect.arrayContaining([["lost-zero", "C2"], ["lost-zero", "E2"]])]);
  });

  test("a commune twice counts once, and two rows that disagree are refused", async () => {
    expect(refusals(await seen([titles, ["CPTS X", "", "37003"], ["CPTS X", "", "37003"]]))).toEqual([["created", [["listed-twice", "C3"]]]]);
    const [outcome, reasons] = refusals(await seen([titles, ["CPTS X", "", "37003", "35600000000048"], ["CPTS X", "", "37027", "81002567500012"]]))[0];
    expect([outcome, reasons[0]]).toEqual(["refused", ["rows-differ", "D3"]]);
  });

  test("refuses the whole file unless what is refused is left out on purpose", async () => {
    const table: Table = [titles, ["CPTS Bonne", "", "45234"], ["CPTS Fausse", "", "99999"]];
    const { id } = await started(plain(table));
    const head = await world.head();
    const early = await apply(id);
    expect([early.status, early.json.errors.map(({ code }: Json) => code)]).toEqual([422, ["refused-row"]]);
    expect(early.text).toContain("(C3)");
    expect(await world.head()).toBe(head);
    expect(await applied(id, { confirmations: [], leaveOutRefused: true })).toEqual({ ...none, created: 1, leftOut: 1 });
    const again = await started(plain(table));
    expect(await applied(again.id, { confirmations: [{ row: 3, as: "skip" }] })).toEqual({ ...none, unchanged: 1, leftOut: 1 });
  });

  test("a name that the registry knows without a place is confirmed by a person", async () => {
    const known = await world.register({ name: "CPTS Sans lieu", territory: { territory: { prose: "À venir" } } });
    const { id } = await started(plain([titles, ["cpts sans lieu", "", "37003"]]));
    expect((await preview(id)).rows).toMatchObject([{ outcome: "to-confirm", candidates: [{ id: known, name: "CPTS Sans lieu" }] }]);
    expect((await apply(id)).json.errors[0].code).toBe("unconfirmed-row");
    expect(await applied(id, { confirmations: [{ row: 2, as: "existing", cptsId: known }] })).toEqual({ ...none, changed: 1 });
  });
});

describe("a table of the past", () => {
  const of = async (cells: string): Promise<Json> => refusals(await seen([["CPTS", "Communes"], ["CPTS d'hier", cells]], "&on=2021-06-01"))[0];

  test("is read by the codes and names of its day, and followed to today with a sentence for each change", async () => {
    const merged = await of("Lignières-Sonneville, 16010");
    expect(merged).toEqual(["created", [["cog-movement", "B2"]]]);
    expect((await seen([["CPTS", "Communes"], ["CPTS d'hier", "16186 16010"]], "&on=2021-06-01")).rows[0]).toMatchObject({ communes: 1, reasons: [{ fr: expect.stringContaining("Lignières-Ambleville (16186)") }] });
    expect(await of("12076")).toEqual(["created", [["cog-movement", "B2"]]]);
    expect(await of("12218")).toEqual(["refused", [["later-commune", "B2"]]]);
  });

  test("is put before a person where a commune was divided since, or merged with one that the file leaves out", async () => {
    expect(await of("60054")).toEqual(["refused", [["cog-divided", "B2", "60054"]]]);
    expect(await of("16010")).toEqual(["refused", [["cog-partly-held", "B2", "16186"]]]);
  });
});

describe("who may import CPTS", () => {
  test("an agency imports the CPTS of its region, and is refused those of another, row by row", async () => {
    const token = await world.service.token({ role: "ars-officer", regions: ["24"] });
    const as = (method: string, path: string, request: Json = {}) => world.service.send(method, path, { token, ...request });
    const raw = Uint8Array.from(plain([["CPTS", "Communes"], ["CPTS du Cher", "18033"], ["CPTS d'ailleurs", "38053"]]));
    expect((await as("POST", "/v1/cpts-imports?name=a.csv", { raw, headers: { "content-type": "application/octet-stream" } })).status).toBe(403);
    const sent = await as("POST", "/v1/cpts-imports?name=a.csv&region=24", { raw, headers: { "content-type": "application/octet-stream" } });
    expect(sent.status).toBe(201);
    expect(refusals((await as("GET", `/v1/cpts-imports/${sent.json.id}/preview`)).json)).toEqual([["created", []], ["refused", [["out-of-scope", "A3"]]]]);
    const other = await world.service.token({ role: "ars-officer", regions: ["84"] });
    expect((await world.service.send("GET", `/v1/cpts-imports/${sent.json.id}`, { token: other })).status).toBe(403);
  });

  test("a list saved by French Excel in windows-1252 keeps its accents", async () => {
    const bytes = Buffer.from("CPTS;Communes\r\nCPTS \xe9t\xe9;37003\r\n", "latin1");
    expect((await preview((await started(bytes)).id)).rows[0].name).toBe("CPTS été");
  });
});
