/**
 * Sums over the contracts of an agency that never count for nothing what is not known: each sum says how many contracts it knows in part only, and
 * how many it does not know at all.
 *
 * @example
 * ```ts
 * import * as Portfolio from "@cpts/domain/Portfolio";
 *
 * Portfolio.sumOf([{ cents: 500, isAtLeast: false }, { cents: 200, isAtLeast: true }, null]); // => { knownCents: 700, contracts: 3, atLeast: 1, unknown: 1 }
 * Portfolio.remainingOf({ cents: 500, isAtLeast: true }, 600); // => { cents: -100, isAtLeast: true }
 * Portfolio.remainingOf({ cents: 500, isAtLeast: true }, null); // => null
 * ```
 */

/** An amount of a contract in cents, and whether something of it is not known: then it is at least that much. */
export interface ContractAmount {
  readonly cents: number;
  readonly isAtLeast: boolean;
}

/** A sum over contracts. `atLeast`: of so many a part is not known; `unknown`: of so many nothing is. */
export interface PortfolioSum {
  readonly knownCents: number;
  readonly contracts: number;
  readonly atLeast: number;
  readonly unknown: number;
}

/** The sum of the amounts of some contracts; `null` is one that is not known. */
export const sumOf = (amounts: Iterable<ContractAmount | null>): PortfolioSum => {
  const sum = { knownCents: 0, contracts: 0, atLeast: 0, unknown: 0 };
  for (const amount of amounts) {
    sum.contracts += 1;
    if (amount === null) sum.unknown += 1;
    else {
      sum.knownCents += amount.cents;
      if (amount.isAtLeast) sum.atLeast += 1;
    }
  }
  return sum;
};

/** What an envelope leaves once a sum is spent, below zero where more is spent; `null` where one of them is not known. */
export const remainingOf = (envelope: ContractAmount | null, spentCents: number | null): ContractAmount | null =>
  envelope === null || spentCents === null ? null : { cents: envelope.cents - spentCents, isAtLeast: envelope.isAtLeast };
