import { html } from "hono/html";
import { sourcesOf } from "../html/sources.ts";
import { serviceName } from "../words.ts";
import { readDiscrepancies } from "./discrepancies-of.ts";
import type { Section } from "./section.ts";

const verdicts: ReadonlyMap<string, string> = new Map([
  ["differs", "diffère"],
  ["conflicts", "se contredit"],
  ["cannot-tell", "on ne peut pas trancher"],
  ["explained", "expliqué"],
]);

export const discrepancySection: Section = {
  id: "ecarts",
  title: "Écarts",
  content: async ({ platform, cpts, signal }) => {
    const discrepancies = await readDiscrepancies(platform, cpts.id, signal);
    if (discrepancies === null) return null;
    if (discrepancies.length === 0) return html`<p>Aucun écart connu.</p>`;
    return html`<ol class="steps">${discrepancies.map(
      ({ service, verdict, sentence, sources }) => html`<li>${sentence.fr} <span class="tag">${verdicts.get(verdict) ?? verdict}</span> <span class="soft">(${serviceName(service)})</span>${sources.length === 0 ? "" : sourcesOf(sources)}</li>`,
    )}</ol>`;
  },
};
