import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import { sourcesOf } from "../html/sources.ts";
import { serviceName } from "../words.ts";
import { readDiscrepancies, type Discrepancy } from "./discrepancies-of.ts";
import type { Section } from "./section.ts";

const verdicts: ReadonlyMap<string, string> = new Map([
  ["differs", "diffère"],
  ["conflicts", "se contredit"],
  ["cannot-tell", "on ne peut pas trancher"],
  ["explained", "expliqué"],
]);

/** Each as a sentence, with its verdict and the documents that say otherwise. */
export const discrepancyList = (discrepancies: ReadonlyArray<Discrepancy>): Html =>
  discrepancies.length === 0
    ? html`<p>Aucun écart connu.</p>`
    : html`<ol class="steps">${discrepancies.map(
        ({ service, verdict, sentence, sources }) => html`<li>${sentence.fr} <span class="tag">${verdicts.get(verdict) ?? verdict}</span> <span class="soft">(${serviceName(service)})</span>${sources.length === 0 ? "" : sourcesOf(sources)}</li>`,
      )}</ol>`;

export const discrepancySection: Section = {
  id: "ecarts",
  title: "Écarts",
  content: async ({ platform, cpts, signal }) => {
    const discrepancies = await readDiscrepancies(platform, cpts.id, signal);
    return discrepancies === null ? null : discrepancyList(discrepancies);
  },
};
