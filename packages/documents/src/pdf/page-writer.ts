import { PDFDocument, rgb, type PDFFont, type PDFPage } from "@cantoo/pdf-lib";
import { encode } from "uqr";
import { embedFonts } from "./fonts.ts";
import { linesOf, writable } from "./text-lines.ts";

// Points: 72 to the inch. A4 (ISO 216) with margins of 20 mm.
const [width, height, margin] = [595.28, 841.89, 56.7];
const inner = width - 2 * margin;
const black = rgb(0, 0, 0);

/** A column of a table: its title and its share of the width. */
export interface PdfColumn {
  readonly title: string;
  readonly share: number;
}

/** Writes a document from its top to its bottom, on as many pages as it needs. */
export interface PageWriter {
  readonly heading: (text: string) => void;
  readonly paragraph: (text: string) => void;
  /** Rows between lines; tall ones leave room for a signature. */
  readonly table: (columns: ReadonlyArray<PdfColumn>, rows: ReadonlyArray<ReadonlyArray<string>>, rowHeight: number) => void;
  /** A QR code at the top right of the first page. */
  readonly qr: (text: string) => void;
  /** All that has been written, uncut: what a search for somebody reads. */
  readonly words: () => string;
  readonly bytes: () => Promise<Uint8Array>;
}

/** As much of a text as a cell holds. */
const cut = (text: string, font: PDFFont, size: number, room: number): string => {
  if (font.widthOfTextAtSize(text, size) <= room) return text;
  const letters = [...text];
  while (letters.length > 0 && font.widthOfTextAtSize(`${letters.join("")}...`, size) > room) letters.pop();
  return `${letters.join("")}...`;
};

/** A document of the given title. Its bytes do not hang on the hour at which it is made. */
export const pageWriter = async (title: string): Promise<PageWriter> => {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle(title);
  const { bold, plain } = await embedFonts(document);
  const written = writable(plain);
  let page: PDFPage = document.addPage([width, height]);
  let y = height - margin;
  const said: Array<string> = [title];
  const room = (needed: number): void => {
    if (y - needed >= margin) return;
    page = document.addPage([width, height]);
    y = height - margin;
  };
  const write = (text: string, font: PDFFont, size: number): void => {
    said.push(text);
    for (const line of linesOf(written(text), font, size, inner - 90)) {
      room(size * 1.4);
      y -= size * 1.4;
      page.drawText(line, { x: margin, y, size, font, color: black });
    }
  };
  const row = (columns: ReadonlyArray<PdfColumn>, cells: ReadonlyArray<string>, rowHeight: number, font: PDFFont): void => {
    room(rowHeight);
    said.push(...cells);
    y -= rowHeight;
    page.drawLine({ start: { x: margin, y }, end: { x: margin + inner, y }, thickness: 0.5, color: black });
    let x = margin;
    for (const [index, { share }] of columns.entries()) {
      page.drawText(cut(written(cells[index] ?? ""), font, 10, inner * share - 6), { x: x + 2, y: y + 5, size: 10, font, color: black });
      x += inner * share;
    }
  };
  return {
    heading: (text) => {
      y -= 8;
      write(text, bold, 13);
    },
    paragraph: (text) => write(text, plain, 10),
    table: (columns, rows, rowHeight) => {
      y -= 6;
      row(columns, columns.map((column) => column.title), 18, bold);
      for (const cells of rows) row(columns, cells, rowHeight, plain);
    },
    qr: (text) => {
      const code = encode(text, { ecc: "M", border: 0 });
      const side = 70 / code.size;
      const first = document.getPage(0);
      for (const [line, dots] of code.data.entries())
        for (const [column, isDark] of dots.entries())
          if (isDark) first.drawRectangle({ x: width - margin - 70 + column * side, y: height - margin - (line + 1) * side, width: side, height: side, color: black });
    },
    words: () => said.join("\n"),
    bytes: () => document.save(),
  };
};
