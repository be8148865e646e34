import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { examplesIn, examplesOfFile, runExample } from "@cpts/testing/documentation";
import { describe, expect, it } from "vitest";
import * as domain from "./index.ts";

const source = import.meta.dirname;
const modules = readdirSync(source).filter((file) => /^[A-Z]\w*\.ts$/u.test(file)).toSorted();
const textOf = (file: string) => readFileSync(join(source, file), "utf8");
const folder = join(source, "..");

describe("the documentation", () => {
  it.each(modules)("of %s shows an example that runs and says the truth", async (file) => {
    const [example] = examplesIn(file, textOf(file));
    expect(example && (await runExample(folder, example))).toBeGreaterThan(0);
  });

  it("of the package shows examples that run and say the truth", async () => {
    const examples = examplesOfFile(folder, "README.md");
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(await runExample(folder, example)).toBeGreaterThan(0);
  });

  it("would see a lie", async () => {
    await expect(runExample(folder, { title: "lie", code: "1 + 1; // => 3\n" })).rejects.toThrow("2 !== 3");
  });

  it.each(modules)("of %s says what every export is", (file) => {
    const lines = textOf(file).split("\n");
    const undocumented = lines.filter((line, index) => /^export (?!\{|\*)/u.test(line) && !(lines[index - 1] ?? "").endsWith("*/"));
    expect(undocumented).toEqual([]);
  });
});

describe("the package", () => {
  it("exports every module under its name", () => {
    expect(textOf("index.ts").trim().split("\n")).toEqual(modules.map((file) => `export * as ${file.replace(".ts", "")} from "./${file}";`));
    expect(Object.keys(domain)).toEqual(modules.map((file) => file.replace(".ts", "")));
  });

  it("names every module once in the table of its README", () => {
    const rows = readFileSync(join(folder, "README.md"), "utf8").split("\n").filter((line) => line.startsWith("| `"));
    const named = rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/gu)].map(([, name]) => name));
    expect(named.toSorted()).toEqual(modules.map((file) => file.replace(".ts", "")));
  });

  it("imports effect and its own files, nothing else, and asks nothing of the machine", () => {
    const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
    const code = files.map((file) => ({ file, text: textOf(file).replaceAll(/\/\*\*[\s\S]*?\*\//gu, "") }));
    const imported = code.flatMap(({ file, text }) => [...text.matchAll(/from "([^"]+)"/gu)].map(([, from = ""]) => ({ file, from })));
    expect(imported.length).toBeGreaterThan(50);
    expect(imported.filter(({ from }) => from !== "effect" && !/^\.{1,2}\/(?:internal\/)?\w+\.ts$/u.test(from))).toEqual([]);
    expect(code.filter(({ text }) => /\b(?:new Date|Date\.now|Math\.random|crypto|process|performance|fetch|console)\b/u.test(text)).map(({ file }) => file)).toEqual([]);
  });
});
