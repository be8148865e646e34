import type { PDFDocument, PDFFont } from "@cantoo/pdf-lib";

/** Read once, when a document is first made. */
let files: Promise<readonly [plain: Uint8Array, bold: Uint8Array]> | undefined;

/** Puts the two fonts of our documents into one: of each, no more than the letters that it uses. */
export const embedFonts = async (document: PDFDocument): Promise<{ readonly plain: PDFFont; readonly bold: PDFFont }> => {
  files ??= import("./font-files.ts").then(({ readFonts }) => readFonts());
  const [plain, bold] = await files;
  const fontkit = await import("@cantoo/fontkit");
  document.registerFontkit(fontkit);
  // Letters are composed (NFC) before: taken apart again by the font, "ị" would be copied out of the document for each "i".
  const options = { subset: true, features: { ccmp: false, liga: false } };
  return { plain: await document.embedFont(plain, options), bold: await document.embedFont(bold, options) };
};
