import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { extractOf, operatorOf, type Operator } from "../testing/extracts.ts";
import { scene, type Scene } from "../testing/scene.ts";
import { zipOf } from "../testing/zip.ts";

let world: Scene;
let operator: Operator;
beforeAll(async () => {
  world = await scene();
  operator = await operatorOf(world);
  await operator.send(file);
});
afterAll(() => world.service.stop());

const file = extractOf({ people: 100 });
const text = file.toString();
const [header = "", ...rows] = text.trimEnd().split("\n");
const withHeader = (change: (header: string) => string) => Buffer.from([change(header), ...rows, ""].join("\n"));
const mirror = () => world.rows("select rpps, version, family_name, given_name, places, activities from rpps_professional order by rpps");
/** How many people a file changes: none, where it says the same in another way. */
const changes = async (bytes: Uint8Array) => {
  const { json, text: answer } = await operator.send(bytes);
  return json.counts === undefined ? answer : [json.status, json.counts.people, json.counts.added + json.counts.changed + json.counts.removed, json.counts.rejected];
};

describe("a file is read whatever it comes in", () => {
  test.each<[string, () => Uint8Array]>([
    ["with a byte order mark", () => Buffer.concat([Buffer.from("\ufeff"), file])],
    ["with the line ends of Windows", () => Buffer.from(text.replaceAll("\n", "\r\n"))],
    ["packed by gzip", () => gzipSync(file)],
    ["in a ZIP behind another file", () => zipOf([["Dipl_AutExerc.txt", Buffer.from("x".repeat(5_000))], ["PS_LibreAcces_Personne_activite_202611010820.txt", file]])],
    ["in a ZIP whose sizes stand behind", () => zipOf([["PS_LibreAcces_SavoirFaire.txt", Buffer.from("y|".repeat(9_000))], ["PS_LibreAcces_Personne_activite.txt", file]], { streamed: true })],
    ["with capitals, accents and brackets that drift", () => withHeader((labels) => labels.replaceAll("(coord. structure)", "(COORD. Structure)").replace("Code commune (COORD. Structure)", "CODE COMMUNE (structure)").replace("Nom d'exercice", "Nom d’exercice"))],
    ["with columns in another order", () => Buffer.from(text.split("\n").map((line) => line.split("|").slice(0, 56).toReversed().join("|")).join("\n"))],
    ["without the bar that ends each line", () => Buffer.from(text.replaceAll("|\n", "\n"))],
    ["without a column that is not needed", () => Buffer.from(text.split("\n").map((line) => line.split("|").filter((_, column) => column !== 41).join("|")).join("\n"))],
  ])("%s", async (_, bytes) => expect(await changes(bytes())).toEqual(["completed", 100, 0, 0]));

  test("in Windows-1252, which is said", async () => {
    const { json } = await operator.send(Buffer.from(text, "latin1"));
    expect(json).toMatchObject({ status: "completed", counts: { changed: 0 } });
    expect(json.windows1252Rows).toBeGreaterThan(0);
  });

  test("the name of a place is read without its cedex", async () => {
    const [row] = await world.rows("select count(*)::int as count from rpps_professional, unnest(activities) as activity where activity like '%CEDEX%'");
    const [place] = await world.rows("select count(*)::int as count from rpps_professional, unnest(activities) as activity where activity like '%CHATEAUDUN'");
    expect([row?.["count"], Number(place?.["count"]) > 0]).toEqual([0, text.includes("CHATEAUDUN")]);
  });

  test("a commune of the past, and none, are kept as they are written", async () => {
    const cut = Buffer.from([header, ...rows.map((row, index) => (index === 0 ? row.split("|").with(36, "").join("|") : row))].join("\n"));
    expect(await changes(cut)).toEqual(["completed", 100, expect.any(Number), 0]);
    await operator.send(file);
  });
});

describe("a row that cannot be read is told by its line and its reason, and the others are taken", () => {
  test("cut, of too many columns, of a wrong number, without a name", async () => {
    const broken = [...rows];
    const last = broken.length - 1;
    broken.push("8|19990", `${rows[last]}more|`, rows[last]?.replaceAll(/\|1999\d{7}\|/gu, "|29990000000|") ?? "", rows[last]?.split("|").with(7, " ").join("|") ?? "", (rows[last] ?? "").replace(/^8/u, "0"));
    const { json } = await operator.send(Buffer.from([header, ...broken, ""].join("\n")));
    expect(json).toMatchObject({ status: "completed", otherIdentifiers: 1, counts: { people: 100, changed: 0, rejected: 4, rows: rows.length + 5 } });
    expect(json.rejects).toEqual([
      { line: last + 3, reason: "column-count", columns: 2 },
      { line: last + 4, reason: "column-count", columns: 58 },
      { line: last + 5, reason: "rpps-format", columns: 56 },
      { line: last + 6, reason: "no-name", columns: 56 },
    ]);
    expect((await world.get(`/v1/imports/${json.id}`, operator.token)).json.rejects).toEqual(json.rejects);
    expect(JSON.stringify(json)).not.toContain("29990000000");
  });

  test("characters that COPY or a database would stumble over are taken as text", async () => {
    const odd = rows.map((row, index) => (index === 0 ? row.split("|").with(7, 'O\\N\t"X"\u0000\\.{,}').join("|") : row));
    const { json } = await operator.send(Buffer.from([header, ...odd, ""].join("\n")));
    expect(json).toMatchObject({ status: "completed", counts: { people: 100, changed: 1 } });
    expect(await world.rows("select family_name from rpps_professional where family_name like 'O%N%X%'")).toEqual([{ family_name: 'O\\N "X" \\.{,}' }]);
    await operator.send(file);
  });
});

