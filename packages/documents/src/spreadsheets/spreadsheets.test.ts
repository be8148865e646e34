import { Effect, Exit, Cause } from "effect";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guard, unguard } from "./formula-guard.ts";
import { usualLimits, type TableLimits } from "./limits.ts";
import { readTable } from "./read-table.ts";
import { dateSerial, serialDate } from "./serial-date.ts";
import type { Sheet } from "./sheet.ts";
import { problemOfTable, UnreadableTable } from "./unreadable.ts";
import { csvOf } from "./write-csv.ts";
import { xlsxOf } from "./write-xlsx.ts";
import { zipped } from "../archives/zip.ts";

const read = async (bytes: Buffer, limits?: Partial<TableLimits>) => Effect.runPromise(readTable(bytes, { ...usualLimits, ...limits }));
const rows = async (bytes: Buffer, limits?: Partial<TableLimits>) => (await read(bytes, limits)).sheets[0].rows;
const faultOf = async (bytes: Buffer, limits?: Partial<TableLimits>) => {
  const exit = await Effect.runPromiseExit(readTable(bytes, { ...usualLimits, ...limits }));
  return Exit.isFailure(exit) ? Cause.squash(exit.cause) : null;
};

const members: Sheet = {
  key: "members",
  name: "Membres",
  columns: [
    { key: "rpps", title: "RPPS", type: "identifier" },
    { key: "name", title: "Nom", type: "text" },
    { key: "commune", title: "Commune", type: "identifier" },
    { key: "since", title: "Depuis", type: "date" },
    { key: "feeCents", title: "Cotisation", type: "cents" },
    { key: "share", title: "Part", type: "number" },
  ],
  rows: [
    ["10001234567", "Zoé d'Été; \"la\" petite", "01004", "2026-03-14", 2_000, 0.5],
    ["000123456789", "=HYPERLINK(\"x\")", "2A004", "2026-03", -5, -3],
    [null, "ligne 1\nligne 2 & <b>", null, null, null, null],
  ],
};

