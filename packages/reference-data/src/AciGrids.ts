/**
 * The national funding grids (ACI) as far as they could be read: each amount with its source and status, in cents a year.
 *
 * What nobody here has read is listed in `unknown` and has no amount; what is recalled, or of a draft, is `provisional`. The published totals of
 * 2019 are checksums: sizes 1 and 3 close on them, sizes 2 and 4 leave two missions to be found.
 *
 * @example
 * ```ts
 * import { aciGrid2019, aciGrids } from "@cpts/reference-data";
 *
 * aciGrids.map(({ id }) => id); // => ["aci-2019", "aci-2022"]
 * aciGrid2019.lines.find(({ component, size }) => component === "functioning" && size === "T2")?.amountCents; // => 6000000
 * aciGrid2019.unknown.filter(({ mission }) => mission === "PREVENTION").map(({ component, size }) => `${component} ${size}`); // => ["fixed T2", "fixed T4", "variable T2", "variable T4"]
 * ```
 */
import { aciCells, aciSizes, functioning, unknownCell, type Amounts } from "./internal/aci-cells.ts";

/** The document an amount comes from. */
export interface GridSource {
  readonly document: string;
  readonly locator?: string;
  readonly published?: string;
}

/** What an amount pays for. */
export type GridComponent = "functioning" | "fixed" | "variable" | "crisis-plan" | "crisis-update" | "crisis-occurrence" | "start-up";

/** How far an amount can be trusted. */
export type GridStatus = "verified" | "provisional" | "overridden";

/** Where an amount stands: `part` tells several amounts of one component of a mission apart. */
export interface GridPlace {
  readonly mission: string | null;
  readonly component: GridComponent;
  readonly part: string | null;
  readonly size: string;
}

/** An amount, in cents a year. */
export interface GridAmount extends GridPlace {
  readonly amountCents: number;
  readonly status: GridStatus;
  readonly source: GridSource;
}

/** A grid, in the shape that `Grid` of `@cpts/domain` decodes. */
export interface FundingGrid {
  readonly id: string;
  /** The kind of contract it funds. */
  readonly family: string;
  readonly label: string;
  readonly source: GridSource;
  readonly note: string;
  readonly effectiveFrom: string;
  /** First day it is no longer in force; null while it is. */
  readonly effectiveTo: string | null;
  readonly status: GridStatus;
  readonly sizes: readonly { readonly code: string; readonly min: number | null; readonly max: number | null; readonly minInclusive: boolean; readonly maxInclusive: boolean }[];
  readonly prorata: "ACTUAL_365" | "ACTUAL_ACTUAL" | "MONTHS_12";
  readonly rounding: "HALF_UP";
  readonly advancePercent: number;
  readonly lines: readonly GridAmount[];
  readonly unknown: readonly (GridPlace & { readonly source: GridSource })[];
  readonly totals: readonly { readonly size: string; readonly amountCents: number; readonly status: GridStatus; readonly source: GridSource }[];
}

const agreement: GridSource = { document: "Accord conventionnel interprofessionnel CPTS (ACI)", published: "2019-06-20" };
const avenant2: GridSource = { document: "Avenant 2 à l'ACI-CPTS, signé le 20 décembre 2021, JORFTEXT000045443303", published: "2022-03-31" };
const recalled: GridSource = { document: "ACI-CPTS, 20 juin 2019", locator: "recalled, its tables were not read" };
const notReadTables: GridSource = { ...avenant2, locator: "its tables were not readable" };
const draft2020: GridSource = { document: "Concours pluripro", locator: "draft of avenant 2 that was not signed as such", published: "2020-11" };
const quotidien: GridSource = { document: "Le Quotidien du médecin", locator: "maximum total by size", published: "2019-11-21" };

const dayCount = "The day count of the pro rata (365, actual, months) was not read: 365 is assumed.";

const both = (mission: string, amounts: Amounts) => (["fixed", "variable"] as const).map((component) => aciCells({ mission, component, part: null }, amounts, "provisional", recalled));

