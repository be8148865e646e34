import { describe, expect, it } from "vitest";
import type { JsonSchema } from "./open-api.ts";
import { typeWords } from "./type-words.ts";

const cases: ReadonlyArray<readonly [title: string, schema: JsonSchema, words: string]> = [
  ["a named schema is a link", { $ref: "#/components/schemas/Cpts" }, '<a href="#schema-Cpts">Cpts</a>'],
  ["a list says of what, and how long", { type: "array", items: { type: "string" }, maxItems: 50 }, "liste de : texte (au plus 50 éléments)"],
  ["what may be missing says so", { anyOf: [{ type: "integer" }, { type: "null" }] }, "entier ou rien (null)"],
  ["a choice names its values", { type: "string", enum: ["yes", "unknown"] }, "<code>&quot;yes&quot;</code> ou <code>&quot;unknown&quot;</code>"],
  ["a text says its form and length", { type: "string", format: "date", minLength: 1, maxLength: 10 }, "texte (date AAAA-MM-JJ, de 1 à 10 caractères)"],
  ["the limit of JavaScript's whole numbers is not one", { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER }, "entier (au moins 1)"],
  ["an unnamed object shows its fields", { type: "object", properties: { items: { type: "array" } } }, "objet { <code>items</code> : liste }"],
  ["an empty schema takes anything", {}, "n&#39;importe quelle valeur"],
];

describe("a JSON Schema in French", () => {
  it.each(cases)("%s", async (_title, schema, words) => {
    expect(String(await typeWords(schema))).toBe(words);
  });
});