describe("a file that is not what it should be is refused, and the directory stays as it was:", () => {
  const column = (name: string) => withHeader((labels) => labels.replace(name, "Colonne inconnue"));
  const bomb = () => Buffer.concat([Buffer.from(`${header}\n`), Buffer.alloc(80_000_000, `${"a".repeat(8_000)}\n`)]);
  async function* long() {
    yield Buffer.from(`${header}\n`);
    for (let sent = 0; sent < 200; sent += 1) yield Buffer.alloc(1_000_000, "x");
  }
  test.each<[string, () => Uint8Array, ReadonlyArray<unknown>]>([
    ["empty", () => Buffer.alloc(0), [422, "empty-file"]],
    ["without a column that is needed", () => column("Code profession"), [422, "missing-columns"]],
    ["with a column twice", () => withHeader((labels) => labels.replace("Libellé rôle", "Code profession")), [422, "repeated-columns"]],
    ["separated by semicolons", () => Buffer.from(text.replaceAll("|", ";")), [422, "wrong-separator"]],
    ["separated by tabs", () => Buffer.from(text.replaceAll("|", "\t")), [422, "wrong-separator"]],
    ["of a single line", () => Buffer.from("x".repeat(100_000)), [422, "line-too-long"]],
    ["mostly cut rows", () => Buffer.from([header, ...rows.map((row) => row.slice(0, 40))].join("\n")), [422, "too-many-rejects"]],
    ["of nothing but its titles", () => Buffer.from(`${header}\n`), [422, "no-rows"]],
    ["cut in the middle of its last row", () => Buffer.from([header, ...rows].join("\n").slice(0, -200)), [422, "cut-file"]],
    ["a PDF", () => Buffer.from("%PDF-1.7\n%\u{e2}"), [422, "another-kind"]],
    ["a web page", () => Buffer.from("\n<!DOCTYPE html><html>"), [422, "another-kind"]],
    ["in UTF-16", () => Buffer.from(`\ufeff${text}`, "utf16le"), [422, "another-kind"]],
    ["in UTF-16 without a mark", () => Buffer.from(text, "utf16le"), [422, "another-kind"]],
    ["packed by something else", () => Buffer.from("BZh91AY&SY"), [422, "another-kind"]],
    ["a gzip that is cut", () => gzipSync(file).subarray(0, 2_000), [422, "broken-archive"]],
    ["a ZIP that is cut", () => zipOf([["PS_LibreAcces_Personne_activite.txt", file]]).subarray(0, 3_000), [422, "broken-archive"]],
    ["a ZIP with something else in it", () => zipOf([["lisez-moi.pdf", file]]), [422, "nothing-in-archive"]],
    ["a gzip bomb", () => gzipSync(bomb()), [413, "compression-bomb"]],
    ["a ZIP bomb", () => zipOf([["PS_LibreAcces_Personne_activite.txt", bomb()]]), [413, "compression-bomb"]],
  ])("%s", async (_, bytes, expected) => {
    const [before, head] = [await mirror(), await world.head()];
    expect(await operator.refusal(bytes())).toEqual(expected);
    expect([await mirror(), await world.head()]).toEqual([before, head]);
  });

  test("a line of 200 MB, of which little is read", async () => {
    const before = await mirror();
    let taken = 0;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done === true) return controller.close();
        taken += value.length;
        controller.enqueue(new Uint8Array(value));
      },
    });
    const pieces = long();
    const answer = await world.service.running.app.request("/v1/imports", { method: "POST", body, duplex: "half", headers: { authorization: `Bearer ${operator.token}` } } as RequestInit);
    expect([answer.status, ((await answer.json()) as { errors: ReadonlyArray<{ code: string }> }).errors[0]?.code]).toEqual([422, "line-too-long"]);
    expect(taken).toBeLessThan(10_000_000);
    expect(await mirror()).toEqual(before);
  });

  test("what is wrong is said so that one knows what to do", async () => {
    const message = async (bytes: Uint8Array) => (await operator.send(bytes)).json.errors[0].message;
    expect(await message(Buffer.from(`\ufeff${text}`, "utf16le"))).toBe("this is no extract, but a text in UTF-16; save it as UTF-8");
    expect(await message(Buffer.from([header, ...rows.map((row) => row.slice(0, 40))].join("\n")))).toMatch(/; the first is line 2 \(column-count, \d+ columns\)$/u);
    expect(await message(Buffer.from([header, ...rows].join("\n").slice(0, -200)))).toMatch(/^the file stops in the middle of its line \d+ \(\d+ columns\)/u);
  });

  test("what is missing is named, and what was found", async () => {
    const { json } = await operator.send(column("Code profession"));
    expect(json.errors[0].message).toMatch(/^missing columns: code profession; found: Type d'identifiant PP, .*Colonne inconnue/u);
  });
});
