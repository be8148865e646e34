import { missionLabel } from "@cpts/report/words";
import { html } from "hono/html";
import type { Html } from "../html/page.ts";

interface Mission {
  readonly code: string;
  readonly label: string | null;
}

/** The words of the contract first, then the official mission they stand for. */
const missionWords = ({ code, label }: Mission): string => {
  const official = missionLabel(code);
  return label === null || label === official ? official : `${label} (${official})`;
};

export const missionList = (missions: ReadonlyArray<Mission>): Html | string =>
  missions.length === 0 ? "inconnues" : html`<ul class="sources">${missions.map((mission) => html`<li>${missionWords(mission)}</li>`)}</ul>`;

/** Words of a document, with the official missions they belong to; a code that has no label stays a code. */
export const inOwnWords = (label: string, official: ReadonlyArray<string>): Html =>
  html`${label} <span class="soft">(${official.length === 0 ? "aucune mission officielle ne lui est rapprochée" : official.join(" ; ")})</span>`;
