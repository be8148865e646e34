/**
 * What binds a CPTS and an organization beyond membership: a partnership, planned, then active, then ended, with the agreement
 * that says so where there is one.
 *
 * @example
 * ```ts
 * import * as Partnership from "@cpts/domain/Partnership";
 * import { Schema } from "effect";
 *
 * Schema.is(Partnership.PartnershipAgreement)({ signedOn: "2026-01-15", endsOn: "2028-12-31" }); // => true
 * Schema.is(Partnership.PartnershipAgreement)({ signedOn: "2026-01-15", tacitRenewal: true }); // => false
 * Partnership.partnershipKinds.find(({ code }) => code === "ville-hopital")?.en; // => "between town and hospital"
 * ```
 */
import { Schema } from "effect";
import { CptsId, ExternalIds } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { LocalDate } from "./LocalDate.ts";
import { MissionCodes } from "./Mission.ts";
import { openCode } from "./OpenCode.ts";
import { OrganizationId } from "./Organization.ts";
import { isBefore, PartialDate } from "./PartialDate.ts";
import { Provenance } from "./Source.ts";

/** Identity of a partnership. Issue: `platform-id.format`. */
export const PartnershipId = platformId("PartnershipId", "Identity of a partnership on the platform").pipe(Schema.brand("PartnershipId"));

/** Identity of a partnership. */
export type PartnershipId = typeof PartnershipId.Type;

/** What partnerships of CPTS are about, with their labels. The ACI contract is none: it stands among the contracts. */
export const partnershipKinds = [
  { code: "ville-hopital", fr: "lien ville-hôpital", en: "between town and hospital" },
  { code: "medico-social", fr: "avec le secteur médico-social ou social", en: "with medico-social or social care" },
  { code: "coordination-support", fr: "appui à la coordination (DAC, CLIC, MDA)", en: "support of coordination (DAC, CLIC, MDA)" },
  { code: "health-contract", fr: "contrat local de santé ou de santé mentale", en: "local contract for health or mental health" },
  { code: "prevention", fr: "prévention et dépistage", en: "prevention and screening" },
  { code: "users", fr: "avec des usagers", en: "with users" },
  { code: "training", fr: "formation, accueil d'étudiants", en: "training, students" },
  { code: "means", fr: "mise à disposition de locaux, de matériel ou de personnel", en: "premises, equipment or staff put at disposal" },
  { code: "other", fr: "autre partenariat", en: "other partnership" },
] as const;

/** Kind of a partnership, an open list. */
export const PartnershipKind = openCode(
  partnershipKinds.map(({ code }) => code),
  { title: "PartnershipKind", description: "What a partnership is about" },
);

/** Kind of a partnership. */
export type PartnershipKind = typeof PartnershipKind.Type;

/** Where a partnership stands. */
export const PartnershipState = Schema.Literals(["planned", "active", "ended"]).annotate({ title: "PartnershipState", description: "Where a partnership stands" });

/** Where a partnership stands. */
export type PartnershipState = typeof PartnershipState.Type;

/** Who may know of a partnership: everyone, the members of the CPTS or its board. Its documents are for the members at most. */
export const PartnershipVisibility = Schema.Literals(["public", "cpts", "board"]).annotate({ title: "PartnershipVisibility", description: "Who may know of a partnership" });

const months = Schema.Int.annotate({ title: "NoticeMonths", description: "Months of notice that the agreement asks of who leaves it" }).pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 36 }, { message: "partnership.notice-range" })));

const agreementInOrder = ({ endsOn, signedOn, tacitRenewal }: { readonly signedOn?: PartialDate; readonly endsOn?: LocalDate; readonly tacitRenewal?: boolean }) => {
  if (tacitRenewal === true && endsOn === undefined) return { path: ["tacitRenewal"], issue: "partnership.renewal-without-term" };
  // A whole date is a partial one.
  return signedOn === undefined || endsOn === undefined || isBefore(endsOn as string as PartialDate, signedOn) !== "yes" ? true : { path: ["endsOn"], issue: "period.empty" };
};

/**
 * The agreement of a partnership. Without `endsOn` it is of no fixed term; with `tacitRenewal` it goes on after it (art. 1215 of
 * the code civil). Issues: `partnership.notice-range`, `partnership.renewal-without-term`, `period.empty`.
 */
export const PartnershipAgreement = Schema.Struct({
  reference: Schema.optionalKey(freeText({ max: 200, title: "Reference", description: "The number or title by which the parties know it" })),
  signedOn: Schema.optionalKey(PartialDate),
  endsOn: Schema.optionalKey(LocalDate.annotate({ description: "Its last day" })),
  tacitRenewal: Schema.optionalKey(Schema.Boolean.annotate({ description: "Whether it goes on after its last day unless somebody ends it" })),
  noticeMonths: Schema.optionalKey(months),
})
  .annotate({ title: "PartnershipAgreement", description: "The agreement of a partnership" })
  .pipe(Schema.check(Schema.makeFilter(agreementInOrder, { identifier: "PartnershipAgreement" })));

/** The agreement of a partnership. */
export type PartnershipAgreement = typeof PartnershipAgreement.Type;

const facts = {
  kind: PartnershipKind,
  purpose: freeText({ max: 1000, title: "Purpose", description: "What the partnership is for" }),
  missions: MissionCodes,
  visibility: PartnershipVisibility,
  agreement: PartnershipAgreement,
  plannedOn: PartialDate.annotate({ description: "Since when it is planned" }),
  validFrom: PartialDate.annotate({ description: "Its first day" }),
};

