/** A report as a workbook: a sheet for each table, one of what is missing, one of rules and sources. */
import type { Column, Sheet, Value, Workbook } from "@cpts/documents/spreadsheets/sheet";
import type { ActivityReport, Block, Cell } from "./ActivityReport.ts";
import { fingerprint } from "./fingerprint.ts";

type Table = Extract<Block, { readonly kind: "table" }>;

const text = (key: string, title: string): Column => ({ key, title, type: "text" });
const isFigure = ({ value }: Cell): boolean => typeof value === "number";

/** A column of figures becomes numbers; where its words say more than they do, the words stand beside them. */
const columnsOf = ({ columns, rows }: Table): ReadonlyArray<{ readonly column: Column; readonly value: (row: ReadonlyArray<Cell>) => Value }> =>
  columns.flatMap(({ title }, index) => {
    const cells = rows.flatMap((row) => row[index] ?? []);
    const words = { column: { key: `c${index}`, title, type: "identifier" as const }, value: (row: ReadonlyArray<Cell>) => row[index]?.text ?? null };
    if (!cells.some(isFigure)) return [words];
    const isMoney = cells.every((cell) => !isFigure(cell) || cell.unit === "cents");
    const number = (row: ReadonlyArray<Cell>): Value => {
      const { unit, value } = row[index] ?? { value: null };
      if (typeof value !== "number") return null;
      return unit === "cents" && !isMoney ? value / 100 : value;
    };
    const figures = { column: { key: `n${index}`, title, type: isMoney ? ("cents" as const) : ("number" as const) }, value: number };
    return [figures, { ...words, column: { ...words.column, title: `${title} (tel qu'écrit)` } }];
  });

const sheetOf = (table: Table, section: string, index: number): Sheet => {
  const columns = columnsOf(table);
  const notesOf = (row: ReadonlyArray<Cell>): string => [...new Set([...row.flatMap(({ notes = [] }) => notes), ...(table.notes ?? [])])].join(", ");
  return {
    key: `${section}-${index}`,
    name: `${index} ${table.caption}`,
    columns: [...columns.map(({ column }) => column), text("notes", "Règles et sources (numéros)")],
    rows: table.rows.map((row) => [...columns.map(({ value }) => value(row)), notesOf(row)]),
  };
};

/** The workbook of a report. */
export const workbookOf = (report: ActivityReport): Workbook => {
  const tables = report.sections.flatMap(({ blocks, id }) => blocks.filter((block) => block.kind === "table").map((table) => ({ id, table })));
  const said = report.sections.flatMap(({ blocks, heading }) =>
    blocks.flatMap((block) => (block.kind === "paragraph" ? [block.cell] : block.kind === "list" ? block.items : [])).map((cell) => [heading, cell.text, (cell.notes ?? []).join(", ")]),
  );
  return {
    name: `rapport-${report.year}`,
    sheets: [
      {
        key: "rapport",
        name: "Rapport",
        columns: [text("what", "Donnée"), text("value", "Valeur")],
        rows: [
          ["Titre", report.title],
          ["CPTS", report.cpts.name],
          ["Identifiant", report.cpts.id],
          ["Année", String(report.year)],
          ["État au", report.asOf],
          ["Année finie", report.isWholeYear ? "oui" : "non"],
          ["Empreinte SHA-256 du contenu (forme canonique JSON, RFC 8785)", fingerprint(report)],
        ],
      },
      ...tables.map(({ id, table }, index) => sheetOf(table, id, index + 1)),
      { key: "textes", name: "Textes", columns: [text("section", "Partie"), text("text", "Texte"), text("notes", "Règles et sources (numéros)")], rows: said },
      { key: "manques", name: "Ce qui manque", columns: [text("section", "Partie"), text("what", "Ce qui manque"), text("why", "Pourquoi")], rows: report.sections.flatMap(({ heading, missing }) => missing.map(({ what, why }) => [heading, what, why])) },
      { key: "sources", name: "Règles et sources", columns: [{ key: "number", title: "Numéro", type: "number" }, text("text", "Règle ou source")], rows: report.notes.map(({ number, text: words }) => [number, words]) },
    ],
  };
};
