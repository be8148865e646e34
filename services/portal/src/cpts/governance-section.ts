import { bodyLabel, professionLabel, trustLabel } from "@cpts/report/words";
import { html } from "hono/html";
import { declaredNumber } from "../document-words.ts";
import { heldWords } from "../governance-words.ts";
import type { Html } from "../html/page.ts";
import { sourceOf } from "../html/sources.ts";
import { table } from "../html/table.ts";
import { why } from "../html/why.ts";
import type { Governance } from "../platform.ts";
import type { Section } from "./section.ts";

type Office = Governance["offices"][number];
type Statement = Office["statements"][number];
type Holder = Statement["holders"][number];
type Body = Governance["bodies"][number];

const holderWords = ({ name, profession }: Holder): Html => {
  if (name === null) return html`<li>personne dont le nom n'est pas public</li>`;
  return html`<li>${name} <span class="soft">${profession === null ? "profession inconnue" : professionLabel(profession)}</span></li>`;
};

const whyOf = ({ cptsId }: Governance, figure: string, what: string, asOf: string | undefined): Html => why(cptsId, `gouvernance/${figure}`, what, asOf);

const officeTable = (governance: Governance): Html =>
  table({
    caption: "Qui tient quelle fonction, d'après les documents ; chaque ligne est un énoncé, aucun n'est écarté",
    rows: governance.offices.flatMap((office) => office.statements.map((statement) => ({ office, statement }))),
    columns: [
      { title: "Fonction", cell: ({ office, statement }) => html`${office.label.fr}${statement.label === null ? "" : html`<p class="note">«\u00a0${statement.label}\u00a0»</p>`}${office.conflict ? html` <span class="tag">se contredit</span>` : ""}` },
      { title: "Titulaires", cell: ({ statement }) => html`<ul class="plain">${statement.holders.map(holderWords)}</ul>` },
      { title: "Quand", cell: ({ statement }) => heldWords(statement) },
      { title: "Source", cell: ({ statement: { provenance } }) => html`${sourceOf(provenance.source)} <span class="soft">${trustLabel(provenance.status)}</span>` },
    ],
  });

/** Each contradiction in a sentence before the table that holds it. */
const conflicts = (governance: Governance, asOf: string | undefined): Html | "" => {
  const some = governance.offices.filter(({ conflict }) => conflict);
  if (some.length === 0) return "";
  return html`<div class="notice">${some.map(({ office, label, sentence }) => html`<p><strong>Les documents se contredisent.</strong> ${sentence?.fr ?? label.fr} ${whyOf(governance, `office.${office}`, `cette contradiction (${label.fr})`, asOf)}</p>`)}</div>`;
};

const verdicts = { agrees: ["concorde", "good"], differs: ["diffère", "bad"], "cannot-tell": ["invérifiable", "doubt"] } as const;

const bodyPart = (governance: Governance, { id, kind, declaredSize, declaredProfessionCount, composition, knownMembers, provenance, verification, sentence }: Body, asOf: string | undefined): Html => {
  const [words, tone] = verdicts[verification];
  return html`<h3>${bodyLabel(kind)}</h3>
<p>${sentence.fr} <span class="${tone}">(${words})</span> ${whyOf(governance, `body.${id}`, `${words} (${bodyLabel(kind)})`, asOf)}</p>
<dl class="facts">
<dt>Membres déclarés</dt><dd>${declaredSize === null ? "nombre inconnu" : declaredNumber(declaredSize)}</dd>
<dt>Professions déclarées</dt><dd>${declaredProfessionCount === null ? "nombre inconnu" : declaredNumber(declaredProfessionCount)}</dd>
<dt>Membres connus</dt><dd>${knownMembers === 0 ? "aucun" : String(knownMembers)}</dd>
${composition === null ? "" : html`<dt>Composition</dt><dd>«\u00a0${composition}\u00a0»</dd>`}
<dt>Source</dt><dd>${trustLabel(provenance.status)}${provenance.source === undefined ? "" : html` : ${sourceOf(provenance.source)}`}</dd>
</dl>`;
};

/** Who runs a CPTS, contradictions said first. */
export const governancePart = (governance: Governance, asOf: string | undefined): Html => {
  const { offices, bodies } = governance;
  if (offices.length + bodies.length === 0) return html`<p>Aucune fonction ni instance connue à cette date.</p>`;
  return html`${conflicts(governance, asOf)}
${offices.length === 0 ? html`<p>Aucun titulaire de fonction n'est connu à cette date.</p>` : officeTable(governance)}
${bodies.map((body) => bodyPart(governance, body, asOf))}`;
};

export const governanceSection: Section = {
  id: "gouvernance",
  title: "Gouvernance",
  service: "directory",
  content: async ({ platform, cpts, asOf, signal }) => {
    const { data } = await platform.directory.readGovernance({ id: cpts.id, ...(asOf === undefined ? {} : { asOf }) }, { signal });
    return governancePart(data, asOf);
  },
};
