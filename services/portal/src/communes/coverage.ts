import { date } from "@cpts/report/french";
import { trustLabel } from "@cpts/report/words";
import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import { whyAt } from "../html/why.ts";
import type { Commune } from "../platform.ts";
import { sinceDate } from "../words.ts";

type Coverage = Commune["coveredBy"][number];

const extents = { whole: "toute la commune", arrondissements: "une partie des arrondissements", parts: "une partie de la commune" } as const;

const line = ({ cptsId, name, extent, places, validFrom, provenance }: Coverage): Html => html`<li><a href="/cpts/${cptsId}">${name}</a> : ${extents[extent]}${places.length === 0 ? "" : ` (${places.join(", ")})`}, ${
  validFrom === null ? "depuis une date que les documents ne disent pas" : sinceDate(validFrom)
}${provenance === "reconstructed" ? html` <span class="tag">territoire reconstitué</span>` : html` <span class="soft">(territoire ${trustLabel(provenance)})</span>`}</li>`;

/** Who covers a commune on a date: for certain, perhaps, or nobody we know of. */
export const coverage = ({ code, nom, coveredBy, perhapsCoveredBy, asOf }: Commune, day?: string): Html => html`<section aria-labelledby="couverture">
<h2 id="couverture">Qui la couvre le ${date(asOf)}</h2>
${
  coveredBy.length === 0
    ? html`<p>${perhapsCoveredBy.length === 0 ? "Aucune CPTS connue." : "Aucune CPTS pour certain."}</p>`
    : html`<p><strong>Oui</strong>, par :</p><ul>${coveredBy.map(line)}</ul>`
}
${perhapsCoveredBy.length === 0 ? "" : html`<p><strong>On ne sait pas</strong> : les documents ne disent pas, ou pas en entier, les dates de ce territoire. Peut-être par :</p><ul>${perhapsCoveredBy.map(line)}</ul>`}
<p>${whyAt(`/communes/${code}/pourquoi/coveredBy`, `cette réponse sur ${nom}`, day)}</p>
</section>`;
