import { read, write, type Described } from "./describedActions.ts";

/** What may be permitted in the service of contracts. */
export const contractsActions = {
  "contract.read": read("contracts:read", "contract.read"),
  "contract.draft": write("contracts:write", null),
  "contract.change": write("contracts:write", "contract.read"),
  "contract.sign": write("contracts:write", "contract.read"),
  "contract.step": write("contracts:write", "contract.read"),
  "contract.amend": write("contracts:write", "contract.read"),
  "contract.take-over": write("contracts:write", null),
  "contract.progress": write("contracts:write", "contract.read"),
  "contract-count.read": read("contracts:read", "contract-count.read"),
  "contract-count.declare": write("contracts:write", null),
  "grid.read": read("contracts:read", "grid.read"),
  "grid.simulate": write("contracts:write", null),
  "funding.read": read("contracts:read", "funding.read"),
  "funding.state": write("contracts:write", "funding.read"),
  // A scope of its own: what people are paid is not for every account that reads contracts.
  "money.read": read("contracts:money", "money.read"),
  "money.keep": write("contracts:money", "money.read"),
  // It shows what contracts received and spent, as their ledgers do.
  "portfolio.read": read("contracts:money", null),
  "indicator.read": read("contracts:read", "indicator.read"),
  "indicator.plan": write("contracts:write", "contract.read"),
  "indicator.observe": write("contracts:write", "contract.read"),
  "indicator.validate": write("contracts:write", "contract.read"),
  "observation.read": read("contracts:read", "observation.read"),
  "review.read": read("contracts:read", "review.read"),
  "review.prepare": write("contracts:write", "contract.read"),
  "review.decide": write("contracts:write", "contract.read"),
  "review.campaign": write("contracts:write", null),
  "review-campaign.read": read("contracts:read", null),
  "contracts.events.read": read("contracts:events", null),
} as const satisfies Described;