const plannedFirst = ({ plannedOn, validFrom }: { readonly plannedOn?: PartialDate; readonly validFrom?: PartialDate }) =>
  plannedOn === undefined || validFrom === undefined || isBefore(validFrom, plannedOn) !== "yes" ? true : { path: ["validFrom"], issue: "partnership.before-planned" };

const periodOfActive = ({ state, validFrom, validTo }: { readonly state: PartnershipState; readonly validFrom?: PartialDate; readonly validTo?: PartialDate }) => {
  if (state === "planned" && validFrom !== undefined) return { path: ["validFrom"], issue: "partnership.dates-of-planned" };
  if (state !== "ended" && validTo !== undefined) return { path: ["validTo"], issue: "partnership.end-of-unended" };
  return validFrom === undefined || validTo === undefined || isBefore(validFrom, validTo) !== "no" ? true : { path: ["validTo"], issue: "period.empty" };
};

/**
 * A partnership as it is known when it is recorded, its past included. `visibility` is `cpts` unless said. Issues:
 * `partnership.before-planned`, `partnership.dates-of-planned`, `partnership.end-of-unended`, `period.empty`.
 */
export const NewPartnership = Schema.Struct({
  cptsId: CptsId,
  organizationId: OrganizationId,
  kind: facts.kind,
  state: PartnershipState,
  purpose: Schema.optionalKey(facts.purpose),
  missions: Schema.optionalKey(facts.missions),
  visibility: Schema.optionalKey(facts.visibility),
  agreement: Schema.optionalKey(facts.agreement),
  plannedOn: Schema.optionalKey(facts.plannedOn),
  validFrom: Schema.optionalKey(facts.validFrom),
  validTo: Schema.optionalKey(PartialDate.annotate({ description: "The day after its last" })),
  provenance: Schema.optionalKey(Provenance),
  externalIds: Schema.optionalKey(ExternalIds),
})
  .annotate({ title: "NewPartnership", description: "A partnership of a CPTS and an organization" })
  .pipe(Schema.check(Schema.makeFilter(plannedFirst), Schema.makeFilter(periodOfActive, { identifier: "NewPartnership" })));

/** A partnership as it is known when it is recorded. */
export type NewPartnership = typeof NewPartnership.Type;

/** A planned partnership begins on a day, with its agreement where it was not told yet. */
export const PartnershipStart = Schema.Struct({ on: PartialDate, agreement: Schema.optionalKey(facts.agreement) }).annotate({
  identifier: "PartnershipStart",
  title: "PartnershipStart",
  description: "A planned partnership begins",
});

/** A planned partnership begins. */
export type PartnershipStart = typeof PartnershipStart.Type;

/** Why a partnership ends: an open list. `given-up`: it was planned and never began. */
export const PartnershipEndReason = openCode(["notice", "mutual-agreement", "breach", "term", "purpose-reached", "organization-closed", "cpts-closed", "given-up", "other"], {
  title: "PartnershipEndReason",
  description: "Why a partnership ends",
});

/** Why a partnership ends. */
export type PartnershipEndReason = typeof PartnershipEndReason.Type;

/** A partnership ends: `on` is the first day on which it is none. */
export const PartnershipEnd = Schema.Struct({
  on: LocalDate,
  reason: PartnershipEndReason,
  noticeOn: Schema.optionalKey(LocalDate.annotate({ description: "When notice was given" })),
}).annotate({ identifier: "PartnershipEnd", title: "PartnershipEnd", description: "A partnership ends" });

/** A partnership ends. */
export type PartnershipEnd = typeof PartnershipEnd.Type;

/** Why what was recorded changes: an open list. `recorded-in-error`: there is no such partnership. */
export const PartnershipCorrectionReason = openCode(["typing-error", "better-source", "situation-changed", "ended-by-mistake", "recorded-in-error"], {
  title: "PartnershipCorrectionReason",
  description: "Why what was recorded of a partnership changes",
});

/** Why what was recorded changes. */
export type PartnershipCorrectionReason = typeof PartnershipCorrectionReason.Type;

const changes = {
  kind: Schema.optionalKey(facts.kind),
  purpose: Schema.optionalKey(Schema.NullOr(facts.purpose)),
  missions: Schema.optionalKey(facts.missions),
  visibility: Schema.optionalKey(facts.visibility),
  agreement: Schema.optionalKey(Schema.NullOr(facts.agreement)),
  plannedOn: Schema.optionalKey(Schema.NullOr(facts.plannedOn)),
  validFrom: Schema.optionalKey(Schema.NullOr(facts.validFrom)),
  validTo: Schema.optionalKey(Schema.NullOr(PartialDate.annotate({ description: "The day after its last; null where it goes on" }))),
  provenance: Schema.optionalKey(Provenance),
};

const saysSomething = (correction: { readonly why: PartnershipCorrectionReason }) => Object.keys(correction).length > 1 || correction.why === "recorded-in-error" || "partnership-correction.empty";

/** What is corrected of a partnership, and why; `null` takes a value away. Issue: `partnership-correction.empty`. */
export const PartnershipCorrection = Schema.Struct({ why: PartnershipCorrectionReason, ...changes })
  .annotate({ title: "PartnershipCorrection", description: "What is corrected of a partnership" })
  .pipe(Schema.check(Schema.makeFilter(saysSomething, { identifier: "PartnershipCorrection" })));

/** What is corrected of a partnership, and why. */
export type PartnershipCorrection = typeof PartnershipCorrection.Type;
