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
import { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import { ContractId, ContractState } from "@cpts/domain/Contract";
import * as Events from "@cpts/domain/ContractEvents";
import { CptsId } from "@cpts/domain/Cpts";
import { DiscrepanciesChanged } from "@cpts/domain/Discrepancy";
import { Code } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import { Schema } from "effect";
import { actionSheetEndpoints, actionSheetEvents } from "./ActionSheets.ts";
import { contractCountEndpoints } from "./ContractCounts.ts";
import { contractFundingEndpoints } from "./ContractFunding.ts";
import { contractAmendmentEndpoints, contractLifeEndpoints, contractLifeEvents } from "./ContractLife.ts";
import { ContractPatch, NewActionSheet, NewContract, NewSignature } from "./ContractInputs.ts";
import { ActionSheets, ActionSheetView, ContractPage, ContractView, Signings } from "./ContractViews.ts";
import { contractTakeOverEndpoints, contractTakeOverEvents } from "./ContractTakeOver.ts";
import { deadlineEndpoints, deadlineEvents } from "./Deadlines.ts";
import { contractIndicatorEndpoints, contractIndicatorEvents } from "./ContractIndicators.ts";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { explained } from "./Explanation.ts";
import { feedEndpoint } from "./Feed.ts";
import { gridEndpoints, gridEvents } from "./Grids.ts";
import { gridSimulationEndpoints } from "./GridSimulations.ts";
import { indicatorEndpoints, indicatorEvents } from "./Indicators.ts";
import { operationsEndpoints } from "./Operations.ts";
import { moneyEndpoints } from "./Money.ts";
import { payoutEndpoints, payoutEvents } from "./Payouts.ts";
import { pageQuery, queryText } from "./Page.ts";
import { reviewEndpoints, reviewEvents } from "./Reviews.ts";
import { snapshotOf } from "./Snapshot.ts";

const contractId = Schema.Struct({ id: ContractId });
const identifier = { identifier: Schema.optionalKey(queryText(301).annotate({ description: "An external id as `system|value`" })) };
const exampleCpts = "0198c0de-0000-7000-8000-000000000001";

const stateEndpoints = {
  draftContract: endpoint({
    id: "contract.draft",
    method: "POST",
    path: "/v1/contracts",
    body: NewContract,
    response: ContractView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "unknown-reference", "already-exists"],
    permission: "contract.draft",
    summary: { fr: "Préparer un contrat", en: "Draft a contract" },
    example: {
      cptsId: exampleCpts,
      kind: "contrat-territorial-de-sante",
      draftedOn: "2017-11",
      parties: [{ capacity: "cpts" }, { capacity: "ars", name: "ARS Centre-Val de Loire" }],
      missions: [{ code: "PREVENTION", label: "Développer la prévention" }],
      attachmentDepartement: "37",
      announced: { on: "2018-01-17", time: "20:00", place: "Cave communautaire", commune: "37022" },
    },
  }),
  listContracts: endpoint({
    id: "contract.list",
    method: "GET",
    path: "/v1/contracts",
    query: Schema.Struct({
      ...pageQuery,
      ...identifier,
      cpts: Schema.optionalKey(CptsId),
      region: Schema.optionalKey(RegionCode.annotate({ description: "Region of the departement of attachment" })),
      departement: Schema.optionalKey(DepartementCode.annotate({ description: "Departement of attachment" })),
      kind: Schema.optionalKey(Code),
      state: Schema.optionalKey(ContractState),
      order: Schema.optionalKey(Schema.Literals(["signature"]).annotate({ description: "By date of signature, those without one last; else in the order of their entry" })),
      undated: Schema.optionalKey(Schema.Literals(["true", "false"]).annotate({ description: "`true`: signed, and the document gives no date or no year" })),
      ...explained,
    }),
    response: ContractPage,
    permission: "contract.read",
    summary: { fr: "Lister les contrats, au besoin par ordre de signature", en: "List the contracts, by order of signature where asked" },
  }),
  readContract: endpoint({
    id: "contract.read",
    method: "GET",
    path: "/v1/contracts/{id}",
    params: contractId,
    query: Schema.Struct(explained),
    response: ContractView,
    versioned: true,
    permission: "contract.read",
    summary: { fr: "Lire un contrat", en: "Read a contract" },
  }),
  changeContract: endpoint({
    id: "contract.change",
    method: "PATCH",
    path: "/v1/contracts/{id}",
    params: contractId,
    body: ContractPatch,
    response: ContractView,
    versioned: true,
    problems: ["invalid-request", "unknown-reference", "illegal-transition", "version-conflict", "precondition-required", "already-exists"],
    permission: "contract.change",
    summary: { fr: "Modifier un contrat en préparation", en: "Change a contract that is not signed yet" },
    example: { termYears: 5 },
  }),
  signContract: endpoint({
    id: "contract.sign",
    method: "POST",
    path: "/v1/contracts/{id}/signature",
    params: contractId,
    body: NewSignature,
    response: ContractView,
    versioned: true,
    problems: ["invalid-request", "unknown-reference", "illegal-transition"],
    permission: "contract.sign",
    summary: { fr: "Noter la signature d'un contrat", en: "Record the signature of a contract" },
    example: { signedOn: "--11-30", inferredSignedOn: "2017-11-30", note: "Avant le 17 janvier 2018, date de la signature suivante", place: "Amboise", commune: "37003", signatories: [{ capacity: "ars", function: "directrice générale" }] },
  }),
  addActionSheet: endpoint({
    id: "action-sheet.add",
    method: "POST",
    path: "/v1/contracts/{id}/action-sheets",
    params: contractId,
    body: NewActionSheet,
    response: ActionSheetView,
    status: 201,
    problems: ["invalid-request", "already-exists"],
    permission: "contract.change",
    summary: { fr: "Ajouter une fiche action dont le titre est connu", en: "Add an action sheet whose title is known" },
    example: { number: 1, title: "Système d'information partagé", missions: ["PARCOURS"] },
  }),
  listActionSheets: endpoint({
    id: "action-sheet.list",
    method: "GET",
    path: "/v1/contracts/{id}/action-sheets",
    params: contractId,
    query: Schema.Struct({ ...identifier, ...explained }),
    response: ActionSheets,
    permission: "contract.read",
    summary: { fr: "Les fiches actions connues d'un contrat, et le nombre que le document déclare", en: "The known action sheets of a contract, and the number that the document declares" },
  }),
  listSignings: endpoint({
    id: "signing.list",
    method: "GET",
    path: "/v1/signings",
    query: Schema.Struct({
      ...pageQuery,
      after: Schema.optionalKey(
        Schema.Union([ContractId, PartialDate]).annotate({
          description: "A contract, or a date: only what was or will be signed after it. What bears the day of that contract is not after it: it stands in `undated`, unless both hours are known. What bears the date given is left out",
        }),
      ),
      region: Schema.optionalKey(RegionCode),
      state: Schema.optionalKey(Schema.Literals(["announced", "signed"])),
      ...explained,
    }),
    response: Signings,
    problems: ["unknown-reference"],
    permission: "contract.read",
    summary: { fr: "Les signatures, faites et annoncées, dans l'ordre", en: "Signings, done and announced, in order" },
  }),
  ...actionSheetEndpoints,
  ...payoutEndpoints,
  ...moneyEndpoints,
  ...contractCountEndpoints,
  ...contractFundingEndpoints,
  ...gridEndpoints,
  ...gridSimulationEndpoints,
  ...contractLifeEndpoints,
  ...contractAmendmentEndpoints,
  ...contractTakeOverEndpoints,
  ...deadlineEndpoints,
  ...indicatorEndpoints,
  ...contractIndicatorEndpoints,
  ...reviewEndpoints,
};

