// oxlint-disable-next-line import/no-unassigned-import -- the other half of the reader, which it would ask for by an address of a browser: imported, it says where it is, and runs in this very thread.
import "pdfjs-dist/legacy/build/pdf.worker.mjs";
import { getDocument, OPS } from "pdfjs-dist/legacy/build/pdf.mjs";

/** What was read of a PDF. */
export interface PdfWords {
  /** Its words in several spellings: a word may be cut by the runs and lines it is set in, or two be glued. */
  readonly texts: ReadonlyArray<string>;
  /** False where something stands that has words, perhaps, and is not text: a scanned page, a stamp, a signature, an attachment, pages beyond the limit; and where there is no word at all. */
  readonly isWhole: boolean;
}

export interface PdfLimits {
  readonly pages: number;
  readonly characters: number;
}

type Pdf = Awaited<ReturnType<typeof getDocument>["promise"]>;
type Page = Awaited<ReturnType<Pdf["getPage"]>>;

const deepest = 20;

/** Every text in what the reader tells of metadata, bookmarks, annotations and structure. */
const textsWithin = (value: unknown, depth = 0): ReadonlyArray<string> => {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null || depth > deepest || ArrayBuffer.isView(value)) return [];
  const inside = value instanceof Map ? [...value.values()] : Object.values(value);
  return inside.flatMap((one) => textsWithin(one, depth + 1));
};

const drawn: ReadonlySet<number> = new Set(
  Object.entries(OPS)
    .filter(([name]) => /^(?:paint|shadingFill|fill$|stroke$|eoFill|fillStroke|eoFillStroke|closeStroke|closeFill|closeEOFill|constructPath|showText|showSpaced|beginInline)/u.test(name))
    .map(([, code]) => code),
);

/** Whether anything is drawn on a page. */
const isDrawnOn = async (page: Page): Promise<boolean> => (await page.getOperatorList()).fnArray.some((code) => drawn.has(code));

/** Annotations whose words are in a picture, in a certificate, or in a file of their own. */
const isUnreadable = (annotation: unknown): boolean => {
  const { fieldType, subtype } = annotation as { readonly subtype?: unknown; readonly fieldType?: unknown }; // the reader declares them any
  return subtype === "Stamp" || subtype === "FileAttachment" || fieldType === "Sig";
};

interface PageWords {
  readonly runs: ReadonlyArray<{ readonly str: string; readonly hasEOL: boolean }>;
  readonly beside: ReadonlyArray<string>;
  readonly hasWords: boolean;
  readonly isWhole: boolean;
}

const wordsOfPage = async (page: Page): Promise<PageWords> => {
  const runs = (await page.getTextContent()).items.flatMap((item) => ("str" in item ? [item] : []));
  const annotations: ReadonlyArray<unknown> = await page.getAnnotations();
  const beside = [...textsWithin(annotations), ...textsWithin(await page.getStructTree())];
  const hasWords = runs.some(({ str }) => str.trim() !== "");
  return { runs, beside, hasWords, isWhole: !annotations.some(isUnreadable) && (hasWords || !(await isDrawnOn(page))) };
};

/** What stands between pages, fields and notes. */
const apart = "\n";

const plain = (text: string): string => text.replaceAll(/[\u00AD\u00B4\u02C6\u02DC\u00B8\u00A8`]/gu, "");

/**
 * As the runs say it; with every run as a word of its own; with words joined that are cut at the end of a line. Soft hyphens are none,
 * and accents that are set as characters of their own (as TeX does) fall away: whoever searches names passes over accents.
 */
const spellings = (pages: ReadonlyArray<PageWords>): ReadonlyArray<string> => {
  const asSet = plain(pages.map(({ runs }) => runs.map(({ hasEOL, str }) => str + (hasEOL ? apart : "")).join("")).join(apart));
  return [asSet, plain(pages.map(({ runs }) => runs.map(({ str }) => str).join(" ")).join(apart)), asSet.replaceAll(/[-\u2010]\s*\n\s*/gu, "")];
};

const wordsBeside = async (pdf: Pdf): Promise<ReadonlyArray<string>> => {
  const { info, metadata } = await pdf.getMetadata();
  return [...textsWithin(info), ...textsWithin(metadata === null ? [] : [...metadata].map(([, value]) => value)), ...textsWithin(await pdf.getOutline())];
};

const readOpened = async (pdf: Pdf, { characters, pages: mostPages }: PdfLimits): Promise<PdfWords | null> => {
  const beside = [...(await wordsBeside(pdf))];
  const pages: Array<PageWords> = [];
  let isReadable = pdf.numPages <= mostPages && !pdf.isPureXfa && (await pdf.getAttachments()) === null;
  let left = characters;
  for (let number = 1; number <= Math.min(pdf.numPages, mostPages) && left > 0; number += 1) {
    const page = await pdf.getPage(number);
    const words = await wordsOfPage(page);
    page.cleanup();
    pages.push(words);
    beside.push(...words.beside);
    isReadable &&= words.isWhole;
    left -= words.runs.reduce((sum, { str }) => sum + str.length + 1, 0) + words.beside.reduce((sum, text) => sum + text.length + 1, 0);
  }
  return { texts: [...spellings(pages), beside.join(apart)], isWhole: isReadable && left > 0 && pages.some(({ hasWords }) => hasWords) };
};

/**
 * The words of a PDF: of its pages, fields, annotations, bookmarks, descriptions of pictures and metadata, never of pictures. Null where
 * it cannot be opened: damaged, or closed by a password. What is wrong on a page makes the whole one that cannot be read.
 */
export const wordsOfPdf = async (data: Uint8Array, limits: PdfLimits): Promise<PdfWords | null> => {
  const opening = getDocument({ data, verbosity: 0, stopAtErrors: true, useWorkerFetch: false, useSystemFonts: false, disableFontFace: true });
  try {
    return await readOpened(await opening.promise, limits);
  } catch {
    return null;
  } finally {
    await opening.destroy();
  }
};
