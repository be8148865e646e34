import { directory } from "@cpts/api/Directory";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import { isEmptyPeriod } from "@cpts/domain/Governance";
import { parisDateFromInstant } from "@cpts/domain/LocalDate";
import { codeOf } from "@cpts/domain/OpenCode";
import { isBefore } from "@cpts/domain/PartialDate";
import type { PartnershipCorrection, PartnershipId } from "@cpts/domain/Partnership";
import type { Source } from "@cpts/domain/Source";
import { record } from "@cpts/service-kit/events/log/record";
import { Clock, Effect } from "effect";
import { orKept } from "../corrections/columns.ts";
import { endsBeforeStart, illegalTransition, versionConflictOf } from "../corrections/refusals.ts";
import { requirePlausible } from "../database/plausible-dates.ts";
import { courseOf, rewritePartnership, toldFacts } from "./commands.ts";
import { courseColumns, lockPartnership, type Course, type PartnershipRow } from "./stored.ts";

const withdrawn = illegalTransition("Ce partenariat a été retiré.", "This partnership was taken back.");
const versionConflict = versionConflictOf("Le partenariat", "le", "The partnership");

const fault = (path: string, code: string, fr: string, en: string): FieldFault => ({ in: "body", path: [path], code, message: { fr, en } });

/** What is wrong with the dates as they would stand. */
const dateFaults = ({ began, ended, plannedOn, validFrom, validTo }: Course, patch: PartnershipCorrection): ReadonlyArray<FieldFault> => [
  ...(!began && patch.validFrom !== undefined && patch.validFrom !== null ? [fault("validFrom", "partnership.dates-of-planned", "un partenariat prévu commence par son étape (start)", "a planned partnership begins by its step (start)")] : []),
  ...(patch.validTo !== undefined && patch.validTo !== null && (!ended || !began) ? [fault("validTo", "partnership.end-of-unended", "un partenariat prend fin par son étape (end)", "a partnership ends by its step (end)")] : []),
  ...(plannedOn !== null && validFrom !== null && isBefore(validFrom, plannedOn) === "yes" ? [fault("validFrom", "partnership.before-planned", "un partenariat ne commence pas avant d'être prévu", "a partnership does not begin before it is planned")] : []),
  ...(isEmptyPeriod(validFrom, validTo) ? [endsBeforeStart] : []),
];

/** The columns that are no dates, after a correction. */
const wordsAfter = (row: PartnershipRow, patch: PartnershipCorrection) => ({
  kind: patch.kind === undefined ? row.kind : codeOf(patch.kind),
  purpose: orKept<string | null>(patch.purpose, row.purpose),
  missions: orKept<ReadonlyArray<string>>(patch.missions, row.missions),
  visibility: orKept<string>(patch.visibility, row.visibility),
  withdrawn: codeOf(patch.why) === "recorded-in-error",
});

const told = (value: unknown): string => JSON.stringify(value ?? null);

/** Corrects what was recorded. A correction that says nothing new leaves no trace; what was written before stays as history. */
export const correctPartnership = (id: PartnershipId, patch: PartnershipCorrection, ifMatch: number | null) =>
  Effect.gen(function* () {
    const row = yield* lockPartnership(id);
    if (ifMatch !== null && row.version !== ifMatch) return yield* versionConflict(row.version);
    if (row.withdrawn) return yield* withdrawn;
    yield* requirePlausible({ plannedOn: patch.plannedOn, validFrom: patch.validFrom, validTo: patch.validTo, "agreement.endsOn": patch.agreement?.endsOn });
    const before = courseOf(row);
    // Stored through its schema.
    const provenance = patch.provenance ?? (row.provenance as { readonly source?: Source });
    const goesOn = codeOf(patch.why) === "ended-by-mistake" || patch.validTo === null;
    const course: Course = {
      ...before,
      ended: before.ended && !goesOn,
      plannedOn: orKept(patch.plannedOn, before.plannedOn),
      wasPlanned: before.wasPlanned || (patch.plannedOn ?? null) !== null,
      validFrom: orKept(patch.validFrom, before.validFrom),
      validTo: goesOn ? null : orKept(patch.validTo, before.validTo),
      agreement: orKept(patch.agreement, before.agreement),
      source: provenance.source,
    };
    const faults = dateFaults(course, patch);
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    const words = wordsAfter(row, patch);
    const columns = { ...words, ...courseColumns(course), agreement: course.agreement === null ? null : JSON.stringify(course.agreement), end_reason: course.ended ? row.end_reason : null, provenance: JSON.stringify(provenance) };
    const isSame = Object.entries(columns).every(([column, value]) => (column === "agreement" || column === "provenance" ? told(row[column]) === (value ?? "null") : told(row[column as keyof PartnershipRow]) === told(value)));
    if (isSame) return;
    const now = yield* Clock.currentTimeMillis;
    const version = yield* rewritePartnership(row, columns, codeOf(patch.why), parisDateFromInstant(now));
    // The code that the event's schema takes.
    const data = { ...toldFacts({ ...row, ...words }, course), withdrawn: words.withdrawn, why: codeOf(patch.why) } as typeof directory.events.partnershipChanged.payload.Type;
    yield* record(directory.events.partnershipChanged, { aggregateId: id, aggregateVersion: version, data, at: now });
  });
