import { prevention } from "@cpts/api/Prevention";
import { snapshotBinding } from "@cpts/service-kit/events/feed/snapshot";
import { restricted } from "@cpts/service-kit/http/restricted";
import { listActions } from "./actions/queries.ts";
import { listSessions } from "./sessions/queries.ts";
import { listCrises } from "./crisis/crisis-queries.ts";
import { listPlans } from "./crisis/plan-queries.ts";
import { listPathways } from "./pathways/queries.ts";

const { endpoints, name: source } = prevention;

// Planned actions are for those of the CPTS: only who may see all of them is given all.
export const snapshotRoutes = [
  snapshotBinding(endpoints.snapshotActions, { source, log: restricted("events"), items: restricted("action"), page: listActions }),
  snapshotBinding(endpoints.snapshotSessions, { source, log: restricted("events"), items: restricted("session"), page: listSessions }),
  snapshotBinding(endpoints.snapshotPathways, { source, log: restricted("events"), items: restricted("pathway"), page: listPathways }),
  snapshotBinding(endpoints.snapshotCrisisPlans, { source, log: restricted("events"), items: restricted("crisis-plan"), page: listPlans }),
  snapshotBinding(endpoints.snapshotCrises, { source, log: restricted("events"), items: restricted("crisis"), page: listCrises }),
];
