import { number } from "@cpts/report/french";
import { sizeLabel } from "@cpts/report/words";
import { html } from "hono/html";
import { contractState } from "../cpts/contract-words.ts";
import { discrepancyCount } from "../cpts/discrepancy-count.ts";
import type { Html } from "../html/page.ts";
import { table, type Cell } from "../html/table.ts";
import { why } from "../html/why.ts";
import type { Overview, Row } from "./overview.ts";

const reconstructed = html`<span class="tag">liste reconstituée</span>`;

const nameOf = ({ cpts: { id, name } }: Row): Cell => html`<a href="/cpts/${id}">${name}</a>`;

const communesOf = ({ cpts, territory }: Row): Cell => {
  if (territory === null) return "inconnu";
  const { computed, prose, provenance } = territory;
  if (computed.communeCount === 0) return prose === null ? "inconnu" : html`territoire en toutes lettres<span class="soft">«\u00a0${prose}\u00a0»</span>`;
  return html`${number(computed.communeCount)} ${why(cpts.id, "communeCount", `le nombre de communes de ${cpts.name}`)}${provenance.status === "reconstructed" ? reconstructed : ""}`;
};

const populationOf = ({ cpts, territory }: Row): Cell => {
  if (territory === null) return "inconnue";
  const { value, vintage } = territory.computed.population;
  if (value === null) return html`inconnue ${why(cpts.id, "population", `la population de ${cpts.name} est inconnue`)}`;
  return html`${number(value)} ${why(cpts.id, "population", `la population de ${cpts.name}`)} <span class="soft">édition ${vintage}</span>`;
};

const sizeOf = ({ cpts, territory }: Row): Cell => {
  if (territory === null) return "inconnue";
  const size = territory.computed.sizeClass;
  return html`${size === null ? "inconnue" : sizeLabel(size)} ${why(cpts.id, "sizeClass", `la taille de ${cpts.name}`)}`;
};

const contractOf = ({ contracts }: Row): Cell => {
  if (contracts === null) return "inconnu";
  return contracts.length === 0 ? "aucun\u00a0connu" : html`${contracts.map((contract, index) => html`${index === 0 ? "" : html`<br>`}${contractState(contract)}`)}`;
};

const discrepanciesOf = ({ cpts: { id, name }, discrepancies }: Row): Cell => {
  if (discrepancies === null) return "inconnu";
  if (discrepancies.length === 0) return "aucun";
  const { total, among } = discrepancyCount(discrepancies);
  return html`${total} <a class="why" href="/cpts/${id}#ecarts">pourquoi ?<span class="unseen"> les écarts de ${name}</span></a>${among === "" ? "" : html`<span class="soft">${among}</span>`}`;
};

/** Every CPTS of one page of the list. */
export const cptsTable = ({ rows, nextCursor }: Overview): Html => html`<section aria-labelledby="cpts">
<h2 id="cpts">Les CPTS</h2>
${
  rows.length === 0
    ? html`<p>Aucune CPTS n'est inscrite pour l'instant.</p>`
    : table({
        caption: "Territoire, population et taille calculés aujourd'hui ; les écarts disent ce qui ne concorde pas, d'après tous les services",
        rows,
        columns: [
          { title: "CPTS", cell: nameOf },
          { title: "Communes", cell: communesOf, figure: true },
          { title: "Population", cell: populationOf, figure: true },
          { title: "Taille (ACI)", cell: sizeOf },
          { title: "Contrat", cell: contractOf },
          { title: "Écarts", cell: discrepanciesOf },
        ],
      })
}
${nextCursor === null ? "" : html`<p><a href="/?cursor=${encodeURIComponent(nextCursor)}#cpts">CPTS suivantes</a></p>`}
</section>`;
