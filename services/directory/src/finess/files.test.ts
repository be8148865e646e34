import { gzipSync } from "node:zlib";
import { entityExtract, plainSiteExtract, siteExtract } from "@cpts/testing/finess-extract/extract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { extractOf, operatorOf, type Operator } from "../testing/extracts.ts";
import { scene, type Scene } from "../testing/scene.ts";
import { zipOf } from "../testing/zip.ts";

const whole = (pieces: Iterable<Buffer>): Buffer => Buffer.concat([...pieces]);
const file = whole(siteExtract({ structures: 120 }));
const text = file.toString();
const lines = text.trimEnd().split("\n");
const sites = lines.filter((line) => line.startsWith("structureet"));
const [first = ""] = sites;

let world: Scene;
let operator: Operator;
beforeAll(async () => {
  world = await scene();
  operator = await operatorOf(world);
  await operator.send(file);
});
afterAll(() => world.service.stop());

const mirror = () => world.rows("select * from finess_structure order by finess");
const ofLines = (...all: ReadonlyArray<string>): Buffer => Buffer.from(`${all.join("\n")}\n`);
const changes = async (bytes: Uint8Array, query = "") => {
  const { json, text: answer } = await operator.send(bytes, query);
  return json.counts === undefined ? answer : [json.kind, json.status, json.counts.structures, json.counts.added + json.counts.changed + json.counts.removed, json.counts.rejected];
};
const header = "nofinesset;nofinessej;rs;rslongue;complrs;compldistrib;numvoie;typvoie;voie;compvoie;lieuditbp;region;libregion;departement;libdepartement;cog;codepostal;libelle_routage;ligneacheminement;telephone;telecopie;categetab;libcategetab;liblongcategetab;categretab;libcategretab;siret;codeape;libcodeape;mft;libmft;liblongmft;sph;libsph;numen;coordx;coordy;sourcegeocod;dategeocod;dateautor;dateouvert;datemaj";

describe("a file of FINESS is recognised and read whatever it comes in", () => {
  test.each<[string, () => Uint8Array, string?]>([
    ["with a byte order mark", () => Buffer.concat([Buffer.from("\ufeff"), file])],
    ["with the line ends of Windows", () => Buffer.from(text.replaceAll("\n", "\r\n"))],
    ["in Windows-1252", () => Buffer.from(text, "latin1")],
    ["packed by gzip", () => gzipSync(file)],
    ["in a ZIP", () => zipOf([["etalab-cs1100507-stock-20260512-0343.csv", file]])],
    ["in a ZIP whose name tells", () => zipOf([["lisezmoi.txt", file]]), "?name=finess.zip"],
    ["without its first line", () => ofLines(...lines.slice(1))],
    ["with a separator at the end of each line", () => Buffer.from(text.replaceAll("\n", ";\n"))],
    ["with coordinates in front", () => ofLines(...lines.slice(0, 1), ...lines.slice(1).toReversed())],
    ["without coordinates, which stay known", () => whole(plainSiteExtract({ structures: 120 }))],
  ])("%s", async (_, bytes, query) => expect(await changes(bytes(), query)).toEqual(["structures", "completed", 120, 0, 0]));

  test("with a header, its columns by their names, a text in quotation marks that holds a separator, and the INSEE code as it is", async () => {
    const other = await scene();
    const row = '991000009;995000005;"CH ; ""L\'ESSAI""";;;;900;RTE;DE PARIS;;;84;ARA;01;AIN;01451;01440;VIRIAT;01440 VIRIAT;;;355;C.H.;;1102;;26010004500012;8610Z;;03;;;1;;;870215,7;6571590,8;EPSG:2154;;;1979-02-13;2020-02-30';
    const { json } = await (await operatorOf(other)).send(ofLines(header, row));
    expect(json).toMatchObject({ kind: "structures", status: "completed", counts: { structures: 1, rejected: 0 } });
    const { json: shown } = await other.get("/v1/structures/991000009");
    expect(shown).toMatchObject({ name: `CH ; "L'ESSAI"`, category: { code: "355", label: "C.H." }, commune: "01451", postalCode: "01440", place: "VIRIAT", siret: "26010004500012", openedOn: "1979-02-13", updatedOn: null, on: { x: 870_215.7, y: 6_571_590.8, projection: "EPSG:2154" } });
    await other.service.stop();
  });

  test("Windows-1252 is said, and the accents are those that were meant", async () => {
    const accented = Buffer.from(text.replace("STE", "STÉ").replace(first.split(";")[3] ?? "", "MSP DE L'ÉTANG"), "latin1");
    const { json } = await operator.send(accented);
    expect(json.windows1252Rows).toBeGreaterThan(0);
    expect((await world.get(`/v1/structures?q=${encodeURIComponent("msp etang")}`)).json.items.map(({ name }: { name: string }) => name)).toContain("MSP DE L'ÉTANG");
    await operator.send(file);
  });

  test("a file of people is still one of people", async () => {
    expect((await operator.send(extractOf({ people: 5 }))).json).toMatchObject({ kind: "activities", status: "completed" });
    expect((await operator.send(extractOf({ people: 5 }), "?kind=structures")).json.errors[0].code).toBe("wrong-separator");
  });
});

