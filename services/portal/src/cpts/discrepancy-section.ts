import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import { sourcesOf } from "../html/sources.ts";
import { orNothing, type Discrepancy } from "../platform.ts";
import { serviceName } from "../words.ts";
import type { Section } from "./section.ts";

const verdicts: ReadonlyMap<string, string> = new Map([
  ["differs", "diffère"],
  ["conflicts", "se contredit"],
  ["cannot-tell", "invérifiable"],
  ["explained", "expliqué"],
]);

/** The part of the page that explains what another service found. */
const explainedBy = ({ service, code }: Discrepancy): string | null => {
  if (service === "contracts") return "contrats";
  if (service !== "directory") return null;
  return code.startsWith("headcount") ? "effectifs" : "gouvernance";
};

const rule = (discrepancy: Discrepancy): Html | "" => {
  const { explanation, sentence } = discrepancy;
  if (explanation !== undefined) return html`<details class="reason"><summary>pourquoi ?</summary><p>${explanation.rule.fr}</p></details>`;
  const part = explainedBy(discrepancy);
  return part === null ? "" : html`<a class="why" href="#${part}">pourquoi ?<span class="unseen"> ${sentence.fr}</span></a>`;
};

/** Each as a sentence, with its verdict, the documents that make it and the rule that finds it. */
export const discrepancyList = (discrepancies: ReadonlyArray<Discrepancy>): Html =>
  discrepancies.length === 0
    ? html`<p>Aucun écart connu.</p>`
    : html`<ol class="steps">${discrepancies.map(
        (one) => html`<li>${one.sentence.fr} <span class="tag">${verdicts.get(one.verdict) ?? one.verdict}</span> <span class="soft">${serviceName(one.service)}</span>${one.sources.length === 0 ? "" : sourcesOf(one.sources)}${rule(one)}</li>
`,
      )}</ol>`;

export const discrepancySection: Section = {
  id: "ecarts",
  title: "Écarts",
  service: "registry",
  content: async ({ platform, cpts, asOf, signal }) => {
    const list = await orNothing(platform.registry.listDiscrepancies({ id: cpts.id, explain: "true", ...(asOf === undefined ? {} : { asOf }) }, { signal }));
    return list === null ? null : discrepancyList(list.items);
  },
};
