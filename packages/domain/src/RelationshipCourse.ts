/**
 * What becomes of a relationship after it was recorded: somebody represents or works there no more, or it was written down wrong.
 *
 * @example
 * ```ts
 * import * as RelationshipCourse from "@cpts/domain/RelationshipCourse";
 * import { Schema } from "effect";
 *
 * Schema.is(RelationshipCourse.RelationshipCorrection)({ why: "ended", validTo: "2026-06-30" }); // => true
 * Schema.is(RelationshipCourse.RelationshipCorrection)({ why: "recorded-in-error" }); // => true
 * Schema.is(RelationshipCourse.RelationshipCorrection)({ why: "ended" }); // => false
 * ```
 */
import { Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { openCode } from "./OpenCode.ts";
import { OrganizationId } from "./Organization.ts";
import { PartialDate } from "./PartialDate.ts";
import { ProfessionalId } from "./Professional.ts";
import { RelationshipId, RelationshipKind, RelationshipStatement } from "./Relationship.ts";
import { Provenance } from "./Source.ts";

/** Why what was recorded of a relationship changes: an open list. `recorded-in-error`: it never was. */
export const RelationshipCorrectionReason = openCode(["ended", "typing-error", "better-source", "situation-changed", "recorded-in-error"], {
  title: "RelationshipCorrectionReason",
  description: "Why what was recorded of a relationship changes",
});

/** Why what was recorded of a relationship changes. */
export type RelationshipCorrectionReason = typeof RelationshipCorrectionReason.Type;

const { capacity, function: post, object } = RelationshipStatement.fields;

const saysSomething = (correction: { readonly why: RelationshipCorrectionReason }) => Object.keys(correction).length > 1 || correction.why === "recorded-in-error" || "relationship-correction.empty";

/** What is corrected of a relationship, and why; `null` takes a value away. Who stands for whom is not corrected: record it anew. Issue: `relationship-correction.empty`. */
export const RelationshipCorrection = Schema.Struct({
  why: RelationshipCorrectionReason,
  capacity: Schema.optionalKey(Schema.NullOr(capacity.schema)),
  function: Schema.optionalKey(Schema.NullOr(post.schema)),
  object: Schema.optionalKey(Schema.NullOr(object.schema)),
  validFrom: Schema.optionalKey(Schema.NullOr(PartialDate)),
  validTo: Schema.optionalKey(Schema.NullOr(PartialDate)),
  provenance: Schema.optionalKey(Provenance),
})
  .annotate({ title: "RelationshipCorrection", description: "What is corrected of a relationship" })
  .pipe(Schema.check(Schema.makeFilter(saysSomething, { identifier: "RelationshipCorrection" })));

/** What is corrected of a relationship, and why. */
export type RelationshipCorrection = typeof RelationshipCorrection.Type;

/** A relationship ends or is corrected: this is how it stands now. Withdrawn, it never was. */
export const RelationshipChanged = Schema.Struct({
  relationshipId: RelationshipId,
  kind: RelationshipKind,
  professionalId: Schema.NullOr(ProfessionalId),
  organizationId: Schema.NullOr(OrganizationId),
  of: OrganizationId,
  cptsId: Schema.NullOr(CptsId),
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.NullOr(PartialDate),
  withdrawn: Schema.Boolean,
  why: RelationshipCorrectionReason,
}).annotate({ identifier: "RelationshipChanged", title: "RelationshipChanged", description: "A relationship ends, or what is known of it changes" });

/** A relationship ends or is corrected. */
export type RelationshipChanged = typeof RelationshipChanged.Type;
