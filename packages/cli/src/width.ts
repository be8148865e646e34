/**
 * How many columns a text takes in a terminal, and how to cut it there. Enough for French and for names from anywhere:
 * combining accents take none, East Asian characters and emoji take two (Unicode Annex 11).
 *
 * @example
 * ```ts
 * import { cut, printable, widthOf } from "./width.ts"
 *
 * widthOf("Orléans") // => 7
 * widthOf("Orléans".normalize("NFD")) // => 7
 * cut("Saint-Amand-Montrond", 12) // => "Saint-Amand…"
 * printable("a\tb\u001b[31m") // => "a b [31m"
 * ```
 *
 * @since 0.1.0
 */
const graphemes = new Intl.Segmenter("fr", { granularity: "grapheme" });
const wide = /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}])/u;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}]*$/u;
const plain = /^[\x20-\x7e]*$/u;

const widthOfGrapheme = (grapheme: string): number => (wide.test(grapheme) ? 2 : invisible.test(grapheme) ? 0 : 1);

/** The columns that a text takes. */
export const widthOf = (text: string): number => {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += widthOfGrapheme(segment);
  return width;
};

/** The text in at most so many columns, with an ellipsis where something was cut off. */
export const cut = (text: string, columns: number): string => {
  if (widthOf(text) <= columns) return text;
  let kept = "";
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    width += widthOfGrapheme(segment);
    if (width > columns - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
};

/** The text filled up to so many columns. */
export const pad = (text: string, columns: number): string => text + " ".repeat(Math.max(0, columns - widthOf(text)));

/** The text on one line, without the characters by which data could command a terminal (or turn a line around). */
export const printable = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ");
