/** A report as a document that people read: what PDF and DOCX are made from. */
import type { Picture, TextBlock, TextDocument } from "@cpts/documents/text/text-document";
import type { ActivityReport, Block, Cell, Section } from "./ActivityReport.ts";
import { fingerprint } from "./fingerprint.ts";
import { date } from "./french.ts";

const noted = (numbers: ReadonlyArray<number> | undefined): string => (numbers === undefined || numbers.length === 0 ? "" : ` [${[...new Set(numbers)].join(", ")}]`);
const worded = ({ notes, text }: Cell): string => `${text}${noted(notes)}`;

const outlined = (block: Block): TextBlock => {
  switch (block.kind) {
    case "heading":
      return { kind: "heading", level: 3, text: block.text };
    case "paragraph":
      return { kind: "paragraph", text: worded(block.cell) };
    case "list":
      return { kind: "list", isNumbered: false, items: block.items.map(worded) };
    case "table":
      return {
        kind: "table",
        caption: `${block.caption}${noted(block.notes)}`,
        columns: block.columns.map(({ figures, title }) => ({ title, isRight: figures })),
        rows: block.rows.map((row) => row.map(worded)),
      };
  }
};

/** What is missing of a section, as people are told. */
export const missingLine = ({ what, why }: Section["missing"][number]): string => `${what} : ${why}.`;

const sectionBlocks = ({ blocks, heading, missing }: Section): ReadonlyArray<TextBlock> => [
  { kind: "heading", level: 2, text: heading },
  ...blocks.map(outlined),
  ...(missing.length === 0 ? [] : ([{ kind: "heading", level: 3, text: "Ce qui manque" }, { kind: "list", isNumbered: false, items: missing.map(missingLine) }] as const)),
];

/** What a reader should know of the whole before reading it. */
const preface = (report: ActivityReport): string => {
  const missing = report.sections.reduce((sum, section) => sum + section.missing.length, 0);
  const until = report.isWholeYear ? `au ${date(report.asOf)}` : `au ${date(report.asOf)} : l'année n'est pas finie`;
  return `État ${until}. Ce rapport est composé de ce qui est saisi dans la plate-forme : ce que disent des documents, ce qui en est calculé, et ce qui n'est pas connu. Les numéros entre crochets renvoient aux règles et aux sources, à la fin. Ce qui manque est dit dans chaque partie : ${missing} ${missing < 2 ? "élément" : "éléments"} en tout.`;
};

/** The document of a report. */
export const outlineOf = (report: ActivityReport, picture: Picture | null): TextDocument => ({
  title: report.title,
  language: "fr-FR",
  picture,
  blocks: [
    { kind: "heading", level: 1, text: report.title },
    { kind: "paragraph", text: preface(report) },
    ...report.sections.flatMap(sectionBlocks),
    ...(report.leftOut.length === 0 ? [] : ([{ kind: "heading", level: 2, text: "Parties que le modèle ne demande pas" }, { kind: "list", isNumbered: false, items: report.leftOut }] as const)),
    { kind: "heading", level: 2, text: "Règles et sources" },
    { kind: "list", isNumbered: true, items: report.notes.map(({ text }) => text) },
    { kind: "paragraph", text: `Empreinte SHA-256 du contenu (forme canonique JSON, RFC 8785) : ${fingerprint(report)}` },
  ],
});
