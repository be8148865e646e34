import { directory } from "@cpts/api/Directory";
import type { PendingEvent } from "@cpts/service-kit/events/log/seal";
import { tooManyStructuresGone } from "../rpps/refusals.ts";
import type { Surroundings, Work } from "../rpps/work.ts";
import { mergeStructures, structuresBeforeAndAfter, type ChangedOrganization } from "./merge-structures.ts";
import { scanStructures, stagedStructureColumns } from "./scan-structures.ts";

const { finessImportCompleted, organizationChanged } = directory.events;

const changed = ({ nextId }: Surroundings, at: string, { change, version, ...organization }: ChangedOrganization): PendingEvent => ({
  id: nextId(),
  type: organizationChanged.type,
  occurredAt: at,
  traceparent: null,
  aggregateId: organization.organizationId,
  aggregateVersion: version,
  data: { ...organization, why: `finess-${change}` } satisfies typeof organizationChanged.payload.Encoded,
});

/** What the files of the register of establishments need. */
export const structuresWork: Work = {
  emptyStage: "select finess_stage_empty()",
  copyText: `copy finess_stage (${stagedStructureColumns.join(", ")}) from stdin`,
  scan: scanStructures,
  merge: async (around, { id: importId, maxDropPercent }, seen, { at, edition, sha256 }) => {
    const { client, nextId } = around;
    const { after, before } = await structuresBeforeAndAfter(client);
    if (after * 100 < before * (100 - maxDropPercent)) throw tooManyStructuresGone(before, after, maxDropPercent);
    const { organizations, ...merged } = await mergeStructures(client, at);
    const counts = { rows: seen.rows, structures: seen.structures, cpts: seen.cpts, ...merged, rejected: seen.rejected };
    const data = { importId, edition, sha256, levels: [...seen.levels].toSorted(), counts } satisfies typeof finessImportCompleted.payload.Encoded;
    return {
      merged: { ...merged, people: 0, suppressed: 0 },
      eventsOf: () => [
        ...organizations.map((one) => changed(around, at, one)),
        { id: nextId(), type: finessImportCompleted.type, occurredAt: at, traceparent: null, aggregateId: importId, aggregateVersion: 1, data },
      ],
    };
  },
};
