/**
 * The table of states of a contract: where it can stand, every step from there with what must hold, and where that is written.
 *
 * @example
 * ```ts
 * import { contractStateEndpoints } from "@cpts/api/ContractStates"
 *
 * contractStateEndpoints.readContractStates.path // => "/v1/contract-states"
 * ```
 *
 * @since 0.1.0
 */
import { ContractStanding } from "@cpts/domain/ContractLife";
import { Schema } from "effect";
import { StepRule } from "./ContractLifeViews.ts";
import { endpoint } from "./Endpoint.ts";

const label = Schema.Struct({ fr: Schema.String, en: Schema.String });

/** Every state and every step of a contract. What no row has is refused. */
export const ContractStates = Schema.Struct({
  states: Schema.Array(Schema.Struct({ code: ContractStanding, label, final: Schema.Boolean.annotate({ description: "No step leaves it" }) }).annotate({ identifier: "ContractStateRow" })),
  steps: Schema.Array(
    Schema.Struct({
      action: Schema.String.annotate({ description: "`sign` and `start-mission` have a request of their own; `expire` comes with time; the others are recorded by a document" }),
      label,
      ...StepRule.fields,
    }).annotate({ identifier: "ContractStateStep" }),
  ),
}).annotate({ identifier: "ContractStates" });
export type ContractStates = typeof ContractStates.Type;

/** Reading the table of states. */
export const contractStateEndpoints = {
  readContractStates: endpoint({
    id: "contract.states",
    method: "GET",
    path: "/v1/contract-states",
    response: ContractStates,
    permission: "contract.read",
    summary: { fr: "Les états d'un contrat et les étapes de l'un à l'autre, avec leurs conditions et leur source", en: "The states of a contract and the steps between them, with their conditions and source" },
  }),
};
