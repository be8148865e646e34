import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { PDFDocument, PDFFont } from "@cantoo/pdf-lib";

/** Noto Sans (SIL Open Font License 1.1): Latin with its Vietnamese accents, Greek and Cyrillic. Read from its package once, when a document is first made. */
const fileOf = (path: string): Promise<Buffer> => readFile(createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans/${path}`));

let files: Promise<readonly [plain: Buffer, bold: Buffer]> | undefined;

/** Puts the two fonts of our documents into one: of each, no more than the letters that it uses. */
export const embedFonts = async (document: PDFDocument): Promise<{ readonly plain: PDFFont; readonly bold: PDFFont }> => {
  files ??= Promise.all([fileOf("400Regular/NotoSans_400Regular.ttf"), fileOf("700Bold/NotoSans_700Bold.ttf")]);
  const [plain, bold] = await files;
  const fontkit = await import("@cantoo/fontkit");
  document.registerFontkit(fontkit);
  // Letters are composed (NFC) before: taken apart again by the font, "ị" would be copied out of the document for each "i".
  const options = { subset: true, features: { ccmp: false, liga: false } };
  return { plain: await document.embedFont(plain, options), bold: await document.embedFont(bold, options) };
};
