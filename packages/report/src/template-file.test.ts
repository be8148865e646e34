import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parseTemplate, readTemplateFile, TemplateRefused } from "./template-file.ts";

const folder = mkdtempSync(join(tmpdir(), "cpts-template-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const faultsOf = (value: unknown) => {
  const read = parseTemplate(typeof value === "string" ? value : JSON.stringify(value));
  return "faults" in read ? read.faults.map(({ en, fr, pointer }) => [pointer, fr !== "" && en !== "" && fr !== en]) : [];
};

describe("a template", () => {
  test("may be empty, and may name sections, headings, words and a logo", () => {
    expect([faultsOf({}), faultsOf({ title: "{cpts} {year}", sections: [{ id: "crise", heading: "Crise", intro: "Rien." }, { id: "identite" }], logo: "logo.png", logoText: "Logo" })]).toEqual([[], []]);
  });

  test("is refused with every faulty field, in French and English", () => {
    expect(faultsOf("{")).toEqual([["", true]]);
    expect(faultsOf({ title: "", sections: [{ id: 3 }, { heading: "x" }], colour: "blue" })).toEqual(
      expect.arrayContaining([["/title", true], ["/sections/0/id", true], ["/sections/1/id", true], ["/colour", true]]),
    );
    expect(faultsOf({ sections: [{ id: "crise" }, { id: "crises" }, { id: "crise" }] })).toEqual([["/sections/1/id", true], ["/sections/2/id", true]]);
  });

  test("brings its logo from beside it, by its content and not by its name", async () => {
    const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
    writeFileSync(join(folder, "logo.bin"), png);
    writeFileSync(join(folder, "not-a-logo.png"), "texte");
    writeFileSync(join(folder, "good.json"), JSON.stringify({ logo: "logo.bin", logoText: "Notre logo" }));
    expect(await readTemplateFile(join(folder, "good.json"))).toMatchObject({ picture: { type: "image/png", alternative: "Notre logo" } });
    for (const logo of ["not-a-logo.png", "absent.png"]) {
      writeFileSync(join(folder, "bad.json"), JSON.stringify({ logo }));
      const refused = await readTemplateFile(join(folder, "bad.json")).catch((failure: unknown) => failure);
      expect(refused instanceof TemplateRefused && refused.faults.map(({ pointer }) => pointer)).toEqual(["/logo"]);
    }
    await expect(readTemplateFile(join(folder, "absent.json"))).rejects.toBeInstanceOf(TemplateRefused);
  });
});
