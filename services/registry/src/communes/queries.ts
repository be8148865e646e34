import type { CommuneView, Coverage } from "@cpts/api/CommuneViews";
import { arrondissementsOf, parentOfArrondissement, type CommuneCode } from "@cpts/domain/Cog";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { edition, populationSeries, populationSeriesForSizeClasses } from "@cpts/reference-data";
import { quickRead, statement } from "@cpts/service-kit/database/statement";
import type { Kysely } from "kysely";
import { placeOnDay } from "../cog/on-day.ts";
import { toldMovement } from "../cog/stored.ts";
import { read, type RegistryTables } from "../database/tables.ts";

type Db = Kysely<RegistryTables>;
type EncodedCommune = typeof CommuneView.Encoded;
type EncodedCoverage = typeof Coverage.Encoded;

export const populationVintage = { series: populationSeriesForSizeClasses, vintage: populationSeries[populationSeriesForSizeClasses].edition } as const;

/** The edition of the code that answers. */
export const cog = String(edition.cogYear);

/** A commune or arrondissement with the names of what it lies in. */
export interface CommuneRow {
  readonly code: string;
  readonly nom: string;
  readonly type: "commune-actuelle" | "arrondissement-municipal";
  readonly population: number | null;
  readonly codes_postaux: ReadonlyArray<string>;
  readonly departement: string;
  readonly departement_nom: string | null;
  readonly region: string;
  readonly region_nom: string | null;
  readonly epci: string | null;
  readonly epci_nom: string | null;
  readonly epci_type: string | null;
}

/** The columns of a {@link CommuneRow}. */
export const communeColumns = `c.code, c.nom, c.type, c.population, c.codes_postaux, c.departement, d.nom as departement_nom, c.region, r.nom as region_nom,
  c.epci, e.nom as epci_nom, e.type as epci_type`;
/** A commune `c` with the names of its departement `d`, region `r` and EPCI `e`. */
export const communeJoins = `left join departement d on d.code = c.departement left join region r on r.code = c.region left join epci e on e.code = c.epci`;

const named = (code: string, nom: string | null) => (nom === null ? null : { code, nom });

/** A commune as it travels. */
export const communeOf = (row: CommuneRow) => ({
  code: row.code,
  nom: row.nom,
  type: row.type,
  departement: named(row.departement, row.departement_nom),
  region: named(row.region, row.region_nom),
  epci: row.epci === null || row.epci_nom === null ? null : { code: row.epci, nom: row.epci_nom, type: row.epci_type ?? "" },
  population: { value: row.population, ...populationVintage },
  codesPostaux: row.codes_postaux,
});

