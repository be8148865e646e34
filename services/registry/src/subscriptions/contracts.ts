import { contracts as contract } from "@cpts/api/Contracts";
import type { Projection } from "@cpts/service-kit/subscriptions/projection";
import { contractHandlers } from "../contracts/learn.ts";
import { learnDiscrepancies } from "./discrepancies.ts";

/** The contracts of the CPTS, and what does not fit in them. */
export const contracts: Projection = {
  name: "contracts",
  source: contract.name,
  tables: ["known_contract", "contracts_discrepancy"],
  handlers: { ...contractHandlers, ...learnDiscrepancies("contracts_discrepancy", contract.events.discrepanciesChanged) },
};
