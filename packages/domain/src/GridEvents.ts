/**
 * What the contracts service tells of funding grids: that a version exists and when it is in force. Its amounts are read at the service.
 *
 * @example
 * ```ts
 * import * as GridEvents from "@cpts/domain/GridEvents";
 *
 * Object.keys(GridEvents.GridPublished.fields); // => ["gridId", "gridVersion", "family", "effectiveFrom", "effectiveTo"]
 * ```
 */
import { Schema } from "effect";
import { GridId } from "./Grid.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code } from "./OpenCode.ts";

/** A version of a grid can be used from now on. Contracts that have the one before keep it. */
export const GridPublished = Schema.Struct({
  gridId: GridId,
  gridVersion: Schema.Int,
  family: Code,
  effectiveFrom: LocalDate,
  effectiveTo: Schema.NullOr(LocalDate),
}).annotate({ identifier: "GridPublished", title: "GridPublished", description: "A version of a funding grid can be used" });

/** A version of a grid can be used. */
export type GridPublished = typeof GridPublished.Type;
