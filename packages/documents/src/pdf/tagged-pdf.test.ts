import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, test } from "vitest";
import { exampleDocument } from "../text/example-document.fixture.ts";
import { taggedPdf } from "./tagged-pdf.ts";

type Pdf = Awaited<ReturnType<typeof getDocument>["promise"]>;
interface Node {
  readonly role?: string;
  readonly alt?: string;
  readonly children?: ReadonlyArray<Node>;
  readonly type?: string;
  readonly id?: string;
}

let pdf: Pdf;
let bytes: Uint8Array;

beforeAll(async () => {
  bytes = await taggedPdf(exampleDocument);
  pdf = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
});

/** The reader answers dictionaries as maps. */
const asked = (given: unknown): unknown => (given instanceof Map ? Object.fromEntries(given) : given);
const pages = async () => Promise.all(Array.from({ length: pdf.numPages }, (_, index) => pdf.getPage(index + 1)));
const trees = async (): Promise<ReadonlyArray<Node>> => Promise.all((await pages()).map(async (page) => (await page.getStructTree()) as Node));
const walk = (node: Node): ReadonlyArray<Node> => [node, ...(node.children ?? []).flatMap(walk)];

/** The text of each part in the order of the structure, as a screen reader follows it. */
const readAloud = async (): Promise<ReadonlyArray<readonly [role: string, text: string]>> => {
  const all: Array<readonly [string, string]> = [];
  for (const page of await pages()) {
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const texts = new Map<string, string>();
    let open: string | undefined;
    for (const item of items) {
      if ("str" in item) {
        if (open !== undefined) texts.set(open, (texts.get(open) ?? "") + item.str);
      } else if (item.type === "beginMarkedContentProps") open = item.id ?? undefined;
      else if (item.type === "endMarkedContent") open = undefined;
    }
    const visit = (node: Node, role: string): void => {
      if (node.type === "content" && node.id !== undefined) all.push([role, (texts.get(node.id) ?? "").trim()]);
      for (const child of node.children ?? []) visit(child, node.role ?? role);
    };
    visit((await page.getStructTree()) as Node, "");
  }
  return all;
};

describe("a tagged document, opened by another reader than ours", () => {
  test("says its title, its language and that it is tagged", async () => {
    const { info, metadata } = await pdf.getMetadata();
    expect([(info as { readonly Title?: string }).Title, (info as { readonly Language?: string }).Language]).toEqual([exampleDocument.title, "fr-FR"]);
    expect(metadata.get("dc:title")).toBe(exampleDocument.title);
    expect(asked(await pdf.getMarkInfo())).toMatchObject({ Marked: true });
    expect(asked(await pdf.getViewerPreferences())).toMatchObject({ DisplayDocTitle: true });
  });

  test("has a bookmark for its title and for each section, which leads to its page", async () => {
    const outline = (await pdf.getOutline()) ?? [];
    expect(outline.map(({ title }) => title)).toEqual([exampleDocument.title, "Territoire", "Règles et sources"]);
    const places = await Promise.all(outline.map(({ dest }) => pdf.getPageIndex((dest as [{ readonly num: number; readonly gen: number }])[0])));
    expect(places).toEqual([0, 0, pdf.numPages - 1]);
  });

  test("is read in its order: heading, list, caption, titles and cells of the table, whatever page they are on", async () => {
    const told = await readAloud();
    expect(told.slice(0, 9)).toEqual([
      ["Figure", ""],
      ["H1", exampleDocument.title],
      ["P", "Ce que disent des documents & ce qui en est <calculé>."],
      ["H2", "Territoire"],
      ["LBody", "– Amboise"],
      ["LBody", "– Bléré"],
      ["Caption", "Communes et habitants"],
      ["TH", "Commune"],
      ["TH", "Habitants"],
    ]);
    expect(pdf.numPages).toBeGreaterThan(2);
    expect(told.filter(([role]) => role === "TH")).toHaveLength(2);
    expect(told.filter(([role]) => role === "TD").map(([, text]) => text)).toEqual(Array.from({ length: 90 }, (_, index) => [`Commune ${index + 1}`, String(1_000 + index)]).flat());
    expect(told.slice(-4)).toEqual([["H2", "Règles et sources"], ["H3", "Textes"], ["LBody", "1. Première règle"], ["LBody", "2. Seconde règle"]]);
  });

  test("says in words what its picture shows, and leaves nothing untagged that is not decoration", async () => {
    const nodes = (await trees()).flatMap(walk);
    expect(nodes.flatMap(({ alt, role }) => (role === "Figure" ? [alt] : []))).toEqual(["Logo de la CPTS d'essai"]);
    for (const page of await pages()) {
      const { items } = await page.getTextContent({ includeMarkedContent: true });
      let depth = 0;
      const outside: Array<string> = [];
      for (const item of items) {
        if ("str" in item) {
          if (depth === 0 && item.str.trim() !== "") outside.push(item.str);
        } else if (item.type.startsWith("begin")) depth += 1;
        else depth -= 1;
      }
      expect(outside).toEqual([]);
    }
  });
});

test("the same document is the same bytes", async () => {
  expect(Buffer.from(await taggedPdf(exampleDocument)).equals(Buffer.from(bytes))).toBe(true);
});

test("a row that is taller than a page goes on on the next one, whole", async () => {
  const words = Array.from({ length: 1_500 }, (_, index) => `mot${index}`).join(" ");
  const tall = await getDocument({ data: Uint8Array.from(await taggedPdf({ ...exampleDocument, picture: null, blocks: [{ kind: "table", caption: "Longue", columns: [{ title: "A", isRight: false }, { title: "B", isRight: false }], rows: [[words, "court"]] }] })), verbosity: 0 }).promise;
  const texts: Array<string> = [];
  for (let page = 1; page <= tall.numPages; page += 1) texts.push((await (await tall.getPage(page)).getTextContent()).items.map((item) => ("str" in item ? item.str : "")).join(" "));
  expect(tall.numPages).toBeGreaterThan(1);
  expect(texts.join(" ").match(/mot\d+/gu)).toEqual(words.split(" "));
});
