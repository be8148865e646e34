import type { LocalDate } from "@cpts/domain/LocalDate";
import type { Dated, Interval } from "@cpts/domain/Validity";
import { sql, type RawBuilder } from "kysely";

/**
 * How something that is in force from a date on, and until its successor begins (`@cpts/domain/Validity`), stands in a
 * table: the start as written, and the first and last day that start and end can be.
 */
export interface DatedColumns {
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  readonly from_earliest: string;
  readonly from_latest: string;
  readonly to_earliest: string;
  readonly to_latest: string;
}

/** Those of the end. */
export type EndColumns = Pick<DatedColumns, "valid_to" | "to_earliest" | "to_latest">;

/** PostgreSQL's words for a day before and after all others. */
const always = "-infinity";
const never = "infinity";

/** The columns of an end that there is none of. */
export const noEnd: EndColumns = { valid_to: null, to_earliest: never, to_latest: never };

/** The columns of something that has no successor. */
export const openColumns = ({ earliest, latest, start }: Dated): DatedColumns => ({ valid_from: start, from_earliest: earliest ?? always, from_latest: latest, ...noEnd });

/** The columns that change when a successor begins. */
export const endColumns = ({ earliest, latest, start }: Dated): EndColumns => ({
  valid_to: start,
  to_earliest: earliest ?? always,
  to_latest: latest,
});

/** The columns of something with its end. */
export const intervalColumns = (interval: Interval): DatedColumns => ({ ...openColumns(interval), ...(interval.end === null ? noEnd : endColumns(interval.end)) });

/** The start that a row holds. */
export const datedOf = (row: Pick<DatedColumns, "valid_from" | "from_earliest" | "from_latest">): Dated =>
  // PostgreSQL gives back the dates that were stored.
  ({ start: row.valid_from, earliest: row.from_earliest === always ? null : row.from_earliest, latest: row.from_latest }) as Dated;

/** The start and the end that a row holds. */
export const intervalOf = (row: DatedColumns): Interval => ({
  ...datedOf(row),
  end: row.to_latest === never ? null : datedOf({ valid_from: row.valid_to, from_earliest: row.to_earliest, from_latest: row.to_latest }),
});

/** True of the rows that are or may be in force on a day (`isInForce` is not "no"). */
export const mayBeInForce = (day: LocalDate): RawBuilder<boolean> => sql<boolean>`from_earliest <= ${day}::date and ${day}::date < to_latest`;

/** True of the rows that certainly are (`isInForce` is "yes"). */
export const isCertain = (day: LocalDate): RawBuilder<boolean> => sql<boolean>`from_latest <= ${day}::date and ${day}::date < to_earliest`;
