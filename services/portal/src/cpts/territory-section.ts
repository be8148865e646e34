import { date, number } from "@cpts/report/french";
import { sizeLabel, trustLabel } from "@cpts/report/words";
import { html } from "hono/html";
import { sourceOf } from "../html/sources.ts";
import type { Html } from "../html/page.ts";
import { why } from "../html/why.ts";
import type { Territory } from "../platform.ts";
import { sinceDate, untilDate } from "../words.ts";
import type { Section } from "./section.ts";

const obtained = ({ provenance: { status, note, source } }: Territory): Html => html`<div class="notice">
<p><strong>${status === "reconstructed" ? "Liste de communes reconstituée, non officielle : elle ne confirme aucun chiffre déclaré." : `Comment ce territoire est connu : ${trustLabel(status)}.`}</strong></p>
${note === undefined ? "" : html`<p>${note}</p>`}
${source === undefined ? "" : html`<p>D'après ${sourceOf(source)}</p>`}
</div>`;

const certainty = ({ certainty: known, validFrom, validTo, asOf }: Territory): Html => html`<p>Territoire le ${date(asOf)}${known === "yes" ? "" : " : on ne sait pas si c'était celui-là, ses dates n'étant pas connues, ou pas en entier"}. Il vaut ${
  validFrom === null ? "depuis une date que les documents ne disent pas" : sinceDate(validFrom)
}${validTo === null ? "" : `, ${untilDate(validTo)}`}.</p>`;

const figures = ({ cptsId, computed }: Territory, asOf: string | undefined): Html => html`<ul class="figures">
<li><strong>${number(computed.communeCount)}</strong>${computed.communeCount < 2 ? "commune" : "communes"} ${why(cptsId, "communeCount", "ce nombre de communes", asOf)}</li>
<li><strong>${computed.population.value === null ? "inconnue" : number(computed.population.value)}</strong>${computed.population.value === null ? "population" : `habitants, édition ${computed.population.vintage}`} ${why(cptsId, "population", "cette population", asOf)}</li>
<li><strong>${computed.sizeClass === null ? "inconnue" : sizeLabel(computed.sizeClass)}</strong>taille au sens de l'ACI ${why(cptsId, "sizeClass", "cette taille", asOf)}</li>
<li><strong>${number(computed.epci.length)}</strong>${computed.epci.length < 2 ? "intercommunalité" : "intercommunalités"} ${why(cptsId, "epci", "ces intercommunalités", asOf)}</li>
</ul>`;

export const territorySection: Section = {
  id: "territoire",
  title: "Territoire",
  content: ({ territory, asOf }) => {
    if (territory === null) return html`<p>Aucun territoire n'est connu à cette date.</p>`;
    const { prose, communes, parts } = territory;
    return html`${certainty(territory)}
${prose === null ? "" : html`<p>Territoire en toutes lettres : «\u00a0${prose}\u00a0».</p>`}
${communes.length + parts.length === 0 ? html`<p>Aucune liste de communes : le nombre de communes, la population et la taille restent inconnus.</p>` : figures(territory, asOf)}
${obtained(territory)}`;
  },
};
