import { count } from "@cpts/report/french";
import { html } from "hono/html";
import { dateForm } from "../html/date-form.ts";
import { page, type Html } from "../html/page.ts";
import { whyAt } from "../html/why.ts";
import type { Commune } from "../platform.ts";
import { coverage } from "./coverage.ts";

const natures: ReadonlyMap<string, string> = new Map([
  ["CC", "communauté de communes"],
  ["CA", "communauté d'agglomération"],
  ["CU", "communauté urbaine"],
  ["METRO", "métropole"],
  ["MET69", "métropole de Lyon"],
]);

const population = ({ population: { value, vintage } }: Commune): string => (value === null ? `inconnue dans l'édition ${vintage}` : `${count(value, "habitant")} (INSEE, édition ${vintage})`);

/** One commune: where it lies, how many live there, who covers it. */
export const communePage = (commune: Commune, day?: string): Html => {
  const { code, nom, type, departement, region, epci, codesPostaux, asOf, cog, cogNote, resolvedFrom } = commune;
  const content = html`<h1>${nom}</h1>
<p class="lead">${type === "arrondissement-municipal" ? "Arrondissement municipal" : "Commune"}${departement === null ? "" : ` · ${departement.nom} (${departement.code})`}</p>
${resolvedFrom === null ? "" : html`<p class="notice">${resolvedFrom.nom} (${resolvedFrom.code}) n'est plus une commune : elle fait partie de ${nom}.</p>`}
${dateForm(`/communes/${code}`, asOf)}
${cogNote === null ? "" : html`<p class="notice">${cogNote}</p>`}
${coverage(commune, day)}
<section aria-labelledby="fiche">
<h2 id="fiche">La commune</h2>
<dl class="facts">
<dt>Population</dt><dd>${population(commune)} ${whyAt(`/communes/${code}/pourquoi/population`, `la population de ${nom}`, day)}</dd>
<dt>Intercommunalité</dt><dd>${epci === null ? "aucune" : `${epci.nom}, ${natures.get(epci.type) ?? epci.type} (SIREN ${epci.code})`}</dd>
<dt>Département</dt><dd>${departement === null ? "aucun" : `${departement.nom} (${departement.code})`}</dd>
<dt>Région</dt><dd>${region === null ? "aucune" : region.nom}</dd>
<dt>Codes postaux</dt><dd>${codesPostaux.length === 0 ? "inconnus" : codesPostaux.join(", ")}</dd>
<dt>Code INSEE</dt><dd>${code} (code officiel géographique ${cog})</dd>
</dl>
</section>`;
  return page({ title: nom, content });
};
