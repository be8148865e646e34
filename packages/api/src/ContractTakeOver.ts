/**
 * A contract that already runs, taken over as history: what its documents say of it, each date as far as it is known, without
 * going through its states again.
 *
 * @example
 * ```ts
 * import { contractTakeOverEndpoints } from "@cpts/api/ContractTakeOver"
 *
 * contractTakeOverEndpoints.takeOverContract.path // => "/v1/contracts/take-over"
 * ```
 *
 * @since 0.1.0
 */
import { ContractAmendment } from "@cpts/domain/ContractAmendment";
import { ContractTakenOver, MissionStart } from "@cpts/domain/ContractLifeEvents";
import { SizeClassCode } from "@cpts/domain/SizeClass";
import { DeclaredCount } from "@cpts/domain/DeclaredCount";
import { Schema } from "effect";
import { NewContractAmendment } from "./ContractAmendmentViews.ts";
import { NewContract, NewSignature } from "./ContractInputs.ts";
import { NewContractStep } from "./ContractLifeViews.ts";
import { ContractView } from "./ContractViews.ts";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";

const atMost = (maximum: number) => Schema.isMaxLength(maximum);

/** A contract with its signature and what happened since. A size that a document declares is kept as declared. */
export const ContractHistory = Schema.Struct({
  contract: NewContract,
  signature: NewSignature,
  declaredSize: Schema.optionalKey(Schema.Struct({ sizeClass: SizeClassCode, population: Schema.optionalKey(DeclaredCount.fields.value) })),
  steps: Schema.optionalKey(Schema.Array(NewContractStep).pipe(Schema.check(atMost(100)))),
  amendments: Schema.optionalKey(Schema.Array(Schema.Struct({ number: ContractAmendment.fields.number, ...NewContractAmendment.fields })).pipe(Schema.check(atMost(100)))),
  missionStarts: Schema.optionalKey(Schema.Array(MissionStart).pipe(Schema.check(atMost(50)))),
}).annotate({ identifier: "ContractHistory" });
export type ContractHistory = typeof ContractHistory.Type;

/** Taking over a contract that already runs. */
export const contractTakeOverEndpoints = {
  takeOverContract: endpoint({
    id: "contract.take-over",
    method: "POST",
    path: "/v1/contracts/take-over",
    body: ContractHistory,
    response: ContractView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "unknown-reference", "already-exists"],
    permission: "contract.take-over",
    summary: { fr: "Reprendre un contrat déjà en cours, avec son histoire", en: "Take over a contract that already runs, with its history" },
    example: {
      contract: { cptsId: "0198c0de-0000-7000-8000-000000000001", kind: "aci", parties: [{ capacity: "cpts" }, { capacity: "ars" }, { capacity: "cpam" }], missions: [{ code: "PREVENTION" }], termYears: 5, provenance: { status: "sourced", source: { document: "Rapport d'activité 2023" } } },
      signature: { signedOn: "2021-09", signatories: [] },
      declaredSize: { sizeClass: "T2", population: 54037 },
      missionStarts: [{ code: "PREVENTION", on: "2022" }],
      amendments: [{ number: 1, signedOn: "2023", changes: { termYears: 6 }, document: { document: "Rapport d'activité 2023" } }],
    },
  }),
};

const ofContract = { contractId: "0198c0de-0000-7000-8000-000000000010", cptsId: "0198c0de-0000-7000-8000-000000000001" };

/** What the contracts service tells of a contract that is taken over, after its signature. */
export const contractTakeOverEvents = {
  contractTakenOver: eventType({
    service: "contracts",
    aggregate: "contract",
    event: "taken-over",
    version: 1,
    payload: ContractTakenOver,
    summary: { fr: "Un contrat en cours est repris avec son histoire", en: "A contract that runs is taken over with its history" },
    example: { ...ofContract, standing: "active", steps: [], amendments: [], missionStarts: [{ code: "PREVENTION", on: "2022" }], provenance: { status: "sourced", source: { document: "Rapport d'activité 2023" } } },
  }),
};
