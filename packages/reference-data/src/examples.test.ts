import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as index from "./index.ts";

const here = new URL("./", import.meta.url);
const modules = readdirSync(here).filter((name) => /^[A-Z]\w+\.ts$/u.test(name));
const documents = [...modules.map((name) => [name, new URL(name, here)] as const), ["README.md", new URL("../README.md", here)] as const];

const examplesOf = (text: string): readonly string[] =>
  [...text.matchAll(/```ts\n(.*?)```/gsu)].map(([, body = ""]) => body.replaceAll(/^ \* ?/gmu, ""));

/** Turns `expression; // => value` into a comparison, and the import into what the package exports. */
const runnable = (example: string): string =>
  example
    .replaceAll(/^import \{(.*?)\} from "@cpts\/reference-data";$/gmsu, "const {$1} = index;")
    .replaceAll(/^(.+?);? \/\/ => (.+)$/gmu, "results.push([$1, $2]);");

it.each(documents)("the examples of %s say what happens", async (_, url) => {
  const examples = examplesOf(readFileSync(url, "utf8"));
  expect(examples).not.toEqual([]);
  for (const example of examples) {
    const results: [unknown, unknown][] = [];
    const body = `return (async () => { ${runnable(example)} })()`;
    await (new Function("index", "results", body)(index, results) as Promise<void>);
    expect(results).not.toEqual([]);
    expect(results.map(([actual]) => actual)).toEqual(results.map(([, expected]) => expected));
  }
});
