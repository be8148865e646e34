import { date } from "@cpts/report/french";
import { html } from "hono/html";
import type { Html } from "./page.ts";

/** A document as the services name it. */
export interface Document {
  readonly document: string;
  readonly locator?: string;
  readonly quote?: string;
  readonly url?: string;
  readonly published?: string;
}

/** A document, where in it, and when it was published. */
export const sourceOf = ({ document, locator, quote, url, published }: Document): Html =>
  html`<span class="source">${url === undefined ? document : html`<a href="${url}" rel="noreferrer">${document}</a>`}${locator === undefined ? "" : `, ${locator}`}${published === undefined ? "" : ` (${date(published)})`}${quote === undefined ? "" : html` : <q>${quote}</q>`}</span>`;

/** Several documents, one below the other. */
export const sourcesOf = (documents: ReadonlyArray<Document>): Html =>
  html`<ul class="sources">${documents.map((document) => html`<li>${sourceOf(document)}</li>`)}</ul>`;
