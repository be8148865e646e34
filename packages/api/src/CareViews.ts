/**
 * What the directory shows of participation in care: who takes part, counts of years, and what they come to.
 *
 * @example
 * ```ts
 * import { CareYearView } from "@cpts/api/CareViews"
 *
 * Object.keys(CareYearView.fields).includes("participation") // => true
 * ```
 *
 * @since 0.1.0
 */
import { PractisingUnknown } from "@cpts/domain/AdhesionRate";
import { CareCountId, CareYear, ParticipationId } from "@cpts/domain/CareParticipation";
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import { ProfessionalId } from "@cpts/domain/Professional";
import { Provenance } from "@cpts/domain/Source";
import { ShownCount } from "@cpts/domain/SmallCounts";
import { Schema } from "effect";
import { Explanation } from "./Explanation.ts";

const label = Schema.NullOr(Schema.Struct({ fr: Schema.String, en: Schema.String }));

/** Somebody who takes part, as far as the reader may know of them. */
export const ParticipationView = Schema.Struct({
  id: ParticipationId,
  cptsId: CptsId,
  professionalId: ProfessionalId,
  name: Schema.NullOr(Schema.String).annotate({ description: "Null where the reader may not see the person" }),
  profession: Schema.NullOr(Code),
  kind: Code,
  label,
  remark: Schema.NullOr(Schema.String),
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.NullOr(PartialDate),
  certainty: Schema.Literals(["yes", "no", "unknown"]).annotate({ description: "Whether they take part on the day asked about" }),
  provenance: Provenance,
  version: Schema.Int,
}).annotate({ identifier: "Participation" });
export type ParticipationView = typeof ParticipationView.Type;

/** A count of a year, for the people of the CPTS. */
export const CareCountView = Schema.Struct({
  id: CareCountId,
  cptsId: CptsId,
  professionalId: Schema.NullOr(ProfessionalId).annotate({ description: "Null: of the whole CPTS" }),
  year: CareYear,
  measure: Code,
  count: Schema.Int,
  provenance: Provenance,
  version: Schema.Int,
}).annotate({ identifier: "CareCount" });
export type CareCountView = typeof CareCountView.Type;

/** How many take part in something on a day. */
export const CareKindTotal = Schema.Struct({
  kind: Code,
  label,
  participants: ShownCount,
  perhaps: ShownCount.annotate({ description: "People who may take part: a date is only partly known" }),
  generalPractitioners: ShownCount.annotate({ description: "Those of them who are general practitioners" }),
}).annotate({ identifier: "CareKindTotal" });

/** What a year came to, by measure. */
export const CareMeasureTotal = Schema.Struct({
  measure: Code,
  label,
  value: ShownCount.annotate({ description: "As the CPTS declares it, else the sum of its professionals" }),
  summed: ShownCount.annotate({ description: "Sum over the professionals that have a count; null for the public" }),
  difference: Schema.NullOr(Schema.Int).annotate({ description: "Declared beyond the sum; null for the public" }),
}).annotate({ identifier: "CareMeasureTotal" });

/** Participation of a CPTS on a day, and the counts of a year. */
export const CareYearView = Schema.Struct({
  cptsId: CptsId,
  year: CareYear,
  asOf: LocalDate,
  isMasked: Schema.Boolean.annotate({ description: "Small counts are hidden from whoever is not of the CPTS" }),
  participation: Schema.Array(CareKindTotal),
  practisingGeneralPractitioners: Schema.NullOr(Schema.Int),
  rate: Schema.NullOr(Schema.Finite).annotate({ description: "General practitioners who take part in unscheduled care or in the SAS, over those who practise on the territory" }),
  unknownBecause: Schema.NullOr(PractisingUnknown),
  counts: Schema.Array(CareMeasureTotal),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "CareYear" });
export type CareYearView = typeof CareYearView.Type;
