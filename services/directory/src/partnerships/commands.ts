import { directory } from "@cpts/api/Directory";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import { parisDateFromInstant, type LocalDate } from "@cpts/domain/LocalDate";
import { codeOf } from "@cpts/domain/OpenCode";
import type { PartialDate } from "@cpts/domain/PartialDate";
import type { NewPartnership, PartnershipAgreement, PartnershipEnd, PartnershipId, PartnershipStart } from "@cpts/domain/Partnership";
import { endFaults, startFaults, type PartnershipFault, type Partnering } from "@cpts/domain/PartnershipCourse";
import type { Source } from "@cpts/domain/Source";
import { claimExternalIds } from "@cpts/service-kit/database/external-ids";
import { record } from "@cpts/service-kit/events/log/record";
import { Ids } from "@cpts/service-kit/ids";
import { Clock, Effect } from "effect";
import { keepVersion } from "../corrections/history.ts";
import { requirePlausible } from "../database/plausible-dates.ts";
import { write } from "../database/tables.ts";
import { requireOrganization } from "../organizations/reference.ts";
import { courseColumns, externalIdKind, lockPartnership, partnershipHistory, standingOf, type Course, type PartnershipRow } from "./stored.ts";
import { faultOf } from "./words.ts";

/** What a row says of its course; the write path stored nothing that its schemas refuse. */
export const courseOf = (row: PartnershipRow): Course => ({
  wasPlanned: row.was_planned,
  began: row.began,
  ended: row.end_reason !== null,
  plannedOn: row.planned_on as PartialDate | null,
  validFrom: row.valid_from as PartialDate | null,
  validTo: (row.told_to ?? row.given_up_on) as PartialDate | null,
  agreement: row.agreement as PartnershipAgreement | null,
  recordedOn: row.recorded_on as LocalDate,
  source: (row.provenance as { readonly source?: Source }).source,
});

/** What a partnership is by its codes and dates, as events tell it. */
export const toldFacts = (row: Pick<PartnershipRow, "id" | "cpts_id" | "organization_id" | "kind" | "missions">, { agreement, began, plannedOn, validFrom, validTo }: Course) =>
  ({
    partnershipId: row.id,
    cptsId: row.cpts_id,
    organizationId: row.organization_id,
    kind: row.kind,
    missions: row.missions,
    plannedOn,
    began,
    validFrom,
    validTo,
    agreedUntil: agreement?.endsOn ?? null,
    tacitRenewal: agreement?.tacitRenewal ?? false,
    // Ids and codes are as the schemas took them.
  }) as typeof directory.events.partnershipRecorded.payload.Type;

/** Records a partnership as it is known, its past included. */
export const recordPartnership = (input: NewPartnership) =>
  Effect.gen(function* () {
    const { agreement = null, cptsId, organizationId, plannedOn = null, provenance = { status: "declared" as const }, state, validFrom = null, validTo = null } = input;
    yield* requirePlausible({ plannedOn, validFrom, validTo, "agreement.endsOn": agreement?.endsOn });
    yield* requireOrganization(organizationId, ["organizationId"]);
    const now = yield* Clock.currentTimeMillis;
    const recordedOn = parisDateFromInstant(now);
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as PartnershipId;
    const ended = state === "ended";
    const course: Course = { wasPlanned: state === "planned" || plannedOn !== null, began: state !== "planned", ended, plannedOn, validFrom, validTo, agreement, recordedOn, source: "source" in provenance ? provenance.source : undefined };
    const told = { id, cpts_id: cptsId, organization_id: organizationId, kind: codeOf(input.kind), missions: input.missions ?? [] };
    yield* write((db) =>
      db
        .insertInto("partnership")
        .values({
          ...told,
          ...courseColumns(course),
          version: 1,
          purpose: input.purpose ?? null,
          visibility: input.visibility ?? "cpts",
          agreement: agreement === null ? null : JSON.stringify(agreement),
          end_reason: ended ? "other" : null,
          recorded_on: recordedOn,
          provenance: JSON.stringify(provenance),
        })
        .execute(),
    );
    yield* keepVersion(partnershipHistory, id, "recorded", recordedOn);
    yield* claimExternalIds(externalIdKind, id, input.externalIds ?? []);
    yield* record(directory.events.partnershipRecorded, { aggregateId: id, aggregateVersion: 1, data: toldFacts(told, course), at: now });
    return id;
  });

