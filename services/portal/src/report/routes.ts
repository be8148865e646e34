import { composeReport } from "@cpts/report/compose";
import { isReportFormat, type ReportFormat, renderReport, reportTypes } from "@cpts/report/render";
import { yearFault } from "@cpts/report/report-year";
import type { ReadTemplate } from "@cpts/report/template-file";
import { type Context, Hono } from "hono";
import { badRequestPage, notFoundPage } from "../html/failure-pages.ts";
import type { Platform } from "../platform.ts";
import { today } from "../today.ts";
import { reportPage } from "./report-page.ts";

const noTemplate: ReadTemplate = { template: {}, picture: null };

/** What a caller may read is theirs alone: no cache in between keeps it. */
const own = (context: Context): void => {
  context.header("cache-control", "private, no-store");
  context.header("vary", "authorization");
};

/** `2025.pdf` taken apart; null where it is the name of nothing. */
const fileOf = (file: string): { readonly year: string; readonly format: ReportFormat } | null => {
  const [year = "", format = ""] = file.split(".");
  return isReportFormat(format) && `${year}.${format}` === file ? { year, format } : null;
};

/** The activity report of a CPTS and a year: a page that says what is missing, and the files. Composed of what the caller may read. */
export const reportRoutes = (platform: Platform, { picture, template }: ReadTemplate = noTemplate): Hono => {
  const composed = (context: Context, id: string, year: string) => composeReport({ connection: platform.as(context.req.header("authorization")), cptsId: id, year: Number(year), today: today(), template });
  return new Hono()
    .get("/cpts/:id/rapport", (context) => {
      const asked = context.req.query("annee");
      return context.redirect(`/cpts/${encodeURIComponent(context.req.param("id"))}/rapport/${encodeURIComponent(asked === undefined || asked === "" ? String(Number(today().slice(0, 4)) - 1) : asked)}`);
    })
    .get("/cpts/:id/rapport/:file", async (context) => {
      const { file: name, id } = context.req.param();
      const file = fileOf(name);
      if (file === null && name.includes(".")) return context.html(notFoundPage("Un rapport se lit en .pdf, .docx, .xlsx ou .json."), 404);
      const year = file?.year ?? name;
      const fault = yearFault(year, today());
      if (fault !== null) return context.html(badRequestPage([`Année « ${year} » : ${fault.fr}.`]), 400);
      const report = await composed(context, id, year);
      own(context);
      if (file === null) return context.html(reportPage(report));
      context.header("content-type", reportTypes[file.format]);
      context.header("content-disposition", `attachment; filename="rapport-activite-${year}.${file.format}"`);
      return context.body(Uint8Array.from(await renderReport(report, file.format, picture)));
    });
};
