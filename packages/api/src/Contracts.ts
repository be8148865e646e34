/**
 * What the contracts service answers, and the events it publishes.
 *
 * @example
 * ```ts
 * import { contracts } from "@cpts/api/Contracts"
 *
 * contracts.events.contractSigned.type // => "cpts.contracts.contract.signed.v1"
 * ```
 *
 * @since 0.1.0
 */
import * as Events from "@cpts/domain/ContractEvents";
import { DiscrepanciesChanged } from "@cpts/domain/Discrepancy";
import { eventType } from "./EventType.ts";
import { feedEndpoint } from "./Feed.ts";

const endpoints = {
  readEvents: feedEndpoint("contracts.events.read"),
};

const ofContract = { contractId: "0198c0de-0000-7000-8000-000000000010", cptsId: "0198c0de-0000-7000-8000-000000000001" };
const content = {
  kind: "contrat-territorial-de-sante",
  attachmentDepartement: "37",
  missions: [{ code: "PREVENTION", label: "Développer la prévention" }],
  termYears: null,
  provenance: { status: "declared" },
} as const;

const events = {
  contractDrafted: eventType({
    service: "contracts",
    aggregate: "contract",
    event: "drafted",
    version: 1,
    payload: Events.ContractDrafted,
    summary: { fr: "Un contrat est en préparation", en: "A contract is being prepared" },
    example: { ...ofContract, ...content, announced: { on: "2018-01-17", time: "20:00", place: "Cave communautaire", commune: "37022" } },
  }),
  contractChanged: eventType({
    service: "contracts",
    aggregate: "contract",
    event: "changed",
    version: 1,
    payload: Events.ContractChanged,
    summary: { fr: "Des champs d'un contrat en préparation ont changé", en: "Fields of a draft contract have changed" },
    example: { ...ofContract, termYears: 5 },
  }),
  contractSigned: eventType({
    service: "contracts",
    aggregate: "contract",
    event: "signed",
    version: 1,
    payload: Events.ContractSigned,
    summary: { fr: "Un contrat est signé ; sa population et sa taille ne bougent plus", en: "A contract is signed; its population and size are frozen" },
    example: {
      ...ofContract,
      ...content,
      signedOn: "2017-11-30",
      place: "Salle des fêtes",
      commune: "37003",
      population: { value: 54037, source: "communes 2026", status: "reconstructed" },
      sizeClass: "T2",
    },
  }),
  discrepanciesChanged: eventType({
    service: "contracts",
    aggregate: "discrepancies",
    event: "changed",
    version: 1,
    payload: DiscrepanciesChanged,
    summary: { fr: "Ce qui ne concorde pas dans les contrats d'une CPTS", en: "What does not fit in the contracts of a CPTS" },
    example: { cptsId: ofContract.cptsId, discrepancies: [] },
  }),
};

/** Contracts, action sheets and the calendar of signings. */
export const contracts = { name: "contracts", endpoints, events } as const;
