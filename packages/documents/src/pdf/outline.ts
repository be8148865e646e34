import { type PDFDocument, PDFHexString, PDFName, PDFNull, PDFNumber, type PDFPage } from "@cantoo/pdf-lib";

/** A bookmark: what it says, and where it leads. */
export interface Bookmark {
  readonly text: string;
  readonly page: PDFPage;
  /** Points from the foot of the page. */
  readonly top: number;
}

/** Writes the bookmarks of a document, one after the other (ISO 32000-1, §12.3.3). */
export const writeOutline = (document: PDFDocument, bookmarks: ReadonlyArray<Bookmark>): void => {
  if (bookmarks.length === 0) return;
  const { context } = document;
  const root = context.nextRef();
  const refs = bookmarks.map(() => context.nextRef());
  for (const [index, { page, text, top }] of bookmarks.entries()) {
    const [ref, previous, next] = [refs[index], refs[index - 1], refs[index + 1]];
    if (ref === undefined) continue;
    const item = context.obj({ Parent: root, Dest: context.obj([page.ref, PDFName.of("XYZ"), PDFNull, PDFNumber.of(top), PDFNull]) });
    item.set(PDFName.of("Title"), PDFHexString.fromText(text));
    if (previous !== undefined) item.set(PDFName.of("Prev"), previous);
    if (next !== undefined) item.set(PDFName.of("Next"), next);
    context.assign(ref, item);
  }
  const [first, last] = [refs[0], refs.at(-1)];
  if (first === undefined || last === undefined) return;
  context.assign(root, context.obj({ Type: "Outlines", First: first, Last: last, Count: refs.length }));
  document.catalog.set(PDFName.of("Outlines"), root);
  document.catalog.set(PDFName.of("PageMode"), PDFName.of("UseOutlines"));
};
