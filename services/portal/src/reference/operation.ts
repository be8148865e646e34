import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import { nameOf, type OpenApi, type Operation, type Parameter } from "./open-api.ts";
import { description } from "./schema-list.ts";
import { typeWords } from "./type-words.ts";

/** An operation with where it stands in the document. */
export interface Placed {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

export const operationsOf = ({ paths = {} }: OpenApi): ReadonlyArray<Placed> =>
  Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })));

/** The address of an operation within its page. */
export const anchorOf = ({ method, path, operation }: Placed): string => operation.operationId ?? `${method}-${path}`.replaceAll(/[^A-Za-z0-9]+/gu, "-");

const places: ReadonlyMap<string, string> = new Map([
  ["path", "dans le chemin"],
  ["query", "dans la requête"],
  ["header", "en-tête"],
]);

const resolved = (parameter: Parameter, document: OpenApi): Parameter => (parameter.$ref === undefined ? parameter : (document.components?.parameters?.[nameOf(parameter.$ref)] ?? {}));

const parametersOf = ({ operation }: Placed, document: OpenApi): Html | "" => {
  const parameters = (operation.parameters ?? []).map((parameter) => resolved(parameter, document)).filter(({ name }) => name !== undefined);
  if (parameters.length === 0) return "";
  return html`<h4>Paramètres</h4>
<dl class="facts">${parameters.map(
    ({ name, in: place = "", required, schema, description: text }) => html`<dt><code>${name}</code></dt><dd>${places.get(place) ?? place}, ${required === true ? "obligatoire" : "facultatif"} : ${typeWords(schema ?? {})}${description(text)}</dd>
`,
  )}</dl>`;
};

const bodyOf = ({ operation }: Placed): Html | "" => {
  const body = operation.requestBody?.content?.["application/json"];
  if (body === undefined) return "";
  return html`<h4>Corps</h4>
<p>${typeWords(body.schema ?? {})}. Une propriété inconnue est refusée.</p>
${body.example === undefined ? "" : html`<pre tabindex="0"><code>${JSON.stringify(body.example, null, 2)}</code></pre>`}`;
};

const answersOf = ({ operation }: Placed): Html => html`<h4>Réponses</h4>
<dl class="facts">${Object.entries(operation.responses ?? {}).map(([status, { description: text = "", content = {} }]) => {
  const json = content["application/json"]?.schema;
  const others = Object.entries(content).filter(([type]) => !/\bjson$/u.test(type));
  return html`<dt><code>${status}</code></dt><dd>${json === undefined ? text : typeWords(json)}${others.map(
    ([type, { schema = {} }]) => html`<p><code>${type}</code> : ${typeWords(schema)}${description(schema.description)}</p>`,
  )}</dd>
`;
})}</dl>`;

const isOpen = ({ security = [] }: Operation): boolean => security.some((one) => Object.keys(one).length === 0);

/** One operation: what it is for, what it takes, what it answers. */
export const operationPart = (placed: Placed, service: string, document: OpenApi): Html => {
  const { method, path, operation } = placed;
  return html`<div class="operation"><h3 id="${anchorOf(placed)}">${operation.summary ?? path}</h3>
<p><span class="method">${method}</span><span class="path">/${service}${path}</span></p>
<p class="soft">${isOpen(operation) ? "Ouvert à tous, sans jeton." : "Demande un jeton."}${operation["x-client-method"] === undefined ? "" : html` Dans le SDK : <code>cpts.${service}.${operation["x-client-method"]}</code>`}</p>
${parametersOf(placed, document)}
${bodyOf(placed)}
${answersOf(placed)}</div>`;
};