const groups2019 = [
  functioning,
  aciCells({ mission: "ACCES_SOINS", component: "fixed", part: null }, [15_000, 20_000, 25_000, 30_000], "provisional", recalled),
  aciCells({ mission: "ACCES_SOINS", component: "fixed", part: "MOYENS_SNP" }, [35_000, 45_000, 60_000, 70_000], "provisional", recalled),
  aciCells({ mission: "ACCES_SOINS", component: "variable", part: null }, [15_000, 20_000, 25_000, 30_000], "provisional", recalled),
  ...both("PARCOURS", [25_000, 35_000, 45_000, 50_000]),
  ...both("PREVENTION", [10_000, null, 17_500, null]),
  ...both("QUALITE_PERTINENCE", [7_500, 10_000, 15_000, 20_000]),
  ...both("ACCOMPAGNEMENT_PS", [10_000, null, 15_000, null]),
];

const totals2019: Amounts = [220_000, 287_000, 370_000, 450_000];

/** The grid of the agreement of 20 June 2019: functioning and totals verified, missions recalled. */
export const aciGrid2019: FundingGrid = {
  id: "aci-2019",
  family: "aci",
  label: "ACI-CPTS 2019",
  source: agreement,
  note: `Amounts of missions are recalled (provisional): the tables were not read. ${dayCount} The means of unscheduled care (MOYENS_SNP) are paid as a fixed part by assumption. The end of the grid is the publication of avenant 2.`,
  effectiveFrom: "2019-06-20",
  effectiveTo: "2022-03-31",
  status: "provisional",
  sizes: aciSizes,
  prorata: "ACTUAL_365",
  rounding: "HALF_UP",
  advancePercent: 75,
  lines: groups2019.flatMap(({ lines }) => lines),
  unknown: groups2019.flatMap(({ unknown }) => unknown),
  totals: aciSizes.map(({ code: size }, index) => ({ size, amountCents: (totals2019[index] ?? 0) * 100, status: "verified", source: quotidien })),
};

const missionsOf2022 = ["ACCES_SOINS", "PARCOURS", "PREVENTION", "QUALITE_PERTINENCE", "ACCOMPAGNEMENT_PS"];
const rangeOfDraft: GridSource = { document: "Concours pluripro", locator: "draft: 25 000 to 50 000 EUR for a first plan, half of it for an update; final amounts not read", published: "2020-11" };

const startUp = aciCells({ mission: null, component: "start-up", part: null }, [15_000, 17_500, 25_000, 30_000], "provisional", draft2020);

/** The frame after avenant 2: functioning verified, start-up aid as the draft had it, every mission unknown. */
export const aciGrid2022: FundingGrid = {
  id: "aci-2022",
  family: "aci",
  label: "ACI-CPTS après l'avenant 2",
  source: avenant2,
  note: `The tables of the signed text were not readable: amounts of missions are unknown until someone reads them, and no draft of 2020 stands in for them but for the start-up aid. Left out: functioning of the first year raised by 75 % (draft of 2020, contracts signed before 31 December 2021). ${dayCount}`,
  effectiveFrom: "2022-03-31",
  effectiveTo: null,
  status: "provisional",
  sizes: aciSizes,
  prorata: "ACTUAL_365",
  rounding: "HALF_UP",
  advancePercent: 75,
  lines: [...functioning.lines, ...startUp.lines],
  unknown: [
    ...missionsOf2022.flatMap((mission) => (["fixed", "variable"] as const).flatMap((component) => unknownCell({ mission, component, part: null }, notReadTables))),
    ...(["crisis-plan", "crisis-update", "crisis-occurrence"] as const).flatMap((component) => unknownCell({ mission: "CRISE_SANITAIRE", component, part: null }, rangeOfDraft)),
  ],
  totals: [],
};

/** The grids of the national agreement, in the order they took effect. */
export const aciGrids: readonly FundingGrid[] = [aciGrid2019, aciGrid2022];
