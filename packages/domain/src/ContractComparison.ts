/**
 * CPTS side by side on what can be compared: the same figure, in the same unit, by the same rule, over the same period. What differs in one of them
 * stands apart, with the reason.
 *
 * Of the ways in which a figure was measured, the one that most CPTS share is shown; of two that as many share, the first in alphabetical order.
 *
 * @example
 * ```ts
 * import * as ContractComparison from "@cpts/domain/ContractComparison";
 *
 * const one = { figure: "PRE-01", unit: "percent", rule: "PRE-01@1", period: "12 months from 2025", value: 80, why: null };
 * const measured = [{ ...one, cptsId: "a" }, { ...one, cptsId: "b", value: 60 }, { ...one, cptsId: "c", rule: "PRE-01@2" }];
 * const [row] = ContractComparison.compare(["a", "b", "c", "d"], measured);
 * row?.values; // => [{ cptsId: "a", value: 80 }, { cptsId: "b", value: 60 }]
 * row?.apart.map(({ cptsId, why }) => `${cptsId} ${why}`); // => ["c other-rule", "d not-measured"]
 * ```
 */

import { Schema } from "effect";

/** The most CPTS that are compared at once. */
export const mostCompared = 40;

const id = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** Two to forty ids of CPTS, between commas. Issue: `compared-cpts.list`. */
export const ComparedIds = Schema.String.annotate({
  title: "ComparedIds",
  description: "Two to forty ids of CPTS, between commas",
  examples: ["0198c0de-0000-7000-8000-000000000001,0198c0de-0000-7000-8000-000000000002"],
}).pipe(Schema.check(Schema.isPattern(new RegExp(`^${id}(?:,${id}){1,${mostCompared - 1}}$`, "u"), { message: "compared-cpts.list" })));

/** Why a figure of a CPTS is not beside the others'. `alone`: no other CPTS has it. */
export type WhyApart = "not-measured" | "unknown" | "other-unit" | "other-rule" | "other-period" | "alone";

/** A figure of a CPTS and how it was measured; `value: null` where it is not known, with `why` where more can be told. */
export interface MeasuredFigure {
  readonly cptsId: string;
  readonly figure: string;
  readonly unit: string;
  readonly rule: string;
  readonly period: string;
  readonly value: number | null;
  readonly why: string | null;
}

/** A figure that is not compared, with how it was measured where it was. */
export interface ApartFigure {
  readonly cptsId: string;
  readonly why: WhyApart;
  readonly measured: MeasuredFigure | null;
}

/** A figure of some CPTS: the values that can be compared, and those that cannot. `unit`, `rule` and `period` are those of the values. */
export interface ComparedFigure {
  readonly figure: string;
  readonly unit: string;
  readonly rule: string;
  readonly period: string;
  readonly values: ReadonlyArray<{ readonly cptsId: string; readonly value: number }>;
  readonly apart: ReadonlyArray<ApartFigure>;
}

const wayOf = ({ period, rule, unit }: MeasuredFigure): string => JSON.stringify([unit, rule, period]);

/** The way of measuring that most share; the first in order among equals. */
const commonWay = (known: ReadonlyArray<MeasuredFigure>): MeasuredFigure | null => {
  const ways = [...Map.groupBy(known, wayOf)].toSorted(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1));
  return ways[0]?.[1][0] ?? null;
};

const whyApart = (one: MeasuredFigure | undefined, common: MeasuredFigure): WhyApart | null => {
  if (one === undefined) return "not-measured";
  if (one.value === null) return "unknown";
  if (one.unit !== common.unit) return "other-unit";
  if (one.rule !== common.rule) return "other-rule";
  return one.period === common.period ? null : "other-period";
};

const compareOne = (cptsIds: ReadonlyArray<string>, figure: string, measured: ReadonlyArray<MeasuredFigure>): ComparedFigure | null => {
  const common = commonWay(measured.filter(({ value }) => value !== null)) ?? measured[0];
  if (common === undefined) return null;
  const found = cptsIds.map((cptsId) => {
    const one = measured.find((other) => other.cptsId === cptsId);
    return { cptsId, one, why: whyApart(one, common) };
  });
  const isAlone = found.filter(({ why }) => why === null).length < 2;
  return {
    figure,
    unit: common.unit,
    rule: common.rule,
    period: common.period,
    values: isAlone ? [] : found.flatMap(({ cptsId, one, why }) => (why !== null || one === undefined || one.value === null ? [] : [{ cptsId, value: one.value }])),
    apart: found.flatMap(({ cptsId, one, why }): ReadonlyArray<ApartFigure> => (why === null && !isAlone ? [] : [{ cptsId, why: why ?? "alone", measured: one ?? null }])),
  };
};

/** CPTS side by side, figure by figure in the order they first come in; each CPTS is once in each, beside the others or apart. One figure of a CPTS is given once. */
export const compare = (cptsIds: ReadonlyArray<string>, measured: ReadonlyArray<MeasuredFigure>): ReadonlyArray<ComparedFigure> =>
  [...Map.groupBy(measured, ({ figure }) => figure)].flatMap(([figure, some]) => compareOne(cptsIds, figure, some) ?? []);
