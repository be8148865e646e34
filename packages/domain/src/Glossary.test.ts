import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { glossary, toMarkdown } from "./Glossary.ts";

const readmeFile = `${import.meta.dirname}/../README.md`;
const printed = /(<!-- glossary -->\n)[\s\S]*(\n<!-- \/glossary -->)/u;
// UPDATE_README=1 prints the table anew.
if (process.env["UPDATE_README"] !== undefined)
  writeFileSync(readmeFile, readFileSync(readmeFile, "utf8").replace(printed, (_, start: string, end: string) => start + toMarkdown() + end));
const readme = readFileSync(readmeFile, "utf8");

describe("the glossary", () => {
  it("has at least forty terms, each once, in French order", () => {
    const terms = glossary.map(({ fr }) => fr);
    expect(terms.length).toBeGreaterThanOrEqual(40);
    expect(terms).toEqual([...new Set(terms)].toSorted((a, b) => a.localeCompare(b, "fr")));
  });

  it("defines each term in both languages, with a source and a module that exists", () => {
    for (const row of glossary) {
      expect(Object.values(row)).not.toContain("");
      expect([row.model, row.model === null || existsSync(`${import.meta.dirname}/${row.model}.ts`)]).toEqual([row.model, true]);
      expect(Object.values(row).join("")).not.toMatch(/[|\n]/u);
    }
  });

  it("names the module of each term, but of three that no module of this package models", () => {
    expect(glossary.filter(({ model }) => model === null).map(({ en }) => en)).toEqual(["calendar feed", "vintage", "white zone"]);
  });

  it("has a term for each concept that people speak of", () => {
    const modelled = new Set(glossary.map(({ model }) => model));
    const concepts = ["Contract", "ContractParties", "ContractSigning", "Discrepancy", "Governance", "GovernanceBody", "Headcount", "Meeting", "Membership", "Mission", "Organization", "PreventionAction", "Professional", "Relationship"];
    expect(concepts.filter((name) => !modelled.has(name))).toEqual([]);
  });

  it("is printed in the README", () => {
    const [table] = printed.exec(readme) ?? [];
    expect(table).toBe(`<!-- glossary -->\n${toMarkdown()}\n<!-- /glossary -->`);
  });
});
