/**
 * A funding grid as data: which amount a contract is worth a year, by mission, component and size, each cell with its source and status.
 *
 * Sizes and missions are open: a fifth size or a mission of tomorrow is a row, not a release. What nobody has read is listed in
 * `unknown` and never counts as 0.
 *
 * @example
 * ```ts
 * import * as Grid from "@cpts/domain/Grid";
 * import { Schema } from "effect";
 *
 * const sizes = [
 *   { code: "T1", min: null, max: 40000, minInclusive: false, maxInclusive: false },
 *   { code: "T2", min: 40000, max: null, minInclusive: true, maxInclusive: false },
 * ];
 * Grid.sizeOf({ sizes }, 39999); // => "T1"
 * Grid.sizeOf({ sizes }, 40000); // => "T2"
 * Schema.decodeUnknownSync(Grid.GridId)("aci-2019"); // => "aci-2019"
 * ```
 */
import { Schema } from "effect";
import { isWithin } from "./DeclaredFact.ts";
import { freeText } from "./FreeText.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code } from "./OpenCode.ts";
import { sizeClasses } from "./SizeClass.ts";
import { Source } from "./Source.ts";

/** Name of a grid: 1 to 64 lower-case letters, digits and hyphens. Issue: `grid-id.format`. */
export const GridId = Schema.String.annotate({ title: "GridId", description: "Name of a grid: lower-case letters, digits and hyphens", examples: ["aci-2019"] }).pipe(
  Schema.check(Schema.isPattern(/^[a-z0-9][a-z0-9-]{0,63}$/u, { message: "grid-id.format" })),
  Schema.brand("GridId"),
);

/** Name of a grid. */
export type GridId = typeof GridId.Type;

/** How far an amount can be trusted: read at its source, recalled or of a draft, or set by an operator of this platform with a reason. */
export const CellStatus = Schema.Literals(["verified", "provisional", "overridden"]).annotate({ title: "CellStatus", description: "How far an amount of a grid can be trusted" });

/** How far an amount can be trusted. */
export type CellStatus = typeof CellStatus.Type;

/** What an amount pays for. */
export const FundingComponent = Schema.Literals(["functioning", "fixed", "variable", "crisis-plan", "crisis-update", "crisis-occurrence", "start-up"]).annotate({
  title: "FundingComponent",
  description: "What an amount of a grid pays for",
});

/** What an amount pays for. */
export type FundingComponent = typeof FundingComponent.Type;

/** The components with their labels, in the order they are shown in. */
export const componentLabels: ReadonlyArray<{ readonly code: FundingComponent; readonly fr: string; readonly en: string }> = [
  { code: "start-up", fr: "aide au démarrage", en: "start-up aid" },
  { code: "functioning", fr: "fonctionnement", en: "functioning" },
  { code: "fixed", fr: "part fixe", en: "fixed part" },
  { code: "variable", fr: "part variable", en: "variable part" },
  { code: "crisis-plan", fr: "plan de crise", en: "crisis plan" },
  { code: "crisis-update", fr: "mise à jour du plan de crise", en: "update of the crisis plan" },
  { code: "crisis-occurrence", fr: "survenue d'une crise", en: "occurrence of a crisis" },
];

/** How a year is divided: days over 365, days over the days of that contract year, or months of 30 days over 12. */
export const ProrataRule = Schema.Literals(["ACTUAL_365", "ACTUAL_ACTUAL", "MONTHS_12"]).annotate({ title: "ProrataRule", description: "How a part of a year is counted" });

/** How a year is divided. */
export type ProrataRule = typeof ProrataRule.Type;

/** How a cent is rounded: the amount due first, half up, then its advance; what is left is in the balance. */
export const RoundingRule = Schema.Literals(["HALF_UP"]).annotate({ title: "RoundingRule", description: "How a cent is rounded" });

/** How a cent is rounded. */
export type RoundingRule = typeof RoundingRule.Type;

/** A size: the populations it holds; `null` leaves a side open. */
export const GridSize = Schema.Struct({
  code: Code,
  min: Schema.NullOr(Schema.Int),
  max: Schema.NullOr(Schema.Int),
  minInclusive: Schema.Boolean,
  maxInclusive: Schema.Boolean,
}).annotate({ identifier: "GridSize", title: "GridSize", description: "A size of a grid, by population" });

/** A size. */
export type GridSize = typeof GridSize.Type;

const place = {
  mission: Schema.NullOr(Code).annotate({ description: "Null for functioning and start-up" }),
  component: FundingComponent,
  part: Schema.NullOr(Code).annotate({ description: "One of several amounts of the same component of a mission; null where there is one" }),
  size: Code,
};

/** An amount of the grid, in cents a year. `reason`: why an operator set it, needed where the status is `overridden`. */
export const GridLine = Schema.Struct({
  ...place,
  amountCents: Schema.Int,
  status: CellStatus,
  source: Source,
  reason: Schema.optionalKey(freeText({ max: 500, title: "Reason", description: "Why this platform departs from the source" })),
}).annotate({ identifier: "GridLine", title: "GridLine", description: "An amount of a grid, with its source and status" });

