/**
 * The words of the domain in French and in English, each with the module that models it and where the word comes from.
 *
 * Code is in English; official proper nouns (commune, departement, EPCI, ARS...) stay French, in ASCII.
 *
 * @example
 * ```ts
 * import * as Glossary from "@cpts/domain/Glossary";
 *
 * Glossary.glossary.find((row) => row.en === "size class")?.model; // => "SizeClass"
 * ```
 */
import { glossaryRows } from "./internal/glossaryRows.ts";

/** A term. `model` is the module of this package that models it, `null` while another package does or will. */
export interface Term {
  readonly fr: string;
  readonly en: string;
  readonly definitionFr: string;
  readonly definitionEn: string;
  readonly model: string | null;
  readonly source: string;
}

/** The glossary, sorted by French term. */
export const glossary: ReadonlyArray<Term> = glossaryRows.map(([fr, en, definitionFr, definitionEn, model, source]) => ({
  fr,
  en,
  definitionFr,
  definitionEn,
  model,
  source,
}));

/** The glossary as a Markdown table, as printed in the README of this package. */
export const toMarkdown = (): string =>
  [
    "| Français | English | Définition | Definition | Model | Source |",
    "| --- | --- | --- | --- | --- | --- |",
    ...glossary.map((row) => {
      const model = row.model === null ? "" : `[\`${row.model}\`](src/${row.model}.ts)`;
      return `| ${row.fr} | ${row.en} | ${row.definitionFr} | ${row.definitionEn} | ${model} | ${row.source} |`;
    }),
  ].join("\n");
