import { html } from "hono/html";
import type { Html } from "./page.ts";

/** The way from a figure to its rule and its sources; the figure is named for those who hear the link alone. */
export const whyAt = (path: string, what: string, asOf?: string): Html =>
  html`<a class="why" href="${path}${asOf === undefined ? "" : `?asOf=${asOf}`}">pourquoi ?<span class="unseen"> ${what}</span></a>`;

/** The same for a figure of a CPTS. `contrats/<id>/population` is the figure of a contract. */
export const why = (cptsId: string, figure: string, what: string, asOf?: string): Html => whyAt(`/cpts/${cptsId}/pourquoi/${figure}`, what, asOf);
