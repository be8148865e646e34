import { contracts } from "@cpts/api/Contracts";
import { snapshotBinding } from "@cpts/service-kit/events/feed/snapshot";
import { openData } from "@cpts/service-kit/http/open-data";
import { restricted } from "@cpts/service-kit/http/restricted";
import { listAllActionSheets } from "./action-sheets/queries.ts";
import { listContracts } from "./contracts/queries.ts";
import { listDeadlines } from "./deadlines/queries.ts";
import { listContractCounts } from "./counts/queries.ts";

const { endpoints, name: source } = contracts;
const log = restricted("events");

export const snapshotRoutes = [
  snapshotBinding(endpoints.snapshotContracts, { source, log, items: openData("contract"), page: listContracts }),
  snapshotBinding(endpoints.snapshotDeadlines, { source, log, items: openData("deadline"), page: listDeadlines }),
  snapshotBinding(endpoints.snapshotActionSheets, { source, log, items: openData("action-sheet"), page: listAllActionSheets }),
  snapshotBinding(endpoints.snapshotContractCounts, { source, log, items: openData("contract-count"), page: listContractCounts }),
];
