/**
 * CPTS side by side on what can be compared: the same unit, the same rule, the same period. The rest is listed with the reason.
 *
 * @example
 * ```ts
 * import { comparisonEndpoints } from "@cpts/api/ContractComparisons"
 *
 * comparisonEndpoints.compareContracts.path // => "/v1/contract-comparison"
 * ```
 *
 * @since 0.1.0
 */
import { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import { ContractId } from "@cpts/domain/Contract";
import { ComparedIds } from "@cpts/domain/ContractComparison";
import { CptsId } from "@cpts/domain/Cpts";
import { Code } from "@cpts/domain/OpenCode";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { explained, Explanation } from "./Explanation.ts";
import { queryInteger } from "./Page.ts";

const way = {
  unit: Code.annotate({ description: "What it is counted in" }),
  rule: Schema.String.annotate({ description: "The rule that makes it, in its version" }),
  period: Schema.String.annotate({ description: "The time it is about" }),
};

/** A figure that is not beside the others, and why. */
export const ComparedApart = Schema.Struct({
  cptsId: CptsId,
  why: Schema.Literals(["not-measured", "unknown", "other-unit", "other-rule", "other-period", "alone"]),
  reason: Schema.Struct({ fr: Schema.String, en: Schema.String }),
  measured: Schema.NullOr(Schema.Struct({ ...way, value: Schema.NullOr(Schema.Finite) }).annotate({ identifier: "FigureApart" })).annotate({ description: "The figure in its own unit, rule and period, where there is one" }),
}).annotate({ identifier: "ComparedApart" });

/** A figure of several CPTS. */
export const ComparedFigure = Schema.Struct({
  figure: Schema.String.annotate({ description: "`due`, `due/<component>`, `paid`, `spent`, `due-per-inhabitant`, or `indicator/<code>`" }),
  label: Schema.Struct({ fr: Schema.String, en: Schema.String }),
  ...way,
  values: Schema.Array(Schema.Struct({ cptsId: CptsId, value: Schema.Finite }).annotate({ identifier: "ComparedValue" })),
  apart: Schema.Array(ComparedApart),
}).annotate({ identifier: "ComparedFigure" });

/** CPTS side by side. */
export const ContractComparison = Schema.Struct({
  year: Schema.Int,
  cpts: Schema.Array(
    Schema.Struct({ cptsId: CptsId, name: Schema.NullOr(Schema.String), contractId: Schema.NullOr(ContractId).annotate({ description: "The contract that is compared; null where none is of this place and year" }), kind: Schema.NullOr(Code), sizeClass: Schema.NullOr(Schema.String) }).annotate({ identifier: "ComparedCpts" }),
  ),
  figures: Schema.Array(ComparedFigure),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "ContractComparison" });
export type ContractComparison = typeof ContractComparison.Type;

/** Comparing CPTS. */
export const comparisonEndpoints = {
  compareContracts: endpoint({
    id: "contract.compare",
    method: "GET",
    path: "/v1/contract-comparison",
    query: Schema.Struct({
      year: queryInteger({ minimum: 2016, maximum: 2100 }).annotate({ description: "Calendar year" }),
      cpts: ComparedIds,
      region: Schema.optionalKey(RegionCode.annotate({ description: "Only contracts attached to this region; an agency names its own" })),
      departement: Schema.optionalKey(DepartementCode.annotate({ description: "Only contracts attached to this departement" })),
      ...explained,
    }),
    response: ContractComparison,
    problems: ["invalid-request"],
    permission: "portfolio.read",
    summary: { fr: "Jusqu'à 40 CPTS côte à côte sur ce qui est comparable", en: "Up to 40 CPTS side by side on what can be compared" },
  }),
};
