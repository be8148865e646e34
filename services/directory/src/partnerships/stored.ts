import type { PartnershipItem, PartnershipVersion } from "@cpts/api/PartnershipViews";
import { Problem } from "@cpts/api/Problem";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { PartialDate } from "@cpts/domain/PartialDate";
import type { PartnershipAgreement, PartnershipId } from "@cpts/domain/Partnership";
import { lapseOf, partnershipOn, type PartnershipBounds, type PartnershipStanding } from "@cpts/domain/PartnershipCourse";
import type { Source } from "@cpts/domain/Source";
import { startBounds } from "@cpts/domain/Validity";
import { datedOf, type DatedColumns } from "@cpts/service-kit/time/dated-rows";
import { Effect } from "effect";
import { sql, type RawBuilder, type Selectable } from "kysely";
import type { History } from "../corrections/history.ts";
import { periodColumns, saidColumns } from "../database/dated.ts";
import { read, write, type DirectoryTables } from "../database/tables.ts";
import { partnershipStated } from "./tables.ts";

export type PartnershipRow = Selectable<DirectoryTables["partnership"]>;
type Item = typeof PartnershipItem.Encoded;

export const externalIdKind = "partnership";
export const partnershipNotFound = new Problem({ type: "not-found", detail: { fr: "Ce partenariat n'est pas connu ici.", en: "This partnership is not known here." } });

/** What the dates of a partnership hang on. */
export interface Course {
  readonly wasPlanned: boolean;
  readonly began: boolean;
  /** It is over, also where nobody knows since when. */
  readonly ended: boolean;
  readonly plannedOn: PartialDate | null;
  readonly validFrom: PartialDate | null;
  /** As somebody told it. */
  readonly validTo: PartialDate | null;
  readonly agreement: Pick<PartnershipAgreement, "endsOn" | "tacitRenewal"> | null;
  readonly recordedOn: LocalDate;
  readonly source: Source | undefined;
}

/** Before the first and after the last of days, as PostgreSQL writes them. */
const [always, forever] = ["-infinity", "infinity"] as const;
/** No date is written before. */
const firstDay = "0001-01-01" as LocalDate;
const never = { valid_from: null, valid_to: null, from_earliest: forever, from_latest: forever, to_earliest: forever, to_latest: forever } as const;

/** What ends first: what was told, or the agreement by itself. What a document tells without any date is certain on its own day only. */
const activeColumns = ({ agreement, ended, recordedOn, source, validFrom, validTo }: Course): DatedColumns => {
  // A whole date is a partial one.
  const lapse = lapseOf(agreement) as PartialDate | null;
  const end = validTo ?? lapse;
  if (end === null && ended) return { ...periodColumns(validFrom ?? undefined, undefined, recordedOn), to_earliest: always, to_latest: recordedOn };
  return end === null ? saidColumns(validFrom ?? undefined, undefined, recordedOn, source) : periodColumns(validFrom ?? undefined, end, recordedOn);
};

/** The columns that say when a partnership stands where. */
export const courseColumns = (course: Course) => {
  const { began, plannedOn, recordedOn, validTo, wasPlanned } = course;
  const active = began ? activeColumns(course) : never;
  const planned = startBounds(plannedOn, recordedOn);
  return {
    began,
    was_planned: wasPlanned,
    planned_on: plannedOn,
    planned_earliest: wasPlanned ? (planned.earliest ?? always) : active.from_earliest,
    planned_latest: wasPlanned ? planned.latest : active.from_latest,
    ...active,
    told_to: began ? validTo : null,
    given_up_on: began ? null : validTo,
  };
};

const day = (column: string): LocalDate | null => (column === always || column === forever ? null : (column as LocalDate));

/** What the rule needs of a row. */
export const boundsOf = (row: PartnershipRow): PartnershipBounds => {
  const { latest: fromLatest } = datedOf(row);
  return {
    withdrawn: row.withdrawn,
    plannedEarliest: day(row.planned_earliest),
    plannedLatest: row.planned_latest as LocalDate,
    active: row.began ? { fromEarliest: day(row.from_earliest), fromLatest, toEarliest: row.to_earliest === always ? firstDay : day(row.to_earliest), toLatest: day(row.to_latest) } : null,
    givenUpOn: row.given_up_on as LocalDate | null,
  };
};

/** The first day on which a row is anything. */
const isKnownOn = (on: LocalDate) => sql<boolean>`(not withdrawn and (planned_earliest <= ${on}::date or (began and from_earliest <= ${on}::date) or (given_up_on is not null and given_up_on <= ${on})))`;
const isEndedOn = (on: LocalDate) => sql<boolean>`((began and to_latest <= ${on}::date) or (given_up_on is not null and given_up_on <= ${on}))`;
const isActiveOn = (on: LocalDate) => sql<boolean>`(began and from_earliest <= ${on}::date and ${on}::date < to_latest)`;

/** True of the rows that stand there on a day: as \`partnershipOn\` has it. Without a state, of those that stand anywhere. */
export const standsOn = (on: LocalDate, state: Item["state"] | undefined): RawBuilder<boolean> => {
  if (state === "ended") return sql<boolean>`(${isKnownOn(on)} and ${isEndedOn(on)})`;
  if (state === "active") return sql<boolean>`(not withdrawn and ${isActiveOn(on)})`;
  return state === "planned" ? sql<boolean>`(${isKnownOn(on)} and not ${isEndedOn(on)} and not ${isActiveOn(on)})` : isKnownOn(on);
};

/** Where a partnership stands on a day; before anybody planned it, planned and not certain. */
export const standingOf = (row: PartnershipRow, on: LocalDate): PartnershipStanding => partnershipOn({ ...boundsOf(row), withdrawn: false }, on) ?? { state: "planned", certainty: "unknown" };

const orNotFound = (row: PartnershipRow | undefined) => (row === undefined ? Effect.fail(partnershipNotFound) : Effect.succeed(row));

/** Reads a partnership. */
export const findPartnership = (id: PartnershipId) => Effect.flatMap(read((db) => db.selectFrom("partnership").selectAll().where("id", "=", id).executeTakeFirst()), orNotFound);

/** Reads a partnership and holds it until the transaction ends. */
export const lockPartnership = (id: PartnershipId) => Effect.flatMap(write((db) => db.selectFrom("partnership").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()), orNotFound);

export const partnershipHistory: History = { row: "partnership", versions: "partnership_version", of: "partnership_id", stated: partnershipStated };

/** How a partnership was written, the oldest first. */
export const versionsOf = (id: PartnershipId) =>
  Effect.map(
    read((db) => db.selectFrom("partnership_version").selectAll().where("partnership_id", "=", id).orderBy("version").execute()),
    (rows) => ({
      items: rows.map(
        // As `keepVersion` wrote them.
        ({ recorded_on: recordedOn, stated, version, why }) => ({ version, why, recordedOn, ...(stated as object) }) as typeof PartnershipVersion.Encoded,
      ),
    }),
  );
