/** Collects the notes of a report while it is written: the same source has one number. */
import type { Explanation } from "@cpts/api/Explanation";
import type { Block, Cell, Missing, Note } from "./ActivityReport.ts";
import { trustLabel } from "./words.ts";

export interface Notes {
  readonly numberOf: (text: string) => number;
  readonly all: () => ReadonlyArray<Note>;
}

export const notes = (): Notes => {
  const numbers = new Map<string, number>();
  return {
    numberOf: (text) => {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, numbers.size + 1);
      return numbers.size;
    },
    all: () => [...numbers].map(([text, number]) => ({ number, text })),
  };
};

const sentence = (text: string): string => (/[.!?]$/u.test(text) ? text : `${text}.`);

/** The rule of a figure and what it was computed from, as one note. */
export const explanationText = ({ rule, sources }: Explanation): string =>
  `${sentence(rule.fr)}${sources.length === 0 ? "" : ` Source : ${sources.map(({ name, status }) => `${name} (${trustLabel(status)})`).join(" ; ")}.`}`;

/** Text with its notes; empty ones are left out. */
export const cell = (text: string, ...numbers: ReadonlyArray<number | null>): Cell => {
  const given = numbers.filter((number) => number !== null);
  return given.length === 0 ? { text } : { text, notes: given };
};

export const figure = (text: string, value: number | string | null, ...numbers: ReadonlyArray<number | null>): Cell => ({ ...cell(text, ...numbers), value });

/** An amount in cents, in the words given. */
export const amount = (text: string, cents: number | null, ...numbers: ReadonlyArray<number | null>): Cell => ({ ...figure(text, cents, ...numbers), unit: "cents" });

export const paragraph = (text: string, ...numbers: ReadonlyArray<number | null>): Block => ({ kind: "paragraph", cell: cell(text, ...numbers) });
export const heading = (text: string): Block => ({ kind: "heading", text });
export const list = (items: ReadonlyArray<Cell>): ReadonlyArray<Block> => (items.length === 0 ? [] : [{ kind: "list", items }]);

export interface Column<Row> {
  readonly title: string;
  readonly figures?: boolean;
  readonly cell: (row: Row) => Cell | string;
}

/** A table; nothing where there is no row. Its notes hold for every figure that has none of its own. */
export const table = <Row>(caption: string, rows: ReadonlyArray<Row>, columns: ReadonlyArray<Column<Row>>, ...numbers: ReadonlyArray<number | null>): ReadonlyArray<Block> =>
  rows.length === 0
    ? []
    : [
        {
          kind: "table",
          caption,
          columns: columns.map(({ figures = false, title }) => ({ title, figures })),
          ...(numbers.some((number) => number !== null) ? { notes: numbers.filter((number) => number !== null) } : {}),
          rows: rows.map((row) =>
            columns.map((column) => {
              const given = column.cell(row);
              return typeof given === "string" ? { text: given } : given;
            }),
          ),
        },
      ];

export const missing = (what: string, why: string): Missing => ({ what, why });

/** What a list of a contract says where no contract is signed. */
export const withoutContract = (what: string): Missing => missing(what, "aucun contrat signé n'est saisi");
