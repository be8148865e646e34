import { html } from "hono/html";
import { page, type Html } from "../html/page.ts";
import { serviceDoes, serviceName } from "../words.ts";
import type { OpenApi } from "./open-api.ts";
import { anchorOf, operationPart, operationsOf, type Placed } from "./operation.ts";
import { schemaList } from "./schema-list.ts";

const contents = (operations: ReadonlyArray<Placed>): Html => html`<nav aria-label="Opérations"><ul>${operations.map(
  (placed) => html`<li><a href="#${anchorOf(placed)}">${placed.operation.summary ?? placed.path}</a> <span class="soft">${placed.method} ${placed.path}</span></li>`,
)}<li><a href="#schemas">Les données</a></li></ul></nav>`;

/**
 * The reference of one service, rendered here from its OpenAPI document. The viewers that exist were tried on it under our
 * policy (November 2026): swagger-ui 1.7 MB, redoc 2.3 MB and scalar 4.4 MB of script, each with styles that the policy
 * refuses or an empty page; 43 to 64 faults of contrast (axe) in swagger-ui and scalar. This is a twentieth of a megabyte of HTML.
 */
export const referencePage = (service: string, document: OpenApi): Html => {
  const operations = operationsOf(document);
  const content = html`<h1>Référence : ${serviceName(service)}</h1>
<p class="lead">API du service qui tient ${serviceDoes(service)}. Version ${document.info?.version ?? "inconnue"}.</p>
<p>Écrite d'après <a href="/reference/${service}/openapi.json">le document OpenAPI 3.1 du service</a>, qui fait foi. Les champs y sont décrits en anglais. Ses événements : <a href="/reference/${service}/asyncapi.json">document AsyncAPI 3.0</a>.</p>
${contents(operations)}
<section aria-labelledby="operations"><h2 id="operations">Les opérations</h2>
${operations.map((placed) => operationPart(placed, service, document))}
</section>
${schemaList(document.components?.schemas ?? {})}`;
  return page({ title: `Référence : ${serviceName(service)}`, here: "/reference", content });
};

/** Which references there are. */
export const referenceIndex = (services: ReadonlyArray<{ readonly name: string }>): Html =>
  page({
    title: "Référence des API",
    here: "/reference",
    content: html`<h1>Référence des API</h1>
<p class="lead">Une API par service, la même grammaire partout.</p>
<dl class="facts">${services.map(
      ({ name }) => html`<dt><a href="/reference/${name}">${serviceName(name)}</a></dt><dd>${serviceDoes(name)} <span class="soft">(<a href="/reference/${name}/openapi.json">OpenAPI<span class="unseen"> du service ${serviceName(name)}</span></a>, <a href="/reference/${name}/asyncapi.json">AsyncAPI<span class="unseen"> du service ${serviceName(name)}</span></a>)</span></dd>`,
    )}</dl>
<p>En TypeScript, <code>@cpts/sdk</code> appelle ces API et suit leurs événements sans rien écrire de plus.</p>`,
  });