describe("a row that cannot be read is told by its line and its reason, and the others are taken", () => {
  test("cut, of a wrong number, without a name, twice, of another series", async () => {
    const fields = first.split(";");
    const broken = ["structureet;9910", fields.with(1, "12345").join(";"), fields.with(1, "991999998").with(3, "").with(4, "").join(";"), first, "equipementsocial;991000009;x"];
    const { json } = await operator.send(ofLines(...lines, ...broken));
    expect(json).toMatchObject({ status: "completed", counts: { structures: 120, added: 0, changed: 0, removed: 0, rejected: 5 } });
    expect(json.rejects.map(({ columns, line, reason }: { columns: number; line: number; reason: string }) => [line - lines.length, reason, columns])).toEqual([[1, "column-count", 2], [2, "finess-format", 32], [3, "no-name", 32], [4, "twice", 32], [5, "unknown-section", 3]]);
  });

  test("what no column may hold is taken as unknown: a day, a SIRET, a commune, coordinates", async () => {
    const odd = first.split(";").with(12, "3").with(22, "12 34").with(28, "31/12/1999");
    const { json } = await operator.send(ofLines(...lines.map((line) => (line === first ? odd.join(";") : line.replace(/^(geolocalisation;[^;]+;)[^;]+/u, "$1?")))));
    expect(json).toMatchObject({ status: "completed", counts: { rejected: 0 } });
    expect((await world.get(`/v1/structures/${odd[1]}`)).json).toMatchObject({ commune: null, siret: null, openedOn: null, on: null });
    await operator.send(file);
  });
});

describe("a file that is not what it should be is refused, and the directory stays as it was:", () => {
  const bomb = () => Buffer.concat([Buffer.from("finess;etalab;111;2026-05-12\n"), Buffer.alloc(80_000_000, `${"a".repeat(8_000)}\n`)]);
  test.each<[string, () => Uint8Array, ReadonlyArray<unknown>]>([
    ["empty", () => Buffer.alloc(0), [422, "empty-file"]],
    ["its first line alone", () => ofLines("finess;etalab;111;2026-05-12"), [422, "empty-file"]],
    ["a header without the number", () => ofLines(header.replace("nofinesset", "numero")), [422, "missing-columns"]],
    ["separated by commas", () => Buffer.from(text.replaceAll(";", ",")), [422, "wrong-separator"]],
    ["separated by tabs", () => Buffer.from(text.replaceAll(";", "\t")), [422, "wrong-separator"]],
    ["mostly cut rows", () => ofLines(...lines.map((line, index) => (index === 0 ? line : line.slice(0, 30)))), [422, "too-many-rejects"]],
    ["a tenth of the structures", () => whole(siteExtract({ structures: 12 })), [422, "too-many-gone"]],
    ["of a single line", () => Buffer.from("x".repeat(100_000)), [422, "line-too-long"]],
    ["a gzip that is cut", () => gzipSync(file).subarray(0, 3_000), [422, "broken-archive"]],
    ["a gzip bomb", () => gzipSync(bomb()), [413, "compression-bomb"]],
    ["a ZIP with something else in it", () => zipOf([["lisez-moi.pdf", file]]), [422, "nothing-in-archive"]],
  ])("%s", async (_, bytes, expected) => {
    const [before, head] = [await mirror(), await world.head()];
    expect(await operator.refusal(bytes(), "?kind=structures")).toEqual(expected);
    expect([await mirror(), await world.head()]).toEqual([before, head]);
  });
});

test("legal entities come in a file of their own, which leaves the sites as they were", async () => {
  const before = await mirror();
  const { json } = await operator.send(whole(entityExtract({ structures: 120 })));
  expect(json).toMatchObject({ status: "completed", counts: { structures: 40, added: 40, changed: 0, removed: 0 } });
  expect((await mirror()).filter(({ level }) => level === "site")).toEqual(before);
});
