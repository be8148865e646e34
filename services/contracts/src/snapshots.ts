import { contracts } from "@cpts/api/Contracts";
import { snapshotBinding } from "@cpts/service-kit/events/feed/snapshot";
import { listDiscrepancies } from "@cpts/service-kit/discrepancies/all";
import { openData } from "@cpts/service-kit/http/open-data";
import { restricted } from "@cpts/service-kit/http/restricted";
import { listAllActionSheets } from "./action-sheets/queries.ts";
import { listAllCampaigns, listAllQuestions } from "./campaigns/all.ts";
import { listLives } from "./contracts/lives.ts";
import { listContracts } from "./contracts/queries.ts";
import { listDeadlines } from "./deadlines/queries.ts";
import { listContractCounts } from "./counts/queries.ts";
import { listGrids } from "./grids/queries.ts";
import { listAllObservations, listDecisions, listPlans } from "./indicators/all.ts";
import { listIndicators } from "./indicators/catalogue.ts";
import { listValidated } from "./money/validated.ts";
import { listReviews } from "./reviews/all.ts";
import { listSizeDrifts } from "./sizes/all.ts";

const { endpoints, name: source } = contracts;
const log = restricted("events");

export const snapshotRoutes = [
  snapshotBinding(endpoints.snapshotContracts, { source, log, items: openData("contract"), page: listContracts }),
  snapshotBinding(endpoints.snapshotDeadlines, { source, log, items: openData("deadline"), page: listDeadlines }),
  snapshotBinding(endpoints.snapshotActionSheets, { source, log, items: openData("action-sheet"), page: listAllActionSheets }),
  snapshotBinding(endpoints.snapshotContractCounts, { source, log, items: openData("contract-count"), page: listContractCounts }),
  snapshotBinding(endpoints.snapshotContractLives, { source, log, items: openData("contract"), page: listLives }),
  snapshotBinding(endpoints.snapshotContractSizes, { source, log, items: openData("contract"), page: listSizeDrifts }),
  snapshotBinding(endpoints.snapshotDiscrepancies, { source, log, items: openData("discrepancy"), page: listDiscrepancies }),
  snapshotBinding(endpoints.snapshotGrids, { source, log, items: openData("grid"), page: listGrids }),
  snapshotBinding(endpoints.snapshotIndicators, { source, log, items: openData("indicator"), page: listIndicators }),
  snapshotBinding(endpoints.snapshotIndicatorPlans, { source, log, items: openData("indicator"), page: listPlans }),
  // Exact counts are for the people of the CPTS and the agencies: only who sees those of all is given all.
  snapshotBinding(endpoints.snapshotObservations, { source, log, items: restricted("observation"), page: listAllObservations }),
  snapshotBinding(endpoints.snapshotProposalDecisions, { source, log, items: restricted("observation"), page: listDecisions }),
  snapshotBinding(endpoints.snapshotReviews, { source, log, items: restricted("review"), page: listReviews }),
  snapshotBinding(endpoints.snapshotReviewCampaigns, { source, log, items: restricted("review-campaign"), page: listAllCampaigns }),
  snapshotBinding(endpoints.snapshotReviewQuestions, { source, log, items: restricted("review"), page: listAllQuestions }),
  snapshotBinding(endpoints.snapshotPayouts, { source, log, items: restricted("money"), page: listValidated }),
];
