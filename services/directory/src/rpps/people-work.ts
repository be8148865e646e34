import { directory } from "@cpts/api/Directory";
import { parisDateFromInstant } from "@cpts/domain/LocalDate";
import type { PendingEvent } from "@cpts/service-kit/events/log/seal";
import type { ExtractKind } from "./fields.ts";
import { stagedColumns } from "./held-person.ts";
import { merge, peopleBeforeAndAfter, prepareStage, type ChangedMember } from "./merge.ts";
import { qualificationCopyText } from "./qualifications.ts";
import { tooManyGone } from "./refusals.ts";
import { scan } from "./scan.ts";
import type { Surroundings, Work } from "./work.ts";

const copyTexts = { activities: `copy rpps_stage (${stagedColumns.join(", ")}) from stdin`, skills: "copy rpps_skill_stage (rpps, skill) from stdin", qualifications: qualificationCopyText };

const eventsOf = ({ nextId }: Surroundings, data: typeof directory.events.rppsImportCompleted.payload.Encoded, members: ReadonlyArray<ChangedMember>, at: string): Array<PendingEvent> => {
  const event = { occurredAt: at, traceparent: null };
  const { importId } = data;
  return [
    ...members.map(({ change, professionalId, version }) => ({
      ...event,
      id: nextId(),
      type: directory.events.memberChanged.type,
      aggregateId: professionalId,
      aggregateVersion: version,
      data: { professionalId, change, importId } satisfies typeof directory.events.memberChanged.payload.Encoded,
    })),
    { ...event, id: nextId(), type: directory.events.rppsImportCompleted.type, aggregateId: importId, aggregateVersion: 1, data },
  ];
};

/** What the files of the register of professionals need. */
export const peopleWork = (kind: ExtractKind): Work => ({
  emptyStage: "select rpps_stage_empty(), rpps_qualification_stage_empty()",
  copyText: copyTexts[kind],
  scan: (text, seen, sink) => scan(kind, text, seen, sink),
  merge: async (around, { id, maxDropPercent }, { isScattered }, { at, ...file }) => {
    const { client, key, now } = around;
    const suppressed = await prepareStage(client, { key, isScattered });
    if (kind === "activities") {
      const { after, before } = await peopleBeforeAndAfter(client);
      if (after * 100 < before * (100 - maxDropPercent)) throw tooManyGone(before, after, maxDropPercent);
    }
    const { members, ...merged } = await merge(client, { kind, at, today: parisDateFromInstant(now()), suppressed });
    return { merged, eventsOf: ({ structures: __, ...counts }) => eventsOf(around, { importId: id, kind, ...file, counts }, members, at) };
  },
});
