import type { Coverage } from "@cpts/api/CommuneViews";
import { arrondissementsOf, parentOfArrondissement, type CommuneCode } from "@cpts/domain/Cog";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { quickRead } from "@cpts/service-kit/database/statement";
import type { Kysely } from "kysely";
import type { RegistryTables } from "../database/tables.ts";

type Db = Kysely<RegistryTables>;
export type EncodedCoverage = typeof Coverage.Encoded;

/** What one territory that may be in force says of a commune. */
export interface CoverageRow {
  readonly cpts_id: string;
  readonly name: string;
  readonly valid_from: string | null;
  readonly provenance: string;
  readonly begun: boolean;
  /** Territories of this CPTS that may be in force on the day, those that say nothing of the commune among them. */
  readonly possible: number;
  readonly whole: boolean;
  readonly arrondissements: ReadonlyArray<string> | null;
  readonly parts: ReadonlyArray<string> | null;
  /** The CPTS holds a part of the city, which may or may not lie in the arrondissement that was asked. */
  readonly nearby: ReadonlyArray<string> | null;
}

const coverageOf = (row: CoverageRow): EncodedCoverage => ({
  cptsId: row.cpts_id,
  name: row.name,
  extent: row.whole ? "whole" : row.arrondissements === null ? "parts" : "arrondissements",
  places: row.whole ? [] : [...(row.arrondissements ?? []), ...(row.parts ?? []), ...(row.nearby ?? [])],
  validFrom: row.valid_from,
  provenance: row.provenance,
});

const covers = (row: CoverageRow): boolean => row.whole || row.arrondissements !== null || row.parts !== null;

export interface Covers {
  readonly coveredBy: ReadonlyArray<EncodedCoverage>;
  readonly perhapsCoveredBy: ReadonlyArray<EncodedCoverage>;
}

/**
 * A CPTS covers the commune when one of its territories has begun and every one that may be in force covers it; perhaps,
 * when only some do. Each CPTS is told once, by its latest such territory.
 */
export const judgeCoverage = (rows: ReadonlyArray<CoverageRow>): Covers => {
  const judged = [...Map.groupBy(rows, ({ cpts_id }) => cpts_id).values()].flatMap((versions) => {
    const covering = versions.filter(covers);
    const shown = covering.at(-1) ?? versions.findLast((row) => row.nearby !== null);
    const isCertain = versions.some(({ begun, possible }) => begun && covering.length === possible);
    return shown === undefined ? [] : [{ isCertain, coverage: coverageOf(shown) }];
  });
  const those = (certain: boolean) => judged.filter(({ isCertain }) => isCertain === certain).map((one) => one.coverage);
  return { coveredBy: those(true), perhapsCoveredBy: those(false) };
};

/** A commune, or a part of one, that a territory holds. */
export interface TouchRow extends Pick<CoverageRow, "cpts_id" | "name" | "valid_from" | "provenance" | "begun" | "possible"> {
  readonly number: number;
  readonly commune: string;
  readonly place_nom: string | null;
  /** The name of the part; null of a whole commune. */
  readonly part: string | null;
}

/**
 * The territories that may be in force on a day ($1) with what they hold of the communes asked for. Nothing is gathered here: an
 * aggregate, a set and a sort of one row each cost PostgreSQL four times what finding them does. A territory that is certainly in
 * force is the only one of its CPTS.
 */
export const touchText = (asked: string, nom: string): string => `
  select x.id as cpts_id, x.name, x.name_key, v.number, v.valid_from, v.provenance->>'status' as provenance, v.from_latest <= $1::date as begun,
    case when v.from_latest <= $1::date and $1::date < v.to_earliest then 1
      else (select count(*)::int from territory_version o where o.cpts_id = v.cpts_id and o.from_earliest <= $1::date and $1::date < o.to_latest) end as possible,
    t.commune, ${nom} as place_nom, t.part, t.part_number
  from (select version_id, commune, null as part, 0 as part_number from territory_commune where ${asked}
      union all select version_id, commune, part->>'name', number from territory_part where ${asked}) t
    join territory_version v on v.id = t.version_id join cpts x on x.id = v.cpts_id
  where v.from_earliest <= $1::date and $1::date < v.to_latest`;

/** As people read them, with the whole communes of a territory before its parts. */
export const touchOrder = (rows: string): string => `order by ${rows}.name_key, ${rows}.cpts_id, ${rows}.number, ${rows}.part_number, ${rows}.commune`;

/** $2: a city with its arrondissements, or an arrondissement with its city. */
const touchesOf = quickRead<[asOf: LocalDate, codes: ReadonlyArray<string>], TouchRow>(
  `select k.* from (${touchText("commune = any($2::text[])", "(select a.nom from commune a where a.code = t.commune)")}) k ${touchOrder("k")}`,
);

const orNull = <A>(items: ReadonlyArray<A>): ReadonlyArray<A> | null => (items.length === 0 ? null : items);

/** Brings what territories hold together, for the commune that was asked. */
export const saidOf = (rows: ReadonlyArray<TouchRow>, code: CommuneCode): ReadonlyArray<CoverageRow> => {
  const inside: ReadonlyArray<string> = arrondissementsOf(code);
  const city = parentOfArrondissement(code) ?? code;
  return [...Map.groupBy(rows, ({ cpts_id, number }) => `${cpts_id} ${number}`).values()].flatMap((held) => {
    const [first] = held;
    if (first === undefined) return [];
    const partsIn = (isIn: (commune: string) => boolean) => orNull(held.flatMap(({ commune, part }) => (part !== null && isIn(commune) ? [part] : [])));
    return [
      {
        ...first,
        whole: held.some(({ commune, part }) => part === null && (commune === code || commune === city)),
        arrondissements: orNull(held.flatMap(({ commune, part, place_nom }) => (part === null && inside.includes(commune) ? [place_nom ?? commune] : []))),
        parts: partsIn((commune) => commune === code || inside.includes(commune)),
        nearby: city === code ? null : partsIn((commune) => commune === city),
      },
    ];
  });
};

/** The codes under which a territory may hold of it: its own, those of its arrondissements, that of its city. */
export const withItsCity = (code: CommuneCode): ReadonlyArray<CommuneCode> => {
  const city = parentOfArrondissement(code);
  return [code, ...arrondissementsOf(code), ...(city === null ? [] : [city])];
};

/** The CPTS that cover a commune on a date, by every territory that may be in force then. */
export const coverage = async (db: Db, code: CommuneCode, asOf: LocalDate): Promise<Covers> => judgeCoverage(saidOf(await touchesOf(db, asOf, withItsCity(code)), code));
