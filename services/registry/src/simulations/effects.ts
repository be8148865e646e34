import type { SimulationResult } from "@cpts/api/SimulationViews";
import { coverPlace, excessesOf, overlapsOf, type Claim, type Overlap } from "@cpts/domain/Coverage";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { cityOf } from "../coverage/held.ts";
import { toldOverlap, whiteZonesOf } from "../coverage/report.ts";
import { claimsAt, claimsOfTerritory, type Claims, type Territories } from "../coverage/territories.ts";
import { noticeOfExcess } from "./excess.ts";
import type { EncodedTerritory } from "./figures.ts";

type Encoded = Pick<typeof SimulationResult.Encoded, "covered" | "overlapsMade" | "overlapsEnded" | "whiteZonesClosed" | "whiteZonesOpened" | "notices">;

const citiesOf = (territories: Iterable<EncodedTerritory>): ReadonlyArray<string> =>
  [...new Set([...territories].flatMap(({ communes, parts }) => [...communes, ...parts.map(({ commune }) => commune)].map(cityOf)))].toSorted();

/** The claims of the CPTS that changes touch, commune by commune. */
const claimsAfter = (after: ReadonlyMap<string, EncodedTerritory>): ReadonlyMap<string, ReadonlyArray<Claim>> => {
  const claims = new Map<string, ReadonlyArray<Claim>>();
  for (const [id, territory] of after) for (const [city, claim] of claimsOfTerritory(id, { communes: new Set(territory.communes), parts: territory.parts })) claims.set(city, [...(claims.get(city) ?? []), claim]);
  return claims;
};

const keyOf = ({ by, place }: Overlap): string => `${place} ${[...by].toSorted().join(" ")}`;
const missingIn = (some: ReadonlyArray<Overlap>, others: ReadonlyArray<Overlap>): ReadonlyArray<Overlap> => {
  const known = new Set(others.map(keyOf));
  return some.filter((one) => !known.has(keyOf(one)));
};

interface Names {
  readonly name: (id: string) => string;
}

/** What changes do to coverage, white zones and overlaps, in the communes that they touch and nowhere else. */
export const effectsOf = (territories: Territories, before: ReadonlyMap<string, EncodedTerritory>, after: ReadonlyMap<string, EncodedTerritory>, day: LocalDate, { name }: Names): Encoded => {
  const { geography } = territories;
  const now = territories.claimsOn(day);
  const then = claimsAfter(after);
  const effects = { covered: { before: 0, after: 0 }, overlapsMade: [], overlapsEnded: [], whiteZonesClosed: [], whiteZonesOpened: [], notices: [] } as {
    readonly [K in keyof Encoded]: Encoded[K] extends ReadonlyArray<infer One> ? Array<One> : { before: number; after: number };
  };
  const told = (overlap: Overlap) => toldOverlap(territories, overlap, day).map((one) => ({ ...one, by: one.by.map((by) => ({ ...by, name: name(by.cptsId) })) }));
  for (const city of citiesOf([...before.values(), ...after.values()])) {
    const place = geography.coverableAt.get(city);
    if (place === undefined) continue;
    const was = claimsAt(now, city);
    const untouched = (claims: ReadonlyArray<Claim>): ReadonlyArray<Claim> => claims.filter(({ by }) => !after.has(by));
    const becomes: Claims = { sure: [...untouched(was.sure), ...(then.get(city) ?? [])], perhaps: untouched(was.perhaps) };
    const [coverWas, coverBecomes] = [coverPlace(place, was.sure), coverPlace(place, becomes.sure)];
    effects.covered.before += coverWas.covered ?? 0;
    effects.covered.after += coverBecomes.covered ?? 0;
    const [zonesWere, zonesBecome] = [whiteZonesOf(geography, place, coverWas, was), whiteZonesOf(geography, place, coverBecomes, becomes)];
    effects.whiteZonesClosed.push(...zonesWere.filter(({ code }) => coverBecomes.extent !== "none" && !zonesBecome.some((zone) => zone.code === code)));
    effects.whiteZonesOpened.push(...zonesBecome.filter(({ code }) => coverWas.extent !== "none" && !zonesWere.some((zone) => zone.code === code)));
    const [overlapsWere, overlapsBecome] = [overlapsOf(place, was.sure), overlapsOf(place, becomes.sure)];
    effects.overlapsMade.push(...missingIn(overlapsBecome, overlapsWere).flatMap(told));
    effects.overlapsEnded.push(...missingIn(overlapsWere, overlapsBecome).flatMap(told));
    effects.notices.push(...excessesOf(place, becomes.sure).map((excess) => noticeOfExcess(geography, excess, name)));
  }
  return effects;
};