const log = "contracts.events.read";

const endpoints = {
  ...stateEndpoints,
  snapshotContracts: snapshotOf(stateEndpoints.listContracts, { collection: "contracts", log, summary: { fr: "Tous les contrats, à une position du journal", en: "All contracts, at a position of the log" } }),
  snapshotActionSheets: snapshotOf(stateEndpoints.listActionSheets, {
    collection: "action-sheets",
    log,
    summary: { fr: "Les fiches actions de tous les contrats, à une position du journal", en: "The action sheets of all contracts, at a position of the log" },
  }),
  snapshotContractCounts: snapshotOf(stateEndpoints.listContractCounts, {
    collection: "contract-counts",
    log,
    summary: { fr: "Tous les contrats comptés par département, à une position du journal", en: "All counts of contracts by departement, at a position of the log" },
  }),
  snapshotDeadlines: snapshotOf(stateEndpoints.listDeadlines, { collection: "deadlines", log, summary: { fr: "Toutes les échéances, à une position du journal", en: "All deadlines, at a position of the log" } }),
  readEvents: feedEndpoint(log),
  ...operationsEndpoints,
};

const ofContract = { contractId: "0198c0de-0000-7000-8000-000000000010", cptsId: exampleCpts };
const content = {
  kind: "contrat-territorial-de-sante",
  attachmentDepartement: "37",
  missions: [{ code: "PREVENTION", label: "Développer la prévention" }],
  termYears: null,
  provenance: { status: "declared" },
} as const;

const events = {
  ...gridEvents,
  ...contractLifeEvents,
  ...contractTakeOverEvents,
  ...deadlineEvents,
  ...actionSheetEvents,
  ...payoutEvents,
  ...indicatorEvents,
  ...contractIndicatorEvents,
  ...reviewEvents,
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
    summary: { fr: "Ce qui ne concorde pas dans les contrats d'une CPTS", en: "What does not fit in the contracts of a CPTS" },
    example: { cptsId: ofContract.cptsId, discrepancies: [] },
  }),
};

/** Contracts, action sheets and the calendar of signings. */
export const contracts = { name: "contracts", endpoints, events } as const;
