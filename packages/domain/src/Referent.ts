/**
 * The referents of a CPTS at the agency, the union of professionals or the fund: who follows which CPTS, since when and until when.
 *
 * A referent is a person of the directory, named here by id only.
 *
 * @example
 * ```ts
 * import * as Referent from "@cpts/domain/Referent";
 * import { Schema } from "effect";
 *
 * const cptsId = "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f";
 * Schema.is(Referent.NewAssignment)({ cptsId, validFrom: "2025", validTo: "2026-03" }); // => true
 * Schema.is(Referent.NewAssignment)({ cptsId, validFrom: "2025", validTo: "2024" }); // => false
 * ```
 */
import { Schema } from "effect";
import { DepartementCode, RegionCode } from "./Cog.ts";
import { CptsId } from "./Cpts.ts";
import { platformId } from "./internal/platformId.ts";
import { periodInOrder } from "./internal/statementChecks.ts";
import { Examiner } from "./LetterOfIntent.ts";
import type { LocalDate } from "./LocalDate.ts";
import { OrganizationId } from "./Organization.ts";
import { earliest, latest, PartialDate } from "./PartialDate.ts";
import { ProfessionalId } from "./Professional.ts";
import { Source } from "./Source.ts";

/** Identity of a referent. Issue: `platform-id.format`. */
export const ReferentId = platformId("ReferentId", "Identity of a referent").pipe(Schema.brand("ReferentId"));

/** Identity of a referent. */
export type ReferentId = typeof ReferentId.Type;

/** Identity of an entry in a portfolio. Issue: `platform-id.format`. */
export const AssignmentId = platformId("AssignmentId", "Identity of an entry in a portfolio").pipe(Schema.brand("AssignmentId"));

/** Identity of an entry in a portfolio. */
export type AssignmentId = typeof AssignmentId.Type;

const hasPlace = ({ departements = [], regions = [] }: { readonly departements?: ReadonlyArray<string>; readonly regions?: ReadonlyArray<string> }) =>
  departements.length + regions.length > 0 || { path: ["regions"], issue: "referent.no-place" };
const tooMany = { message: "formation.too-many" };

/** A person of the directory who follows CPTS for an institution, and where. Issues: `referent.no-place`, `formation.too-many`. */
export const NewReferent = Schema.Struct({
  personId: ProfessionalId,
  institution: Examiner,
  organizationId: Schema.optionalKey(OrganizationId),
  regions: Schema.optionalKey(Schema.Array(RegionCode).pipe(Schema.check(Schema.isMaxLength(20, tooMany)))),
  departements: Schema.optionalKey(Schema.Array(DepartementCode).pipe(Schema.check(Schema.isMaxLength(110, tooMany)))),
})
  .annotate({ title: "NewReferent", description: "A person who follows CPTS for an institution" })
  .pipe(Schema.check(Schema.makeFilter(hasPlace, { identifier: "NewReferent" })));

/** A person who follows CPTS for an institution. */
export type NewReferent = typeof NewReferent.Type;

/** A CPTS in a portfolio, as far as its dates are known. Issue: `period.empty` at `validTo`. */
export const NewAssignment = Schema.Struct({
  cptsId: CptsId,
  validFrom: Schema.optionalKey(PartialDate),
  validTo: Schema.optionalKey(PartialDate.annotate({ description: "The first day on which the referent no longer follows it" })),
  source: Schema.optionalKey(Source),
})
  .annotate({ title: "NewAssignment", description: "A CPTS that a referent follows" })
  .pipe(Schema.check(Schema.makeFilter(periodInOrder, { identifier: "NewAssignment" })));

/** A CPTS in a portfolio. */
export type NewAssignment = typeof NewAssignment.Type;

/** Since when and until when; `null` where a date is not said. */
export interface Followed {
  readonly validFrom: PartialDate | null;
  readonly validTo: PartialDate | null;
}

/** Whether a CPTS was in a portfolio on a day. A start that is not said was before all days one asks about; an end that is not said is yet to come. */
export const isFollowed = ({ validFrom, validTo }: Followed, day: LocalDate): "yes" | "no" | "unknown" => {
  const [first, begun] = validFrom === null ? [null, null] : [earliest(validFrom), latest(validFrom)];
  const [ending, over] = validTo === null ? [null, null] : [earliest(validTo), latest(validTo)];
  if ((first !== null && day < first) || (over !== null && day >= over)) return "no";
  const hasBegun = validFrom === null || (begun !== null && day >= begun);
  const hasNotEnded = validTo === null || (ending !== null && day < ending);
  return hasBegun && hasNotEnded ? "yes" : "unknown";
};

/** Whether two periods certainly have a day in common. */
export const overlap = (a: Followed, b: Followed): boolean => {
  const startsBeforeEnd = ({ validFrom }: Followed, { validTo }: Followed): boolean => {
    if (validFrom === null || validTo === null) return true;
    const [begun, ending] = [latest(validFrom), earliest(validTo)];
    return begun !== null && ending !== null && begun < ending;
  };
  return startsBeforeEnd(a, b) && startsBeforeEnd(b, a);
};

/** A referent was registered; who it is stays in the registry. */
export const ReferentRegistered = Schema.Struct({
  referentId: ReferentId,
  institution: Examiner,
  organizationId: Schema.NullOr(OrganizationId),
  regions: Schema.Array(RegionCode),
  departements: Schema.Array(DepartementCode),
}).annotate({ identifier: "ReferentRegistered", title: "ReferentRegistered", description: "A referent was registered" });

/** A CPTS came into a portfolio, or the dates on which it is in it changed. */
export const PortfolioChanged = Schema.Struct({
  referentId: ReferentId,
  assignmentId: AssignmentId,
  cptsId: CptsId,
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.NullOr(PartialDate),
}).annotate({ identifier: "PortfolioChanged", title: "PortfolioChanged", description: "A portfolio changed" });