/** An amount of the grid. */
export type GridLine = typeof GridLine.Type;

/** A cell that exists and whose amount nobody here has read: it is unknown, not 0. */
export const UnknownCell = Schema.Struct({ ...place, source: Source }).annotate({ identifier: "UnknownCell", title: "UnknownCell", description: "A cell of a grid whose amount is not known" });

/** A cell whose amount nobody here has read. */
export type UnknownCell = typeof UnknownCell.Type;

/** The greatest yearly total that a document publishes for a size: a checksum of the cells, not a proof. */
export const GridTotal = Schema.Struct({ size: Code, amountCents: Schema.Int, status: CellStatus, source: Source }).annotate({
  identifier: "GridTotal",
  title: "GridTotal",
  description: "A published total of a size",
});

/** A published total of a size. */
export type GridTotal = typeof GridTotal.Type;

const limits = { sizes: 40, cells: 2000 };
const fewSizes = Schema.isMaxLength(limits.sizes, { message: "grid.too-many-sizes" });
const fewCells = Schema.isMaxLength(limits.cells, { message: "grid.too-many-cells" });

/**
 * A grid. `family` is the kind of contract it funds: two grids of a family are never in force on the same day. `effectiveTo` is the first
 * day it no longer is. Issues: `grid.too-many-sizes`, `grid.too-many-cells`; what else may be wrong is found by `GridCheck`.
 */
export const Grid = Schema.Struct({
  id: GridId,
  family: Code,
  label: freeText({ max: 300, title: "Label", description: "Name of the grid, for people" }),
  source: Source,
  note: Schema.optionalKey(freeText({ max: 2000, title: "Note", description: "What is not known of this grid" })),
  effectiveFrom: LocalDate,
  effectiveTo: Schema.NullOr(LocalDate),
  status: CellStatus,
  sizes: Schema.Array(GridSize).pipe(Schema.check(fewSizes)),
  prorata: ProrataRule,
  rounding: RoundingRule,
  advancePercent: Schema.Int.annotate({ description: "Part of the yearly amount that is paid in advance, in percent" }),
  lines: Schema.Array(GridLine).pipe(Schema.check(fewCells)),
  unknown: Schema.Array(UnknownCell).pipe(Schema.check(fewCells)),
  totals: Schema.Array(GridTotal).pipe(Schema.check(fewSizes)),
}).annotate({ identifier: "Grid", title: "Grid", description: "A funding grid: amounts by mission, component and size, with sources" });

/** A funding grid. */
export type Grid = typeof Grid.Type;

/** The size of a grid that a population falls in; `null` when it falls in none. */
export const sizeOf = (grid: Pick<Grid, "sizes">, population: number): string | null => grid.sizes.find((size) => isWithin(size, population))?.code ?? null;

const isSame = (a: Omit<GridSize, "code">, b: Omit<GridSize, "code">): boolean => a.min === b.min && a.max === b.max && a.minInclusive === b.minInclusive && a.maxInclusive === b.maxInclusive;

/**
 * The size of a contract in a grid: the one frozen at its signature where the grid means the same by it, else the one its frozen population falls
 * in; `null` when neither tells.
 */
export const sizeUnder = (grid: Pick<Grid, "sizes">, { population, sizeClass }: { readonly sizeClass: string | null; readonly population: number | null }): string | null => {
  const own = grid.sizes.find(({ code }) => code === sizeClass);
  const national = sizeClasses.find(({ code }) => code === sizeClass);
  if (own !== undefined && (national === undefined || isSame(own, national))) return own.code;
  return population === null ? null : sizeOf(grid, population);
};

/** Whether the grid is in force on a day. */
export const isEffectiveOn = (grid: Pick<Grid, "effectiveFrom" | "effectiveTo">, day: LocalDate): boolean =>
  grid.effectiveFrom <= day && (grid.effectiveTo === null || day < grid.effectiveTo);

/** Whether two grids of a family would be in force on a same day. */
export const collide = (a: Pick<Grid, "id" | "family" | "effectiveFrom" | "effectiveTo">, b: Pick<Grid, "id" | "family" | "effectiveFrom" | "effectiveTo">): boolean =>
  a.id !== b.id && a.family === b.family && (a.effectiveTo === null || b.effectiveFrom < a.effectiveTo) && (b.effectiveTo === null || a.effectiveFrom < b.effectiveTo);

/** Where an amount stands in a grid. */
export type CellPlace = Pick<UnknownCell, "mission" | "component" | "part" | "size">;

/** A place in a grid as one text, to compare places. */
export const placeKey = ({ component, mission, part, size }: CellPlace): string => `${component}/${mission ?? ""}/${part ?? ""}/${size}`;
