/**
 * What is known of the needs and the supply of places: an indicator by commune or EPCI, one edition of it at a time.
 *
 * No indicator, zoning or density grid is known to this code: each is imported with its source, its licence and its status. Classes
 * (under-served zones by profession, levels of density) are values that are not added but shared out.
 *
 * @example
 * ```ts
 * import * as NeedsIndicator from "@cpts/domain/NeedsIndicator";
 *
 * NeedsIndicator.weightFault({ aggregation: "sum", weight: "population" }); // => "weight-not-used"
 * NeedsIndicator.weightFault({ aggregation: "mean", weight: "population" }); // => null
 * NeedsIndicator.groupsOf("1,2=urbain;3=rural").get("2"); // => "urbain"
 * ```
 */
import { Schema } from "effect";
import { platformId } from "./internal/platformId.ts";
import { Code } from "./OpenCode.ts";
import { ProvenanceStatus } from "./Source.ts";

/** Identity of an edition of an indicator. Issue: `platform-id.format`. */
export const NeedsEditionId = platformId("NeedsEditionId", "Identity of an edition of an indicator").pipe(Schema.brand("NeedsEditionId"));

/** Identity of an edition of an indicator. */
export type NeedsEditionId = typeof NeedsEditionId.Type;

/** How values of places become one of an area: added, a weighted mean, or the share of each class. */
export const NeedsAggregation = Schema.Literals(["sum", "mean", "classes"]).annotate({ title: "NeedsAggregation", description: "How values of places become one of an area" });

/** How values of places become one of an area. */
export type NeedsAggregation = typeof NeedsAggregation.Type;

/** What has a value. */
export const NeedsLevel = Schema.Literals(["commune", "epci"]).annotate({ title: "NeedsLevel", description: "What has a value: communes or EPCI" });

/** What has a value. */
export type NeedsLevel = typeof NeedsLevel.Type;

/** What a mean is weighted by, its denominator: inhabitants, a column of the file, or an edition of another indicator. */
export const NeedsWeight = Schema.Literals(["population", "column", "indicator"]).annotate({ title: "NeedsWeight", description: "What a mean is weighted by: inhabitants, a column of the file, or another indicator" });

/** What a mean is weighted by. */
export type NeedsWeight = typeof NeedsWeight.Type;

/** An edition of an indicator was imported, or replaced by another file: `version` counts its files. */
export const NeedsIndicatorImported = Schema.Struct({
  editionId: NeedsEditionId,
  indicator: Code,
  edition: Code,
  version: Schema.Int,
  aggregation: NeedsAggregation,
  level: NeedsLevel,
  unit: Code,
  profession: Schema.NullOr(Code).annotate({ description: "TRE_G15, of what is about one profession" }),
  rows: Schema.Int.annotate({ description: "Rows of the file that have a value" }),
  source: Schema.String,
  licence: Schema.String,
  status: ProvenanceStatus,
}).annotate({ identifier: "NeedsIndicatorImported", title: "NeedsIndicatorImported", description: "An edition of an indicator of needs or supply was imported" });

/** An edition of an indicator was imported. */
export type NeedsIndicatorImported = typeof NeedsIndicatorImported.Type;

/** Why a weight does not go with a way of aggregating: only a mean has one, and a mean needs one. */
export const weightFault = ({ aggregation, weight }: { readonly aggregation: NeedsAggregation; readonly weight: NeedsWeight | null }): "weight-missing" | "weight-not-used" | null => {
  if (aggregation === "mean") return weight === null ? "weight-missing" : null;
  return weight === null ? null : "weight-not-used";
};

/** Coarser classes as they are written in a query: `1,2=urbain;3=rural`. A class that is not written has none. */
export const groupsOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split(";").flatMap((part) => {
      const [classes = "", group = ""] = part.split("=");
      return group.trim() === "" ? [] : classes.split(",").map((one) => [one.trim(), group.trim()] as const);
    }),
  );
