import { readdirSync } from "node:fs";
import { join } from "node:path";
import { examplesOfFile, runExample } from "@cpts/testing/documentation";
import { expect, it } from "vitest";

const folder = join(import.meta.dirname, "..");
const modules = readdirSync(import.meta.dirname).filter((name) => /^[A-Z]\w+\.ts$/u.test(name));

it.each([...modules.map((name) => join("src", name)), "README.md"])("the examples of %s say what happens", async (file) => {
  const examples = examplesOfFile(folder, file);
  expect(examples).not.toEqual([]);
  for (const example of examples) expect(await runExample(folder, example)).toBeGreaterThan(0);
});
