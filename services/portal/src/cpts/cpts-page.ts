import { statusLabel } from "@cpts/report/words";
import { html } from "hono/html";
import { dateForm } from "../html/date-form.ts";
import { page, type Html } from "../html/page.ts";
import { isServiceDown } from "../failures.ts";
import { knows } from "../platform.ts";
import { serviceName } from "../words.ts";
import type { Section, Subject } from "./section.ts";

/** Which service is missing, where that is why. */
const unread = ({ service }: Section, failure: unknown): Html =>
  html`<p class="notice bad">${service !== undefined && isServiceDown(failure) ? `Cette partie ne peut pas être montrée : le service «\u00a0${serviceName(service)}\u00a0» ne répond pas.` : "Cette partie n'a pas pu être lue."}</p>`;

/** Each section by itself: one that cannot be read leaves the others whole. */
const contentsOf = (sections: ReadonlyArray<Section>, subject: Subject): Promise<ReadonlyArray<Section & { readonly shown: Html }>> =>
  Promise.all(
    sections
      .filter(({ service }) => service === undefined || knows(subject.platform, service))
      .map(async (section) => {
        const shown = await Promise.resolve(subject)
          .then(section.content)
          .catch((failure: unknown) => unread(section, failure));
        return shown === null ? [] : [{ ...section, shown }];
      }),
  ).then((all) => all.flat());

/** The page of one CPTS: its sections one after the other, and a list of them at the top. */
export const cptsPage = async (sections: ReadonlyArray<Section>, subject: Subject): Promise<Html> => {
  const { cpts, territory, asOf } = subject;
  const contents = await contentsOf(sections, subject);
  const day = asOf ?? territory?.asOf ?? "";
  const content = html`<h1>${cpts.name}</h1>
<p class="lead">${cpts.shortName === null ? "" : `${cpts.shortName} · `}${statusLabel(cpts.status)} · <a href="/cpts/${cpts.id}/rapport">Rapport d'activité</a></p>
<nav aria-label="Sur cette page"><ul class="onpage">${contents.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
${dateForm(`/cpts/${cpts.id}`, day)}
${contents.map(({ id, title, shown }) => html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${shown}
</section>
`)}`;
  return page({ title: cpts.name, content });
};