describe("what is written is read again", () => {
  test("as a list of values that French Excel opens: mark, semicolons, CRLF, texts kept as texts", async () => {
    const bytes = csvOf(members);
    const text = bytes.toString("utf8");
    expect(text.startsWith("\u{FEFF}RPPS;Nom;Commune;Depuis;Cotisation;Part\r\n")).toBe(true);
    expect(text).toContain('10001234567;"Zoé d\'Été; ""la"" petite";"=""01004""";2026-03-14;20,00;0,5\r\n');
    expect(text).toContain(`'=HYPERLINK`);
    expect(await read(bytes)).toEqual({
      writing: { encoding: "utf-8", separator: ";" },
      sheets: [
        {
          name: "",
          isHidden: false,
          rows: [
            members.columns.map(({ title }) => title),
            ["10001234567", "Zoé d'Été; \"la\" petite", "01004", "2026-03-14", "20,00", "0,5"],
            ["000123456789", "=HYPERLINK(\"x\")", "2A004", "2026-03", "-0,05", "-3"],
            ["", "ligne 1\nligne 2 & <b>"],
          ],
        },
      ],
    });
  });

  test("as a workbook of several sheets whose dates and amounts are dates and amounts", async () => {
    const bytes = xlsxOf({ sheets: [members, { key: "empty", name: "Membres", columns: [{ key: "a", title: "A", type: "text" }], rows: [] }] });
    const { sheets, writing } = await read(bytes);
    expect(writing).toBeNull();
    expect(sheets.map(({ name }) => name)).toEqual(["Membres", "Membres 2"]);
    expect(sheets[0].rows.slice(1)).toEqual([
      ["10001234567", "Zoé d'Été; \"la\" petite", "01004", "2026-03-14", "20", "0.5"],
      ["000123456789", "=HYPERLINK(\"x\")", "2A004", "2026-03", "-0.05", "-3"],
      ["", "ligne 1\nligne 2 & <b>"],
    ]);
    expect(xlsxOf({ sheets: [members] })).toEqual(xlsxOf({ sheets: [members] }));
  });

  test("whatever the texts are", async () => {
    const text = fc.string({ unit: fc.constantFrom(..."aé'\"=+-@;,\t\n 0<&𝒳"), maxLength: 12 }).map((value) => value.trim());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), async (pairs) => {
        const sheet: Sheet = { key: "s", name: "s", columns: [{ key: "a", title: "A", type: "text" }, { key: "b", title: "B", type: "text" }], rows: pairs };
        for (const bytes of [csvOf(sheet), xlsxOf({ sheets: [sheet] })]) {
          const found = (await rows(bytes)).slice(1);
          expect(pairs.map((_, index) => [found[index]?.[0] ?? "", found[index]?.[1] ?? ""])).toEqual(pairs);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("every guarded cell is inert, and the guard comes off again", () => {
    for (const text of ["=1+1", "+33 2", "-x", "@SUM", "\tx", "\r=x", "'=x", "''=x"]) {
      expect(guard(text)).toBe(`'${text}`);
      expect(unguard(guard(text))).toBe(text);
    }
    for (const text of ["l'eau", "a=b", "'x'", "", "12"]) expect([guard(text), unguard(text)]).toEqual([text, text]);
  });

  test("every date from March 1900 on", () => {
    expect([serialDate(61, false), serialDate(46_095.75, false), serialDate(0, true), dateSerial("2026-03-14")]).toEqual(["1900-03-01", "2026-03-14", "1904-01-01", 46_095]);
    expect([serialDate(60, false), serialDate(2_958_466, false), dateSerial("2026-03"), dateSerial("1899-12-31")]).toEqual([null, null, null, null]);
    fc.assert(fc.property(fc.integer({ min: 61, max: 2_957_003 }), (serial) => dateSerial(serialDate(serial, false) ?? "") === serial));
  });
});

describe("a list of values is read by its content", () => {
  const expected = [["Nom", "Prénom"], ["Lefèvre", "Zoé, Anaïs"]];
  test("whatever its encoding, its separator, its quotes and its line ends", async () => {
    for (const separator of [";", ",", "\t", "|"])
      for (const end of ["\n", "\r\n", "\r"])
        for (const encoding of ["utf8", "latin1"] as const) {
          const text = `Nom${separator}Prénom${end}Lefèvre${separator}"Zoé, Anaïs"${end}`;
          expect([separator, end, encoding, await rows(Buffer.from(text, encoding))]).toEqual([separator, end, encoding, expected]);
        }
  });
  test("in windows-1252 with its euro sign, and with the separator that Excel names", async () => {
    expect(await read(Buffer.from("Nom;Montant\n\x8cuvre;20 \x80\n", "latin1"))).toMatchObject({ writing: { encoding: "windows-1252", separator: ";" }, sheets: [{ rows: [["Nom", "Montant"], ["Œuvre", "20 €"]] }] });
    expect(await rows(Buffer.from("sep=,\r\na;b,c\r\n"))).toEqual([["a;b", "c"]]);
  });
  test("with a last line that has no end, blank lines and rows of any length", async () => {
    expect(await rows(Buffer.from("a;b\n\n;;c;\n\n\nd"))).toEqual([["a", "b"], [], ["", "", "c"], [], [], ["d"]]);
  });
});

const sheetXml = (cells: string) => `<worksheet><sheetData>${cells}</sheetData></worksheet>`;
const book = (parts: Readonly<Record<string, string>>) =>
  zipped(
    Object.entries({
      "xl/workbook.xml": '<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="S" r:id="rId1" state="visible"/></x:sheets></x:workbook>',
      "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="worksheets/a.xml"/></Relationships>',
      ...parts,
    }),
  );

describe("a workbook is read as it is shown", () => {
  test("shared and rich texts, booleans, errors, dates by their format, codes with their zeros, sparse rows", async () => {
    const bytes = book({
      "xl/sharedStrings.xml": "<sst><si><t>Nom</t></si><si><r><t>Zo</t></r><r><t>é</t></r><rPh><t>x</t></rPh></si></sst>",
      "xl/styles.xml": '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="00000"/><numFmt numFmtId="171" formatCode="[$-40C]d\\ mmmm\\ yyyy;@"/><numFmt numFmtId="172" formatCode="0.0&quot; jours&quot;"/></numFmts><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/></cellXfs></styleSheet>',
      "xl/worksheets/a.xml": sheetXml(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="3"><c r="B3" s="1"><v>46095</v></c><c s="2"><v>1004</v></c><c s="3"><v>46095.5</v></c><c s="4"><v>2.5</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>résultat</v></c><c><v>0.30000000000000004</v></c><c><v>1.0001234567E10</v></c></row>',
      ),
    });
    expect(await rows(bytes)).toEqual([["Nom", "", "Zoé"], [], ["", "2026-03-14", "01004", "2026-03-14", "2.5", "VRAI", "", "résultat", "0.3", "10001234567"]]);
  });
  test("hidden sheets come last, and sheets without cells not at all", async () => {
    const bytes = book({
      "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="cachée" r:id="1" state="hidden"/><sheet name="vide" r:id="2"/><sheet name="vue" r:id="3"/></sheets></workbook>',
      "xl/_rels/workbook.xml.rels": [1, 2, 3].map((id) => `<Relationship Id="${id}" Target="/xl/worksheets/${id}.xml"/>`).reduce((all, one) => `${all}${one}`, "<R>") + "</R>",
      "xl/worksheets/1.xml": sheetXml("<row><c><v>1</v></c></row>"),
      "xl/worksheets/2.xml": sheetXml(""),
      "xl/worksheets/3.xml": sheetXml("<row><c><v>3</v></c></row>"),
    });
    expect((await read(bytes)).sheets.map(({ name }) => name)).toEqual(["vue", "cachée"]);
  });
});

describe("a file that is no table, or too much of one, is refused by name and place", () => {
  const a = (cells: string) => book({ "xl/worksheets/a.xml": sheetXml(cells) });
  test.each([
    ["an archive of anything", zipped([["a.txt", "a"]]), {}, { code: "not-a-table" }],
    ["a picture", Buffer.from("\x89PNG\r\n\0\0"), {}, { code: "not-a-table" }],
    ["a workbook with a password", Buffer.from("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "latin1"), {}, { code: "encrypted" }],
    ["half a workbook", xlsxOf({ sheets: [members] }).subarray(0, 900), {}, { code: "damaged" }],
    ["cut XML", a("<row>").subarray(), {}, { code: "damaged" }],
    ["a document type with entities", book({ "xl/worksheets/a.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>' }), {}, { code: "damaged" }],
    ["an archive that unpacks beyond the limit", a(`<row><c t="str"><v>${"a".repeat(100_000)}</v></c></row>`), { unpacked: 50_000 }, { code: "unpacks-too-large", limit: 50_000 }],
    ["too many sheets", xlsxOf({ sheets: [members, members] }), { sheets: 1 }, { code: "too-many-sheets", limit: 1 }],
    ["a row far below", a('<row r="900000"><c><v>1</v></c></row>'), { rows: 3 }, { code: "too-many-rows", limit: 3, row: 4, sheet: "S" }],
    ["a cell far to the right", a('<row r="2"><c r="XFD2"><v>1</v></c></row>'), {}, { code: "too-many-columns", row: 2, column: 16_384 }],
    ["a long cell", Buffer.from("a;b\nc;dddddd"), { cell: 5 }, { code: "cell-too-long", row: 2, column: 2, limit: 5 }],
    ["a quote that never ends", Buffer.from('a;b\nc;"d\ne;f'), {}, { code: "unclosed-quote", row: 2 }],
    ["nothing but separators", Buffer.from(";;\n;;\n"), {}, { code: "empty-table" }],
  ])("%s", async (_, bytes, limits, expected) => {
    const fault = await faultOf(bytes, limits);
    expect(fault).toBeInstanceOf(UnreadableTable);
    expect(fault).toMatchObject(expected);
  });
  test("in French and English, with the place as people count it", () => {
    const problem = problemOfTable(new UnreadableTable({ code: "cell-too-long", sheet: "S", row: 2, column: 3, limit: 5 }));
    expect(problem.faults).toEqual([
      { in: "body", path: [], code: "table.cell-too-long", message: { fr: "la cellule a plus de 5 caractères (feuille « S », ligne 2, colonne 3)", en: 'the cell has more than 5 characters (sheet "S", row 2, column 3)' } },
    ]);
  });
  test("any bytes are read or refused, never a crash", async () => {
    const whole = xlsxOf({ sheets: [members] });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
        const bytes = Buffer.from(whole);
        bytes[at] = byte;
        const fault = await faultOf(bytes);
        expect(fault === null || fault instanceof UnreadableTable).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
