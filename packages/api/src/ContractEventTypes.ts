/**
 * What the contracts service tells of contracts, action sheets, counts and discrepancies.
 *
 * @example
 * ```ts
 * import { contractEvents } from "@cpts/api/ContractEventTypes"
 *
 * contractEvents.contractSigned.type // => "cpts.contracts.contract.signed.v1"
 * ```
 *
 * @since 0.1.0
 */
import * as Events from "@cpts/domain/ContractEvents";
import { DiscrepanciesChanged } from "@cpts/domain/Discrepancy";
import { eventType } from "./EventType.ts";
import { wordReasons } from "./internal/word-reasons.ts";

const exampleCpts = "0198c0de-0000-7000-8000-000000000001";
const ofContract = { contractId: "0198c0de-0000-7000-8000-000000000010", cptsId: exampleCpts };
const content = {
  kind: "contrat-territorial-de-sante",
  attachmentDepartement: "37",
  missions: [{ code: "PREVENTION", label: "Développer la prévention" }],
  termYears: null,
  provenance: { status: "declared" },
} as const;

/** What happens to contracts, action sheets and counts. */
export const contractEvents = {
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
    words: { "/population/status": wordReasons.computed },
    summary: { fr: "Un contrat est signé ; sa population et sa taille ne bougent plus", en: "A contract is signed; its population and size are frozen" },
    example: {
      ...ofContract,
      ...content,
      signedOn: "--11-30",
      inferredSignedOn: "2017-11-30",
      place: "Salle des fêtes",
      commune: "37003",
      population: { value: 54037, source: "communes 2026", status: "reconstructed" },
      sizeClass: "T2",
    },
  }),
  actionSheetAdded: eventType({
    service: "contracts",
    aggregate: "action-sheet",
    event: "added",
    version: 1,
    payload: Events.ActionSheetAdded,
    summary: { fr: "Le titre d'une fiche action d'un contrat est connu", en: "The title of an action sheet of a contract is known" },
    example: { ...ofContract, actionSheetId: "0198c0de-0000-7000-8000-000000000011", number: 1, title: "Système d'information partagé", missions: ["PARCOURS"] },
  }),
  contractCountDeclared: eventType({
    service: "contracts",
    aggregate: "contract-count",
    event: "declared",
    version: 1,
    payload: Events.ContractCountDeclared,
    summary: { fr: "Un document compte les contrats d'une région par département", en: "A document counts the contracts of a region by departement" },
    example: {
      contractCountId: "0198c0de-0000-7000-8000-000000000012",
      region: "24",
      kind: content.kind,
      before: ofContract.contractId,
      on: null,
      total: 7,
      counts: [{ departement: "18", value: 2 }],
      provenance: { status: "sourced", source: { document: "Communiqué de presse" } },
    },
  }),
  discrepanciesChanged: eventType({
    service: "contracts",
    aggregate: "discrepancies",
    event: "changed",
    version: 1,
    payload: DiscrepanciesChanged,
    words: { "/discrepancies/-/details/*": wordReasons.computed, "/discrepancies/-/details/*/-": wordReasons.computed },
    summary: { fr: "Ce qui ne concorde pas dans les contrats d'une CPTS", en: "What does not fit in the contracts of a CPTS" },
    example: { cptsId: ofContract.cptsId, discrepancies: [] },
  }),
};
