import { trustLabel } from "@cpts/report/words";
import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import { sourceOf } from "../html/sources.ts";
import type { MissionStatement } from "../platform.ts";
import { onDate } from "../words.ts";
import { inOwnWords } from "./mission-list.ts";
import type { Section } from "./section.ts";

/** The missions that one document states, in its words. */
export const missionPart = ({ missions, on, provenance: { status, source, note } }: MissionStatement): Html => html`<ul>${missions.map(({ label, officialLabels }) => html`<li>${inOwnWords(label, officialLabels.map(({ fr }) => fr))}</li>`)}</ul>
<p class="soft">Énoncé ${on === null ? "sans date" : onDate(on)}, ${trustLabel(status)}${source === undefined ? "" : html` : ${sourceOf(source)}`}${note === undefined ? "" : html`. ${note}`}</p>`;

export const missionSection: Section = {
  id: "missions",
  title: "Missions du projet de santé",
  service: "registry",
  content: async ({ platform, cpts, signal }) => {
    const { items } = (await platform.registry.listMissionStatements({ id: cpts.id }, { signal })).data;
    return items.length === 0 ? html`<p>Aucune mission connue.</p>` : html`<p>Dans les mots des documents, avec la mission officielle dont elles relèvent.</p>${items.map(missionPart)}`;
  },
};
