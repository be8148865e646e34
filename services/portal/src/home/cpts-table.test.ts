import { describe, expect, it } from "vitest";
import { cptsTable } from "./cpts-table.ts";
import type { Row } from "./overview.ts";

// Only what the table shows of a CPTS.
const row = { cpts: { id: "x", name: "CPTS d'Essai" }, territory: null, contracts: null, discrepancies: null } as unknown as Row;
const contracts = [{ contractId: "c", kind: "aci", state: "draft", standing: "draft", lastDay: null, signedOn: null, inferredSignedOn: null, announcedOn: "2018-01-17", termYears: null, attachmentDepartement: null, missions: [], population: null, sizeClass: null }] as const;
const shown = async (...rows: ReadonlyArray<Row>): Promise<string> => String(await cptsTable({ rows, nextCursor: null }));

describe("the table of the CPTS", () => {
  it("shows a CPTS of which nothing else could be read, as unknown", async () => {
    const text = await shown(row);
    expect(text).toContain("CPTS d&#39;Essai");
    expect(text).toContain('<td class="figure">inconnu</td><td class="figure">inconnue</td><td>inconnue</td><td>inconnu</td><td>inconnu</td>');
  });

  it("tells where each contract stands", async () => {
    const text = await shown({ ...row, contracts }, { ...row, contracts: [] });
    expect(text).toContain("<td>en préparation, signature annoncée le 17 janvier 2018</td>");
    expect(text).toContain("<td>aucun\u00a0connu</td>");
  });

  it("counts the discrepancies with the way to them", async () => {
    const discrepancy = { service: "registry", code: "x", verdict: "explained", details: {}, sentence: { fr: "", en: "" }, sources: [] } as const;
    expect(await shown({ ...row, discrepancies: [discrepancy] })).toMatch(/<td>1 écart <a class="why" href="\/cpts\/x#ecarts">.*1 expliqué/u);
    expect(await shown({ ...row, discrepancies: [] })).toContain("<td>aucun</td>");
  });

  it("says when there is none", async () => {
    expect(await shown()).toContain("Aucune CPTS n'est inscrite");
  });
});
