import type { CommuneView } from "@cpts/api/CommuneViews";
import { arrondissementsOf, isMunicipalArrondissement, type CommuneCode } from "@cpts/domain/Cog";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { edition, populationSeries, populationSeriesForSizeClasses } from "@cpts/reference-data";
import { quickRead } from "@cpts/service-kit/database/statement";
import type { Kysely } from "kysely";
import { placeOnDay } from "../cog/on-day.ts";
import { toldMovement } from "../cog/stored.ts";
import { read, type RegistryTables } from "../database/tables.ts";
import { coverage, judgeCoverage, saidOf, touchOrder, touchText, type Covers, type EncodedCoverage, type TouchRow } from "./coverage-of-commune.ts";

type Db = Kysely<RegistryTables>;
type EncodedCommune = typeof CommuneView.Encoded;

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

/** A commune of today and what the territories say of it, at once: one way to the database and back is half of what both cost. */
const coveredCommune = quickRead<[asOf: LocalDate, code: string], CommuneRow & { readonly [K in keyof TouchRow]: TouchRow[K] | null }>(
  `select ${communeColumns}, k.* from commune c ${communeJoins} left join (${touchText("commune = $2", "null::text")}) k on true where c.code = $2 ${touchOrder("k")}`,
);

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
    const isOfCity = arrondissementsOf(code).length > 0 || isMunicipalArrondissement(code);
    const rows = isOfCity ? [] : await coveredCommune(db, asOf, code);
    const [found] = rows;
    // Of a territory its CPTS is always said: without one there is no coverage.
    const touching = found?.cpts_id === null ? [] : (rows as ReadonlyArray<TouchRow>);
    if (found !== undefined) return { ...communeOf(found), asOf, cog, cogNote: cogNoteOf(asOf), resolvedFrom: null, ...judgeCoverage(saidOf(touching, code)) };
    let row = isOfCity ? await currentCommune(db, code) : undefined;
    const former = row === undefined ? (await formerStatement(db, code))[0] : undefined;
    if (former !== undefined) row = await currentCommune(db, former.commune);
    if (row === undefined) return null;
    // The row exists, so its code is one of a commune.
    const covered = await coverage(db, row.code as CommuneCode, asOf);
    return { ...communeOf(row), asOf, cog, cogNote: cogNoteOf(asOf), resolvedFrom: former === undefined ? null : { code: former.code, nom: former.nom }, ...covered };
  });
