import type { HeadcountView } from "@cpts/api/HeadcountViews";
import { remaindersOf, type Remainder } from "@cpts/domain/Headcount";
import type { CptsId } from "@cpts/domain/Cpts";
import type { DiscrepancyDetails } from "@cpts/domain/Discrepancy";
import { statement } from "@cpts/service-kit/database/statement";

/** A headcount as it is kept. */
export type StoredHeadcount = Pick<typeof HeadcountView.Encoded, "id" | "scope" | "practiceMode" | "on" | "total" | "lines" | "provenance">;

export const headcountRows = statement<[cptsId: string], StoredHeadcount>(
  `select id, scope, practice_mode as "practiceMode", counted_on as "on", total, lines, provenance from headcount where cpts_id = $1 order by id`,
);

/** Those of every CPTS. */
export const allHeadcountRows = statement<[after: string, limit: number], StoredHeadcount & { readonly cptsId: CptsId }>(
  `select id, cpts_id as "cptsId", scope, practice_mode as "practiceMode", counted_on as "on", total, lines, provenance from headcount where id > $1 order by id limit $2`,
);

/** What the lines of a headcount leave of its total. */
export const remaindersIn = ({ lines, total }: Pick<StoredHeadcount, "lines" | "total">): ReadonlyArray<Remainder> => remaindersOf({ total: total ?? undefined, lines });

/** The figures of a remainder that is worth a sentence: something is left, or too much is counted, of a total that is divided at all. */
export const detailsOf = ({ counted, total, unit, value }: Remainder, { lines, total: declared }: Pick<StoredHeadcount, "lines" | "total">): DiscrepancyDetails | null =>
  value === null || value === 0 || declared === null || !lines.some((line) => line.unit === declared.unit) ? null : { total, totalUnit: declared.unit, counted, remainder: value, unit };
