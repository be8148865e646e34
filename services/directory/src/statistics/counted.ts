import { adhesionRate, type AdhesionRate, type Practising } from "@cpts/domain/AdhesionRate";
import type { CptsId } from "@cpts/domain/Cpts";
import { addDays, type LocalDate } from "@cpts/domain/LocalDate";
import { territoryOn } from "@cpts/service-kit/known/cpts";
import { isCertain, mayBeInForce } from "@cpts/service-kit/time/dated-rows";
import { Effect } from "effect";
import { sql } from "kysely";
import { read } from "../database/tables.ts";
import { registerCodesOf } from "../professionals/commune-codes.ts";

/** Members of a profession, those of any under null: each person once in each. */
export interface MemberNumber {
  readonly profession: string | null;
  readonly members: number;
  readonly perhaps: number;
}

/** Members who are people of a profession of the RPPS, on a day, by profession and together. */
export const membersOn = (cptsId: CptsId, asOf: LocalDate) =>
  read(
    async (db) =>
      (
        await sql<MemberNumber>`
          select profession, count(*) filter (where certain)::integer as members, count(*) filter (where not certain)::integer as perhaps
          from (
            select m.professional_id, p.profession, bool_or(${isCertain(asOf)}) as certain
            from membership m join professional p on p.id = m.professional_id
            where m.cpts_id = ${cptsId} and p.profession is not null and ${mayBeInForce(asOf)} group by m.professional_id, p.profession
          ) as member group by grouping sets ((profession), ()) order by profession collate "C" nulls first`.execute(db)
      ).rows,
  );

/** How many members there are on a day, by unit: people of any kind, and organizations. */
export const knownOn = (cptsId: CptsId, asOf: LocalDate) =>
  read(async (db) => {
    const { rows } = await sql<{ readonly people: number; readonly structures: number }>`
      select count(distinct professional_id)::integer as people, count(distinct organization_id)::integer as structures
      from membership where cpts_id = ${cptsId} and ${isCertain(asOf)}`.execute(db);
    return { people: rows[0]?.people ?? 0, structures: rows[0]?.structures ?? 0 };
  });

/**
 * Days for which the latest extract still tells of the past: the register keeps no history here. Provisional: extracts come every
 * week, and professionals move by the year.
 */
const toldBackwards = 92;

/** Those who practise on a territory by profession, all under null; or why that is not known. */
export interface PractisingOn {
  readonly registerOf: LocalDate | null;
  readonly communes: ReadonlyArray<string>;
  /** Of whom somebody practises there, by code. */
  readonly professions: ReadonlyArray<string>;
  readonly of: (profession: string | null) => Practising;
}

const unknownFor = (because: Extract<Practising, { readonly practising: null }>["because"], registerOf: LocalDate | null, communes: ReadonlyArray<string> = []): PractisingOn => ({
  registerOf,
  communes,
  professions: [],
  of: () => ({ practising: null, because }),
});

/** The one place where the denominator comes from: the mirror of the RPPS, by the communes in which people practise. */
export const practisingOn = (cptsId: CptsId, asOf: LocalDate) =>
  Effect.gen(function* () {
    const last = yield* read(
      async (db) =>
        (
          await sql<{ readonly day: LocalDate }>`
            select to_char(coalesce(edition, (ended_at at time zone 'Europe/Paris')::date), 'YYYY-MM-DD') as day
            from rpps_import where kind = 'activities' and status = 'completed' order by id desc limit 1`.execute(db)
        ).rows[0],
    );
    if (last === undefined) return unknownFor("no-register", null);
    if (asOf < addDays(last.day, -toldBackwards)) return unknownFor("register-is-later", last.day);
    const territory = yield* territoryOn(cptsId, asOf);
    if (territory === undefined || (territory.communes.length === 0 && (territory.parts as ReadonlyArray<unknown>).length === 0)) return unknownFor("no-territory", last.day);
    // Who practises in a quarter is not told by the commune of a practice.
    if ((territory.parts as ReadonlyArray<unknown>).length > 0) return unknownFor("territory-in-parts", last.day, territory.communes);
    const places = yield* registerCodesOf(territory.communes);
    const rows = yield* read(
      async (db) =>
        (
          await sql<{ readonly profession: string | null; readonly practising: number }>`
            select one.code as profession, count(distinct rpps)::integer as practising
            from rpps_professional, unnest(professions) as one (code)
            where places && ${places}::text[] group by grouping sets ((one.code), ())`.execute(db)
        ).rows,
    );
    const counts = new Map(rows.map(({ practising, profession }) => [profession, practising] as const));
    const professions = [...counts.keys()].flatMap((profession) => profession ?? []).toSorted();
    return { registerOf: last.day, communes: territory.communes, professions, of: (profession: string | null): Practising => ({ practising: counts.get(profession) ?? 0 }) };
  });

/** Members of a profession with those who practise it, and the rate. */
export interface Adhesion extends MemberNumber, AdhesionRate {
  readonly practising: number | null;
}

/** The rate of each profession that has members, and of all together, first. */
export const adhesionOf = (members: ReadonlyArray<MemberNumber>, practising: PractisingOn): ReadonlyArray<Adhesion> =>
  members.map((one) => {
    const counted = practising.of(one.profession);
    return { ...one, practising: counted.practising, ...adhesionRate({ members: one.members, ...counted }) };
  });
