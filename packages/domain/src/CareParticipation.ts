/**
 * Who takes part in care for the territory: professionals who accept new patients as their treating doctor, or answer unscheduled
 * care, since when and until when; and how much of it there was in a year, as counts.
 *
 * No patient, no slot, no request is ever recorded: a count of a year is all there is (art. L. 1111-8 CSP).
 *
 * @example
 * ```ts
 * import { careTotal } from "@cpts/domain/CareParticipation";
 *
 * careTotal({ ofCpts: 120, ofPeople: [70, 40] }); // => { value: 120, summed: 110, difference: 10 }
 * careTotal({ ofCpts: null, ofPeople: [70, 40] }); // => { value: 110, summed: 110, difference: null }
 * careTotal({ ofCpts: null, ofPeople: [] }); // => { value: null, summed: null, difference: null }
 * ```
 */
import { Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { periodInOrder } from "./internal/statementChecks.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code, openCode } from "./OpenCode.ts";
import { PartialDate } from "./PartialDate.ts";
import { ProfessionalId } from "./Professional.ts";
import { Provenance } from "./Source.ts";

/** Identity of a participation. Issue: `platform-id.format`. */
export const ParticipationId = platformId("ParticipationId", "Identity of a participation in care").pipe(Schema.brand("ParticipationId"));

/** Identity of a participation. */
export type ParticipationId = typeof ParticipationId.Type;

/** Identity of a yearly count. Issue: `platform-id.format`. */
export const CareCountId = platformId("CareCountId", "Identity of a yearly count of care").pipe(Schema.brand("CareCountId"));

/** Identity of a yearly count. */
export type CareCountId = typeof CareCountId.Type;

/** In what somebody takes part, with labels: as treating doctor (medecin traitant), in unscheduled care (SNP), through the SAS. */
export const careKinds = [
  { code: "treating-doctor", fr: "accepte de nouveaux patients comme médecin traitant", en: "accepts new patients as treating doctor" },
  { code: "unscheduled-care", fr: "participe aux soins non programmés (SNP)", en: "takes part in unscheduled care (SNP)" },
  { code: "sas", fr: "participe au service d'accès aux soins (SAS)", en: "takes part in the access-to-care service (SAS)" },
] as const;

/** In what somebody takes part: an open list. */
export const CareKind = openCode(careKinds.map(({ code }) => code), { title: "CareKind", description: "In what a professional takes part" });

/** In what somebody takes part. */
export type CareKind = typeof CareKind.Type;

/** What is counted by the year, with labels. */
export const careMeasures = [
  { code: "treating-doctor-requests", fr: "demandes de médecin traitant reçues", en: "requests for a treating doctor received" },
  { code: "treating-doctor-found", fr: "demandes auxquelles un médecin traitant a été trouvé", en: "requests for which a treating doctor was found" },
  { code: "unscheduled-visits", fr: "consultations de soins non programmés", en: "consultations of unscheduled care" },
  { code: "sas-visits", fr: "consultations adressées par le SAS", en: "consultations sent by the SAS" },
] as const;

/** What is counted by the year: an open list. */
export const CareMeasure = openCode(careMeasures.map(({ code }) => code), { title: "CareMeasure", description: "What is counted by the year" });

/** What is counted by the year. */
export type CareMeasure = typeof CareMeasure.Type;

/** Who takes part in what, for which CPTS. Issues: `period.empty`, and those of its texts. */
export const ParticipationStatement = Schema.Struct({
  cptsId: CptsId,
  professionalId: ProfessionalId,
  kind: CareKind,
  remark: Schema.optionalKey(freeText({ max: 500, title: "Remark", description: "How they take part, without anything of a patient" })),
  validFrom: Schema.optionalKey(PartialDate),
  validTo: Schema.optionalKey(PartialDate),
  provenance: Schema.optionalKey(Provenance),
})
  .annotate({ title: "ParticipationStatement", description: "Who takes part in care, and in what" })
  .pipe(Schema.check(Schema.makeFilter(periodInOrder, { identifier: "ParticipationStatement" })));

/** Who takes part in what. */
export type ParticipationStatement = typeof ParticipationStatement.Type;

/** Somebody no longer takes part: `on` is the first day on which they do not. */
export const ParticipationEnd = Schema.Struct({ on: LocalDate }).annotate({ identifier: "ParticipationEnd", title: "ParticipationEnd", description: "Somebody no longer takes part" });

/** Somebody no longer takes part. */
export type ParticipationEnd = typeof ParticipationEnd.Type;

const [firstYear, lastYear] = [2016, 2100];

/** A calendar year since CPTS exist (law of 26 January 2016). Issue: `care-count.year`. */
export const CareYear = Schema.Int.annotate({ title: "CareYear", description: "Calendar year, from 2016" }).pipe(Schema.check(Schema.isBetween({ minimum: firstYear, maximum: lastYear }, { message: "care-count.year" })));

const most = 1_000_000;
const Count = Schema.Int.annotate({ description: "How many in the year" }).pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: most }, { message: "care-count.range" })));

