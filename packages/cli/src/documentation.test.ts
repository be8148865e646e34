import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { examplesOfFile, runExample } from "@cpts/testing/documentation";
import { expect, it } from "vitest";

const folder = join(import.meta.dirname, "..");
const modules = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
const examples = modules.flatMap((module) => examplesOfFile(folder, join("src", module)).map((example) => ({ ...example, beside: dirname(join(import.meta.dirname, module)) })));

it.each(examples)("the example $title runs and gives what it says", async ({ beside, code, title }) => {
  const outcomes = await runExample(folder, { title, code: code.replaceAll('from "./', `from "${beside}/`) });
  expect(outcomes).toBeGreaterThan(0);
});

it("every module with a result of its own shows one", () => {
  expect(examples.length).toBeGreaterThanOrEqual(11);
});
