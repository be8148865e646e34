import { labelOf } from "@cpts/reference-data/CodeList";
import { legalForms } from "@cpts/reference-data/LegalForms";
import { statusLabel, trustLabel } from "@cpts/report/words";
import { html } from "hono/html";
import { sourceOf } from "../html/sources.ts";
import type { Section } from "./section.ts";

const numbers = [
  ["rna", "RNA"],
  ["siren", "SIREN"],
  ["siret", "SIRET"],
  ["finess", "FINESS"],
] as const;

export const identitySection: Section = {
  id: "identite",
  title: "Identité",
  content: ({ cpts: { status, legalForm, identifiers, website, provenance } }) => {
    const known = numbers.flatMap(([key, label]) => (identifiers[key] === null ? [] : [`${label} ${identifiers[key]}`]));
    return html`<dl class="facts">
<dt>Situation</dt><dd>${statusLabel(status)}</dd>
<dt>Forme juridique</dt><dd>${legalForm === null ? "inconnue" : (labelOf(legalForms, legalForm) ?? legalForm)}</dd>
<dt>Numéros officiels</dt><dd>${known.length === 0 ? "aucun connu" : known.join(", ")}</dd>
${website === null ? "" : html`<dt>Site</dt><dd><a href="${website}" rel="noreferrer">${website}</a></dd>`}
<dt>D'où vient cette fiche</dt><dd>${trustLabel(provenance.status)}${provenance.source === undefined ? "" : html` : ${sourceOf(provenance.source)}`}${provenance.note === undefined ? "" : html`<p class="note">${provenance.note}</p>`}</dd>
</dl>`;
  },
};