/** A count of a year, of the whole CPTS or of one professional. Issues: `care-count.year`, `care-count.range`. */
export const CareCountStatement = Schema.Struct({
  cptsId: CptsId,
  professionalId: Schema.optionalKey(ProfessionalId),
  year: CareYear,
  measure: CareMeasure,
  count: Count,
  provenance: Schema.optionalKey(Provenance),
}).annotate({ identifier: "CareCountStatement", title: "CareCountStatement", description: "A count of a year, of a CPTS or of one professional" });

/** A count of a year. */
export type CareCountStatement = typeof CareCountStatement.Type;

/** A count that was wrong, as it is. Issue: `care-count.range`. */
export const CareCountCorrection = Schema.Struct({ count: Count, provenance: Schema.optionalKey(Provenance) }).annotate({ identifier: "CareCountCorrection", title: "CareCountCorrection", description: "A count as it is" });

/** A count as it is. */
export type CareCountCorrection = typeof CareCountCorrection.Type;

/** Counts of one year and measure, put together. */
export interface CareTotal {
  /** What the CPTS declares; where it declares nothing, the sum of its professionals. */
  readonly value: number | null;
  readonly summed: number | null;
  /** What the CPTS declares beyond the sum; null where one of the two is not there. */
  readonly difference: number | null;
}

/** Both are kept: a sum never overwrites what the CPTS declares, for not every professional counts. */
export const careTotal = ({ ofCpts, ofPeople }: { readonly ofCpts: number | null; readonly ofPeople: ReadonlyArray<number> }): CareTotal => {
  const summed = ofPeople.length === 0 ? null : ofPeople.reduce((sum, count) => sum + count, 0);
  return { value: ofCpts ?? summed, summed, difference: ofCpts === null || summed === null ? null : ofCpts - summed };
};

/**
 * The indicators that are proposed of it (our catalogue, after domain.md §2.2): general practitioners who take part in unscheduled
 * care over those of the territory; requests for a treating doctor that were met, over those received.
 */
export const careIndicators = {
  "SNP-02": { rule: "participating-gp-over-practising-gp", kinds: ["unscheduled-care", "sas"] },
  "MT-03": { rule: "treating-doctor-found-over-requests", numerator: "treating-doctor-found", denominator: "treating-doctor-requests" },
} as const;

/** One of the indicators that are proposed. */
export const CareIndicator = Schema.Literals(["SNP-02", "MT-03"]).annotate({ title: "CareIndicator", description: "SNP-02: general practitioners taking part in unscheduled care; MT-03: requests for a treating doctor that were met" });

/** One of the indicators that are proposed. */
export type CareIndicator = typeof CareIndicator.Type;

/** Somebody takes part. What people wrote of it stays in the directory. */
export const ParticipationRecorded = Schema.Struct({
  participationId: ParticipationId,
  cptsId: CptsId,
  professionalId: ProfessionalId,
  kind: Code,
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.NullOr(PartialDate),
}).annotate({ identifier: "ParticipationRecorded", title: "ParticipationRecorded", description: "Somebody takes part in care" });

/** Somebody no longer takes part. */
export const ParticipationEnded = Schema.Struct({ participationId: ParticipationId, cptsId: CptsId, on: LocalDate }).annotate({ identifier: "ParticipationEnded", title: "ParticipationEnded", description: "Somebody no longer takes part" });

/** A count of a year is recorded, or corrected. How many it is stays in the directory, which hides small ones. */
export const CareCountRecorded = Schema.Struct({
  countId: CareCountId,
  cptsId: CptsId,
  professionalId: Schema.NullOr(ProfessionalId),
  year: CareYear,
  measure: Code,
}).annotate({ identifier: "CareCountRecorded", title: "CareCountRecorded", description: "A count of a year is recorded or corrected" });
