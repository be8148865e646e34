import { count } from "@cpts/report/french";
import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import type { CommuneHit } from "../platform.ts";

const foundBy = ({ matched }: CommuneHit): string => {
  const { by, text } = matched;
  const words = { name: "", "former-name": `autrefois ${text}`, epci: text, "postal-code": `code postal ${text}`, code: `code ${text}`, "former-code": `ancien code ${text}` } as const;
  return words[by];
};

/** What was found, as links; the count is read aloud by the page that puts it in. */
export const hitList = (hits: ReadonlyArray<CommuneHit>, limit: number): Html => {
  const words = hits.length === 0 ? "Aucune commune trouvée" : hits.length === limit ? `Les ${limit} premières communes` : count(hits.length, "commune trouvée", "communes trouvées");
  return html`<ul class="hits" data-count="${words}">${
    hits.length === 0
      ? html`<li><p class="note">${words}</p></li>`
      : hits.map(
          (hit) => html`<li><a href="/communes/${hit.code}"><span><strong>${hit.nom}</strong>${hit.type === "arrondissement-municipal" ? " (arrondissement)" : ""} <span class="soft">${foundBy(hit)}</span></span><span class="soft">${hit.departement?.nom ?? ""} · ${hit.codesPostaux[0] ?? hit.code}</span></a></li>`,
        )
  }</ul>`;
};
