/** The forms of a report: the same report in the same form is the same bytes. */
import { canonicalJson } from "@cpts/documents/canonical-json";
import { xlsxOf } from "@cpts/documents/spreadsheets/write-xlsx";
import { taggedPdf } from "@cpts/documents/pdf/tagged-pdf";
import { docxOf } from "@cpts/documents/text/docx";
import type { Picture } from "@cpts/documents/text/text-document";
import type { ActivityReport } from "./ActivityReport.ts";
import { outlineOf } from "./outline.ts";
import { workbookOf } from "./workbook.ts";

/** The forms, each with its media type. */
export const reportTypes = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  json: "application/json",
} as const;

export type ReportFormat = keyof typeof reportTypes;

export const isReportFormat = (text: string): text is ReportFormat => Object.hasOwn(reportTypes, text);

/** Writes a report in one form; the picture is the logo of its template. */
export const renderReport = async (report: ActivityReport, format: ReportFormat, picture: Picture | null = null): Promise<Uint8Array> => {
  switch (format) {
    case "pdf":
      return taggedPdf(outlineOf(report, picture));
    case "docx":
      return docxOf(outlineOf(report, picture));
    case "xlsx":
      return xlsxOf(workbookOf(report));
    case "json":
      return Buffer.from(canonicalJson(report), "utf8");
  }
};
