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
import { actionSheetEndpoints, actionSheetEvents } from "./ActionSheets.ts";
import { comparisonEndpoints } from "./ContractComparisons.ts";
import { contractCountEndpoints } from "./ContractCounts.ts";
import { contractEndpoints } from "./ContractEndpoints.ts";
import { contractEvents } from "./ContractEventTypes.ts";
import { contractFundingEndpoints } from "./ContractFunding.ts";
import { contractIndicatorEndpoints, contractIndicatorEvents } from "./ContractIndicators.ts";
import { contractAmendmentEndpoints, contractLifeEndpoints, contractLifeEvents } from "./ContractLife.ts";
import { contractStateEndpoints } from "./ContractStates.ts";
import { contractTakeOverEndpoints, contractTakeOverEvents } from "./ContractTakeOver.ts";
import { contractWithdrawalEndpoints } from "./ContractWithdrawals.ts";
import { contractsSnapshots } from "./ContractsSnapshots.ts";
import { deadlineEndpoints, deadlineEvents } from "./Deadlines.ts";
import { feedEndpoint } from "./Feed.ts";
import { fundingFactEndpoints } from "./FundingFacts.ts";
import { gridEndpoints, gridEvents } from "./Grids.ts";
import { gridSimulationEndpoints } from "./GridSimulations.ts";
import { indicatorEndpoints, indicatorEvents } from "./Indicators.ts";
import { moneyEndpoints } from "./Money.ts";
import { operationsEndpoints } from "./Operations.ts";
import { passCeilingEndpoints } from "./PassCeilings.ts";
import { payoutEndpoints, payoutEvents } from "./Payouts.ts";
import { portfolioEndpoints } from "./Portfolio.ts";
import { campaignEndpoints, campaignEvents } from "./ReviewCampaigns.ts";
import { reviewEndpoints, reviewEvents } from "./Reviews.ts";

const stateEndpoints = {
  ...contractEndpoints,
  ...actionSheetEndpoints,
  ...payoutEndpoints,
  ...moneyEndpoints,
  ...passCeilingEndpoints,
  ...portfolioEndpoints,
  ...comparisonEndpoints,
  ...contractCountEndpoints,
  ...contractFundingEndpoints,
  ...fundingFactEndpoints,
  ...gridEndpoints,
  ...gridSimulationEndpoints,
  ...contractLifeEndpoints,
  ...contractAmendmentEndpoints,
  ...contractWithdrawalEndpoints,
  ...contractStateEndpoints,
  ...contractTakeOverEndpoints,
  ...deadlineEndpoints,
  ...indicatorEndpoints,
  ...contractIndicatorEndpoints,
  ...reviewEndpoints,
  ...campaignEndpoints,
};

const endpoints = {
  ...stateEndpoints,
  ...contractsSnapshots,
  readEvents: feedEndpoint("contracts.events.read"),
  ...operationsEndpoints,
};

const events = {
  ...contractEvents,
  ...gridEvents,
  ...contractLifeEvents,
  ...contractTakeOverEvents,
  ...deadlineEvents,
  ...actionSheetEvents,
  ...payoutEvents,
  ...indicatorEvents,
  ...contractIndicatorEvents,
  ...reviewEvents,
  ...campaignEvents,
};

/** Contracts, action sheets and the calendar of signings. */
export const contracts = { name: "contracts", endpoints, events } as const;
