/**
 * What becomes of an organization after it was made known: it was written down wrong, changes, closes, or turns out to be one that
 * was known already.
 *
 * @example
 * ```ts
 * import * as OrganizationCourse from "@cpts/domain/OrganizationCourse";
 * import { Schema } from "effect";
 *
 * Schema.is(OrganizationCourse.OrganizationCorrection)({ why: "renamed", name: "DAC Santé 37" }); // => true
 * Schema.is(OrganizationCourse.OrganizationCorrection)({ why: "renamed" }); // => false
 * Schema.is(OrganizationCourse.OrganizationClosure)({ on: "2026", reason: "dissolved" }); // => true
 * ```
 */
import { Schema } from "effect";
import { Competence } from "./Competence.ts";
import { CptsIdentifiersInput } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { Code, openCode } from "./OpenCode.ts";
import { OrganizationId, OrganizationKind, OrganizationRegistration } from "./Organization.ts";
import { PartialDate } from "./PartialDate.ts";
import { Provenance } from "./Source.ts";

/** Why what was recorded of an organization changes: an open list. `reopened`: it was closed by mistake. */
export const OrganizationCorrectionReason = openCode(["typing-error", "better-source", "renamed", "moved", "situation-changed", "reopened"], {
  title: "OrganizationCorrectionReason",
  description: "Why what was recorded of an organization changes",
});

/** Why what was recorded of an organization changes. */
export type OrganizationCorrectionReason = typeof OrganizationCorrectionReason.Type;

const { name, shortName, website } = OrganizationRegistration.fields;

const saysSomething = (correction: { readonly why: OrganizationCorrectionReason }) => Object.keys(correction).length > 1 || correction.why === "reopened" || "organization-correction.empty";

/**
 * What is corrected of an organization, and why; `null` takes a value away. Of `identifiers` those that are given are written, the
 * others stay. Issue: `organization-correction.empty`.
 */
export const OrganizationCorrection = Schema.Struct({
  why: OrganizationCorrectionReason,
  name: Schema.optionalKey(name),
  shortName: Schema.optionalKey(Schema.NullOr(shortName.schema)),
  kind: Schema.optionalKey(OrganizationKind),
  identifiers: Schema.optionalKey(CptsIdentifiersInput),
  competence: Schema.optionalKey(Schema.NullOr(Competence)),
  website: Schema.optionalKey(Schema.NullOr(website.schema)),
  provenance: Schema.optionalKey(Provenance),
})
  .annotate({ title: "OrganizationCorrection", description: "What is corrected of an organization" })
  .pipe(Schema.check(Schema.makeFilter(saysSomething, { identifier: "OrganizationCorrection" })));

/** What is corrected of an organization, and why. */
export type OrganizationCorrection = typeof OrganizationCorrection.Type;

/** Why an organization is no more: an open list. */
export const OrganizationClosureReason = openCode(["dissolved", "merged-in-law", "activity-ended", "other"], { title: "OrganizationClosureReason", description: "Why an organization is no more" });

/** An organization is no more: `on` is the first day on which it is not. */
export const OrganizationClosure = Schema.Struct({ on: PartialDate, reason: OrganizationClosureReason, provenance: Schema.optionalKey(Provenance) }).annotate({
  identifier: "OrganizationClosure",
  title: "OrganizationClosure",
  description: "An organization is no more",
});

/** An organization is no more. */
export type OrganizationClosure = typeof OrganizationClosure.Type;

/** An organization is one that was known already: what is said of it is said of the other. */
export const OrganizationMerger = Schema.Struct({ into: OrganizationId }).annotate({ identifier: "OrganizationMerger", title: "OrganizationMerger", description: "An organization was known already, as another" });

/** An organization is one that was known already. */
export type OrganizationMerger = typeof OrganizationMerger.Type;

/** An organization is corrected or closes: this is how it stands now. */
export const OrganizationChanged = Schema.Struct({
  organizationId: OrganizationId,
  name: freeText({ max: 200, title: "Name", description: "Name of the organization" }),
  kind: OrganizationKind,
  closedOn: Schema.NullOr(PartialDate).annotate({ description: "The first day on which it is no more" }),
  why: Code.annotate({ description: "`closed`, or the reason of the correction" }),
}).annotate({ identifier: "OrganizationChanged", title: "OrganizationChanged", description: "An organization is corrected, or closes" });

/** An organization is corrected or closes. */
export type OrganizationChanged = typeof OrganizationChanged.Type;

/** Two organizations are one: whatever names the first is about the second. */
export const OrganizationMerged = Schema.Struct({ organizationId: OrganizationId, into: OrganizationId }).annotate({
  identifier: "OrganizationMerged",
  title: "OrganizationMerged",
  description: "An organization was known twice: whatever names the first is about the second",
});

/** Two organizations are one. */
export type OrganizationMerged = typeof OrganizationMerged.Type;
