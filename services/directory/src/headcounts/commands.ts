import { directory } from "@cpts/api/Directory";
import { NewHeadcount } from "@cpts/api/HeadcountViews";
import type { CptsId } from "@cpts/domain/Cpts";
import { withoutWords } from "@cpts/domain/GovernanceEvents";
import type { HeadcountId, HeadcountLine } from "@cpts/domain/Headcount";
import { claimExternalIds } from "@cpts/service-kit/database/external-ids";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { Effect, Schema } from "effect";
import { write } from "../database/tables.ts";
import { withDiscrepancies } from "../discrepancies/record.ts";
import { externalIdKind, viewOf } from "./queries.ts";

const encode = Schema.encodeSync(NewHeadcount);

/** A line by its codes: its words stay here. */
const withoutLabel = (line: HeadcountLine) => {
  const { group = null, label: _, profession = null, ...figure } = line;
  return { profession, group, ...figure };
};

/** Keeps what a document counts. */
export const declareHeadcount = (cptsId: CptsId, input: NewHeadcount) =>
  withDiscrepancies(
    cptsId,
    Effect.gen(function* () {
      // The platform's ids are UUIDs.
      const id = (yield* (yield* Ids).next) as HeadcountId;
      const { externalIds = [], lines, on = null, practiceMode = null, provenance, scope = null, total = null } = encode(input);
      yield* write((db) =>
        db
          .insertInto("headcount")
          .values({
            id,
            cpts_id: cptsId,
            scope,
            practice_mode: practiceMode,
            counted_on: on,
            total: total === null ? null : JSON.stringify(total),
            lines: JSON.stringify(lines),
            provenance: JSON.stringify(provenance),
          })
          .execute(),
      );
      yield* claimExternalIds(externalIdKind, id, externalIds);
      yield* record(directory.events.headcountDeclared, {
        aggregateId: id,
        aggregateVersion: 1,
        data: {
          headcountId: id,
          cptsId,
          practiceMode: input.practiceMode ?? null,
          on: input.on ?? null,
          total: input.total ?? null,
          lines: input.lines.map(withoutLabel),
          provenance: withoutWords(input.provenance),
        },
      });
      return viewOf(cptsId, { id, scope, practiceMode, on, total, lines, provenance }, externalIds);
    }),
  );
