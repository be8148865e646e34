import { departementByCode } from "@cpts/reference-data/Departement";
import { count } from "@cpts/report/french";
import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import type { Territory } from "../platform.ts";
import type { Section } from "./section.ts";

/** So few that they need no folding. */
const few = 20;

const departementName = (code: string): string => (code === "" ? "Hors département" : `${departementByCode(code)?.nom ?? "Département"} (${code})`);

const byDepartement = (communes: Territory["communes"]): ReadonlyArray<Html> =>
  Object.entries(Object.groupBy(communes, ({ departement }) => departement ?? ""))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, here = []]) => html`<details${communes.length <= few ? html` open` : ""}><summary>${departementName(code)} : ${count(here.length, "commune")}</summary>
<ul class="columns">${here.map((commune) => html`<li><a href="/communes/${commune.code}">${commune.nom}</a></li>`)}</ul></details>
`,
    );

const partsOf = (parts: Territory["parts"]): Html => html`<h3>Parties de communes</h3>
<ul>${parts.map(({ commune, name }) => html`<li>${name} (<a href="/communes/${commune}">commune ${commune}</a>)</li>`)}</ul>`;

export const communeSection: Section = {
  id: "communes",
  title: "Communes, par département",
  content: ({ territory }) => {
    if (territory === null || territory.communes.length + territory.parts.length === 0) return null;
    return html`${byDepartement(territory.communes)}${territory.parts.length === 0 ? "" : partsOf(territory.parts)}`;
  },
};
