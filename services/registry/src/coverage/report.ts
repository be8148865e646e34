import type { CoverageOverlap, CoverageReport, PartlyCovered, WhiteZone } from "@cpts/api/CoverageViews";
import { coverPlace, overlapsOf, type CoverablePlace, type Overlap, type PlaceCoverage } from "@cpts/domain/Coverage";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { Finished } from "@cpts/service-kit/http/finished";
import { digestOf } from "@cpts/service-kit/http/respond";
import { cog, cogNoteOf, populationVintage } from "../communes/queries.ts";
import type { HeldPlace } from "./held.ts";
import { claimsAt, type Claims, type Territories } from "./territories.ts";

/** A coverage with its lists. */
export type EncodedReport = Required<Omit<typeof CoverageReport.Encoded, "explanations">>;
type Scope = EncodedReport["scope"];

/** A scope with its code and name. */
export interface NamedScope {
  readonly scope: Scope;
  readonly code: string | null;
  readonly nom: string | null;
  readonly holds: (place: HeldPlace) => boolean;
}

const placeOf = (place: HeldPlace) => ({ code: place.code, nom: place.nom, departement: place.departement, epci: place.epci, population: place.population });

const reasonOf = ({ cpts }: Territories, id: string, day: string, place: string): string | null =>
  cpts.get(id)?.versions.findLast(({ fromEarliest, toLatest }) => fromEarliest <= day && day < toLatest)?.overlapReasons.get(place) ?? null;

/** An overlap with the names and the reasons of those who share. */
export const toldOverlap = (territories: Territories, { by, certainty, place }: Overlap, day: string): ReadonlyArray<typeof CoverageOverlap.Encoded> => {
  const found = territories.geography.places.get(place);
  if (found === undefined) return [];
  const holders = by.map((id) => ({ cptsId: id, name: territories.cpts.get(id)?.name ?? id, reason: reasonOf(territories, id, day, place) }));
  return [{ ...placeOf(found), certainty, by: holders, isExplained: holders.some(({ reason }) => reason !== null) }];
};

interface Sums {
  readonly communes: { total: number; whole: number; partly: number; uncovered: number; perhaps: number };
  readonly population: { total: number; covered: number; uncovered: number; isLeast: boolean };
  readonly unknownFor: Array<string>;
}

const add = ({ communes, population, unknownFor }: Sums, place: CoverablePlace, cover: PlaceCoverage, isPerhaps: boolean): void => {
  communes.total += 1;
  communes[cover.extent === "none" ? "uncovered" : cover.extent] += 1;
  if (isPerhaps) communes.perhaps += 1;
  if (place.population === null) unknownFor.push(place.code);
  population.total += place.population ?? 0;
  population.covered += cover.covered ?? 0;
  population.uncovered += cover.uncovered ?? 0;
  population.isLeast ||= cover.isLeast;
};

/** The arrondissements of a city that nobody covers, where somebody covers others; the commune itself where nobody is. */
export const whiteZonesOf = ({ places }: Territories["geography"], place: CoverablePlace, cover: PlaceCoverage, { perhaps, sure }: Claims): ReadonlyArray<typeof WhiteZone.Encoded> => {
  if (cover.extent === "whole") return [];
  const bare = cover.extent === "none" ? [place.code] : place.inside.filter((one) => coverPlace({ ...one, inside: [] }, sure).extent === "none").map(({ code }) => code);
  return bare.flatMap((code) => {
    const found = places.get(code);
    return found === undefined ? [] : [{ ...placeOf(found), perhaps: perhaps.length > 0 }];
  });
};

/** A commune of a scope with how much of it is covered, and by whom. */
export interface CoveredPlace {
  readonly place: CoverablePlace;
  readonly commune: HeldPlace;
  readonly claimed: Claims;
  readonly cover: PlaceCoverage;
}

/** Every commune of a scope on a day, in the order of the codes. */
export function* coveredPlaces(territories: Territories, { holds }: Pick<NamedScope, "holds">, day: LocalDate): Generator<CoveredPlace> {
  const claims = territories.claimsOn(day);
  for (const place of territories.geography.coverable) {
    const commune = territories.geography.places.get(place.code);
    if (commune === undefined || !holds(commune)) continue;
    const claimed = claimsAt(claims, place.code);
    yield { place, commune, claimed, cover: coverPlace(place, claimed.sure) };
  }
}

const makeReport = (territories: Territories, named: NamedScope, day: LocalDate): EncodedReport => {
  const { geography } = territories;
  const { code, nom, scope } = named;
  const sums: Sums = { communes: { total: 0, whole: 0, partly: 0, uncovered: 0, perhaps: 0 }, population: { total: 0, covered: 0, uncovered: 0, isLeast: false }, unknownFor: [] };
  const whiteZones: Array<typeof WhiteZone.Encoded> = [];
  const partlyCovered: Array<typeof PartlyCovered.Encoded> = [];
  const overlaps: Array<typeof CoverageOverlap.Encoded> = [];
  for (const { claimed, commune, cover, place } of coveredPlaces(territories, named, day)) {
    add(sums, place, cover, claimed.perhaps.length > 0 && cover.extent !== "whole");
    whiteZones.push(...whiteZonesOf(geography, place, cover, claimed));
    if (cover.extent === "partly") partlyCovered.push({ ...placeOf(commune), covered: cover.covered, uncovered: cover.uncovered, isLeast: cover.isLeast, by: claimed.sure.map(({ by }) => by) });
    for (const overlap of overlapsOf(place, claimed.sure)) overlaps.push(...toldOverlap(territories, overlap, day));
  }
  return {
    scope,
    code,
    nom,
    asOf: day,
    cog,
    cogNote: cogNoteOf(day),
    communes: sums.communes,
    population: { ...populationVintage, ...sums.population, unknownFor: sums.unknownFor },
    counts: { whiteZones: whiteZones.length, overlaps: overlaps.length, overlapsWithoutReason: overlaps.filter(({ isExplained }) => !isExplained).length },
    partlyCovered,
    whiteZones,
    overlaps,
  };
};

/** Reports of the claims they were made from: when a territory changes, the claims are others. */
const known = new WeakMap<ReadonlyMap<string, Claims>, Map<string, EncodedReport>>();

/** The bytes of a report: those of France are two megabytes, which are written once and not for each reader. */
const written = new WeakMap<EncodedReport, { figures?: Finished; lists?: Finished }>();

const finishedOf = (told: unknown): Finished => {
  const body = Buffer.from(JSON.stringify(told));
  return { etag: digestOf(body), body };
};

/** A report as it goes out, with its lists or without. */
export const finishedReport = (report: EncodedReport, isWithLists: boolean): Finished => {
  const bytes = written.get(report) ?? {};
  written.set(report, bytes);
  if (isWithLists) return (bytes.lists ??= finishedOf(report));
  const { overlaps: _, partlyCovered: _parts, whiteZones: _zones, ...figures } = report;
  return (bytes.figures ??= finishedOf(figures));
};

/** What all CPTS cover of a scope on a day. */
export const reportOn = (territories: Territories, scope: NamedScope, day: LocalDate): EncodedReport => {
  const claims = territories.claimsOn(day);
  const reports = known.get(claims) ?? new Map<string, EncodedReport>();
  known.set(claims, reports);
  const key = `${scope.scope} ${scope.code}`;
  const report = reports.get(key) ?? makeReport(territories, scope, day);
  reports.set(key, report);
  return report;
};