/** What one territory that may be in force says of a commune. */
export interface CoverageRow {
  readonly cpts_id: string;
  readonly name: string;
  readonly valid_from: string | null;
  readonly provenance: string;
  readonly begun: boolean;
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

interface Covers {
  readonly coveredBy: ReadonlyArray<EncodedCoverage>;
  readonly perhapsCoveredBy: ReadonlyArray<EncodedCoverage>;
}

/**
 * A CPTS covers the commune when one of its territories has begun and every one that may be in force covers it; perhaps,
 * when only some do. Each CPTS is told once, by its latest such territory.
 */
export const judgeCoverage = (rows: ReadonlyArray<CoverageRow>): Covers => {
  const judged = [...Map.groupBy(rows, ({ cpts_id }) => cpts_id).values()].flatMap((versions) => {
    const shown = versions.findLast((row) => covers(row)) ?? versions.findLast((row) => row.nearby !== null);
    const isCertain = versions.some(({ begun }) => begun) && versions.every(covers);
    return shown === undefined ? [] : [{ isCertain, coverage: coverageOf(shown) }];
  });
  const those = (certain: boolean) => judged.filter(({ isCertain }) => isCertain === certain).map((one) => one.coverage);
  return { coveredBy: those(true), perhapsCoveredBy: those(false) };
};

interface CoverageTests {
  /** Rows of a territory that concern the commune in any way. */
  readonly touching: string;
  /** Rows `t` of a territory that hold the whole commune. */
  readonly whole: string;
  /** Names of the commune's arrondissements in the territory. */
  readonly arrondissements: string;
  /** Parts `p` of a territory inside the commune. */
  readonly inside: string;
  /** Names of the parts of its city, for an arrondissement. */
  readonly nearby: string;
}

/** $1 is the date. Every territory that may be in force then, of each CPTS that has or had the commune. */
const coverageText = ({ arrondissements, inside, nearby, touching, whole }: CoverageTests): string => `
  with touching as materialized (
    select version_id from territory_commune where ${touching} union select version_id from territory_part where ${touching}
  ), concerned as materialized (
    select distinct w.cpts_id from touching join territory_version w on w.id = touching.version_id
  )
  select x.id as cpts_id, x.name, x.name_key, v.number, v.valid_from, v.provenance->>'status' as provenance, v.from_latest <= $1::date as begun,
    exists (select 1 from territory_commune t where t.version_id = v.id and ${whole}) as whole,
    ${arrondissements} as arrondissements,
    (select array_agg(p.part->>'name' order by p.number) from territory_part p where p.version_id = v.id and ${inside}) as parts,
    ${nearby} as nearby
  from concerned join territory_version v on v.cpts_id = concerned.cpts_id join cpts x on x.id = v.cpts_id
  where v.from_earliest <= $1::date and $1::date < v.to_latest
  order by x.name_key, x.id, v.number`;

/**
 * $2 the code, $3 its city, or the code again. Without arrays: with them PostgreSQL plans the statement anew each time,
 * which costs it four times as much.
 */
const ofCommuneText = coverageText({
  touching: "commune in ($2, $3)",
  whole: "t.commune in ($2, $3)",
  arrondissements: "null::text[]",
  inside: "p.commune = $2",
  nearby: "(select array_agg(p.part->>'name' order by p.number) from territory_part p where p.version_id = v.id and p.commune = $3 and $3 <> $2)",
});
const coverageOfCommune = quickRead<[asOf: LocalDate, code: string, city: string], CoverageRow>(ofCommuneText);

/**
 * The commune of today and its coverage at once: one way to the database and back is half of what both cost. Of a commune that
 * nobody covers the columns of the coverage are null.
 */
const coveredCommune = quickRead<[asOf: LocalDate, code: string, city: string], CommuneRow & { readonly [K in keyof CoverageRow]: CoverageRow[K] | null }>(
  `select ${communeColumns}, k.* from commune c ${communeJoins} left join (${ofCommuneText}) k on true where c.code = $2 order by k.name_key, k.cpts_id, k.number`,
);

/** $2 the code of Paris, Lyon or Marseille, $3 its arrondissements. */
const coverageOfCity = statement<[asOf: LocalDate, code: string, arrondissements: ReadonlyArray<string>], CoverageRow>(
  coverageText({
    touching: "(commune = $2 or commune = any($3::text[]))",
    whole: "t.commune = $2",
    arrondissements: `(select array_agg(a.nom order by a.code) from territory_commune t join commune a on a.code = t.commune
      where t.version_id = v.id and t.commune = any($3::text[]))`,
    inside: "(p.commune = $2 or p.commune = any($3::text[]))",
    nearby: "null::text[]",
  }),
);

/** The CPTS that cover a commune on a date, by every territory that may be in force then. */
const coverage = async (db: Db, code: CommuneCode, asOf: LocalDate): Promise<Covers> => {
  const arrondissements = arrondissementsOf(code);
  const rows = arrondissements.length > 0 ? coverageOfCity(db, asOf, code, arrondissements) : coverageOfCommune(db, asOf, code, parentOfArrondissement(code) ?? code);
  return judgeCoverage(await rows);
};

/** Whether a day is before the edition of today, so that the history answers. */
export const isBeforeCog = (day: string): boolean => day < `${cog}-01-01`;

/** Said of a date before the edition that answers; null of others. */
export const cogNoteOf = (asOf: LocalDate): string | null => (isBeforeCog(asOf) ? `C'est l'édition du 1er janvier ${cog} qui répond pour le ${asOf}.` : null);

const communeStatement = quickRead<[code: string], CommuneRow>(`select ${communeColumns} from commune c ${communeJoins} where c.code = $1`);

const currentCommune = async (db: Db, code: string): Promise<CommuneRow | undefined> => (await communeStatement(db, code))[0];

const pastStatement = quickRead<[code: string], CommuneRow>(
  `select ${communeColumns} from (select *, 'commune-actuelle' as type, '{}'::text[] as codes_postaux from past_commune) c ${communeJoins} where c.code = $1`,
);

const onceEach = (all: ReadonlyArray<EncodedCoverage>) => [...new Map(all.map((one) => [one.cptsId, one])).values()];

/** The CPTS that cover any of the communes that a place is and has become: a territory names it by the codes of its own edition. */
const coverageOfPlace = async (db: Db, codes: ReadonlyArray<string>, asOf: LocalDate): Promise<Covers> => {
  // Codes of communes that are or were.
  const found = await Promise.all(codes.map((code) => coverage(db, code as CommuneCode, asOf)));
  const coveredBy = onceEach(found.flatMap((one) => one.coveredBy));
  const certain = new Set(coveredBy.map(({ cptsId }) => cptsId));
  return { coveredBy, perhapsCoveredBy: onceEach(found.flatMap((one) => one.perhapsCoveredBy)).filter(({ cptsId }) => !certain.has(cptsId)) };
};

const formerStatement = quickRead<[code: string], { readonly code: string; readonly nom: string; readonly commune: string }>("select code, nom, commune from former_commune where code = $1");

/** The name a code has today, or had last. */
const nameOfCode = async (db: Db, code: string): Promise<string | null> =>
  ((await currentCommune(db, code)) ?? (await pastStatement(db, code))[0] ?? (await formerStatement(db, code))[0])?.nom ?? null;

/** A commune on a day of the past; null where the history does not know its code. */
const communeOnDay = async (db: Db, asked: string, asOf: LocalDate): Promise<EncodedCommune | null> => {
  const former = (await currentCommune(db, asked)) === undefined ? (await formerStatement(db, asked))[0] : undefined;
  const place = (await placeOnDay(db, asked, asOf)) ?? (former === undefined ? null : await placeOnDay(db, former.commune, asOf));
  if (place === null) return null;
  const rows = await Promise.all([...new Set([place.code, ...place.today])].map(async (code) => (await currentCommune(db, code)) ?? (await pastStatement(db, code))[0]));
  const row = rows.find((one) => one !== undefined);
  if (row === undefined) return null;
  const { population, ...commune } = communeOf({ ...row, code: place.code, nom: place.nom });
  const isAsToday = place.movements.length === 0;
  return {
    ...commune,
    population: place.population === null ? population : { ...populationVintage, ...place.population },
    asOf,
    cog: place.cog,
    cogNote: place.note,
    resolvedFrom: place.code === asked ? null : { code: asked, nom: (await nameOfCode(db, asked)) ?? place.nom },
    ...(isAsToday ? {} : { today: rows.flatMap((one) => (one !== undefined && place.today.includes(one.code) ? [{ code: one.code, nom: one.nom }] : [])), movements: place.movements.map(toldMovement) }),
    ...(await coverageOfPlace(db, [...new Set([place.code, ...place.today])], asOf)),
  };
};

/** A commune by its code of today or of the past; null when no edition knows the code. */
export const findCommune = (code: CommuneCode, asOf: LocalDate) =>
  read(async (db): Promise<EncodedCommune | null> => {
    const past = isBeforeCog(asOf) ? await communeOnDay(db, code, asOf) : null;
    if (past !== null) return past;
    const isCity = arrondissementsOf(code).length > 0;
    const rows = isCity ? [] : await coveredCommune(db, asOf, code, parentOfArrondissement(code) ?? code);
    const [found] = rows;
    // Of a territory its CPTS is always said: without one there is no coverage.
    const covering = found?.cpts_id === null ? [] : (rows as ReadonlyArray<CoverageRow>);
    if (found !== undefined) return { ...communeOf(found), asOf, cog, cogNote: cogNoteOf(asOf), resolvedFrom: null, ...judgeCoverage(covering) };
    let row = isCity ? await currentCommune(db, code) : undefined;
    const former = row === undefined ? (await formerStatement(db, code))[0] : undefined;
    if (former !== undefined) row = await currentCommune(db, former.commune);
    if (row === undefined) return null;
    // The row exists, so its code is one of a commune.
    const covered = await coverage(db, row.code as CommuneCode, asOf);
    return { ...communeOf(row), asOf, cog, cogNote: cogNoteOf(asOf), resolvedFrom: former === undefined ? null : { code: former.code, nom: former.nom }, ...covered };
  });
