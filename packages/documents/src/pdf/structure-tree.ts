import { type PDFArray, type PDFDict, type PDFDocument, PDFHexString, PDFName, PDFNumber, PDFOperator, PDFOperatorNames, type PDFPage, type PDFRef } from "@cantoo/pdf-lib";

/** What a part of a document is (ISO 32000-1, §14.8.4). */
export type Tag = "Document" | "H1" | "H2" | "H3" | "P" | "L" | "LI" | "LBody" | "Table" | "Caption" | "TR" | "TH" | "TD" | "Figure";

/** A part of a document, in the order in which it is read. */
export interface Element {
  readonly tag: Tag;
  readonly children: Array<Element | { readonly page: PDFPage; readonly number: number }>;
  /** In words, of what is not text. */
  readonly alternative?: string;
}

/** The logical structure of a document while it is drawn: what reads it aloud follows this, and not the places on the pages. */
export interface StructureTree {
  readonly root: Element;
  readonly add: (parent: Element, tag: Tag, alternative?: string) => Element;
  /** Draws something that belongs to a part. */
  readonly draw: (element: Element, page: PDFPage, drawing: () => void) => void;
  /** Draws what is of no part: rules, page numbers, titles repeated on the next page. */
  readonly drawArtifact: (page: PDFPage, drawing: () => void) => void;
  /** Writes the structure into the document. */
  readonly write: () => void;
}

const name = (text: string): PDFName => PDFName.of(text);
const operator = (kind: PDFOperatorNames, ...args: ReadonlyArray<PDFName | string>): PDFOperator => PDFOperator.of(kind, [...args]);

/** Begins the structure of a document. */
export const structureTree = (document: PDFDocument): StructureTree => {
  const { context } = document;
  const root: Element = { tag: "Document", children: [] };
  const marks = new Map<PDFPage, number>();

  const writeElement = (element: Element, parent: PDFRef, owners: Map<PDFPage, Array<PDFRef>>): PDFRef => {
    const ref = context.nextRef();
    const kids = element.children.map((child): PDFRef | PDFDict => {
      if ("tag" in child) return writeElement(child, ref, owners);
      const list = owners.get(child.page) ?? [];
      owners.set(child.page, list);
      list[child.number] = ref;
      return context.obj({ Type: "MCR", Pg: child.page.ref, MCID: child.number });
    });
    const dict = context.obj({ Type: "StructElem", S: element.tag, P: parent, K: context.obj(kids) });
    if (element.alternative !== undefined) dict.set(name("Alt"), PDFHexString.fromText(element.alternative));
    if (element.tag === "TH") dict.set(name("A"), context.obj({ O: "Table", Scope: "Column" }));
    context.assign(ref, dict);
    return ref;
  };

  return {
    root,
    add: (parent, tag, alternative) => {
      const element: Element = { tag, children: [], ...(alternative === undefined ? {} : { alternative }) };
      parent.children.push(element);
      return element;
    },
    draw: (element, page, drawing) => {
      const number = marks.get(page) ?? 0;
      marks.set(page, number + 1);
      element.children.push({ page, number });
      page.pushOperators(operator(PDFOperatorNames.BeginMarkedContentSequence, name(element.tag), `<</MCID ${number}>>`));
      drawing();
      page.pushOperators(operator(PDFOperatorNames.EndMarkedContent));
    },
    drawArtifact: (page, drawing) => {
      page.pushOperators(operator(PDFOperatorNames.BeginMarkedContent, name("Artifact")));
      drawing();
      page.pushOperators(operator(PDFOperatorNames.EndMarkedContent));
    },
    write: () => {
      const rootRef = context.nextRef();
      const owners = new Map<PDFPage, Array<PDFRef>>();
      const top = writeElement(root, rootRef, owners);
      const numbers: PDFArray = context.obj([]);
      for (const [index, page] of document.getPages().entries()) {
        page.node.set(name("StructParents"), PDFNumber.of(index));
        page.node.set(name("Tabs"), name("S"));
        numbers.push(PDFNumber.of(index));
        numbers.push(context.register(context.obj(owners.get(page) ?? [])));
      }
      const parents = context.register(context.obj({ Nums: numbers }));
      context.assign(rootRef, context.obj({ Type: "StructTreeRoot", K: context.obj([top]), ParentTree: parents, ParentTreeNextKey: document.getPageCount() }));
      document.catalog.set(name("StructTreeRoot"), rootRef);
      document.catalog.set(name("MarkInfo"), context.obj({ Marked: true }));
    },
  };
};
