/**
 * The yearly social-security ceiling (plafond annuel de la sécurité sociale, PASS), in cents: what a professional may at most be paid in
 * a calendar year by a CPTS, indemnities and remunerations together (ACI-CPTS). A year that is not here is not known, never 0.
 *
 * @example
 * ```ts
 * import { passCeilingOf } from "@cpts/reference-data";
 *
 * passCeilingOf(2023)?.amountCents; // => 4399200
 * passCeilingOf(2026)?.status; // => "provisional"
 * passCeilingOf(2019); // => null
 * ```
 */

/** The ceiling of a calendar year, and how far it can be trusted. */
export interface PassCeiling {
  readonly year: number;
  readonly amountCents: number;
  readonly status: "verified" | "provisional";
  readonly source: string;
}

const recalled = "recalled; the order of the year was not read";

/** The ceilings by year. */
export const passCeilings: readonly PassCeiling[] = [
  { year: 2022, amountCents: 4_113_600, status: "verified", source: "ACI-CPTS: ceiling of 2022, as documents of CPTS give it" },
  { year: 2023, amountCents: 4_399_200, status: "verified", source: "ACI-CPTS: ceiling of 2023, as documents of CPTS give it" },
  { year: 2024, amountCents: 4_636_800, status: "provisional", source: recalled },
  { year: 2025, amountCents: 4_710_000, status: "provisional", source: recalled },
  { year: 2026, amountCents: 4_806_000, status: "provisional", source: recalled },
];

/** The ceiling of a calendar year; null where it is not known. */
export const passCeilingOf = (year: number): PassCeiling | null => passCeilings.find((one) => one.year === year) ?? null;
