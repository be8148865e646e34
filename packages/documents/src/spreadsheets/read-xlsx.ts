import { collector, type Rows, type TableLimits } from "./limits.ts";
import { serialDate } from "./serial-date.ts";
import { UnreadableTable } from "./unreadable.ts";
import { hear, type Shown, stylesOf, textsOf } from "./xlsx-parts.ts";
import { openZip } from "../archives/zip.ts";

/** A sheet that was read. */
export interface ReadSheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly rows: Rows;
}

interface Book {
  readonly texts: ReadonlyArray<string>;
  readonly styles: ReadonlyArray<Shown>;
  readonly is1904: boolean;
}

interface Listed {
  readonly name: string;
  readonly relation: string;
  readonly isHidden: boolean;
}

const relationsOf = async (xml: Buffer): Promise<ReadonlyMap<string, string>> => {
  const targets = new Map<string, string>();
  await hear(xml, {
    open: ({ attributes, name }) => {
      const target = attributes["Target"] ?? "";
      if (name === "Relationship") targets.set(attributes["Id"] ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    },
  });
  return targets;
};

const workbookOf = async (xml: Buffer): Promise<{ readonly listed: ReadonlyArray<Listed>; readonly is1904: boolean }> => {
  const listed: Array<Listed> = [];
  let is1904 = false;
  await hear(xml, {
    open: ({ attributes, name }) => {
      if (name === "workbookPr") is1904 = ["1", "true"].includes(attributes["date1904"] ?? "");
      if (name === "sheet") listed.push({ name: attributes["name"] ?? "", relation: Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1] ?? "", isHidden: (attributes["state"] ?? "visible") !== "visible" });
    },
  });
  return { listed, is1904 };
};

/** Column of a reference such as `AB12`, from 0. */
const columnOf = (reference: string): number => {
  let column = 0;
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
  }
  return column - 1;
};

const textOfNumber = (value: string, shown: Shown, is1904: boolean): string => {
  const number = Number(value);
  if (value === "" || !Number.isFinite(number)) return value;
  if (shown === "date") return serialDate(number, is1904) ?? String(number);
  // Computed amounts come with the noise of binary fractions; a spreadsheet shows fifteen digits.
  const text = String(Number(number.toPrecision(15)));
  return typeof shown === "object" && Number.isInteger(number) ? text.padStart(shown.digits, "0") : text;
};

const textOfCell = (type: string, value: string, style: number, { is1904, styles, texts }: Book): string => {
  if (type === "s") return texts[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "VRAI" : "FAUX";
  // An error of a formula is no value.
  if (type === "e") return "";
  if (type === "d") return value.slice(0, 10);
  return type === "n" ? textOfNumber(value, styles[style] ?? "number", is1904) : value;
};

const rowsOf = async (xml: Buffer, book: Book, limits: TableLimits, sheet: string): Promise<Rows> => {
  const table = collector(limits, sheet);
  let [value, isValue, type, style, column, aside] = ["", false, "n", 0, 0, 0];
  await hear(xml, {
    open: ({ attributes, name }) => {
      if (name === "row" && attributes["r"] !== undefined) table.goTo(Number(attributes["r"]));
      if (name === "rPh") aside += 1;
      if (name === "c") {
        const reference = attributes["r"];
        [value, type, style] = ["", attributes["t"] ?? "n", Number(attributes["s"] ?? 0)];
        column = reference === undefined ? table.next() : columnOf(reference);
      }
      isValue = (name === "v" || name === "t") && aside === 0;
    },
    text: (text) => {
      if (isValue) value += text;
    },
    close: ({ name }) => {
      if (name === "v" || name === "t") isValue = false;
      if (name === "rPh") aside -= 1;
      if (name === "c") table.cellAt(textOfCell(type, value, style, book), column);
      if (name === "row") table.endRow();
    },
  });
  return table.rows();
};

/** Reads the sheets of a workbook (ECMA-376): values as they are shown, formulas by their last result. */
export const readXlsx = async (bytes: Buffer, limits: TableLimits): Promise<ReadonlyArray<ReadSheet>> => {
  const archive = openZip(bytes, limits.unpacked);
  if (!archive.names.has("xl/workbook.xml")) throw new UnreadableTable({ code: "not-a-table" });
  const { is1904, listed } = await workbookOf(await archive.read("xl/workbook.xml"));
  if (listed.length > limits.sheets) throw new UnreadableTable({ code: "too-many-sheets", limit: limits.sheets });
  const targets = await relationsOf(await archive.read("xl/_rels/workbook.xml.rels"));
  const book: Book = {
    texts: archive.names.has("xl/sharedStrings.xml") ? await textsOf(await archive.read("xl/sharedStrings.xml")) : [],
    styles: archive.names.has("xl/styles.xml") ? await stylesOf(await archive.read("xl/styles.xml")) : [],
    is1904,
  };
  const sheets: Array<ReadSheet> = [];
  for (const { isHidden, name, relation } of listed) {
    const target = targets.get(relation) ?? "";
    // A sheet of charts has no cell.
    if (target.includes("chartsheets/")) continue;
    sheets.push({ name, isHidden, rows: await rowsOf(await archive.read(target), book, limits, name) });
  }
  return sheets;
};
