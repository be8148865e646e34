import { number } from "@cpts/report/french";
import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import { nameOf, type JsonSchema } from "./open-api.ts";

const simple: ReadonlyMap<string, string> = new Map([
  ["string", "texte"],
  ["integer", "entier"],
  ["number", "nombre"],
  ["boolean", "vrai ou faux"],
  ["null", "rien (null)"],
  ["object", "objet"],
]);

const formats: ReadonlyMap<string, string> = new Map([
  ["uuid", "UUID"],
  ["date", "date AAAA-MM-JJ"],
  ["date-time", "instant RFC 3339"],
  ["uri", "adresse web"],
  ["binary", "fichier"],
]);

const joined = (parts: ReadonlyArray<Html>, between: string): Html => html`${parts.map((part, index) => html`${index === 0 ? "" : between}${part}`)}`;

const between = (least: number | undefined, most: number | undefined, unit: string): string => {
  if (least === undefined && most === undefined) return "";
  if (most === undefined) return `au moins ${number(least ?? 0)}${unit}`;
  return least === undefined ? `au plus ${number(most)}${unit}` : `de ${number(least)} à ${number(most)}${unit}`;
};

/** The limit that JavaScript sets to whole numbers says nothing. */
const telling = (limit: number | undefined): number | undefined => (limit === undefined || Math.abs(limit) >= Number.MAX_SAFE_INTEGER ? undefined : limit);

const limits = ({ minLength, maxLength, minItems, maxItems, minimum, maximum }: JsonSchema): string =>
  [between(minLength, maxLength, " caractères"), between(minItems, maxItems, " éléments"), between(telling(minimum), telling(maximum), "")].filter((text) => text !== "").join(", ");

const values = (list: ReadonlyArray<unknown>): Html => joined(list.map((value) => html`<code>${JSON.stringify(value)}</code>`), " ou ");

/** What a value must be, in words; named schemas are links. */
export const typeWords = (schema: JsonSchema): Html => {
  if (schema.$ref !== undefined) return html`<a href="#schema-${nameOf(schema.$ref)}">${nameOf(schema.$ref)}</a>`;
  if (schema.enum !== undefined) return values(schema.enum);
  if (schema.const !== undefined) return values([schema.const]);
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return joined(either.map(typeWords), " ou ");
  if (schema.allOf !== undefined && schema.type === undefined) return joined(schema.allOf.map(typeWords), " et ");
  const said = limits(schema);
  if (schema.type === "array") return html`liste${schema.items === undefined ? "" : html` de : ${typeWords(schema.items)}`}${said === "" ? "" : ` (${said})`}`;
  if (schema.type === "object" && schema.properties !== undefined) {
    const fields = Object.entries(schema.properties).map(([name, field]) => html`<code>${name}</code> : ${typeWords(field)}`);
    return html`objet { ${joined(fields, " ; ")} }`;
  }
  const details = [formats.get(schema.format ?? "") ?? "", said].filter((text) => text !== "").join(", ");
  return html`${simple.get(schema.type ?? "") ?? "n'importe quelle valeur"}${details === "" ? "" : ` (${details})`}`;
};
