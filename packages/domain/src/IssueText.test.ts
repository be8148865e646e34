import { readdirSync, readFileSync } from "node:fs";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { issuesOf, textOf, texts } from "./IssueText.ts";
import { Siret } from "./Siret.ts";

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !/issueTexts|AccessPolicy|Actions\.ts/u.test(file))
  .map((file) => ({ file, text: readFileSync(`${import.meta.dirname}/${file}`, "utf8") }));

const keysUsed = new Set(
  sources.flatMap(({ text }) => {
    const code = text.replaceAll(/^ *(?:\/\*)?\*.*$/gmu, "");
    return [...code.matchAll(/(?:message: |issue: |\|\| |, )"([a-z][a-z-]*\.[a-z-]+)"/gu)].map(([, key]) => key);
  }),
);

describe("texts of faults", () => {
  it("exist for every key of the schemas, and for no other", () => {
    expect(texts.map(({ key }) => key)).toEqual([...keysUsed].toSorted());
  });

  it("are sentences in both languages", () => {
    for (const { en, fr } of texts) expect([fr, en].every((text) => /^\p{Lu}|^\d/u.test(text) && text.endsWith("."))).toBe(true);
  });

  it("name the Luhn key when that is what is wrong", () => {
    const [issue] = issuesOf(Siret, "35600000000049");
    expect(issue?.key).toBe("siret.luhn");
    expect(textOf("siret.luhn", "fr")).toContain("Luhn");
    expect(textOf("siret.luhn", "en")).toContain("Luhn");
  });

  it("lead to the faulty field, through arrays", () => {
    const schema = Schema.Struct({ sites: Schema.Array(Siret) });
    expect(issuesOf(schema, { sites: ["35600000000048", "12"], more: 1 })).toEqual([
      { path: ["more"], key: "Expected no excess property" },
      { path: ["sites", 1], key: "siret.format" },
    ]);
  });
});

describe("patterns of this package", () => {
  it("carry the u flag, without which JSON Schema loses them", () => {
    const patterns = sources.flatMap(({ file, text }) =>
      [...text.matchAll(/[=(,:?]\s*(\/(?:[^/\\\n*]|\\.)(?:[^/\\\n]|\\.)*\/[a-z]*)[.,);]/gu)].map(([, pattern]) => ({ file, pattern })),
    );
    expect(patterns.length).toBeGreaterThan(30);
    expect(patterns.filter(({ pattern }) => !/\/[a-z]*u[a-z]*$/u.test(pattern ?? ""))).toEqual([]);
  });
});
