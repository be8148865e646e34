import { careIndicators, careTotal, type CareTotal } from "@cpts/domain/CareParticipation";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { isCertain, mayBeInForce } from "@cpts/service-kit/time/dated-rows";
import { Effect } from "effect";
import { sql } from "kysely";
import { read } from "../database/tables.ts";
import { practisingOn } from "../statistics/counted.ts";
import type { PractisingUnknown } from "@cpts/domain/AdhesionRate";

/** Those who take part in something on a day, each once; of all unscheduled care together under null. */
export interface Participants {
  readonly kind: string | null;
  readonly participants: number;
  readonly perhaps: number;
  readonly generalPractitioners: number;
}

// domain.md §8b: profession 10 with one of the three skills, as known here or in the mirror of the RPPS.
const isGeneralPractitioner = sql<boolean>`(
  (p.profession = '10' and p.skills && '{SM26,SM53,SM54}')
  or exists (select from rpps_professional r where r.id = p.id and '10' = any(r.professions) and (r.activity_skills || r.skills) && '{SM26,SM53,SM54}'))`;

/** How many take part on a day, by kind, and in unscheduled care of any kind. */
export const participantsOn = (cptsId: CptsId, asOf: LocalDate) =>
  read(
    async (db) =>
      (
        await sql<Participants>`
          with one as (
            select c.kind, c.professional_id, bool_or(${isCertain(asOf)}) as certain, bool_or(${isGeneralPractitioner}) as gp
            from care_participation c join professional p on p.id = c.professional_id where c.cpts_id = ${cptsId} and ${mayBeInForce(asOf)} group by c.kind, c.professional_id
          ), unscheduled as (
            select null::text as kind, professional_id, bool_or(certain) as certain, bool_or(gp) as gp from one where kind = any(${[...careIndicators["SNP-02"].kinds]}::text[]) group by professional_id
          )
          select kind, count(*) filter (where certain)::int as participants, count(*) filter (where not certain)::int as perhaps, count(*) filter (where certain and gp)::int as "generalPractitioners"
          from (select * from one union all select * from unscheduled) as every group by kind order by kind collate "C" nulls first`.execute(db)
      ).rows,
  );

/** General practitioners who practise on the territory, or why that is not known. */
export interface GeneralPractitioners {
  readonly practising: number | null;
  readonly unknownBecause: PractisingUnknown | null;
  readonly registerOf: LocalDate | null;
  readonly communes: number;
}

export const generalPractitionersOn = (cptsId: CptsId, asOf: LocalDate) =>
  Effect.gen(function* () {
    const { communes, of, registerOf } = yield* practisingOn(cptsId, asOf);
    const all = of(null);
    const known = { registerOf, communes: communes.length };
    if (all.practising === null) return { ...known, practising: null, unknownBecause: all.because } satisfies GeneralPractitioners;
    const [row] = yield* read(
      async (db) =>
        (
          await sql<{ readonly count: number }>`
            select count(*)::int as count from rpps_professional r
            where r.places && ${[...communes]}::text[] and '10' = any(r.professions) and (r.activity_skills || r.skills) && '{SM26,SM53,SM54}'`.execute(db)
        ).rows,
    );
    return { ...known, practising: row?.count ?? 0, unknownBecause: null } satisfies GeneralPractitioners;
  });

/** A measure of a year with what it comes to, and of how many professionals there is a count. */
export interface MeasureTotal extends CareTotal {
  readonly measure: string;
  readonly ofCpts: number | null;
  readonly people: number;
}

/** What a year came to, by measure. */
export const totalsOf = (cptsId: CptsId, year: number) =>
  Effect.map(
    read(
      async (db) =>
        (
          await sql<{ readonly measure: string; readonly ofCpts: number | null; readonly ofPeople: ReadonlyArray<number> }>`
            select measure, max(count) filter (where professional_id is null) as "ofCpts", coalesce(array_agg(count) filter (where professional_id is not null), '{}') as "ofPeople"
            from care_count where cpts_id = ${cptsId} and year = ${year} group by measure order by measure collate "C"`.execute(db)
        ).rows,
    ),
    (rows): ReadonlyArray<MeasureTotal> => rows.map(({ measure, ofCpts, ofPeople }) => ({ measure, ofCpts, people: ofPeople.length, ...careTotal({ ofCpts, ofPeople }) })),
  );

/** General practitioners who take part in unscheduled care over those who practise; null where it cannot be computed. */
export const rateOf = (participants: ReadonlyArray<Participants>, { practising, unknownBecause }: GeneralPractitioners) => {
  const numerator = participants.find(({ kind }) => kind === null)?.generalPractitioners ?? 0;
  if (practising === null) return { numerator, value: null, unknownBecause };
  return practising === 0 ? { numerator, value: null, unknownBecause: "nobody-practises" as const } : { numerator, value: numerator / practising, unknownBecause: null };
};
