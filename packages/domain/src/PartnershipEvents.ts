/**
 * What the directory tells of partnerships: ids, codes and dates. What they are for, in words, stays in the directory.
 *
 * @example
 * ```ts
 * import * as PartnershipEvents from "@cpts/domain/PartnershipEvents";
 *
 * Object.keys(PartnershipEvents.PartnershipEnded.fields); // => ["partnershipId", "cptsId", "organizationId", "on", "reason"]
 * ```
 */
import { Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { LocalDate } from "./LocalDate.ts";
import { MissionCodes } from "./Mission.ts";
import { Code } from "./OpenCode.ts";
import { OrganizationId } from "./Organization.ts";
import { PartialDate } from "./PartialDate.ts";
import { PartnershipEndReason, PartnershipId, PartnershipKind } from "./Partnership.ts";

const who = { partnershipId: PartnershipId, cptsId: CptsId, organizationId: OrganizationId };

const facts = {
  ...who,
  kind: PartnershipKind,
  missions: MissionCodes,
  plannedOn: Schema.NullOr(PartialDate),
  began: Schema.Boolean.annotate({ description: "Whether it ever began; false while it is planned" }),
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.NullOr(PartialDate).annotate({ description: "The day after its last, as far as it is told; an agreement may end before" }),
  agreedUntil: Schema.NullOr(LocalDate).annotate({ description: "The last day of its agreement, where that has a term" }),
  tacitRenewal: Schema.Boolean.annotate({ description: "Whether it goes on after the last day of its agreement" }),
};

/** A partnership is known, planned or begun. */
export const PartnershipRecorded = Schema.Struct(facts).annotate({ identifier: "PartnershipRecorded", title: "PartnershipRecorded", description: "A partnership of a CPTS and an organization is known" });

/** A partnership is known. */
export type PartnershipRecorded = typeof PartnershipRecorded.Type;

/** A partnership begins or is corrected: this is how it stands now. Withdrawn, it never was. */
export const PartnershipChanged = Schema.Struct({
  ...facts,
  withdrawn: Schema.Boolean,
  why: Code.annotate({ description: "`started`, or the reason of the correction" }),
}).annotate({ identifier: "PartnershipChanged", title: "PartnershipChanged", description: "A partnership begins, or what is known of it changes" });

/** A partnership begins or is corrected. */
export type PartnershipChanged = typeof PartnershipChanged.Type;

/** A partnership ends. */
export const PartnershipEnded = Schema.Struct({ ...who, on: LocalDate.annotate({ description: "The first day on which it is none" }), reason: PartnershipEndReason }).annotate({
  identifier: "PartnershipEnded",
  title: "PartnershipEnded",
  description: "A partnership ends",
});

/** A partnership ends. */
export type PartnershipEnded = typeof PartnershipEnded.Type;
