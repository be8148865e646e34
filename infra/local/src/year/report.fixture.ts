import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Story } from "./story.fixture.ts";

/** The report that nobody has typed. */
export const reportSteps = (story: () => Story): void => {
  test("the report of the year says what was entered, from one command, and its text is read back", async () => {
    const { cptsId, platform } = story();
    const folder = mkdtempSync(join(tmpdir(), "cpts-report-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "rapport-2024.json");
    const coordinator = { role: "coordinator", cptsIds: [cptsId] } as const;
    expect(await platform.cpts(coordinator, "report", "--cpts", cptsId, "--year", "2024", "--format", "json", "--out", file)).toMatchObject({ code: 0, err: "" });
    const text = readFileSync(file, "utf8");
    for (const said of ["CPTS Terres de Montaigu", "Conseil d'administration de rentrée", "Vaccination contre la grippe", "Montaigu-Vendée", "Aller vers la vaccination"]) expect(text).toContain(said);
  });
};
