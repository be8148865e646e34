/**
 * Contracts from draft to signature, their action sheets, and signings in order.
 *
 * @example
 * ```ts
 * import { contractEndpoints } from "@cpts/api/ContractEndpoints"
 *
 * contractEndpoints.signContract.path // => "/v1/contracts/{id}/signature"
 * ```
 *
 * @since 0.1.0
 */
import { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import { ContractId, ContractState } from "@cpts/domain/Contract";
import { CptsId } from "@cpts/domain/Cpts";
import { Code } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import { Schema } from "effect";
import { ContractPatch, NewActionSheet, NewContract, NewSignature } from "./ContractInputs.ts";
import { ActionSheets, ActionSheetView, ContractPage, ContractView, Signings } from "./ContractViews.ts";
import { endpoint } from "./Endpoint.ts";
import { explained } from "./Explanation.ts";
import { pageQuery, queryText } from "./Page.ts";

const contractId = Schema.Struct({ id: ContractId });
const identifier = { identifier: Schema.optionalKey(queryText(301).annotate({ description: "An external id as `system|value`" })) };
const exampleCpts = "0198c0de-0000-7000-8000-000000000001";

/** What can be asked of contracts, their signature, their action sheets and the calendar of signings. */
export const contractEndpoints = {
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
      regime: Schema.optionalKey(Code.annotate({ description: "Funding regime since the signature, or by an amendment at any time: the name of a grid, of its family, or of a regime without one" })),
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
};
