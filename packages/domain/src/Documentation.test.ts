import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import * as domain from "./index.ts";

const source = import.meta.dirname;
const modules = readdirSync(source).filter((file) => /^[A-Z]\w*\.ts$/u.test(file)).toSorted();
const textOf = (file: string) => readFileSync(join(source, file), "utf8");
/** Inside the package, so that `@cpts/domain/...` resolves to the sources. */
const scratch = join(source, "..", ".test", "documentation");

/** The `ts` fences of a docblock or of a Markdown file. */
const examplesOf = (text: string): ReadonlyArray<string> =>
  [...text.replaceAll(/^ \* ?/gmu, "").matchAll(/```ts\n([\s\S]*?)```/gu)].map(([, code = ""]) => code);

/** Turns `expression; // => expected` into an assertion. */
const executable = (code: string): string =>
  `import { expect as check } from "vitest";\n${code.replaceAll(/^(?!import)(.*?);? \/\/ => (.*)$/gmu, "check($1).toEqual($2);")}`;

const run = async (name: string, code: string): Promise<number> => {
  mkdirSync(scratch, { recursive: true });
  const file = join(scratch, `${name}.ts`);
  writeFileSync(file, executable(code));
  await import(/* @vite-ignore */ file);
  return [...code.matchAll(/ \/\/ => /gu)].length;
};

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("the documentation", () => {
  it.each(modules)("of %s shows an example that runs and says the truth", async (file) => {
    const [example = ""] = examplesOf(textOf(file));
    expect(await run(file.replace(".ts", ""), example)).toBeGreaterThan(0);
  });

  it("of the package shows examples that run and say the truth", async () => {
    const examples = examplesOf(readFileSync(join(source, "..", "README.md"), "utf8"));
    expect(examples.length).toBeGreaterThan(0);
    for (const [index, example] of examples.entries()) expect(await run(`readme-${index}`, example)).toBeGreaterThan(0);
  });

  it("would see a lie", async () => {
    await expect(run("lie", "1 + 1; // => 3\n")).rejects.toThrow("expected 2 to deeply equal 3");
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

  it("imports effect and its own files, nothing else, and asks nothing of the machine", () => {
    const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
    const code = files.map((file) => ({ file, text: textOf(file).replaceAll(/\/\*\*[\s\S]*?\*\//gu, "") }));
    const imported = code.flatMap(({ file, text }) => [...text.matchAll(/from "([^"]+)"/gu)].map(([, from = ""]) => ({ file, from })));
    expect(imported.length).toBeGreaterThan(50);
    expect(imported.filter(({ from }) => from !== "effect" && !/^\.{1,2}\/(?:internal\/)?\w+\.ts$/u.test(from))).toEqual([]);
    expect(code.filter(({ text }) => /\b(?:new Date|Date\.now|Math\.random|crypto|process|performance|fetch|console)\b/u.test(text)).map(({ file }) => file)).toEqual([]);
  });
});
