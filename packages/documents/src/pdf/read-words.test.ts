import { deflateSync } from "node:zlib";
import fontkit from "@cantoo/fontkit";
import { PDFDocument, PDFHexString, PDFName, StandardFonts, type PDFFont } from "@cantoo/pdf-lib";
import { afterAll, describe, expect, test } from "vitest";
import { readFonts } from "./font-files.ts";
import { pdfReader, readingLimits } from "./read-words.ts";

const reader = pdfReader();
afterAll(() => reader.close());

interface Draft {
  readonly doc: PDFDocument;
  readonly font: PDFFont;
}

const drafted = async (write: (draft: Draft) => unknown): Promise<Uint8Array> => {
  const doc = await PDFDocument.create();
  doc.registerFontkit(fontkit);
  const [plain] = await readFonts();
  await write({ doc, font: await doc.embedFont(plain) });
  return doc.save();
};
const said = (words: string) => drafted(({ doc, font }) => doc.addPage().drawText(words, { font, size: 12, y: 500 }));
const pixel = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const scan = ({ doc }: Draft) => doc.embedPng(pixel).then((image) => doc.addPage().drawImage(image, { width: 400, height: 600 }));
const read = async (bytes: Uint8Array) => {
  const words = await reader.read(bytes);
  return { isWhole: words?.isWhole, text: words?.texts.join("\n") ?? null };
};

describe("the words of a PDF", () => {
  test("are put together where the runs, a line or a ligature cut them, with their accents", async () => {
    const bytes = await drafted(({ doc, font }) => {
      const page = doc.addPage();
      const size = 12;
      page.drawText("Mme Quen", { font, size, x: 50, y: 700 });
      page.drawText("ouille-Zéphyrin", { font, size, x: 50 + font.widthOfTextAtSize("Mme Quen", size), y: 700 });
      page.drawText("M. La\uFB03tte, Œillet", { font, size, x: 50, y: 600 });
      page.drawText("Docteur Boulan-", { font, size, x: 50, y: 500 });
      page.drawText("geon, ligne suivante", { font, size, x: 50, y: 485 });
      page.drawText("M. B\u00B4eranger", { font, size, x: 50, y: 400 });
      doc.addPage().drawText("Dernière", { font, size });
    });
    const { isWhole, text } = await read(bytes);
    expect(isWhole).toBe(true);
    for (const word of ["Mme Quenouille-Zéphyrin", "M. Laffitte, Œillet", "Docteur Boulangeon", "Beranger", "Dernière"]) expect(text).toContain(word);
  });

  test("are those of its metadata, fields, notes and bookmarks too", async () => {
    const bytes = await drafted(({ doc, font }) => {
      const page = doc.addPage();
      page.drawText("Procès-verbal", { font });
      doc.setAuthor("Autrice Zéphyrin");
      const field = doc.getForm().createTextField("présidente");
      field.addToPage(page);
      field.setText("Champ Zephyrin");
      const note = doc.context.obj({ Type: "Annot", Subtype: "Text", Rect: [0, 0, 10, 10], Contents: PDFHexString.fromText("Note Zéphyrin") });
      page.node.addAnnot(doc.context.register(note));
      const outlines = doc.context.nextRef();
      const chapter = doc.context.register(doc.context.obj({ Title: PDFHexString.fromText("Signet Zéphyrin"), Parent: outlines, Dest: [page.ref, "Fit"] }));
      doc.context.assign(outlines, doc.context.obj({ Type: "Outlines", First: chapter, Last: chapter, Count: 1 }));
      doc.catalog.set(PDFName.of("Outlines"), outlines);
    });
    const { text } = await read(bytes);
    for (const words of ["Autrice Zéphyrin", "présidente", "Champ Zephyrin", "Note Zéphyrin", "Signet Zéphyrin"]) expect(text).toContain(words);
  });

  test("are read through to the last of 500 pages", async () => {
    const bytes = await drafted(async ({ doc }) => {
      const font = await doc.embedFont(StandardFonts.Helvetica);
      for (let page = 1; page <= 500; page += 1) doc.addPage().drawText(`Page ${page} signée`, { font });
    });
    const { isWhole, text } = await read(bytes);
    expect([isWhole, text?.includes("Page 500 signée")]).toEqual([true, true]);
  });
});

