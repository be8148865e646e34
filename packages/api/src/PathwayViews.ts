/**
 * Pathways of a CPTS as the prevention service shows them: what holds, what is drafted, what changed, how many people entered.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { PathwayDiagram } from "@cpts/api/PathwayViews"
 *
 * Schema.is(PathwayDiagram)({ number: 1, mermaid: "flowchart TD", svg: "<svg/>" }) // => true
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { PathwayContent, PathwayId } from "@cpts/domain/Pathway";
import { InclusionCount } from "@cpts/domain/PathwayInclusions";
import { Schema } from "effect";
import { Explanation } from "./Explanation.ts";
import { StoredFile } from "./Files.ts";

/** A version of a pathway with the documents that came with it. */
export const PathwayVersion = Schema.Struct({
  number: Schema.Int.annotate({ description: "Its place among the versions of the pathway, from 1" }),
  publishedOn: Schema.NullOr(LocalDate).annotate({ description: "Null for a draft" }),
  ...PathwayContent.fields,
  documents: Schema.Array(StoredFile),
}).annotate({ identifier: "PathwayVersion" });
export type PathwayVersion = typeof PathwayVersion.Type;

/** A pathway: the version that holds, and for those of the CPTS and its agencies the draft of the next one. */
export const PathwayView = Schema.Struct({
  id: PathwayId,
  cptsId: CptsId,
  published: Schema.NullOr(PathwayVersion),
  draft: Schema.NullOr(PathwayVersion).annotate({ description: "Null where there is none, and for those who may not see it" }),
  version: Schema.Int.annotate({ description: "Counts the changes, from 1" }),
}).annotate({ identifier: "Pathway" });
export type PathwayView = typeof PathwayView.Type;

/** The published versions of a pathway, the newest first. */
export const PathwayVersions = Schema.Struct({ items: Schema.Array(PathwayVersion) }).annotate({ identifier: "PathwayVersions" });

/** A difference of two versions, in words and in parts. */
export const PathwayDifference = Schema.Struct({
  kind: Schema.Literals(["added", "removed", "changed", "moved"]),
  step: Schema.NullOr(Schema.String).annotate({ description: "Name of the step it is in; null: the pathway itself" }),
  field: Schema.NullOr(Schema.String),
  before: Schema.NullOr(Schema.String),
  after: Schema.NullOr(Schema.String),
  fr: Schema.String,
  en: Schema.String,
}).annotate({ identifier: "PathwayDifference" });

/** What changed from one version to another. */
export const PathwayDifferences = Schema.Struct({ from: Schema.Int, to: Schema.Int, items: Schema.Array(PathwayDifference) }).annotate({ identifier: "PathwayDifferences" });

/** A version as a picture: the source of a Mermaid flowchart, and an SVG that a screen reader can read. */
export const PathwayDiagram = Schema.Struct({ number: Schema.Int, mermaid: Schema.String, svg: Schema.String }).annotate({ identifier: "PathwayDiagram" });

/** How many people entered in a period; null where the count is withheld. */
export const InclusionView = Schema.Struct({ ...InclusionCount.fields, people: Schema.NullOr(Schema.Int) }).annotate({ identifier: "PathwayInclusion" });

/** How many people entered a pathway, period by period. */
export const PathwayInclusions = Schema.Struct({
  pathwayId: PathwayId,
  isMasked: Schema.Boolean.annotate({ description: "Counts under 11 are withheld from whoever is not of the CPTS or its agencies" }),
  items: Schema.Array(InclusionView),
  total: Schema.NullOr(Schema.Int).annotate({ description: "Null where a count is withheld, which it would give away" }),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "PathwayInclusions" });
export type PathwayInclusions = typeof PathwayInclusions.Type;
