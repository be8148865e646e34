import { PDFDocument, type PDFFont, type PDFPage, rgb } from "@cantoo/pdf-lib";
import type { Picture, TextBlock, TextDocument, TextTable } from "../text/text-document.ts";
import { embedFonts } from "./fonts.ts";
import { writeMetadata } from "./metadata.ts";
import { type Bookmark, writeOutline } from "./outline.ts";
import { type Element, structureTree, type StructureTree, type Tag } from "./structure-tree.ts";
import { cellPadding, columnWidths } from "./table-columns.ts";
import { linesOf, widthOf, writable } from "./text-lines.ts";

// Points: 72 to the inch. A4 (ISO 216) with margins of 20 mm.
const [width, height, margin] = [595.28, 841.89, 56.7];
const inner = width - 2 * margin;
const black = rgb(0, 0, 0);
const grey = rgb(0.35, 0.35, 0.35);
const leading = 1.4;
const headings = { 1: { tag: "H1", size: 18, before: 0 }, 2: { tag: "H2", size: 14, before: 16 }, 3: { tag: "H3", size: 11.5, before: 10 } } as const;
const [textSize, tableSize] = [10, 9];

/** Where the next line goes, and everything that a line needs. */
interface Sheet {
  readonly document: PDFDocument;
  readonly plain: PDFFont;
  readonly bold: PDFFont;
  readonly written: (text: string) => string;
  readonly tree: StructureTree;
  readonly bookmarks: Array<Bookmark>;
  page: PDFPage;
  y: number;
}

const nextPage = (sheet: Sheet): void => {
  sheet.page = sheet.document.addPage([width, height]);
  sheet.y = height - margin;
};

const fits = ({ y }: Sheet, needed: number): boolean => y - needed >= margin;

/** Lines of one part; what does not fit goes on on the next page. */
const lines = (sheet: Sheet, element: Element, texts: ReadonlyArray<string>, font: PDFFont, size: number, x: number): void => {
  for (const line of texts) {
    if (!fits(sheet, size * leading)) nextPage(sheet);
    sheet.y -= size * leading;
    const [page, y] = [sheet.page, sheet.y];
    sheet.tree.draw(element, page, () => page.drawText(line, { x, y: y + size * 0.3, size, font, color: black }));
  }
};

const paragraph = (sheet: Sheet, parent: Element, tag: Tag, text: string, font: PDFFont, size: number, x = margin): void =>
  lines(sheet, sheet.tree.add(parent, tag), linesOf(sheet.written(text), font, size, margin + inner - x), font, size, x);

const heading = (sheet: Sheet, { level, text }: Extract<TextBlock, { kind: "heading" }>): void => {
  const { before, size, tag } = headings[level];
  // A heading does not stand alone at the foot of a page.
  if (!fits(sheet, before + size * leading + 4 * textSize * leading)) nextPage(sheet);
  else sheet.y -= before;
  if (level < 3) sheet.bookmarks.push({ text, page: sheet.page, top: sheet.y });
  paragraph(sheet, sheet.tree.root, tag, text, sheet.bold, size);
  sheet.y -= 3;
};

const list = (sheet: Sheet, { isNumbered, items }: Extract<TextBlock, { kind: "list" }>): void => {
  const element = sheet.tree.add(sheet.tree.root, "L");
  for (const [index, item] of items.entries()) {
    const body = sheet.tree.add(sheet.tree.add(element, "LI"), "LBody");
    const sign = isNumbered ? `${index + 1}. ` : "– ";
    const texts = linesOf(sheet.written(sign + item), sheet.plain, textSize, inner - 12);
    lines(sheet, body, texts, sheet.plain, textSize, margin + 12);
  }
  sheet.y -= 4;
};

interface Row {
  readonly cells: ReadonlyArray<ReadonlyArray<string>>;
  readonly font: PDFFont;
}

const rowHeight = (count: number): number => count * tableSize * 1.3 + 2 * cellPadding;

const tall = ({ cells }: Row): number => rowHeight(Math.max(...cells.map((cell) => cell.length)));

/** As many lines of a row as fit here; the number of those drawn. */
const drawRow = (sheet: Sheet, { cells, font }: Row, from: number, widths: ReadonlyArray<number>, columns: TextTable["columns"], draw: (cell: number, drawing: () => void) => void): number => {
  const most = Math.max(...cells.map((texts) => texts.length)) - from;
  const room = Math.floor((sheet.y - margin - 2 * cellPadding) / (tableSize * 1.3));
  const count = Math.min(most, Math.max(1, room));
  const [page, top] = [sheet.page, sheet.y];
  let x = margin;
  for (const [index, texts] of cells.entries()) {
    const [left, wide] = [x, widths[index] ?? 0];
    const shown = texts.slice(from, from + count);
    if (shown.length > 0)
      draw(index, () => {
        for (const [line, text] of shown.entries()) {
          const indent = columns[index]?.isRight === true ? wide - cellPadding - text.split(" ").reduce((sum, word, at) => sum + widthOf(at === 0 ? word : ` ${word}`, font, tableSize), 0) : cellPadding;
          page.drawText(text, { x: left + Math.max(cellPadding, indent), y: top - cellPadding - (line + 1) * tableSize * 1.3 + 3, size: tableSize, font, color: black });
        }
      });
    x += wide;
  }
  sheet.y -= rowHeight(count);
  const y = sheet.y;
  sheet.tree.drawArtifact(page, () => page.drawLine({ start: { x: margin, y }, end: { x: margin + inner, y }, thickness: 0.4, color: grey }));
  return count;
};

