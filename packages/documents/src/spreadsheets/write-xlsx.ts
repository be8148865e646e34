import { escapeXml } from "../text/escape-xml.ts";
import { guard } from "./formula-guard.ts";
import { dateSerial } from "./serial-date.ts";
import type { Column, ColumnType, Sheet, Value, Workbook } from "./sheet.ts";
import { zipped } from "../archives/zip.ts";

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006";
const typed = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Places in the list of styles below. */
const styleOf: Readonly<Record<ColumnType, number>> = { text: 1, identifier: 1, number: 0, date: 2, cents: 3 };
const headerStyle = 4;

const styles = `${head}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

const textCell = (text: string, style: number): string => `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(guard(text))}</t></is></c>`;
const numberCell = (value: number | string, style: number): string => `<c s="${style}"><v>${value}</v></c>`;

const cents = (value: number): string => {
  const digits = String(Math.abs(value)).padStart(3, "0");
  return `${value < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

const cellOf = ({ type }: Column, value: Value): string => {
  if (value === null) return "<c/>";
  if (typeof value === "number") return numberCell(type === "cents" ? cents(value) : value, styleOf[type]);
  const serial = type === "date" ? dateSerial(value) : null;
  // A date that a document gives in part stays a text.
  return serial === null ? textCell(value, styleOf.text) : numberCell(serial, styleOf.date);
};

const sheetXml = ({ columns, rows }: Sheet): string => {
  const widths = columns.map(({ title }, index) => Math.min(60, Math.max(title.length, ...rows.slice(0, 200).map((row) => String(row[index] ?? "").length)) + 3));
  const lines = [columns.map(({ title }) => textCell(title, headerStyle)), ...rows.map((row) => columns.map((column, index) => cellOf(column, row[index] ?? null)))];
  return `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths
    .map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`)
    .join("")}</cols><sheetData>${lines.map((cells) => `<row>${cells.join("")}</row>`).join("")}</sheetData></worksheet>`;
};

/** Thirty-one characters, none of those that the format forbids, and no two alike. */
const sheetNames = (sheets: ReadonlyArray<Sheet>): ReadonlyArray<string> => {
  const taken = new Set<string>();
  return sheets.map(({ name }, index) => {
    const plain = name.replaceAll(/[[\]:*?/\\]/gu, " ").replaceAll(/^'+|'+$/gu, "").trim().slice(0, 31) || `Feuille ${index + 1}`;
    const unique = taken.has(plain.toLowerCase()) ? `${plain.slice(0, 26)} ${index + 1}` : plain;
    taken.add(unique.toLowerCase());
    return unique;
  });
};

/** A workbook (ECMA-376) of plain tables: the first row has the titles; the same tables are the same bytes. */
export const xlsxOf = ({ sheets }: Pick<Workbook, "sheets">): Buffer => {
  const numbers = sheets.map((_, index) => index + 1);
  const types = numbers.map((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${typed}.worksheet+xml"/>`).join("");
  const listed = sheetNames(sheets).map((name, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join("");
  const related = numbers.map((number) => `<Relationship Id="rId${number}" Type="${office}/worksheet" Target="worksheets/sheet${number}.xml"/>`).join("");
  return zipped([
    ["[Content_Types].xml", `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${typed}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${typed}.styles+xml"/>${types}</Types>`],
    ["_rels/.rels", `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ["xl/workbook.xml", `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${listed}</sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", `${head}<Relationships xmlns="${packaged}/relationships">${related}<Relationship Id="rId${sheets.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`],
    ["xl/styles.xml", styles],
    ...sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)] as const),
  ]);
};
