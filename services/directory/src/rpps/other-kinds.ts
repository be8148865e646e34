import type { Bilingual } from "@cpts/api/Endpoint";
import { anotherKind } from "./refusals.ts";

/** What people hand in by mistake, by its first bytes, and what to do instead. */
const kinds: ReadonlyArray<readonly [start: string, is: Bilingual]> = [
  ["%PDF-", { fr: "un PDF", en: "a PDF" }],
  ["\u{89}PNG", { fr: "une image", en: "an image" }],
  ["\u{ff}\u{d8}\u{ff}", { fr: "une image", en: "an image" }],
  ["\u{d0}\u{cf}\u{11}\u{e0}", { fr: "un classeur Excel 97 ; exportez-le en texte", en: "a workbook of Excel 97; export it as text" }],
  ["7z\u{bc}\u{af}", { fr: "une archive 7z ; recomprimez-la en ZIP ou en gzip", en: "a 7z archive; pack it anew as ZIP or gzip" }],
  ["Rar!", { fr: "une archive RAR ; recomprimez-la en ZIP ou en gzip", en: "a RAR archive; pack it anew as ZIP or gzip" }],
  ["BZh", { fr: "un fichier bzip2 ; recomprimez-le en gzip", en: "a bzip2 file; pack it anew by gzip" }],
  ["\u{fd}7zXZ", { fr: "un fichier xz ; recomprimez-le en gzip", en: "an xz file; pack it anew by gzip" }],
  ["\u{28}\u{b5}\u{2f}\u{fd}", { fr: "un fichier zstd ; recomprimez-le en gzip", en: "a zstd file; pack it anew by gzip" }],
  ["\u{ff}\u{fe}", { fr: "un texte en UTF-16 ; enregistrez-le en UTF-8", en: "a text in UTF-16; save it as UTF-8" }],
  ["\u{fe}\u{ff}", { fr: "un texte en UTF-16 ; enregistrez-le en UTF-8", en: "a text in UTF-16; save it as UTF-8" }],
  ["{", { fr: "du JSON", en: "JSON" }],
  ["[", { fr: "du JSON", en: "JSON" }],
  ["<", { fr: "une page web ou du XML : le téléchargement a sans doute échoué", en: "a web page or XML: the download has probably failed" }],
];

/** Throws the Problem that says what a text is, where it is none of an extract. */
export const refuseOtherKinds = (text: Uint8Array): void => {
  const start = Buffer.from(text.subarray(0, 64)).toString("latin1").trimStart();
  const found = kinds.find(([bytes]) => start.startsWith(bytes));
  if (found !== undefined) throw anotherKind(found[1]);
  // No text of an extract holds a byte 0; every other one of UTF-16 is.
  if (start.includes("\0")) throw anotherKind({ fr: "un fichier binaire, ou un texte qui n'est pas en UTF-8", en: "a binary file, or a text that is not in UTF-8" });
};
