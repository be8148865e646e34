import type { PDFFont } from "@cantoo/pdf-lib";

/** A character that the font has no sign for (it has those of Latin, Greek, Cyrillic and Vietnamese) loses its accents, or becomes a question mark. */
export const writable = (font: PDFFont): ((text: string) => string) => {
  const known = new Set(font.getCharacterSet());
  const has = (text: string): boolean => [...text].every((one) => known.has(one.codePointAt(0) ?? 0));
  return (text) =>
    [...text.normalize("NFC")]
      .map((one) => {
        if (has(one)) return one;
        const bare = one.normalize("NFD").replaceAll(/\p{M}/gu, "");
        return bare !== "" && has(bare) ? bare : "?";
      })
      .join("");
};

/** Widths of words are asked for once: a font lays out each word anew. */
const widths = new WeakMap<PDFFont, Map<string, number>>();

/** How wide a word is, in points. */
export const widthOf = (word: string, font: PDFFont, size: number): number => {
  const known = widths.get(font) ?? new Map<string, number>();
  widths.set(font, known);
  const found = known.get(word) ?? font.widthOfTextAtSize(word, 1);
  known.set(word, found);
  return found * size;
};

/** Words on as many lines as they need; a word longer than a line stands alone. */
export const linesOf = (text: string, font: PDFFont, size: number, room: number): ReadonlyArray<string> =>
  text.split("\n").flatMap((paragraph) => {
    const lines: Array<string> = [];
    const space = widthOf(" ", font, size);
    let width = Number.POSITIVE_INFINITY;
    for (const word of paragraph.split(" ")) {
      const wide = widthOf(word, font, size);
      if (width + space + wide > room) {
        lines.push(word);
        width = wide;
      } else {
        lines.push(`${lines.pop() ?? ""} ${word}`);
        width += space + wide;
      }
    }
    return lines;
  });
