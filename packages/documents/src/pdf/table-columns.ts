import type { PDFFont } from "@cantoo/pdf-lib";
import { widthOf } from "./text-lines.ts";

/** Points on each side of a cell. */
export const cellPadding = 3;

const widestWord = (texts: ReadonlyArray<string>, font: PDFFont, size: number): number => Math.max(0, ...texts.flatMap((text) => text.split(/[ \n]/u)).map((word) => widthOf(word, font, size)));
const widest = (texts: ReadonlyArray<string>, font: PDFFont, size: number): number => Math.max(0, ...texts.map((text) => text.split(" ").reduce((sum, word) => sum + widthOf(`${word} `, font, size), 0)));

/** Widths of columns: no less than their longest word where there is room, the rest by how much they have to say. */
export const columnWidths = (columns: ReadonlyArray<ReadonlyArray<string>>, font: PDFFont, size: number, room: number): ReadonlyArray<number> => {
  const least = columns.map((texts) => widestWord(texts, font, size) + 2 * cellPadding + 1);
  const taken = least.reduce((sum, width) => sum + width, 0);
  if (taken >= room) return least.map((width) => (width * room) / taken);
  const more = columns.map((texts, index) => Math.max(0, widest(texts, font, size) + 2 * cellPadding - (least[index] ?? 0)));
  const wanted = more.reduce((sum, width) => sum + width, 0);
  return least.map((width, index) => width + (wanted === 0 ? (room - taken) / columns.length : ((more[index] ?? 0) * (room - taken)) / wanted));
};
