import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A TypeScript example of the documentation. */
export interface Example {
  readonly title: string;
  readonly code: string;
}

/** The fenced TypeScript blocks of a Markdown text or of docblocks. */
export const examplesIn = (title: string, text: string): ReadonlyArray<Example> => {
  const plain = text.replaceAll(/^ \* ?/gmu, "");
  return [...plain.matchAll(/^```ts\n([\s\S]*?)^```$/gmu)].map(([, code = ""], index) => ({ title: `${title.replaceAll("/", "-")}#${index + 1}`, code }));
};

export const examplesOfFile = (folder: string, file: string): ReadonlyArray<Example> => examplesIn(file, readFileSync(join(folder, file), "utf8"));

/** The program of an example: each `expression // => value` becomes an assertion. */
export const programOf = ({ code }: Example): string =>
  `import { deepStrictEqual } from "node:assert";\n${code.replaceAll(/^(?!import)(.+?);? \/\/ => (.+)$/gmu, "deepStrictEqual($1, $2);")}`;

/** Runs an example inside a package (`folder`), so that the package's own name resolves; gives the number of outcomes it shows. */
export const runExample = async (folder: string, example: Example): Promise<number> => {
  const programs = join(folder, ".test", "documentation");
  mkdirSync(programs, { recursive: true });
  const file = join(programs, `${example.title.replaceAll("#", "-")}.ts`);
  writeFileSync(file, programOf(example));
  await import(/* @vite-ignore */ file);
  return [...example.code.matchAll(/ \/\/ => /gu)].length;
};
