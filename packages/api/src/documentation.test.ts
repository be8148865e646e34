import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { examplesOfFile, runExample } from "@cpts/testing/documentation";
import { describe, expect, it } from "vitest";

const folder = join(import.meta.dirname, "..");
const modules = readdirSync(import.meta.dirname)
  .filter((name) => /^[A-Z]\w+\.ts$/u.test(name))
  .filter((name) => !name.endsWith(".test.ts"));

describe("the documentation", () => {
  it.each([...modules.map((name) => join("src", name)), "README.md"])("of %s shows an example that runs and says the truth", async (file) => {
    const examples = examplesOfFile(folder, file);
    expect(examples).not.toEqual([]);
    for (const example of examples) expect(await runExample(folder, example)).toBeGreaterThan(0);
  });

  it.each(modules)("of %s says what every function and schema is", (name) => {
    const lines = readFileSync(join(import.meta.dirname, name), "utf8").split("\n");
    // A type of the same name says nothing that its schema does not.
    const undocumented = lines.filter((line, index) => /^export (?:const|class|interface|function) /u.test(line) && !(lines[index - 1] ?? "").endsWith("*/"));
    expect(undocumented).toEqual([]);
  });

  it("names every module once in the table of the package", () => {
    const rows = readFileSync(join(folder, "README.md"), "utf8").split("\n").filter((line) => line.startsWith("| `"));
    const named = rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/gu)].map(([, name]) => name));
    expect(named.toSorted()).toEqual(modules.map((name) => name.replace(".ts", "")).toSorted());
  });
});
