import { type ExportFormat, exportTypes } from "@cpts/api/Files";
import type { Sheet, Workbook } from "@cpts/documents/spreadsheets/sheet";
import { csvOf } from "@cpts/documents/spreadsheets/write-csv";
import { xlsxOf } from "@cpts/documents/spreadsheets/write-xlsx";
import { contentDisposition } from "../files/file-name.ts";
import { digestOf } from "./respond.ts";

const recordsOf = ({ columns, rows }: Sheet) => rows.map((row) => Object.fromEntries(columns.map(({ key }, index) => [key, row[index] ?? null])));

const written: Readonly<Record<ExportFormat, (workbook: Workbook) => Buffer>> = {
  csv: ({ sheets }) => csvOf(sheets[0]),
  xlsx: xlsxOf,
  json: ({ sheets }) => Buffer.from(JSON.stringify(Object.fromEntries(sheets.map((sheet) => [sheet.key, recordsOf(sheet)])))),
};

/** The answer that hands out tables in the form that was asked for: to be saved, never to be shown as one of our pages. */
export const exportAnswer = (workbook: Workbook, format: ExportFormat) => {
  const body = Uint8Array.from(written[format](workbook));
  return {
    headers: {
      "content-type": format === "csv" ? `${exportTypes.csv}; charset=utf-8` : exportTypes[format],
      "content-length": String(body.length),
      "content-disposition": contentDisposition(`${workbook.name}.${format}`),
      "cache-control": "private, no-cache",
      etag: digestOf(body),
    },
    body,
  };
};
