import { SaxesParser } from "saxes";
import { beforeAll, expect, test } from "vitest";
import { openZip } from "../archives/zip.ts";
import { docxOf } from "./docx.ts";
import { exampleDocument } from "./example-document.fixture.ts";

const bytes = docxOf(exampleDocument);
const archive = openZip(bytes, 10_000_000);
const parts = new Map<string, string>();

interface Read {
  readonly paragraphs: Array<{ style: string; text: string; inTable: boolean; isNumbered: boolean }>;
  titleRows: number;
  rows: number;
}

const read = (xml: string): Read => {
  const found: Read = { paragraphs: [], titleRows: 0, rows: 0 };
  let depth = 0;
  let isText = false;
  const parser = new SaxesParser();
  parser.on("opentag", ({ attributes, name }) => {
    const last = found.paragraphs.at(-1);
    if (name === "w:p") found.paragraphs.push({ style: "", text: "", inTable: depth > 0, isNumbered: false });
    if (name === "w:tbl") depth += 1;
    if (name === "w:tr") found.rows += 1;
    if (name === "w:tblHeader") found.titleRows += 1;
    if (name === "w:pStyle" && last !== undefined) last.style = String(attributes["w:val"]);
    if (name === "w:numPr" && last !== undefined) last.isNumbered = true;
    if (name === "w:t") isText = true;
  });
  parser.on("text", (text) => {
    const last = found.paragraphs.at(-1);
    if (isText && last !== undefined) last.text += text;
  });
  parser.on("closetag", ({ name }) => {
    if (name === "w:tbl") depth -= 1;
    if (name === "w:t") isText = false;
  });
  parser.write(xml).close();
  return found;
};

beforeAll(async () => {
  for (const name of archive.names) if (/\.(?:xml|rels)$/u.test(name)) parts.set(name, (await archive.read(name)).toString("utf8"));
});

test("a document has real headings, lists and a table whose titles are repeated on each page", () => {
  const { paragraphs, rows, titleRows } = read(parts.get("word/document.xml") ?? "");
  const told = paragraphs.filter(({ inTable, text }) => !inTable && text !== "").map(({ isNumbered, style, text }) => [style, isNumbered, text]);
  expect(told).toEqual([
    ["Title", false, exampleDocument.title],
    ["", false, "Ce que disent des documents & ce qui en est <calculé>."],
    ["Heading1", false, "Territoire"],
    ["ListParagraph", true, "Amboise"],
    ["ListParagraph", true, "Bléré"],
    ["Caption", false, "Communes et habitants"],
    ["Heading1", false, "Règles et sources"],
    ["Heading2", false, "Textes"],
    ["ListParagraph", true, "Première règle"],
    ["ListParagraph", true, "Seconde règle"],
  ]);
  expect([rows, titleRows]).toEqual([91, 1]);
  expect(paragraphs.filter(({ inTable }) => inTable).map(({ text }) => text).slice(0, 4)).toEqual(["Commune", "Habitants", "Commune 1", "1000"]);
});

test("every part of it is well-formed, each style and relation that it uses is there, and it says its language", () => {
  for (const xml of parts.values()) expect(() => read(xml)).not.toThrow();
  const styles = parts.get("word/styles.xml") ?? "";
  for (const [, id] of (parts.get("word/document.xml") ?? "").matchAll(/w:(?:pStyle|tblStyle) w:val="(\w+)"/gu)) expect(styles).toContain(`w:styleId="${id}"`);
  for (const [, target] of (parts.get("word/_rels/document.xml.rels") ?? "").matchAll(/Target="([^"]+)"/gu)) expect(archive.names).toContain(`word/${target}`);
  expect(styles).toContain('<w:lang w:val="fr-FR"');
  expect(parts.get("docProps/core.xml")).toContain("<dc:language>fr-FR</dc:language>");
});

test("its picture keeps its proportions and says in words what it shows", () => {
  const document = parts.get("word/document.xml") ?? "";
  const [, wide, high] = /<wp:extent cx="(\d+)" cy="(\d+)"/u.exec(document) ?? [];
  expect([Number(wide) / Number(high), document.includes('descr="Logo de la CPTS d\'essai"')]).toEqual([2, true]);
});

test("the same document is the same bytes", () => {
  expect(docxOf(exampleDocument).equals(bytes)).toBe(true);
});
