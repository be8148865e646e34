import { labelOf } from "@cpts/reference-data/CodeList";
import { departementByCode } from "@cpts/reference-data/Departement";
import { missions as officialMissions } from "@cpts/reference-data/Missions";
import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import type { Contract } from "../platform.ts";
import { count, sizeLabel } from "../words.ts";
import { contractState } from "./contract-words.ts";
import type { Section } from "./section.ts";

const kinds: ReadonlyMap<string, string> = new Map([
  ["aci", "Contrat ACI"],
  ["contrat-territorial-de-sante", "Contrat territorial de santé"],
  ["accord-ars", "Accord de l'ARS"],
]);

/** The CPTS's own words first, then the official mission they stand for. */
const missionOf = ({ code, label }: Contract["missions"][number]): string => {
  const official = labelOf(officialMissions, code) ?? code;
  return label === null || label === official ? official : `${label} (${official})`;
};

const departement = (code: string | null): string => (code === null ? "inconnu" : `${departementByCode(code)?.nom ?? "département"} (${code})`);

/** One contract: where it stands, what it was signed for. */
export const contractPart = (contract: Contract): Html => {
  const { kind, missions, population, sizeClass, termYears, attachmentDepartement } = contract;
  return html`<h3>${kinds.get(kind) ?? kind}</h3>
<dl class="facts">
<dt>Situation</dt><dd>${contractState(contract)}</dd>
<dt>Durée</dt><dd>${termYears === null ? "inconnue" : count(termYears, "an")}</dd>
<dt>Département de rattachement</dt><dd>${departement(attachmentDepartement)}</dd>
<dt>Population au contrat</dt><dd>${population === null ? "inconnue" : count(population, "habitant")}</dd>
<dt>Taille au contrat</dt><dd>${sizeClass === null ? "inconnue" : sizeLabel(sizeClass)}</dd>
<dt>Missions</dt><dd>${missions.length === 0 ? "inconnues" : html`<ul class="sources">${missions.map((mission) => html`<li>${missionOf(mission)}</li>`)}</ul>`}</dd>
</dl>`;
};

export const contractSection: Section = {
  id: "contrats",
  title: "Contrats",
  content: ({ cpts: { contracts } }) => (contracts.length === 0 ? html`<p>Aucun contrat connu.</p>` : html`${contracts.map(contractPart)}`),
};
