import { directory as contract } from "@cpts/api/Directory";
import type { Projection } from "@cpts/service-kit/subscriptions/projection";
import { learnDiscrepancies } from "./discrepancies.ts";

/** What does not fit in the directory of a CPTS. */
export const directory: Projection = {
  name: "directory",
  source: contract.name,
  tables: ["directory_discrepancy"],
  handlers: learnDiscrepancies("directory_discrepancy", contract.events.discrepanciesChanged),
};
