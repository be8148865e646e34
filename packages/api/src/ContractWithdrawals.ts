/**
 * Taking back what was recorded of a contract by mistake, with the reason: the last step, the last amendment, the start or the deployment of a
 * mission. It stays in the life of the contract as what it was, and counts no more.
 *
 * @example
 * ```ts
 * import { contractWithdrawalEndpoints } from "@cpts/api/ContractWithdrawals"
 *
 * contractWithdrawalEndpoints.withdrawContractStep.path // => "/v1/contracts/{id}/steps/withdrawal"
 * ```
 *
 * @since 0.1.0
 */
import { ContractId } from "@cpts/domain/Contract";
import { ContractStep } from "@cpts/domain/ContractStep";
import { WithdrawalReason } from "@cpts/domain/ContractWithdrawal";
import { Code } from "@cpts/domain/OpenCode";
import { Schema } from "effect";
import { OverlapReason } from "./ContractInputs.ts";
import { contractAmendmentEndpoints } from "./ContractLife.ts";
import { ContractView } from "./ContractViews.ts";
import { endpoint } from "./Endpoint.ts";

const overlapReason = Schema.optionalKey(OverlapReason);

/** Why an entry was wrong. */
export const NewWithdrawal = Schema.Struct({ reason: WithdrawalReason, overlapReason }).annotate({ identifier: "NewWithdrawal" });
export type NewWithdrawal = typeof NewWithdrawal.Type;

/** The last step, as it was read, and why it was wrong. */
export const NewStepWithdrawal = Schema.Struct({ action: ContractStep.fields.action, on: ContractStep.fields.on, reason: WithdrawalReason, overlapReason }).annotate({ identifier: "NewStepWithdrawal" });
export type NewStepWithdrawal = typeof NewStepWithdrawal.Type;

const withdrawal = { method: "POST", response: ContractView, versioned: true, problems: ["invalid-request", "illegal-transition"] } as const;
const contractId = { id: ContractId };
const stage = Schema.Literals(["start", "deployment"]).annotate({ description: "Which date of the mission was wrong" });

/** Taking back what was recorded of a contract by mistake. */
export const contractWithdrawalEndpoints = {
  withdrawContractStep: endpoint({
    ...withdrawal,
    id: "contract.step.withdraw",
    path: "/v1/contracts/{id}/steps/withdrawal",
    params: Schema.Struct(contractId),
    body: NewStepWithdrawal,
    permission: "contract.step",
    summary: { fr: "Retirer la dernière étape d'un contrat, notée par erreur", en: "Take back the last step of a contract, recorded by mistake" },
    example: { action: "suspend", on: "2019-06-30", reason: "Saisie dans le mauvais contrat" },
  }),
  withdrawContractAmendment: endpoint({
    ...withdrawal,
    id: "contract.amendment.withdraw",
    path: "/v1/contracts/{id}/amendments/{number}/withdrawal",
    params: contractAmendmentEndpoints.amendContract.params,
    body: NewWithdrawal,
    permission: "contract.amend",
    summary: { fr: "Retirer le dernier avenant d'un contrat, noté par erreur", en: "Take back the last amendment of a contract, recorded by mistake" },
    example: { reason: "L'avenant n'a pas été signé par la caisse" },
  }),
  withdrawMissionProgress: endpoint({
    ...withdrawal,
    id: "mission.withdraw",
    path: "/v1/contracts/{id}/missions/{code}/{stage}/withdrawal",
    params: Schema.Struct({ ...contractId, code: Code.annotate({ description: "Official code of a mission of the contract" }), stage }),
    body: Schema.Struct({ reason: WithdrawalReason }).annotate({ identifier: "NewProgressWithdrawal" }),
    permission: "contract.progress",
    summary: { fr: "Retirer la date de démarrage ou de déploiement d'une mission, notée par erreur", en: "Take back the date a mission started or was deployed, recorded by mistake" },
    example: { reason: "Démarrage noté un an trop tôt" },
  }),
};
