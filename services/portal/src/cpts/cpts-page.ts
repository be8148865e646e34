import { html } from "hono/html";
import { dateForm } from "../html/date-form.ts";
import { page, type Html } from "../html/page.ts";
import { statusLabel } from "../words.ts";
import type { Section, Subject } from "./section.ts";

const unread = html`<p class="notice bad">Cette partie n'a pas pu être lue.</p>`;

/** Each section by itself: one that cannot be read leaves the others whole. */
const contentsOf = (sections: ReadonlyArray<Section>, subject: Subject): Promise<ReadonlyArray<Section & { readonly shown: Html }>> =>
  Promise.all(
    sections.map(async (section) => {
      const shown = await Promise.resolve(section.content(subject)).catch(() => unread);
      return shown === null ? [] : [{ ...section, shown }];
    }),
  ).then((all) => all.flat());

/** The page of one CPTS: its sections one after the other, and a list of them at the top. */
export const cptsPage = async (sections: ReadonlyArray<Section>, subject: Subject): Promise<Html> => {
  const { cpts, territory, asOf } = subject;
  const contents = await contentsOf(sections, subject);
  const day = asOf ?? territory?.asOf ?? "";
  const content = html`<h1>${cpts.name}</h1>
<p class="lead">${cpts.shortName === null ? "" : `${cpts.shortName} · `}${statusLabel(cpts.status)}</p>
<nav aria-label="Sur cette page"><ul class="onpage">${contents.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
${dateForm(`/cpts/${cpts.id}`, day)}
${contents.map(({ id, title, shown }) => html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${shown}
</section>
`)}`;
  return page({ title: cpts.name, content });
};
