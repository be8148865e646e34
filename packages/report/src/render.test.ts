import { createHash } from "node:crypto";
import { readTable } from "@cpts/documents/spreadsheets/read-table";
import { openZip } from "@cpts/documents/archives/zip";
import { Effect } from "effect";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, test } from "vitest";
import { fingerprint } from "./fingerprint.ts";
import { exampleReport } from "./example-report.fixture.ts";
import { isReportFormat, renderReport, reportTypes } from "./render.ts";

const formats = Object.keys(reportTypes).filter(isReportFormat);

test.each(formats)("the same report is the same bytes as %s, and another report is not", async (format) => {
  const [one, again, other] = await Promise.all([renderReport(exampleReport, format), renderReport(structuredClone(exampleReport), format), renderReport({ ...exampleReport, year: 2024 }, format)]);
  expect([Buffer.from(one).equals(Buffer.from(again)), Buffer.from(one).equals(Buffer.from(other))]).toEqual([true, false]);
});

describe("JSON", () => {
  test("has the hash of its bytes", async () => {
    const bytes = await renderReport(exampleReport, "json");
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(fingerprint(exampleReport));
    expect(JSON.parse(Buffer.from(bytes).toString("utf8"))).toEqual(JSON.parse(JSON.stringify(exampleReport)));
  });
});

describe("a workbook", () => {
  test("has a sheet for each table: figures are numbers, what looks like a formula or a number is text, and what is unknown is said", async () => {
    const { sheets } = await Effect.runPromise(readTable(Buffer.from(await renderReport(exampleReport, "xlsx"))));
    expect(sheets.map(({ name }) => name)).toEqual(["Rapport", "1 Le territoire en chiffres", "2 Dépenses", "Textes", "Ce qui manque", "Règles et sources"]);
    expect(sheets[1]?.rows).toEqual([
      ["Donnée", "Valeur", "Valeur (tel qu'écrit)", "Règles et sources (numéros)"],
      ["=SOMME(A1)", "54037", "54 037", "2"],
      ["01001", "", "inconnu", "2"],
    ]);
    expect(sheets[2]?.rows[1]?.slice(0, 3)).toEqual(["Locaux", "1234.5", "1 234,50 €"]);
    expect(sheets[4]?.rows[1]).toEqual(["Territoire", "Les contours", "aucun n'est importé"]);
    expect(sheets[0]?.rows.at(-1)?.[1]).toBe(fingerprint(exampleReport));
  });

  test("never runs a text as a formula", async () => {
    const archive = openZip(Buffer.from(await renderReport(exampleReport, "xlsx")), 10_000_000);
    const sheet = (await archive.read("xl/worksheets/sheet2.xml")).toString("utf8");
    expect([sheet.includes("<f>"), sheet.includes(">'=SOMME(A1)<")]).toEqual([false, true]);
  });
});

test("the PDF says the same as the report: its words with the numbers of their sources, what is missing, what is left out, and the hash of its content", async () => {
  const pdf = await getDocument({ data: Uint8Array.from(await renderReport(exampleReport, "pdf")), verbosity: 0 }).promise;
  const texts: Array<string> = [];
  for (let page = 1; page <= pdf.numPages; page += 1) texts.push((await (await pdf.getPage(page)).getTextContent()).items.map((item) => ("str" in item ? item.str : "")).join(" "));
  const text = texts.join(" ").replaceAll(/\s+/gu, " ");
  for (const said of ["Ce territoire est déclaré. [1]", "Le territoire en chiffres [2]", "1 234,50 € [2]", "Les contours : aucun n'est importé.", "Parties que le modèle ne demande pas", "1. Projet de santé (déclaré).", fingerprint(exampleReport)]) expect(text).toContain(said);
});
