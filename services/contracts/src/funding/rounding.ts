import type { FundingRounding } from "@cpts/api/ContractFunding";
import type { FundingLine } from "@cpts/domain/Funding";
import { exactOf, type Due } from "@cpts/domain/FundingDue";
import type { Grid } from "@cpts/domain/Grid";

/** The exact amount due before it is rounded to the cent, as a fraction of cents; null where a cell is not known. */
export const exactDue = ({ parts, ratePpm }: Due): string | null => {
  if (parts.some(({ line }) => line === null)) return null;
  const { denominator, numerator } = exactOf(parts.map(({ line, perYear, units }) => ({ cents: line?.amountCents ?? 0, units, perYear })));
  return `${numerator}/${denominator}${ratePpm === null ? "" : ` x ${ratePpm}/1000000`}`;
};

/** The part that the grid of the first day of a due pays in advance. */
export const advancePercentOf = ({ due }: FundingLine, grid: Grid): number => (due.parts[0]?.under ?? { grid }).grid.advancePercent;

/** What rounding an advance leaves of a cent, in hundredths: of what is due as it was known that day. */
const residueOf = (expectedCents: number, amountCents: number, percent: number): string => `${expectedCents * percent - amountCents * 100}/100`;

/** How the amount of a payment was rounded. A balance is a difference of whole cents: it carries what the advance left. */
export const roundingOf = (line: FundingLine, grid: Grid): typeof FundingRounding.Encoded => {
  const { amountCents, due, expectedCents, kind, paid } = line;
  const rule = grid.rounding;
  if (amountCents === null) return { rule, exact: null, residue: null };
  const percent = advancePercentOf(line, grid);
  if (kind === "advance") return expectedCents === null ? { rule, exact: null, residue: null } : { rule, exact: `${expectedCents * percent}/100`, residue: residueOf(expectedCents, amountCents, percent) };
  if (paid !== null && due.dueCents !== null) {
    const residue = paid.isAdvance && paid.expectedCents !== null ? residueOf(paid.expectedCents, paid.amountCents, percent) : null;
    return { rule, exact: `${due.dueCents} - ${paid.amountCents}`, residue };
  }
  return { rule, exact: exactDue(due), residue: null };
};
