import { directory } from "@cpts/api/Directory";
import { isEmptyPeriod } from "@cpts/domain/Governance";
import { parisDateFromInstant } from "@cpts/domain/LocalDate";
import { codeOf } from "@cpts/domain/OpenCode";
import type { PartialDate } from "@cpts/domain/PartialDate";
import type { RelationshipId } from "@cpts/domain/Relationship";
import type { RelationshipCorrection } from "@cpts/domain/RelationshipCourse";
import type { Source } from "@cpts/domain/Source";
import { record } from "@cpts/service-kit/events/log/record";
import { Clock, Effect } from "effect";
import type { Selectable } from "kysely";
import { orKept } from "../corrections/columns.ts";
import { keepFirst, keepVersion, type History } from "../corrections/history.ts";
import { illegalTransition, periodEmpty, versionConflictOf } from "../corrections/refusals.ts";
import { saidColumns } from "../database/dated.ts";
import { requirePlausible } from "../database/plausible-dates.ts";
import { write, type DirectoryTables } from "../database/tables.ts";
import { relationshipStated } from "../organizations/course-tables.ts";
import { relationshipNotFound } from "./queries.ts";

type Row = Selectable<DirectoryTables["relationship"]>;

const withdrawn = illegalTransition("Cette relation a été retirée.", "This relationship was taken back.");
const versionConflict = versionConflictOf("La relation", "la", "The relationship");

const history: History = { row: "relationship", versions: "relationship_version", of: "relationship_id", stated: relationshipStated };

/** What is written after a correction; dates of a row are as the schema took them. */
const corrected = (row: Row, patch: RelationshipCorrection) => ({
  capacity: patch.capacity === undefined || patch.capacity === null ? orKept<string | null>(patch.capacity, row.capacity) : codeOf(patch.capacity),
  function: orKept<string | null>(patch.function, row.function),
  object: orKept<string | null>(patch.object, row.object),
  provenance: JSON.stringify(patch.provenance ?? row.provenance),
  withdrawn: codeOf(patch.why) === "recorded-in-error",
});

const tell = (row: Row, next: { readonly from: PartialDate | null; readonly to: PartialDate | null; readonly withdrawn: boolean; readonly version: number }, why: RelationshipCorrection["why"], at: number) =>
  record(directory.events.relationshipChanged, {
    aggregateId: row.id,
    aggregateVersion: next.version,
    // Ids and codes of a row are as the schemas took them.
    data: {
      relationshipId: row.id, kind: row.kind, professionalId: row.professional_id, organizationId: row.organization_id, of: row.of_id, cptsId: row.cpts_id,
      validFrom: next.from, validTo: next.to, withdrawn: next.withdrawn, why,
    } as typeof directory.events.relationshipChanged.payload.Type,
    at,
  });

/** Ends a relationship, corrects what was written of it, or takes it back; what was written before stays. */
export const correctRelationship = (id: RelationshipId, patch: RelationshipCorrection, ifMatch: number | null) =>
  Effect.gen(function* () {
    const row = yield* write((db) => db.selectFrom("relationship").selectAll().where("id", "=", id).forUpdate().executeTakeFirst());
    if (row === undefined) return yield* relationshipNotFound;
    yield* requirePlausible({ validFrom: patch.validFrom, validTo: patch.validTo });
    if (ifMatch !== null && row.version !== ifMatch) return yield* versionConflict(row.version);
    if (row.withdrawn) return yield* withdrawn;
    const next = corrected(row, patch);
    const [from, to] = [orKept(patch.validFrom, row.valid_from as PartialDate | null), orKept(patch.validTo, row.valid_to as PartialDate | null)];
    if (isEmptyPeriod(from, to)) return yield* periodEmpty;
    const isSame = (["capacity", "function", "object", "withdrawn"] as const).every((column) => row[column] === next[column]) && from === row.valid_from && to === row.valid_to && next.provenance === JSON.stringify(row.provenance);
    if (isSame) return;
    const now = yield* Clock.currentTimeMillis;
    const today = parisDateFromInstant(now);
    // Stored through its schema.
    const source = (patch.provenance ?? (row.provenance as { readonly source?: Source })).source;
    yield* keepFirst(history, id, "recorded", today);
    const version = row.version + 1;
    yield* write((db) => db.updateTable("relationship").set({ ...next, ...saidColumns(from ?? undefined, to ?? undefined, today, source), version }).where("id", "=", id).execute());
    yield* keepVersion(history, id, codeOf(patch.why), today);
    yield* tell(row, { from, to, withdrawn: next.withdrawn, version }, patch.why, now);
  });
