import { registry } from "@cpts/api/Registry";
import type { TransitionView } from "@cpts/api/TransitionEndpoints";
import type { CptsId } from "@cpts/domain/Cpts";
import type { DatedStatus, RecordedAction } from "@cpts/domain/CptsHistory";
import type { CptsStatus } from "@cpts/domain/CptsStatus";
import type { PartialDate } from "@cpts/domain/PartialDate";
import type { Role } from "@cpts/domain/Role";
import { Source } from "@cpts/domain/Source";
import type { Dated } from "@cpts/domain/Validity";
import { statement } from "@cpts/service-kit/database/statement";
import { record } from "@cpts/service-kit/events/log/record";
import { datedOf, openColumns, type DatedColumns } from "@cpts/service-kit/time/dated-rows";
import { Effect, Schema } from "effect";
import type { Selectable } from "kysely";
import { nextVersion } from "../cpts/lock.ts";
import { read, write } from "../database/tables.ts";

type EncodedStep = typeof TransitionView.Encoded;

/** A step as the registry keeps it. */
export interface KeptStep extends DatedStatus {
  readonly view: EncodedStep;
}

/** A step that is about to be kept. */
export interface Step {
  readonly action: RecordedAction;
  readonly to: CptsStatus;
  readonly dated: Dated;
  readonly by: Role | null;
  readonly evidence: Source | null;
  /** Pseudonym of whoever recorded it; null for a clock. */
  readonly recordedBy: string | null;
}

interface Row extends Pick<Selectable<DatedColumns>, "valid_from" | "from_earliest" | "from_latest"> {
  readonly number: number;
  readonly action: RecordedAction;
  readonly from_status: CptsStatus | null;
  readonly status: CptsStatus;
  readonly by_role: Role | null;
  readonly evidence: typeof Source.Encoded | null;
}

const encodeSource = Schema.encodeSync(Source);
const ofCpts = statement<[cptsId: string], Row>(
  "select number, action, from_status, status, valid_from, from_earliest, from_latest, by_role, evidence from cpts_step where cpts_id = $1 order by number",
);

// What is recorded later holds from its date on, whatever was recorded before it (`statusOn`).
const endAll = statement<[cptsId: string, start: string | null, earliest: string, latest: string], never>(`update cpts_step
  set valid_to = case when to_latest = 'infinity' then $2 else valid_to end, to_earliest = least(to_earliest, $3::date), to_latest = least(to_latest, $4::date) where cpts_id = $1`);

const stepOf = (row: Row): KeptStep => ({
  to: row.status,
  ...datedOf(row),
  view: { number: row.number, action: row.action, from: row.from_status, to: row.status, on: row.valid_from, by: row.by_role, evidence: row.evidence },
});

/** The steps of a CPTS, in the order of their recording; empty where there is no such CPTS. */
export const stepsOf = (cptsId: CptsId) => Effect.map(read((db) => ofCpts(db, cptsId)), (rows): ReadonlyArray<KeptStep> => rows.map(stepOf));

const insert = (cptsId: CptsId, number: number, from: CptsStatus | null, { action, by, dated, evidence, recordedBy, to }: Step) =>
  write((db) =>
    db
      .insertInto("cpts_step")
      .values({
        cpts_id: cptsId,
        number,
        action,
        from_status: from,
        status: to,
        ...openColumns(dated),
        by_role: by,
        evidence: evidence === null ? null : JSON.stringify(encodeSource(evidence)),
        recorded_by: recordedBy,
      })
      .execute(),
  );

/** Keeps the status that a CPTS is registered with, of which no beginning is known. */
export const keepFirstStep = (cptsId: CptsId, to: CptsStatus, recordedOn: Dated["latest"]) =>
  insert(cptsId, 1, null, { action: "registration", to, dated: { start: null, earliest: null, latest: recordedOn }, by: null, evidence: null, recordedBy: null });

/** Keeps a step after the last one, which it ends, and tells it. The CPTS must be locked. */
export const keepStep = (cptsId: CptsId, from: CptsStatus, step: Step) =>
  Effect.gen(function* () {
    const { action, dated, to } = step;
    const number = yield* nextVersion(cptsId);
    yield* write((db) => endAll(db, cptsId, dated.start, dated.earliest ?? "-infinity", dated.latest));
    yield* insert(cptsId, number, from, step);
    yield* write((db) => db.updateTable("cpts").set({ status: to }).where("id", "=", cptsId).execute());
    const on: PartialDate | null = dated.start;
    yield* record(registry.events.cptsStatusChanged, { aggregateId: cptsId, aggregateVersion: number, data: { cptsId, action, from, to, on } });
    return number;
  });
