import { directory as contract } from "@cpts/api/Directory";
import { writes, type Projection } from "@cpts/service-kit/subscriptions/projection";
import { build } from "../database/tables.ts";
import { learnDiscrepancies } from "./discrepancies.ts";

/** What does not fit in the directory of a CPTS, and who is erased. */
export const directory: Projection = {
  name: "directory",
  source: contract.name,
  tables: ["directory_discrepancy"],
  handlers: {
    ...learnDiscrepancies("directory_discrepancy", contract.events.discrepanciesChanged),
    // Hearing it again, from the first event too, takes nothing more away.
    ...writes(contract.events.personErased, ({ personId }) => [build.updateTable("referent").set({ person_id: null }).where("person_id", "=", personId).compile()]),
  },
};
