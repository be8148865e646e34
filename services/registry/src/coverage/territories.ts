import type { Claim, ClaimedPart } from "@cpts/domain/Coverage";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { partKey } from "@cpts/domain/Territory";
import { countedIn } from "../territory/computed.ts";
import { cityOf, type Geography, type HeldCpts, type HeldVersion } from "./held.ts";

/** What is claimed of a commune on a day: for sure, and perhaps, where a date is only partly known. */
export interface Claims {
  readonly sure: ReadonlyArray<Claim>;
  readonly perhaps: ReadonlyArray<Claim>;
}

/** Every CPTS with its territories, and by commune those that have, had or will have it or a part of it. */
export interface Territories {
  readonly geography: Geography;
  readonly cpts: ReadonlyMap<string, HeldCpts>;
  readonly holders: (city: string) => ReadonlyArray<HeldCpts>;
  /** What is claimed of each commune on a day, by its code; a city with its arrondissements is one. */
  readonly claimsOn: (day: LocalDate) => ReadonlyMap<string, Claims>;
  /** Puts CPTS in the place of what was known of them. */
  readonly replace: (cpts: ReadonlyArray<HeldCpts>) => void;
}

/** The territories that are or may be in force on a day, in their order. */
export const possibleOn = ({ versions }: HeldCpts, day: string): ReadonlyArray<HeldVersion> => versions.filter(({ fromEarliest, toLatest }) => fromEarliest <= day && day < toLatest);

/** True of a territory that has certainly begun by that day. */
export const hasBegun = ({ fromLatest }: HeldVersion, day: string): boolean => fromLatest <= day;

const holdsPart = ({ communes, parts }: HeldVersion, part: { readonly commune: string; readonly key: string }): boolean =>
  communes.has(part.commune) || communes.has(cityOf(part.commune)) || parts.some((one) => partKey(one) === part.key);

type Kind = "sure" | "perhaps";
type Building = { readonly [K in Kind]: Map<string, { readonly by: string; readonly places: Array<string>; readonly parts: Array<ClaimedPart> }> };

const claimIn = (claims: Map<string, { readonly by: string; readonly places: Array<string>; readonly parts: Array<ClaimedPart> }>, by: string, city: string) => {
  const known = claims.get(city);
  if (known !== undefined) return known;
  const made = { by, places: [], parts: [] };
  claims.set(city, made);
  return made;
};

/** The claims of one CPTS on a day by commune: what every territory that may be in force holds is sure, if one has begun. */
const claimsOf = (cpts: HeldCpts, day: string): Building => {
  const claims: Building = { sure: new Map(), perhaps: new Map() };
  const versions = possibleOn(cpts, day);
  const begun = versions.some((version) => hasBegun(version, day));
  const kindOf = (isHeld: (version: HeldVersion) => boolean): Kind => (begun && (versions.length === 1 || versions.every(isHeld)) ? "sure" : "perhaps");
  const seen = new Set<string>();
  for (const version of versions) {
    for (const code of version.communes) {
      if (seen.has(code)) continue;
      seen.add(code);
      const city = cityOf(code);
      claimIn(claims[kindOf(({ communes }) => communes.has(code) || communes.has(city))], cpts.id, city).places.push(code);
    }
    for (const part of version.parts) {
      const key = partKey(part);
      if (seen.has(key)) continue;
      seen.add(key);
      claimIn(claims[kindOf((one) => holdsPart(one, { commune: part.commune, key }))], cpts.id, cityOf(part.commune)).parts.push({ place: part.commune, key, population: countedIn(part) });
    }
  }
  return claims;
};

/** True where one territory is in force on a day, and its dates leave no doubt. */
export const isSureOn = (cpts: HeldCpts, day: string): boolean => {
  const [only, ...others] = possibleOn(cpts, day);
  return only !== undefined && others.length === 0 && hasBegun(only, day) && day < only.toEarliest;
};

/** What a CPTS certainly holds on a day, by city. */
export const sureClaimsOf = (cpts: HeldCpts, day: string): ReadonlyMap<string, Claim> => claimsOf(cpts, day).sure;

const noClaims: Claims = { sure: [], perhaps: [] };

const allClaims = (cpts: Iterable<HeldCpts>, day: string): ReadonlyMap<string, Claims> => {
  const all = new Map<string, { readonly sure: Array<Claim>; readonly perhaps: Array<Claim> }>();
  for (const one of cpts) {
    const claims = claimsOf(one, day);
    for (const kind of ["sure", "perhaps"] as const)
      for (const [city, claim] of claims[kind]) {
        const known = all.get(city) ?? { sure: [], perhaps: [] };
        known[kind].push(claim);
        all.set(city, known);
      }
  }
  return all;
};

/** What is claimed of a commune; nothing where nobody is. */
export const claimsAt = (claims: ReadonlyMap<string, Claims>, city: string): Claims => claims.get(city) ?? noClaims;

/** The claims of a CPTS that there is not yet, or not so. */
export const claimsOfTerritory = (by: string, territory: Pick<HeldVersion, "communes" | "parts">): ReadonlyMap<string, Claim> =>
  claimsOf({ id: by, name: "", nameKey: "", status: "", versions: [{ ...territory, number: 1, validFrom: null, fromEarliest: "-infinity", fromLatest: "-infinity", toEarliest: "infinity", toLatest: "infinity", provenance: "declared", overlapReasons: new Map() }] }, "0001-01-01").sure;

const citiesOf = ({ versions }: HeldCpts): ReadonlySet<string> => new Set(versions.flatMap(({ communes, parts }) => [...communes, ...parts.map(({ commune }) => commune)].map(cityOf)));

/** Two days are asked at once at most: today, and one that somebody looks at. */
const daysKept = 2;

export const makeTerritories = (geography: Geography): Territories => {
  const all = new Map<string, HeldCpts>();
  const holders = new Map<string, Set<string>>();
  const days = new Map<string, ReadonlyMap<string, Claims>>();
  const forget = (id: string): void => {
    const known = all.get(id);
    if (known !== undefined) for (const city of citiesOf(known)) holders.get(city)?.delete(id);
    all.delete(id);
  };
  return {
    geography,
    cpts: all,
    holders: (city) => [...(holders.get(city) ?? [])].flatMap((id) => all.get(id) ?? []),
    claimsOn: (day) => {
      const known = days.get(day);
      if (known !== undefined) return known;
      const made = allClaims(all.values(), day);
      for (const kept of days.keys()) if (days.size >= daysKept) days.delete(kept);
      days.set(day, made);
      return made;
    },
    replace: (changed) => {
      if (changed.length > 0) days.clear();
      for (const cpts of changed) {
        forget(cpts.id);
        all.set(cpts.id, cpts);
        for (const city of citiesOf(cpts)) holders.set(city, (holders.get(city) ?? new Set()).add(cpts.id));
      }
    },
  };
};
