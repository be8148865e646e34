import { capital } from "@cpts/report/french";
import { html } from "hono/html";
import { capacityLabel } from "../document-words.ts";
import type { Html } from "../html/page.ts";
import type { Contract } from "../platform.ts";
import type { Names } from "./contract-names.ts";

type Party = Contract["parties"][number];
type Signatory = NonNullable<Contract["signature"]>["signatories"][number];

const nameOf = (id: string | null, names: Names): string | undefined => (id === null ? undefined : names.get(id));

const partyWords = ({ capacity, organizationId, name }: Party, names: Names): string => {
  const known = name ?? nameOf(organizationId, names);
  return known === undefined ? capital(capacityLabel(capacity)) : `${capital(capacityLabel(capacity))} : ${known}`;
};

/** Between whom the contract is. */
export const partyList = (parties: ReadonlyArray<Party>, names: Names): Html | string =>
  parties.length === 0 ? "inconnues" : html`<ul class="sources">${parties.map((party) => html`<li>${partyWords(party, names)}</li>`)}</ul>`;

const signatoryWords = ({ capacity, professionalId, function: held }: Signatory, names: Names): string => {
  const who = [nameOf(professionalId, names), held ?? undefined].filter((words) => words !== undefined);
  return `Pour ${capacityLabel(capacity)} : ${who.length === 0 ? "signataire non précisé" : who.join(", ")}`;
};

/** Who signed for whom, with the office that the document gives; a name only where the directory shows it. */
export const signatoryList = (signatories: ReadonlyArray<Signatory>, names: Names): Html | string =>
  signatories.length === 0 ? "inconnus" : html`<ul class="sources">${signatories.map((signatory) => html`<li>${signatoryWords(signatory, names)}</li>`)}</ul>`;
