import type { ActivityReport } from "@cpts/report/ActivityReport";
import { fingerprint } from "@cpts/report/fingerprint";
import { reportTypes } from "@cpts/report/render";
import { html } from "hono/html";
import { page, type Html } from "../html/page.ts";

const formats = Object.keys(reportTypes);

/** Where a report is read, and what it lacks. */
export const reportPage = (report: ActivityReport): Html => {
  const { cpts, sections, title, year } = report;
  const lacking = sections.filter(({ missing }) => missing.length > 0);
  const path = `/cpts/${cpts.id}/rapport`;
  const links = formats.map((format) => html`<li><a href="${path}/${year}.${format}" download>${format.toUpperCase()}</a></li>`);
  return page({
    title,
    content: html`<h1>${title}</h1>
<p class="lead"><a href="/cpts/${cpts.id}">${cpts.name}</a></p>
<p>Composé de ce qui est saisi dans la plate-forme et que vous pouvez lire, au ${report.asOf.split("-").toReversed().join("/")}${report.isWholeYear ? "" : " : l'année n'est pas finie"}. Rien n'est à retaper.</p>
<form action="${path}" method="get"><p><label for="annee">Année</label> <input id="annee" name="annee" inputmode="numeric" pattern="[0-9]{4}" required value="${year}"> <button type="submit">Voir</button></p></form>
<section aria-labelledby="fichiers"><h2 id="fichiers">Le rapport</h2>
<ul>${links}</ul>
<p>Empreinte SHA-256 du contenu : <code>${fingerprint(report)}</code></p></section>
<section aria-labelledby="manques"><h2 id="manques">Ce qui manque</h2>
${lacking.length === 0 ? html`<p>Rien.</p>` : lacking.map(({ heading, missing }) => html`<h3>${heading}</h3><ul>${missing.map(({ what, why }) => html`<li>${what} : ${why}.</li>`)}</ul>`)}</section>`,
  });
};
