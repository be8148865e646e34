import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import type { JsonSchema } from "./open-api.ts";
import { typeWords } from "./type-words.ts";

/** The contracts describe their fields in English; a screen reader is told so. */
export const description = (text: string | undefined): Html | "" => (text === undefined ? "" : html`<p class="note" lang="en">${text}</p>`);

const fieldsOf = ({ properties = {}, required = [] }: JsonSchema): Html => html`<dl class="facts">${Object.entries(properties).map(
  ([name, field]) => html`<dt><code>${name}</code>${required.includes(name) ? "" : " (facultatif)"}</dt><dd>${typeWords(field)}${description(field.description)}</dd>
`,
)}</dl>`;

/** Every named schema, each at the address its links lead to. */
export const schemaList = (schemas: Readonly<Record<string, JsonSchema>>): Html => html`<section aria-labelledby="schemas">
<h2 id="schemas">Les données</h2>
${Object.entries(schemas).map(
  ([name, schema]) => html`<div class="operation"><h3 id="schema-${name}">${name}</h3>
${description(schema.description)}
${schema.properties === undefined ? html`<p>${typeWords(schema)}</p>` : fieldsOf(schema)}</div>
`,
)}
</section>`;