describe("a PDF that is not read whole", () => {
  test("is a scan, one page of a scan among others, one without a word, one with a stamp, a signature or an attachment; what can be read of it is told", async () => {
    const withAnnotation = (annotation: Record<string, string>) =>
      drafted(({ doc, font }) => {
        const page = doc.addPage();
        page.drawText("Convention", { font });
        page.node.addAnnot(doc.context.register(doc.context.obj({ Type: "Annot", Rect: [0, 0, 10, 10], ...annotation })));
      });
    const made = [
      await drafted(scan),
      await drafted(async (draft) => {
        draft.doc.addPage().drawText("Convention", { font: draft.font });
        await scan(draft);
      }),
      await drafted(({ doc }) => doc.addPage()),
      await withAnnotation({ Subtype: "Stamp" }),
      await withAnnotation({ Subtype: "Widget", FT: "Sig" }),
      await drafted(({ doc, font }) => {
        doc.addPage().drawText("Convention", { font });
        return doc.attach(Buffer.from("liste"), "liste.txt");
      }),
    ];
    const found: Array<readonly [boolean | undefined, boolean | undefined]> = [];
    for (const bytes of made) {
      const { isWhole, text } = await read(bytes);
      found.push([isWhole, text?.includes("Convention")]);
    }
    expect(found).toEqual([[false, false], [false, true], [false, false], [false, true], [false, true], [false, true]]);
  });

  test("has no empty page to blame: nothing stands on one", async () => {
    const blank = await drafted(({ doc, font }) => {
      doc.addPage().drawText("Recto", { font });
      doc.addPage();
    });
    expect((await read(blank)).isWhole).toBe(true);
  });

  test("is one beyond the limits of pages or characters", async () => {
    const bytes = await drafted(({ doc, font }) => [1, 2, 3].forEach((page) => doc.addPage().drawText(`Page ${page}`, { font })));
    for (const limits of [{ ...readingLimits, pages: 2 }, { ...readingLimits, characters: 8 }]) {
      const few = pdfReader(limits);
      const words = await few.read(bytes);
      await few.close();
      expect([words?.isWhole, words?.texts[0]?.includes("Page 1"), words?.texts[0]?.includes("Page 3")]).toEqual([false, true, false]);
    }
  });
});

describe("a PDF that cannot be read", () => {
  test("is closed by a password, cut, or no PDF at all; one whose words are damaged is not whole", async () => {
    const locked = await drafted(({ doc, font }) => {
      doc.addPage().drawText("Secret", { font });
      doc.encrypt({ userPassword: "mot", ownerPassword: "passe" });
    });
    const damaged = await drafted(({ doc }) => {
      const content = doc.context.register(doc.context.stream(Buffer.from("not deflated at all"), { Filter: "FlateDecode" }));
      doc.addPage().node.set(PDFName.of("Contents"), content);
    });
    const whole = await said("Mme Zéphyrin");
    expect((await read(locked)).text).toBe(null);
    expect((await read(whole.slice(0, 40))).text).toBe(null);
    expect((await read(Buffer.from("%PDF-1.7\nMme Zéphyrin"))).text).toBe(null);
    expect((await read(damaged)).isWhole).toBe(false);
    expect((await read(whole)).text).toContain("Mme Zéphyrin");
  });

  test("is read all the same where only the rights of its reader are limited", async () => {
    const printed = await drafted(({ doc, font }) => {
      doc.addPage().drawText("Mme Zéphyrin", { font });
      doc.encrypt({ ownerPassword: "passe", permissions: { copying: false } });
    });
    expect((await read(printed)).text).toContain("Mme Zéphyrin");
  });

  test("is one that takes too much time or memory: its thread ends, and the next file is read by another", async () => {
    const whole = await said("Mme Zéphyrin");
    const bomb = await drafted(({ doc }) => {
      const packed = deflateSync(Buffer.alloc(256 * 1024 * 1024, " "));
      doc.addPage().node.set(PDFName.of("Contents"), doc.context.register(doc.context.stream(packed, { Filter: "FlateDecode" })));
    });
    const narrow = pdfReader({ ...readingLimits, mebibytes: 96 });
    expect([await narrow.read(bomb), (await narrow.read(whole))?.texts[0]]).toEqual([null, "Mme Zéphyrin"]);
    await narrow.close();
    const hasty = pdfReader({ ...readingLimits, milliseconds: 1 });
    expect(await hasty.read(whole)).toBe(null);
    await hasty.close();
  });
});
