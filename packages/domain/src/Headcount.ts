/**
 * How many there are, by profession, as a document counts them: people and structures are two units and never one. What the
 * lines leave of the total is said, in people and, apart, in mixed units; it is not explained away.
 *
 * @example
 * ```ts
 * import * as Headcount from "@cpts/domain/Headcount";
 *
 * const lines = [{ value: 156, unit: "people" }, { value: 21, unit: "structures" }] as const;
 * Headcount.remaindersOf({ total: { value: 227, unit: "people" }, lines }).map(({ unit, value }) => [unit, value]); // => [["people", 71], ["mixed", 50]]
 * ```
 */
import { Schema } from "effect";
import { Count } from "./DeclaredCount.ts";
import { Qualifier } from "./DeclaredFact.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { Code, openCode } from "./OpenCode.ts";

/** Identity of a headcount. Issue: `platform-id.format`. */
export const HeadcountId = platformId("HeadcountId", "Identity of a headcount on the platform").pipe(Schema.brand("HeadcountId"));

/** Identity of a headcount. */
export type HeadcountId = typeof HeadcountId.Type;

/** What is counted: a pharmacy is a structure, whoever works in it. */
export const HeadcountUnit = Schema.Literals(["people", "structures"]).annotate({ title: "HeadcountUnit", description: "What is counted: people or structures" });

/** What is counted. */
export type HeadcountUnit = typeof HeadcountUnit.Type;

/** Groups that documents count apart within one profession: physicians are generalists or not. An open list. */
export const HeadcountGroup = openCode(["general-practitioner", "other-specialist"], { title: "HeadcountGroup", description: "A group counted apart within a profession" });

/** A group counted apart within a profession. */
export type HeadcountGroup = typeof HeadcountGroup.Type;

/** The figure of a document with its unit; `exactly` unless it says otherwise. */
export const CountedFigure = Schema.Struct({ value: Count, unit: HeadcountUnit, qualifier: Schema.optionalKey(Qualifier) }).annotate({
  identifier: "CountedFigure",
  title: "CountedFigure",
  description: "The figure of a document with its unit",
});

/** The figure of a document with its unit. */
export type CountedFigure = typeof CountedFigure.Type;

/** A line as it is written, with the profession it stands for (TRE_G15); null when that is not known. */
export const HeadcountLine = Schema.Struct({
  label: freeText({ max: 200, title: "Label", description: "The line in the words of the document" }),
  profession: Schema.optionalKey(Schema.NullOr(Code)),
  group: Schema.optionalKey(Schema.NullOr(HeadcountGroup)),
  ...CountedFigure.fields,
}).annotate({ identifier: "HeadcountLine", title: "HeadcountLine", description: "A line of a headcount" });

/** A line of a headcount. */
export type HeadcountLine = typeof HeadcountLine.Type;

/** The units in which something is left over: of the total, or of people and structures added up. */
export const RemainderUnit = Schema.Literals(["people", "structures", "mixed"]).annotate({
  title: "RemainderUnit",
  description: "`mixed`: people and structures are added up, as a reader of the document might",
});

/** The units in which something is left over. */
export type RemainderUnit = typeof RemainderUnit.Type;

/** The sum of the lines of one unit, as they are written. */
export interface Counted {
  readonly unit: HeadcountUnit;
  readonly value: number;
}

/** What the lines leave of the total. */
export interface Remainder {
  readonly unit: RemainderUnit;
  readonly total: number;
  readonly counted: number;
  /** Negative when more is counted than declared; null when a figure is not exact, so that nothing can be told. */
  readonly value: number | null;
}

/** What the rules need of a headcount. */
export interface Figures {
  readonly total?: CountedFigure | undefined;
  readonly lines: ReadonlyArray<CountedFigure>;
}

const units: ReadonlyArray<HeadcountUnit> = ["people", "structures"];

const isExact = ({ qualifier = "exactly" }: CountedFigure): boolean => qualifier === "exactly";

const sumOf = (lines: ReadonlyArray<CountedFigure>): number => lines.reduce((sum, { value }) => sum + value, 0);

/** The sums of the lines by unit, for the units that have lines. */
export const countedOf = (lines: ReadonlyArray<CountedFigure>): ReadonlyArray<Counted> =>
  units.flatMap((unit) => {
    const mine = lines.filter((line) => line.unit === unit);
    return mine.length === 0 ? [] : [{ unit, value: sumOf(mine) }];
  });

/**
 * What the lines leave of the total: in its own unit, and, where lines of the other unit stand beside, in mixed units. None
 * without a total.
 */
export const remaindersOf = ({ lines, total }: Figures): ReadonlyArray<Remainder> => {
  if (total === undefined) return [];
  const remainder = (unit: RemainderUnit, some: ReadonlyArray<CountedFigure>): Remainder => {
    const counted = sumOf(some);
    return { unit, total: total.value, counted, value: [total, ...some].every(isExact) ? total.value - counted : null };
  };
  const own = lines.filter(({ unit }) => unit === total.unit);
  return [remainder(total.unit, own), ...(own.length === lines.length ? [] : [remainder("mixed", lines)])];
};
