import { componentLabels } from "@cpts/domain/Grid";
import { capital, date, euros } from "@cpts/report/french";
import { contractLabel, missionLabel, trustLabel } from "@cpts/report/words";
import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import { table } from "../html/table.ts";
import { why } from "../html/why.ts";
import type { Contract, Funding } from "../platform.ts";
import { today } from "../today.ts";
import type { Section } from "./section.ts";

/** More contracts of one CPTS than there can be. */
const most = 100;

type Line = Funding["lines"][number];

const kinds: ReadonlyMap<string, string> = new Map([
  ["full", "en une fois"],
  ["advance", "avance"],
  ["balance", "solde"],
  ["repayment", "reversement"],
  ["after-review", "après la revue annuelle"],
]);

const unknowns: ReadonlyMap<string, string> = new Map([
  ["size", "inconnu : la taille n'est pas connue"],
  ["cell", "inconnu : la grille ne le dit pas"],
  ["rate", "inconnu : le taux d'atteinte n'est pas connu"],
]);

/** What a payment is for: "Part fixe : Accès aux soins". */
export const lineName = ({ component, mission }: Line): string => [capital(componentLabels.find(({ code }) => code === component)?.fr ?? component), ...(mission === null ? [] : [missionLabel(mission)])].join(" : ");

export const lineAmount = ({ amountCents, atMostCents, unknown }: Line): string => {
  if (amountCents !== null) return euros(amountCents);
  return `${unknowns.get(unknown ?? "") ?? "inconnu"}${atMostCents === null ? "" : `, au plus ${euros(atMostCents)}`}`;
};

/** "au moins 125 000,00 €": what is not known does not count as nothing. */
export const totalWords = ({ total: { atMostCents, isAtLeast, knownCents } }: Funding["payable"]): string =>
  `${isAtLeast ? "au moins " : ""}${euros(knownCents)}${isAtLeast && atMostCents !== null ? `, au plus ${euros(atMostCents)}` : ""}`;

const whyFunding = ({ contractId, cptsId }: Funding, year: number, figure: string, what: string): Html => why(cptsId, `financement/${contractId}/${year}/${figure}`, what);

const lines = (funding: Funding, year: number): Html =>
  table({
    caption: `Versements de ${year}`,
    rows: funding.lines.map((line, index) => ({ line, index })),
    columns: [
      { title: "Versement", cell: ({ line }) => html`${lineName(line)} <span class="soft">${kinds.get(line.kind) ?? line.kind}</span>` },
      { title: "Jour", cell: ({ line }) => date(line.on) },
      { title: "Montant", figure: true, cell: ({ index, line }) => html`${lineAmount(line)} ${whyFunding(funding, year, `lines.${index}.amountCents`, `ce montant (${lineName(line)})`)}${line.status === null ? "" : html`<span class="soft">${trustLabel(line.status)}</span>`}` },
    ],
  });

/** What a contract is paid in a year, payment by payment, and what keeps it from being known. */
export const fundingPart = (contract: Pick<Contract, "kind">, funding: Funding, year: number): Html => html`<h3>${contractLabel(contract.kind)}, ${year}</h3>
${funding.grid === null ? "" : html`<p>À verser : <strong>${totalWords(funding.payable)}</strong> ${whyFunding(funding, year, "payable", "ce total")} <span class="soft">grille « ${funding.grid.label} », ${trustLabel(funding.grid.status)}</span></p>`}
${funding.notices.length === 0 ? "" : html`<div class="notice">${funding.notices.map(({ message, mission }) => html`<p>${mission === null ? "" : `${missionLabel(mission)} : `}${message.fr}</p>`)}</div>`}
${funding.lines.length === 0 ? html`<p>Aucun versement n'est calculé pour ${year}.</p>` : lines(funding, year)}`;

export const fundingSection: Section = {
  id: "financement",
  title: "Financement de l'année",
  service: "contracts",
  content: async ({ platform: { contracts }, asOf, cpts, signal }) => {
    const year = Number((asOf ?? today()).slice(0, 4));
    const { data } = await contracts.listContracts({ cpts: cpts.id, state: "signed", limit: most }, { signal });
    if (data.items.length === 0) return null;
    const fundings = await Promise.all(data.items.map(({ id }) => contracts.readFunding({ id, year }, { signal })));
    return html`${data.items.map((contract, index) => {
      const funding = fundings[index]?.data;
      return funding === undefined ? "" : fundingPart(contract, funding, year);
    })}`;
  },
};
