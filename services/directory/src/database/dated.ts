import { addDays, type LocalDate } from "@cpts/domain/LocalDate";
import { earliest, latest, type PartialDate } from "@cpts/domain/PartialDate";
import { dayOf, type Source } from "@cpts/domain/Source";
import { startBounds } from "@cpts/domain/Validity";
import { isCertain, mayBeInForce, openColumns, type DatedColumns } from "@cpts/service-kit/time/dated-rows";
import { sql, type RawBuilder } from "kysely";

/**
 * The columns of something that lasts from one partial date until another. Without an end it goes on; an end of an unknown
 * year can have been at any time.
 */
export const periodColumns = (validFrom: PartialDate | undefined, validTo: PartialDate | undefined, recordedOn: LocalDate): DatedColumns => {
  const start = validFrom ?? null;
  const columns = openColumns({ start, ...startBounds(start, recordedOn) });
  return validTo === undefined ? columns : { ...columns, valid_to: validTo, to_earliest: earliest(validTo) ?? "-infinity", to_latest: latest(validTo) ?? "infinity" };
};

/** The same of what a document says. Without any date, it is certain on the day of the document only: never, where that is not known. */
export const saidColumns = (validFrom: PartialDate | undefined, validTo: PartialDate | undefined, recordedOn: LocalDate, source: Source | undefined): DatedColumns => {
  const columns = periodColumns(validFrom, validTo, recordedOn);
  if (source === undefined || validFrom !== undefined || validTo !== undefined) return columns;
  const day = dayOf(source);
  return { ...columns, from_latest: day ?? recordedOn, to_earliest: day === null ? recordedOn : addDays(day, 1) };
};

/** Whether a row is in force on a day: `yes`, `no` or `unknown`. */
export const certaintyOn = (day: LocalDate): RawBuilder<string> =>
  sql<string>`case when ${isCertain(day)} then 'yes' when ${mayBeInForce(day)} then 'unknown' else 'no' end`;

/** True of the rows whose period certainly has a day in common with this one. */
export const certainlyOverlaps = (period: DatedColumns): RawBuilder<boolean> =>
  sql<boolean>`greatest(from_latest, ${period.from_latest}::date) < least(to_earliest, ${period.to_earliest}::date)`;
