import { date } from "@cpts/report/french";
import { trustLabel } from "@cpts/report/words";
import { html } from "hono/html";
import { factValue, namesIn, propertyLabel } from "../fact-words.ts";
import { sourceOf } from "../html/sources.ts";
import { table } from "../html/table.ts";
import type { Section } from "./section.ts";

export const factSection: Section = {
  id: "faits",
  title: "Ce que disent les documents",
  content: ({ cpts: { facts }, territory }) => {
    if (facts.length === 0) return html`<p>Aucun fait n'est noté.</p>`;
    const names = namesIn(territory);
    return table({
      caption: "Chaque fait avec sa date et sa source ; deux documents peuvent se contredire, aucun n'est préféré",
      rows: facts.map(({ fact }) => fact),
      columns: [
        { title: "Fait", cell: ({ property }) => propertyLabel(property) },
        { title: "Valeur", cell: (fact) => html`${factValue(fact, names)}${fact.note === undefined ? "" : html`<p class="note">${fact.note}</p>`}` },
        { title: "Date", cell: ({ date: known }) => (known === undefined ? html`<span class="soft">sans date</span>` : date(known)) },
        { title: "Obtenu", cell: ({ status }) => trustLabel(status) },
        { title: "Source", cell: ({ source }) => sourceOf(source) },
      ],
    });
  },
};
