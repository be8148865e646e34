import { html } from "hono/html";
import { isServiceDown } from "../failures.ts";
import type { Html } from "../html/page.ts";
import { knows, orNothing, type Contract } from "../platform.ts";
import { today } from "../today.ts";
import { readNames } from "./contract-names.ts";
import { contractPart } from "./contract-part.ts";
import { learnedContract } from "./learned-contract.ts";
import type { Section, Subject } from "./section.ts";

/** More contracts of one CPTS than there can be. */
const most = 100;

const none = html`<p>Aucun contrat connu.</p>`;

const inFull = async ({ platform, signal }: Subject, contracts: ReadonlyArray<Contract>): Promise<Html> => {
  if (contracts.length === 0) return none;
  const [names, sheets] = await Promise.all([
    readNames(platform, contracts, signal),
    Promise.all(contracts.map(({ id }) => orNothing(platform.contracts.listActionSheets({ id }, { signal })).catch(() => null))),
  ]);
  return html`${contracts.map((contract, index) => contractPart({ contract, sheets: sheets[index] ?? null, names, today: today() }))}`;
};

/** What the registry has learned by events stands in for the service itself. */
const asLearned = ({ cpts: { contracts } }: Subject): Html => html`${contracts.length === 0 ? none : contracts.map(learnedContract)}`;

const down = html`<p class="notice bad">Le service des contrats ne répond pas : voici ce que le registre en a appris. Parties, signataires et fiches actions reviendront avec lui.</p>`;

export const contractSection: Section = {
  id: "contrats",
  title: "Contrats",
  content: async (subject) => {
    const { platform, cpts, signal } = subject;
    if (!knows(platform, "contracts")) return asLearned(subject);
    try {
      const { data } = await platform.contracts.listContracts({ cpts: cpts.id, limit: most }, { signal });
      return await inFull(subject, data.items);
    } catch (failure) {
      if (isServiceDown(failure)) return html`${down}${asLearned(subject)}`;
      throw failure;
    }
  },
};