/** Refuses a step, with each reason at its field. */
const refuse = (faults: ReadonlyArray<PartnershipFault>) => {
  const told = faults.map(faultOf);
  const isState = faults.some(({ _tag }) => _tag === "PartnershipStepNotAllowed");
  const [first] = told;
  return faults.length === 0 ? Effect.void : Effect.fail(new Problem({ type: isState ? "illegal-transition" : "invalid-request", ...(first === undefined ? {} : { detail: first.message }), faults: told satisfies ReadonlyArray<FieldFault> }));
};

/** Where a partnership stands by what was told, whatever the day. */
const partneringOf = (row: PartnershipRow): Partnering => {
  const { agreement, plannedOn, validFrom } = courseOf(row);
  return { state: row.end_reason !== null ? "ended" : row.began ? "active" : "planned", plannedOn, validFrom, agreement };
};

/** Writes how a partnership now stands under a new version, with its history. */
export const rewritePartnership = (row: PartnershipRow, columns: Partial<Omit<PartnershipRow, "id" | "agreement" | "provenance">> & { readonly agreement?: string | null; readonly provenance?: string }, why: string, on: LocalDate) =>
  Effect.gen(function* () {
    const version = row.version + 1;
    yield* write((db) => db.updateTable("partnership").set({ ...columns, version }).where("id", "=", row.id).execute());
    yield* keepVersion(partnershipHistory, row.id, why, on);
    return version;
  });

/** A planned partnership begins. */
export const startPartnership = (id: PartnershipId, { agreement, on }: PartnershipStart) =>
  Effect.gen(function* () {
    const row = yield* lockPartnership(id);
    yield* requirePlausible({ on, "agreement.endsOn": agreement?.endsOn });
    yield* refuse(startFaults(partneringOf(row), on));
    const now = yield* Clock.currentTimeMillis;
    const today = parisDateFromInstant(now);
    const before = courseOf(row);
    const course: Course = { ...before, began: true, validFrom: on, validTo: null, agreement: agreement ?? before.agreement };
    const version = yield* rewritePartnership(row, { ...courseColumns(course), ...(agreement === undefined ? {} : { agreement: JSON.stringify(agreement) }) }, "started", today);
    // The code that the event's schema takes.
    const data = { ...toldFacts(row, course), withdrawn: false, why: "started" } as typeof directory.events.partnershipChanged.payload.Type;
    yield* record(directory.events.partnershipChanged, { aggregateId: id, aggregateVersion: version, data, at: now });
  });

/** A partnership ends, or is given up before it began. */
export const endPartnership = (id: PartnershipId, end: PartnershipEnd) =>
  Effect.gen(function* () {
    const row = yield* lockPartnership(id);
    const now = yield* Clock.currentTimeMillis;
    const today = parisDateFromInstant(now);
    const hasLapsed = row.began && standingOf(row, end.on).state === "ended";
    yield* refuse(endFaults({ ...partneringOf(row), ...(hasLapsed ? { state: "ended" as const } : {}) }, end, today));
    yield* requirePlausible({ on: end.on });
    // A whole date is a partial one.
    const course: Course = { ...courseOf(row), ended: true, validTo: end.on as string as PartialDate };
    const version = yield* rewritePartnership(row, { ...courseColumns(course), end_reason: codeOf(end.reason) }, "ended", today);
    const data = { partnershipId: id, cptsId: row.cpts_id as CptsId, organizationId: row.organization_id, on: end.on, reason: end.reason } as typeof directory.events.partnershipEnded.payload.Type;
    yield* record(directory.events.partnershipEnded, { aggregateId: id, aggregateVersion: version, data, at: now });
  });
