import { prevention } from "@cpts/api/Prevention";
import { snapshotBinding } from "@cpts/service-kit/events/feed/snapshot";
import { openData } from "@cpts/service-kit/http/open-data";
import { restricted } from "@cpts/service-kit/http/restricted";
import { listActions } from "./actions/queries.ts";
import { listAllProposals, listConducts } from "./conduct/all.ts";
import { listSessions } from "./sessions/queries.ts";
import { listCrises } from "./crisis/crisis-queries.ts";
import { listPlans } from "./crisis/plan-queries.ts";
import { listAllInclusions } from "./pathways/inclusions.ts";
import { listPathways } from "./pathways/queries.ts";

const { endpoints, name: source } = prevention;

// Planned actions are for those of the CPTS: only who may see all of them is given all.
export const snapshotRoutes = [
  snapshotBinding(endpoints.snapshotActions, { source, log: restricted("events"), items: restricted("action"), page: listActions }),
  snapshotBinding(endpoints.snapshotSessions, { source, log: restricted("events"), items: restricted("session"), page: listSessions }),
  snapshotBinding(endpoints.snapshotPathways, { source, log: restricted("events"), items: restricted("pathway"), page: listPathways }),
  snapshotBinding(endpoints.snapshotCrisisPlans, { source, log: restricted("events"), items: restricted("crisis-plan"), page: listPlans }),
  snapshotBinding(endpoints.snapshotCrises, { source, log: restricted("events"), items: restricted("crisis"), page: listCrises }),
  snapshotBinding(endpoints.snapshotConducts, { source, log: restricted("events"), items: restricted("action-conduct"), page: listConducts }),
  snapshotBinding(endpoints.snapshotProposals, { source, log: restricted("events"), items: restricted("evaluation"), page: listAllProposals }),
  // As everyone may read them of a published pathway: small counts are not there.
  snapshotBinding(endpoints.snapshotInclusions, { source, log: restricted("events"), items: openData("pathway"), page: listAllInclusions }),
];
