/**
 * Partnerships as the directory shows them, each to those who may see it; their documents are for the members of the CPTS.
 *
 * @example
 * ```ts
 * import { PartnershipView } from "@cpts/api/PartnershipViews"
 *
 * Object.keys(PartnershipView.fields).includes("warnings") // => true
 * ```
 *
 * @since 0.1.0
 */
import { CptsId, ExternalIds } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { MissionCodes } from "@cpts/domain/Mission";
import { Code } from "@cpts/domain/OpenCode";
import { OrganizationId, OrganizationKind } from "@cpts/domain/Organization";
import { PartialDate } from "@cpts/domain/PartialDate";
import { PartnershipAgreement, PartnershipId, PartnershipKind, PartnershipState, PartnershipVisibility } from "@cpts/domain/Partnership";
import { Provenance } from "@cpts/domain/Source";
import { Schema } from "effect";
import { InForce } from "./DirectoryViews.ts";
import { Explanation } from "./Explanation.ts";
import { StoredFile } from "./Files.ts";
import { Sentence } from "./GovernanceViews.ts";

/** What is odd in a partnership and was accepted all the same. */
export const PartnershipWarning = Schema.Struct({ code: Schema.Literals(["elsewhere", "organization-closed", "term-passed"]), sentence: Sentence }).annotate({ identifier: "PartnershipWarning" });
export type PartnershipWarning = typeof PartnershipWarning.Type;

/** A partnership as a list shows it. */
export const PartnershipItem = Schema.Struct({
  id: PartnershipId,
  cptsId: CptsId,
  organizationId: OrganizationId,
  organizationName: Schema.String,
  organizationKind: OrganizationKind,
  kind: PartnershipKind,
  state: PartnershipState.annotate({ description: "On the day asked; what may already have begun or ended is told as `certainty`" }),
  certainty: InForce,
  purpose: Schema.NullOr(Schema.String).annotate({ description: "For the members of the CPTS; null for other readers" }),
  missions: MissionCodes,
  visibility: PartnershipVisibility,
  agreement: Schema.NullOr(PartnershipAgreement),
  began: Schema.Boolean.annotate({ description: "Whether it ever began; false while it is planned" }),
  plannedOn: Schema.NullOr(PartialDate),
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.NullOr(PartialDate).annotate({ description: "The day after the last, as far as it is told" }),
  endReason: Schema.NullOr(Code),
  provenance: Provenance,
  externalIds: ExternalIds,
  version: Schema.Int.annotate({ description: "Counts the changes, from 1" }),
}).annotate({ identifier: "PartnershipItem" });
export type PartnershipItem = typeof PartnershipItem.Type;

/** A partnership with its documents. */
export const PartnershipView = Schema.Struct({
  ...PartnershipItem.fields,
  asOf: LocalDate,
  files: Schema.NullOr(Schema.Array(StoredFile)).annotate({ description: "For the members of the CPTS; null for other readers" }),
  warnings: Schema.Array(PartnershipWarning),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "Partnership" });
export type PartnershipView = typeof PartnershipView.Type;

/** A partnership as it was written once. */
export const PartnershipVersion = Schema.Struct({
  version: Schema.Int,
  why: Code.annotate({ description: "`recorded`, `started`, `ended`, or the reason of a correction" }),
  recordedOn: LocalDate,
  kind: PartnershipKind,
  purpose: Schema.NullOr(Schema.String),
  missions: MissionCodes,
  visibility: PartnershipVisibility,
  agreement: Schema.NullOr(PartnershipAgreement),
  began: Schema.Boolean,
  plannedOn: Schema.NullOr(PartialDate),
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.NullOr(PartialDate),
  endReason: Schema.NullOr(Code),
  withdrawn: Schema.Boolean,
  provenance: Provenance,
}).annotate({ identifier: "PartnershipVersion" });
export type PartnershipVersion = typeof PartnershipVersion.Type;

/** Every version, the oldest first. */
export const PartnershipHistory = Schema.Struct({ items: Schema.Array(PartnershipVersion) }).annotate({ identifier: "PartnershipHistory" });
export type PartnershipHistory = typeof PartnershipHistory.Type;
