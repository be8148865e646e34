/**
 * All territories that a CPTS has had, has and will have, and those that were entered by mistake and withdrawn.
 *
 * @example
 * ```ts
 * import { territoryVersionEndpoints } from "@cpts/api/TerritoryVersions"
 *
 * territoryVersionEndpoints.listTerritories.path // => "/v1/cpts/{id}/territories"
 * ```
 *
 * @since 0.1.0
 */
import { CommuneCode } from "@cpts/domain/Cog";
import { CptsId } from "@cpts/domain/Cpts";
import { PartialDate } from "@cpts/domain/PartialDate";
import { Provenance } from "@cpts/domain/Source";
import { CommunePart, OverlapReason, StatedCriterion, ZoningReference } from "@cpts/domain/Territory";
import { Schema } from "effect";
import { GivenTerritory } from "./CptsViews.ts";
import { endpoint } from "./Endpoint.ts";
import { explained, Explanation } from "./Explanation.ts";
import { page, pageQuery } from "./Page.ts";

/** A territory of a CPTS as it was given, in force from `validFrom` until the day before `validTo`; or one that was withdrawn. */
export const TerritoryVersion = Schema.Struct({
  number: Schema.NullOr(Schema.Int).annotate({ description: "Its place among the territories of the CPTS, the first one 1; null of one that was withdrawn" }),
  validFrom: Schema.NullOr(PartialDate).annotate({ description: "Its first day, as the document writes it; null where that is not known" }),
  validTo: Schema.NullOr(PartialDate).annotate({ description: "The first day on which it is no longer in force, as written; null without an end" }),
  cog: Schema.NullOr(Schema.String).annotate({ description: "Edition of the official geographic code that its codes are of; null of one that was withdrawn" }),
  communes: Schema.Array(CommuneCode),
  parts: Schema.Array(CommunePart),
  prose: Schema.NullOr(Schema.String),
  provenance: Provenance,
  criteria: Schema.Array(StatedCriterion).annotate({ description: "What drew it, and which document says so" }),
  references: Schema.Array(ZoningReference),
  overlaps: Schema.Array(OverlapReason),
  figures: Schema.NullOr(GivenTerritory.fields.figures).annotate({ description: "As the commune data of today gives them; null of one that was withdrawn" }),
  withdrawn: Schema.NullOr(
    Schema.Struct({ at: Schema.String.annotate({ description: "Instant, RFC 3339" }), resumed: Schema.Boolean.annotate({ description: "The territory before goes on in its place; else nothing is in force there" }) }),
  ).annotate({ description: "Of one that was entered by mistake: since when it is none. Why is told to those who follow the CPTS, by its withdrawals" }),
  explanations: Schema.optionalKey(Schema.Array(Explanation)).annotate({ description: "Of its figures, when asked" }),
}).annotate({ identifier: "TerritoryVersion" });

/** A territory of a CPTS as it was given. */
export type TerritoryVersion = typeof TerritoryVersion.Type;

/** Reading all territories of a CPTS. */
export const territoryVersionEndpoints = {
  listTerritories: endpoint({
    id: "territory.versions",
    method: "GET",
    path: "/v1/cpts/{id}/territories",
    params: Schema.Struct({ id: CptsId }),
    query: Schema.Struct({ ...pageQuery, ...explained }),
    response: page(TerritoryVersion),
    permission: "territory.read",
    summary: { fr: "Tous les territoires d'une CPTS dans leur ordre, puis ceux qui ont été retirés", en: "All territories of a CPTS in their order, then those that were withdrawn" },
  }),
};
