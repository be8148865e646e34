import { decodePDFRawStream, PDFDocument, PDFRawStream } from "@cantoo/pdf-lib";
import { expect, test } from "vitest";
import { pageWriter } from "./page-writer.ts";

/** The letters that a reader of the document can select and copy: what its fonts say of their signs (ISO 32000-2, §9.10.3). */
const lettersOf = async (bytes: Uint8Array): Promise<ReadonlySet<string>> => {
  const letters = new Set<string>();
  for (const [, object] of (await PDFDocument.load(bytes)).context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream)) continue;
    const text = Buffer.from(decodePDFRawStream(object).decode()).toString("latin1");
    if (!text.includes("beginbfchar")) continue;
    for (const [, code = ""] of text.matchAll(/^<[0-9A-Fa-f]{4}> <([0-9A-Fa-f]+)>$/gmu)) for (const unit of code.match(/.{4}/gu) ?? []) letters.add(String.fromCodePoint(Number.parseInt(unit, 16)));
  }
  return letters;
};

const names = ["Łukasz Żółć", "Nguyễn Thị Hường", "Đặng Ưng", "Γιώργος Παπαδόπουλος", "Юлія Ґонта", "Ștefan Țăran", "İpek Şahin", "Ångström Őrsi", "Œdipe Ÿ"];

test("a document keeps every letter of Latin, Vietnamese, Greek and Cyrillic names, and no more of its fonts than that", async () => {
  const page = await pageWriter("Noms");
  page.heading("Noms");
  for (const name of names) page.paragraph(name);
  page.table([{ title: "Nom", share: 1 }], names.map((name) => [name]), 20);
  const bytes = await page.bytes();
  const letters = await lettersOf(bytes);
  expect([...new Set(names.join(""))].filter((letter) => letter !== " " && !letters.has(letter))).toEqual([]);
  expect(letters.has("ж")).toBe(false);
  // A whole font is of more than half a million bytes.
  expect(bytes.length).toBeLessThan(100_000);
});

test("a letter that the fonts do not have becomes a question mark, and a document is the same whenever it is made", async () => {
  const made = async () => {
    const page = await pageWriter("Noms");
    page.paragraph("李 Zoé");
    return page.bytes();
  };
  const [first, second] = [await made(), await made()];
  expect([(await lettersOf(first)).has("?"), Buffer.from(first).equals(Buffer.from(second))]).toEqual([true, true]);
});
