import { count } from "@cpts/report/french";
import { contractLabel, missionLabel } from "@cpts/report/words";
import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import { why } from "../html/why.ts";
import type { Action, CptsMissions } from "../platform.ts";
import { onDate, sinceDate, untilDate } from "../words.ts";
import type { Section } from "./section.ts";

/** Actions shown; the others are counted. */
const shown = 50;

const missionsPart = ({ cptsId, missions }: CptsMissions): Html => {
  const link = why(cptsId, "missions/missions", "ces missions sous contrat");
  if (missions.length === 0) return html`<p>Aucune mission sous contrat n'est connue ${link}</p>`;
  return html`<p>Missions sous contrat signé ${link}</p>
<ul>${missions.map(({ label, localLabel, kind, signedOn }) => html`<li>${label.fr}${localLabel === null || localLabel === label.fr ? "" : ` («\u00a0${localLabel}\u00a0»)`} <span class="soft">${contractLabel(kind)}, ${signedOn === null ? "date de signature inconnue" : `signé ${onDate(signedOn)}`}</span></li>`)}</ul>`;
};

const periodWords = (period: Action["period"]): string => {
  if (period === null || (period.from === null && period.to === null)) return "dates inconnues";
  const { from, to } = period;
  return [...(from === null ? [] : [sinceDate(from)]), ...(to === null ? [] : [untilDate(to)])].join(", ");
};

const actionPart = ({ title, mission, objective, audience, period, communes, place, expectedPeople, publishedOn }: Action): Html => html`<li><strong>${title}</strong> <span class="soft">${missionLabel(mission)}</span>
<p class="note">${periodWords(period)} ; ${count(communes.length, "commune")} : ${communes.map(({ code, nom }, index) => html`${index === 0 ? "" : ", "}<a href="/communes/${code}">${nom}</a>`)}${place === null ? "" : ` ; ${place}`} ; ${expectedPeople === null ? "nombre de personnes attendues inconnu" : `${count(expectedPeople, "personne attendue", "personnes attendues")}`}${audience === null ? "" : ` ; public : ${audience}`}${publishedOn === null ? "" : ` ; publiée ${onDate(publishedOn)}`}</p>${objective === null ? "" : html`<p>${objective}</p>`}</li>
`;

/** The missions under contract, and the actions that are published. */
export const preventionPart = (missions: CptsMissions, actions: ReadonlyArray<Action>): Html => {
  const { published } = missions.actions;
  const words = published === 0 ? "Aucune action publiée" : count(published, "action publiée", "actions publiées");
  return html`${missionsPart(missions)}
<p>${words} ${why(missions.cptsId, "missions/actions.published", "ce nombre d'actions publiées")}</p>
${actions.length === 0 ? "" : html`<ul class="steps">${actions.map(actionPart)}</ul>`}
${published > actions.length ? html`<p class="soft">${count(actions.length, "première est montrée", "premières sont montrées")}.</p>` : ""}`;
};

export const preventionSection: Section = {
  id: "actions",
  title: "Missions sous contrat et actions de prévention",
  service: "prevention",
  content: async ({ platform: { prevention }, cpts, signal }) => {
    const [missions, actions] = await Promise.all([
      prevention.listMissions({ id: cpts.id }, { signal }),
      prevention.listActions({ cpts: cpts.id, state: "published", limit: shown }, { signal }),
    ]);
    return preventionPart(missions.data, actions.data.items);
  },
};
