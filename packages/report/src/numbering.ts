import type { Block, Cell, Note, Section } from "./ActivityReport.ts";

const cellsOf = (block: Block): ReadonlyArray<Cell> => {
  switch (block.kind) {
    case "heading":
      return [];
    case "paragraph":
      return [block.cell];
    case "list":
      return block.items;
    case "table":
      return block.rows.flat();
  }
};

const numbersOf = (block: Block): ReadonlyArray<number> => [...(block.kind === "table" ? (block.notes ?? []) : []), ...cellsOf(block).flatMap(({ notes = [] }) => notes)];

/** Numbers the notes anew in the order in which they are read, without those that nothing refers to. */
export const numbered = (sections: ReadonlyArray<Section>, notes: ReadonlyArray<Note>): { readonly sections: ReadonlyArray<Section>; readonly notes: ReadonlyArray<Note> } => {
  const used = [...new Set(sections.flatMap(({ blocks }) => blocks.flatMap(numbersOf)))];
  const renumber = (numbers: ReadonlyArray<number>): ReadonlyArray<number> => numbers.map((number) => used.indexOf(number) + 1);
  const cell = (one: Cell): Cell => (one.notes === undefined ? one : { ...one, notes: renumber(one.notes) });
  const block = (one: Block): Block => {
    switch (one.kind) {
      case "heading":
        return one;
      case "paragraph":
        return { ...one, cell: cell(one.cell) };
      case "list":
        return { ...one, items: one.items.map(cell) };
      case "table":
        return { ...one, ...(one.notes === undefined ? {} : { notes: renumber(one.notes) }), rows: one.rows.map((row) => row.map(cell)) };
    }
  };
  const texts = new Map(notes.map(({ number, text }) => [number, text]));
  return { sections: sections.map((one) => ({ ...one, blocks: one.blocks.map(block) })), notes: used.map((number, index) => ({ number: index + 1, text: texts.get(number) ?? "" })) };
};