const table = (sheet: Sheet, block: TextTable): void => {
  const { bold, plain, tree, written } = sheet;
  const titles = block.columns.map(({ title }) => written(title));
  const texts = block.rows.map((row) => block.columns.map((_, index) => written(row[index] ?? "")));
  const widths = columnWidths(titles.map((title, index) => [title, ...texts.map((row) => row[index] ?? "")]), bold, tableSize, inner);
  const laid = (row: ReadonlyArray<string>, font: PDFFont): Row => ({ font, cells: row.map((text, index) => linesOf(text, font, tableSize, (widths[index] ?? 0) - 2 * cellPadding)) });
  const [head, rows] = [laid(titles, bold), texts.map((row) => laid(row, plain))];
  sheet.y -= 4;
  if (!fits(sheet, textSize * leading * 2 + tall(head) + tall(rows[0] ?? head))) nextPage(sheet);
  const element = tree.add(tree.root, "Table");
  paragraph(sheet, element, "Caption", block.caption, bold, textSize);
  const headRow = tree.add(element, "TR");
  const headCells = titles.map(() => tree.add(headRow, "TH"));
  const own = (cells: ReadonlyArray<Element>) => (index: number, drawing: () => void): void => {
    const cell = cells[index];
    if (cell !== undefined) tree.draw(cell, sheet.page, drawing);
  };
  drawRow(sheet, head, 0, widths, block.columns, own(headCells));
  for (const row of rows) {
    const rowElement = tree.add(element, "TR");
    const cells = titles.map(() => tree.add(rowElement, "TD"));
    const count = Math.max(...row.cells.map((cell) => cell.length));
    for (let from = 0; from < count; ) {
      if (!fits(sheet, from === 0 ? Math.min(tall(row), (height - 2 * margin) / 3) : rowHeight(1))) {
        nextPage(sheet);
        // The titles again, for the eye alone: the table has them once.
        drawRow(sheet, head, 0, widths, block.columns, (_, drawing) => tree.drawArtifact(sheet.page, drawing));
      }
      from += drawRow(sheet, row, from, widths, block.columns, own(cells));
    }
  }
  sheet.y -= 8;
};

const picture = async (sheet: Sheet, { alternative, bytes, type }: Picture): Promise<void> => {
  const image = type === "image/png" ? await sheet.document.embedPng(bytes) : await sheet.document.embedJpg(bytes);
  const size = image.scaleToFit(inner / 2, 70);
  const element = sheet.tree.add(sheet.tree.root, "Figure", alternative);
  sheet.y -= size.height;
  const { page, y } = sheet;
  sheet.tree.draw(element, page, () => page.drawImage(image, { x: margin, y, ...size }));
  sheet.y -= 12;
};

const draw = (sheet: Sheet, block: TextBlock): void => {
  switch (block.kind) {
    case "heading":
      return heading(sheet, block);
    case "paragraph":
      paragraph(sheet, sheet.tree.root, "P", block.text, sheet.plain, textSize);
      sheet.y -= 4;
      return;
    case "list":
      return list(sheet, block);
    case "table":
      return block.rows.length === 0 ? undefined : table(sheet, block);
  }
};

/** A tagged PDF: what reads it aloud finds its language, headings, lists, and tables with their titles. The same document is the same bytes. */
export const taggedPdf = async ({ blocks, language, picture: logo, title }: TextDocument): Promise<Uint8Array> => {
  const document = await PDFDocument.create({ updateMetadata: false });
  writeMetadata(document, title, language);
  const { bold, plain } = await embedFonts(document);
  const sheet: Sheet = { document, plain, bold, written: writable(plain), tree: structureTree(document), bookmarks: [], page: document.addPage([width, height]), y: height - margin };
  if (logo !== null) await picture(sheet, logo);
  for (const block of blocks) draw(sheet, block);
  const pages = document.getPages();
  for (const [index, page] of pages.entries()) {
    const text = `${index + 1} / ${pages.length}`;
    sheet.tree.drawArtifact(page, () => page.drawText(text, { x: width - margin - widthOf(text, plain, 8), y: margin / 2, size: 8, font: plain, color: grey }));
  }
  sheet.tree.write();
  writeOutline(document, sheet.bookmarks);
  return document.save();
};
