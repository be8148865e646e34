import type { LocalDate } from "@cpts/domain/LocalDate";
import { isPartialDate, precision } from "@cpts/domain/PartialDate";
import { count, date, number } from "@cpts/report/french";
import { contractLabel, departementLabel, missionLabel, sizeLabel, trustLabel } from "@cpts/report/words";
import { html } from "hono/html";
import { declaredNumber, regionLabel } from "../document-words.ts";
import type { Html } from "../html/page.ts";
import { sourceOf } from "../html/sources.ts";
import { why } from "../html/why.ts";
import type { ActionSheets, Contract } from "../platform.ts";
import { onDate } from "../words.ts";
import type { Names } from "./contract-names.ts";
import { partyList, signatoryList } from "./contract-parties.ts";
import { contractState } from "./contract-words.ts";
import { inOwnWords, missionList } from "./mission-list.ts";

/** A contract with what is read beside it; the sheets are null where they could not be read. */
export interface ReadContract {
  readonly contract: Contract;
  readonly sheets: ActionSheets | null;
  readonly names: Names;
  readonly today: LocalDate;
}

const whyOf = ({ id, cptsId, kind }: Contract, figure: string, what: string): Html => why(cptsId, `contrats/${id}/${figure}`, `${what} (${contractLabel(kind)})`);

const situation = (contract: Contract): Html => {
  const { announced, signature, standing, state } = contract;
  const words = contractState({ state, standing, signedOn: signature?.signedOn ?? null, inferredSignedOn: signature?.inferredSignedOn ?? null, announcedOn: announced?.on ?? null });
  const inferred = signature?.inferredSignedOn == null ? "" : whyOf(contract, "signature.inferredSignedOn", "cette date déduite");
  return html`${words} ${inferred}${signature?.note == null ? "" : html`<p class="note">${signature.note}</p>`}`;
};

const meetingPoint = ({ place, commune }: { readonly place: string | null; readonly commune: string | null }): Html | string => {
  if (commune === null) return place ?? "inconnu";
  return html`${place === null ? "" : `${place} `}<a href="/communes/${commune}">${place === null ? "" : "("}commune ${commune}${place === null ? "" : ")"}</a>`;
};

/** "le 17 janvier 2018 à 20:00": what is to come, as it was announced. */
const announcement = ({ announced, state }: Contract): Html | "" => {
  if (announced === null) return "";
  const words = `${onDate(announced.on)}${announced.time === null ? "" : ` à ${announced.time.replace(":", "\u00a0h\u00a0")}`}`;
  return html`<dt>Signature annoncée</dt><dd>${words}, ${announced.place === null && announced.commune === null ? "lieu inconnu" : meetingPoint(announced)}${state === "signed" ? "" : html`<p class="note">Annoncée, pas encore connue comme faite.</p>`}</dd>`;
};

const population = (contract: Contract): Html => {
  if (contract.population === null) return html`inconnue ${whyOf(contract, "population", "cette population inconnue")}`;
  const { value, asOf, status } = contract.population;
  return html`${count(value, "habitant")} <span class="soft">territoire du ${date(asOf)}, ${trustLabel(status)}</span> ${whyOf(contract, "population", "cette population")}`;
};

const sheetWords = (contract: Contract, sheets: ActionSheets | null): Html | string => {
  if (sheets === null) return "n'ont pas pu être lues";
  const { items, declaredCount, titlesUnknown } = sheets;
  if (declaredCount === null && items.length === 0) return "inconnues";
  const declared = declaredCount === null ? "nombre non déclaré" : `${declaredNumber(declaredCount)} ${declaredCount.value < 2 ? "déclarée" : "déclarées"}`;
  const unknown = titlesUnknown === null || titlesUnknown === 0 ? "" : `, ${titlesUnknown === declaredCount?.value ? "aucun titre n'est connu" : `${count(titlesUnknown, "titre inconnu", "titres inconnus")}`}`;
  return html`${declared}${unknown} ${whyOf(contract, "titlesUnknown", "ce nombre de fiches actions")}${
    items.length === 0 ? "" : html`<ul class="sources">${items.map(({ number: rank, title, missions }) => html`<li>${rank === null ? "" : `${number(rank)}. `}${title}${missions.length === 0 ? "" : html` <span class="soft">(${missions.map(missionLabel).join(" ; ")})</span>`}</li>`)}</ul>`
  }`;
};

const objectives = ({ objectives: some }: Contract): Html | "" =>
  some.length === 0 ? "" : html`<dt>Objectifs</dt><dd><ul class="sources">${some.map(({ label, codes }) => html`<li>${inOwnWords(label, codes.map(missionLabel))}</li>`)}</ul></dd>`;

const rank = ({ ordinal }: Contract): Html | "" =>
  ordinal === null ? "" : html`<dt>Rang déclaré</dt><dd>${ordinal.value === 1 ? "1er" : `${number(ordinal.value)}e`} contrat de la région ${regionLabel(ordinal.region)}</dd>`;

/** "5 ans, échu le 30 novembre 2022": of a month or a year of signature, the last day is the latest it can be. */
const term = (contract: Contract, today: LocalDate): Html | string => {
  const { lastDay, signature, termYears } = contract;
  const years = termYears === null ? "inconnue" : count(termYears, "an");
  if (lastDay === null) return years;
  const signedOn = signature?.signedOn ?? "";
  const latest = isPartialDate(signedOn) && precision(signedOn) === "day" ? "" : " au plus tard";
  return html`${years}, ${lastDay < today ? `échu${latest} le ${date(lastDay)}` : `jusqu'au ${date(lastDay)}${latest}`} ${whyOf(contract, "lastDay", "ce dernier jour")}`;
};

/** One contract in full: between whom, since when, for what, and what it keeps of the day it was signed. */
export const contractPart = ({ contract, sheets, names, today }: ReadContract): Html => {
  const { attachmentDepartement, draftedOn, kind, missions, parties, provenance, signature, sizeClass } = contract;
  return html`<h3>${contractLabel(kind)}</h3>
<dl class="facts">
<dt>Situation</dt><dd>${situation(contract)}</dd>
${signature === null ? "" : html`<dt>Lieu de signature</dt><dd>${meetingPoint(signature)}</dd>`}
${announcement(contract)}
${draftedOn === null ? "" : html`<dt>En préparation depuis</dt><dd>${date(draftedOn)}</dd>`}
<dt>Parties</dt><dd>${partyList(parties, names)}</dd>
${signature === null ? "" : html`<dt>Signataires</dt><dd>${signatoryList(signature.signatories, names)}</dd>`}
<dt>Durée</dt><dd>${term(contract, today)}</dd>
<dt>Département de rattachement</dt><dd>${attachmentDepartement === null ? "inconnu" : departementLabel(attachmentDepartement)}</dd>
${rank(contract)}
<dt>Population au contrat</dt><dd>${population(contract)}</dd>
<dt>Taille au contrat</dt><dd>${sizeClass === null ? "inconnue" : sizeLabel(sizeClass)} ${whyOf(contract, "sizeClass", "cette taille")}</dd>
<dt>Missions</dt><dd>${missionList(missions)}</dd>
${objectives(contract)}
<dt>Fiches actions</dt><dd>${sheetWords(contract, sheets)}</dd>
<dt>D'où vient ce contrat</dt><dd>${trustLabel(provenance.status)}${provenance.source === undefined ? "" : html` : ${sourceOf(provenance.source)}`}${provenance.note === undefined ? "" : html`<p class="note">${provenance.note}</p>`}</dd>
</dl>`;
};
