import { professionLabel, trustLabel } from "@cpts/report/words";
import { html } from "hono/html";
import { counted } from "../document-words.ts";
import type { Html } from "../html/page.ts";
import { sourceOf } from "../html/sources.ts";
import { table } from "../html/table.ts";
import { why } from "../html/why.ts";
import type { Headcount } from "../platform.ts";
import { onDate } from "../words.ts";
import type { Section } from "./section.ts";

type Remainder = Headcount["remainders"][number];

const inUnit: ReadonlyMap<string, string> = new Map([
  ["people", "en personnes"],
  ["structures", "en structures"],
  ["mixed", "personnes et structures mêlées"],
]);

const remainderWords = ({ sentence, value }: Remainder): string => {
  if (sentence !== null) return sentence.fr;
  return value === null ? "Un chiffre n'est pas exact : ce qui reste du total ne peut pas être dit." : "Rien ne reste du total.";
};

const remainders = ({ id, cptsId, lines, remainders: some }: Headcount): Html =>
  lines.length === 0
    ? html`<p>Le document ne compte pas par profession.</p>`
    : html`<ul>${some.map((remainder) => html`<li>${remainderWords(remainder)} ${why(cptsId, `effectifs/${id}.remainder.${remainder.unit}`, `ce reste, ${inUnit.get(remainder.unit) ?? remainder.unit}`)}</li>`)}</ul>`;

const lineTable = ({ id, cptsId, lines, counted: sums, scope }: Headcount): Html =>
  html`${table({
    caption: `Les lignes du document${scope === null ? "" : ` (${scope})`}`,
    rows: lines,
    columns: [
      { title: "Ligne", cell: ({ label }) => label },
      { title: "Profession", cell: ({ profession }) => (profession == null ? "inconnue" : professionLabel(profession)) },
      { title: "Nombre", cell: counted, figure: true },
    ],
  })}
<p>Total des lignes : ${sums.map(counted).join(", ")} ${why(cptsId, `effectifs/${id}.counted`, "ce total des lignes")}</p>`;

/** What one document counts, with what its lines leave of its total. */
export const headcountPart = (headcount: Headcount): Html => {
  const { lines, on, provenance, scope, total } = headcount;
  return html`<h3>${scope ?? "Décompte"}</h3>
<p>${total === null ? "Aucun total déclaré" : html`Total déclaré : <strong>${counted(total)}</strong>`}${on === null ? "" : `, ${onDate(on)}`}. <span class="soft">${trustLabel(provenance.status)} :</span> ${sourceOf(provenance.source)}</p>
${lines.length === 0 ? "" : lineTable(headcount)}
${total === null ? "" : remainders(headcount)}`;
};

export const headcountSection: Section = {
  id: "effectifs",
  title: "Effectifs déclarés",
  service: "directory",
  content: async ({ platform, cpts, signal }) => {
    const { items } = (await platform.directory.listHeadcounts({ id: cpts.id }, { signal })).data;
    return items.length === 0 ? html`<p>Aucun décompte connu.</p>` : html`${items.map(headcountPart)}`;
  },
};
