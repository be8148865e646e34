import { date } from "@cpts/report/french";
import { missionLabel, trustLabel } from "@cpts/report/words";
import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import { table } from "../html/table.ts";
import type { Deadline } from "../platform.ts";
import type { Section } from "./section.ts";

/** Deadlines shown; the others are said to be there. */
const shown = 50;

const kinds: ReadonlyMap<string, string> = new Map([
  ["mission-start", "Démarrage de la mission"],
  ["mission-deployment", "Plein déploiement de la mission"],
  ["contract-anniversary", "Anniversaire du contrat"],
  ["expiry-in-6-months", "Le contrat s'éteint dans six mois"],
]);

const states: ReadonlyMap<string, string> = new Map([
  ["ahead", "à venir"],
  ["late", "en retard"],
  ["met", "tenue"],
  ["passed", "passée"],
]);

const what = ({ kind, missions }: Deadline): string => [kinds.get(kind) ?? kind, ...missions.map(missionLabel)].join(" : ");

const stateCell = ({ metOn, state }: Deadline): Html =>
  html`<span class="state${state === "late" ? " bad" : ""}">${states.get(state) ?? state}</span>${metOn === null ? "" : html` <span class="soft">${date(metOn)}</span>`}`;

const reason = ({ rule, source, status }: Deadline): Html => html`<details class="reason"><summary>pourquoi ?</summary><p>${rule.fr}</p><p>${source} (${trustLabel(status)})</p></details>`;

/** What a CPTS owes by when, what it has not done in time first. */
export const deadlinePart = (deadlines: ReadonlyArray<Deadline>, more: boolean): Html | null => {
  const rows = deadlines.filter(({ state }) => state !== "withdrawn").toSorted((one, other) => Number(other.state === "late") - Number(one.state === "late"));
  if (rows.length === 0) return null;
  return html`${table({
    caption: "Échéances du contrat, avec la règle de chacune",
    rows,
    columns: [
      { title: "Échéance", cell: (deadline) => html`${what(deadline)}${reason(deadline)}` },
      { title: "Jour", cell: ({ certain, on }) => html`${date(on)}${certain === "unknown" ? html` <span class="soft">au plus tard : le départ n'est pas connu au jour près</span>` : ""}` },
      { title: "État", cell: stateCell },
    ],
  })}${more ? html`<p class="soft">D'autres échéances suivent.</p>` : ""}`;
};

export const deadlineSection: Section = {
  id: "echeances",
  title: "Échéances",
  service: "contracts",
  content: async ({ platform: { contracts }, cpts, signal }) => {
    const { data } = await contracts.listDeadlines({ cptsId: cpts.id, limit: shown }, { signal });
    return deadlinePart(data.items, data.nextCursor !== null);
  },
};
