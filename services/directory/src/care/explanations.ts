import type { Explanation } from "@cpts/api/Explanation";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { smallCounts } from "@cpts/domain/SmallCounts";
import type { GeneralPractitioners, MeasureTotal, Participants } from "./figures.ts";

type Encoded = typeof Explanation.Encoded;

const masked = { name: `${smallCounts.rule}: ${smallCounts.source}`, status: smallCounts.status };
const shown = (value: number | null, isMasked: boolean): string => (value === null || (isMasked && value < smallCounts.below) ? "unknown" : String(value));

/** How many take part in something. */
export const explainKind = ({ generalPractitioners, kind, participants, perhaps }: Participants, asOf: LocalDate, isMasked: boolean): Encoded => ({
  figure: `participation.${kind ?? "unscheduled"}`,
  rule: {
    fr: "Personnes dont la participation est certaine ce jour-là, chacune comptée une fois ; celles dont une date n'est connue qu'en partie sont à part. Un médecin généraliste est de profession 10 avec un savoir-faire SM26, SM53 ou SM54.",
    en: "People whose participation is certain on that day, each counted once; those of whom a date is only partly known stand apart. A general practitioner is of profession 10 with a skill SM26, SM53 or SM54.",
  },
  inputs: [
    { name: "asOf", value: asOf },
    { name: "participants", value: shown(participants, isMasked) },
    { name: "perhaps", value: shown(perhaps, isMasked) },
    { name: "generalPractitioners", value: shown(generalPractitioners, isMasked) },
  ],
  sources: [{ name: "participations recorded here", status: "declared" }, ...(isMasked ? [masked] : [])],
});

/** The rate of general practitioners who take part in unscheduled care. */
export const explainRate = (numerator: number, { communes, practising, registerOf, unknownBecause }: GeneralPractitioners, asOf: LocalDate): Encoded => ({
  figure: "rate",
  rule: {
    fr: "Médecins généralistes qui participent aux soins non programmés ou au SAS ce jour-là, chacun compté une fois, divisés par les médecins généralistes qui ont une activité dans une commune du territoire d'après le dernier extrait du RPPS.",
    en: "General practitioners who take part in unscheduled care or in the SAS on that day, each counted once, divided by the general practitioners with an activity in a commune of the territory by the latest extract of the RPPS.",
  },
  inputs: [
    { name: "asOf", value: asOf },
    { name: "participating", value: String(numerator) },
    { name: "practising", value: practising === null ? `unknown: ${unknownBecause}` : String(practising) },
    { name: "communes", value: String(communes) },
    ...(registerOf === null ? [] : [{ name: "registerOf", value: registerOf }]),
  ],
  sources: [
    { name: "participations recorded here", status: "declared" },
    ...(registerOf === null ? [] : [{ name: `RPPS, extrait du ${registerOf}`, status: "sourced" }]),
    { name: "indicator SNP-02 of our catalogue", status: "provisional" },
  ],
});

/** What a year came to by one measure. */
export const explainMeasure = ({ measure, ofCpts, people, summed }: MeasureTotal, year: number, isMasked: boolean): Encoded => ({
  figure: `counts.${measure}`,
  rule: {
    fr: "Le décompte déclaré par la CPTS pour l'année ; sans lui, la somme de ceux de ses professionnels. La somme ne remplace jamais le déclaré : tous les professionnels ne comptent pas.",
    en: "The count that the CPTS declares for the year; without it, the sum of those of its professionals. The sum never takes the place of what is declared: not every professional counts.",
  },
  inputs: [{ name: "year", value: String(year) }, { name: "declared", value: shown(ofCpts, isMasked) }, ...(isMasked ? [] : [{ name: "summed", value: shown(summed, false) }, { name: "professionals", value: String(people) }])],
  sources: [{ name: "counts recorded here", status: "declared" }, ...(isMasked ? [masked] : [])],
});
