import { count } from "@cpts/report/french";
import { contractLabel, departementLabel, sizeLabel } from "@cpts/report/words";
import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import type { LearnedContract } from "../platform.ts";
import { contractState } from "./contract-words.ts";
import { missionList } from "./mission-list.ts";

/** A contract as the registry learned of it: what is shown where the contracts service does not answer. */
export const learnedContract = (contract: LearnedContract): Html => {
  const { kind, missions, population, sizeClass, termYears, attachmentDepartement } = contract;
  return html`<h3>${contractLabel(kind)}</h3>
<dl class="facts">
<dt>Situation</dt><dd>${contractState(contract)}</dd>
<dt>Durée</dt><dd>${termYears === null ? "inconnue" : count(termYears, "an")}</dd>
<dt>Département de rattachement</dt><dd>${attachmentDepartement === null ? "inconnu" : departementLabel(attachmentDepartement)}</dd>
<dt>Population au contrat</dt><dd>${population === null ? "inconnue" : count(population, "habitant")}</dd>
<dt>Taille au contrat</dt><dd>${sizeClass === null ? "inconnue" : sizeLabel(sizeClass)}</dd>
<dt>Missions</dt><dd>${missionList(missions)}</dd>
</dl>`;
};
