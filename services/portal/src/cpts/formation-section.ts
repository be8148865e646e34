import { cptsActions } from "@cpts/domain/CptsStatus";
import { capital, date } from "@cpts/report/french";
import { statusLabel, trustLabel } from "@cpts/report/words";
import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import { sourceOf } from "../html/sources.ts";
import type { Formation } from "../platform.ts";
import { onDate } from "../words.ts";
import type { Section } from "./section.ts";

const recorded: ReadonlyMap<string, string> = new Map([
  ...cptsActions.map(({ code, fr }) => [code, fr] as const),
  ["registration", "inscription au registre"],
  ["take-over", "reprise de ce qui était déjà là"],
]);

const stepWords = ({ action, on, to, evidence }: Formation["done"][number]): Html =>
  html`<li>${capital(recorded.get(action) ?? action)} <span class="soft">${on === null ? "date inconnue" : onDate(on)}, ${statusLabel(to)}</span>${evidence === null ? "" : html` <span class="note">${sourceOf(evidence)}</span>`}</li>
`;

const nextWords = ({ fr, missing, source }: Formation["next"][number]): Html => html`<li><strong>${capital(fr)}</strong> <span class="soft">${missing.length === 0 ? "rien ne manque" : "il manque :"}</span>
${missing.length === 0 ? "" : html`<ul class="sources">${missing.map((one) => html`<li>${one.fr} <span class="soft">${one.source.fr} (${trustLabel(one.source.status)})</span></li>`)}</ul>`}<p class="note">${source.fr} (${trustLabel(source.status)})</p></li>
`;

const silenceWords = ({ silence }: Formation): Html | "" => {
  if (silence === null) return "";
  const { countsFrom, endsOn, rule } = silence;
  if (endsOn === null) return html`<p>Le silence de l'agence n'a pas d'échéance connue${countsFrom === null ? " : le jour du dépôt n'est pas connu" : ""}. <span class="soft">${rule.fr} (${trustLabel(rule.status)})</span></p>`;
  return html`<p class="notice">Sans réponse de l'agence, le projet de santé est validé tacitement après ${onDate(endsOn)}${countsFrom === null ? "" : `, compté depuis le ${date(countsFrom)}`}. <span class="soft">${rule.fr} (${trustLabel(rule.status)})</span></p>`;
};

/** How far a CPTS has come, and what is missing for each step that it can take. */
export const formationPart = (formation: Formation): Html => {
  const { done, letter, next, project } = formation;
  return html`<ol class="steps">${done.map(stepWords)}</ol>
${letter === null ? "" : html`<p>Lettre d'intention, version ${letter.version}, déposée ${onDate(letter.submittedOn)}</p>`}
${project === null ? "" : html`<p>Projet de santé, version ${project.version}, déposé ${onDate(project.submittedOn)}${project.completeOn === null ? "" : `, complet ${onDate(project.completeOn)}`}</p>`}
${silenceWords(formation)}
${next.length === 0 ? html`<p>Aucune étape ne suit celle-ci.</p>` : html`<h3>Ce qui peut suivre</h3><ul class="steps">${next.map(nextWords)}</ul>`}`;
};

export const formationSection: Section = {
  id: "formation",
  title: "Étapes",
  service: "registry",
  content: async ({ platform: { registry }, cpts, signal }) => formationPart((await registry.readFormation({ id: cpts.id }, { signal })).data),
};
