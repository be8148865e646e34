/**
 * How much of a place is covered by the CPTS that claim it: whole, by municipal arrondissements, by named parts, or not.
 *
 * Nobody is counted twice: a city and its arrondissement are one place, a part that two CPTS name is one part, and parts
 * never weigh more than their commune. What a CPTS claims by a part covers that part alone.
 *
 * @example
 * ```ts
 * import * as Coverage from "@cpts/domain/Coverage";
 *
 * const toulouse = { code: "31555", population: 514819, inside: [] };
 * const claim = { by: "Nougaro", places: [], parts: [{ place: "31555", key: "minimes", population: 9000 }] };
 * Coverage.coverPlace(toulouse, [claim]); // => { extent: "partly", covered: 9000, uncovered: 505819, isLeast: false }
 * ```
 */

/** A commune with its inhabitants; `inside` are its municipal arrondissements, which are counted instead of it. */
export interface CoverablePlace {
  readonly code: string;
  readonly population: number | null;
  readonly inside: ReadonlyArray<{ readonly code: string; readonly population: number | null }>;
}

/** A part of a commune or arrondissement (`place`), told from others by its key; `population` is null where no document counts it. */
export interface ClaimedPart {
  readonly place: string;
  readonly key: string;
  readonly population: number | null;
}

/** What one CPTS claims of a place: the codes it holds whole, and the parts it holds. */
export interface Claim {
  readonly by: string;
  readonly places: ReadonlyArray<string>;
  readonly parts: ReadonlyArray<ClaimedPart>;
}

/**
 * How much of a place is covered, in inhabitants. `null`: the place has no known population. `isLeast`: a covered part has no
 * known population, so `covered` is the least and `uncovered` the most it can be.
 */
export interface PlaceCoverage {
  readonly extent: "whole" | "partly" | "none";
  readonly covered: number | null;
  readonly uncovered: number | null;
  readonly isLeast: boolean;
}

/** Two CPTS or more on one place or part. `unknown` where a part of the city may or may not lie in the arrondissement. */
export interface Overlap {
  readonly place: string;
  readonly by: ReadonlyArray<string>;
  readonly certainty: "yes" | "unknown";
}

/** Parts that count more inhabitants together than the commune or arrondissement that they lie in (`place`), with those who hold them. */
export interface Excess {
  readonly place: string;
  readonly by: ReadonlyArray<string>;
  readonly declared: number;
  readonly population: number;
}

const none = { extent: "none", covered: 0, uncovered: 0, isLeast: false } as const;

const wholeOf = (population: number | null): PlaceCoverage => ({ extent: "whole", covered: population, uncovered: population === null ? null : 0, isLeast: false });

const partsOf = (population: number | null, parts: ReadonlyMap<string, number | null>, base: number): PlaceCoverage => {
  const known = [...parts.values()].flatMap((one) => one ?? []);
  const sum = base + known.reduce((total, one) => total + one, 0);
  const covered = population === null ? null : Math.min(population, sum);
  return { extent: "partly", covered, uncovered: population === null || covered === null ? null : population - covered, isLeast: known.length < parts.size };
};

/** The distinct parts claimed of a place: of one that several count differently, the greatest number, as it is one place. */
const partsIn = (claims: ReadonlyArray<Claim>, place: string): ReadonlyMap<string, number | null> => {
  const parts = new Map<string, number | null>();
  for (const claim of claims)
    for (const part of claim.parts) {
      if (part.place !== place) continue;
      const known = parts.get(part.key) ?? null;
      parts.set(part.key, known === null ? part.population : Math.max(known, part.population ?? 0));
    }
  return parts;
};

const isHeld = (claims: ReadonlyArray<Claim>, code: string): boolean => claims.some(({ places }) => places.includes(code));

const coverOne = (code: string, population: number | null, claims: ReadonlyArray<Claim>): PlaceCoverage => {
  if (isHeld(claims, code)) return wholeOf(population);
  const parts = partsIn(claims, code);
  return parts.size === 0 ? { ...none, covered: population === null ? null : 0, uncovered: population } : partsOf(population, parts, 0);
};

/** How much of a place its claims cover together. */
export const coverPlace = ({ code, inside, population }: CoverablePlace, claims: ReadonlyArray<Claim>): PlaceCoverage => {
  if (inside.length === 0 || isHeld(claims, code)) return coverOne(code, population, claims);
  const covers = inside.map((one) => coverOne(one.code, one.population, claims));
  if (covers.every(({ extent }) => extent === "whole")) return wholeOf(population);
  const ofCity = partsIn(claims, code);
  if (ofCity.size === 0 && covers.every(({ extent }) => extent === "none")) return coverOne(code, population, []);
  const within = covers.reduce((sum, { covered }) => sum + (covered ?? 0), 0);
  const whole = partsOf(population, ofCity, within);
  return { ...whole, isLeast: whole.isLeast || covers.some(({ isLeast }) => isLeast) };
};

const byOf = (claims: ReadonlyArray<Claim>): ReadonlyArray<string> => [...new Set(claims.map(({ by }) => by))];

/** Who shares a place with no arrondissements of its own; `city` is the one it lies in, or the place again. */
const overlapOfOne = (code: string, city: string, claims: ReadonlyArray<Claim>): Overlap | null => {
  const whole = byOf(claims.filter(({ places }) => places.includes(code) || places.includes(city)));
  const inParts = claims.filter(({ parts }) => parts.some(({ place }) => place === code));
  const ofCity = city === code ? [] : claims.filter(({ parts }) => parts.some(({ place }) => place === city));
  const keys = new Map<string, ReadonlyArray<string>>();
  for (const { by, parts } of inParts)
    for (const { key, place } of parts) if (place === code && !(keys.get(key) ?? []).includes(by)) keys.set(key, [...(keys.get(key) ?? []), by]);
  const sharing = [...keys.values()].filter((holders) => holders.length > 1).flat();
  const certain = [...new Set([...whole, ...(whole.length > 0 ? byOf(inParts) : sharing)])];
  if (certain.length > 1) return { place: code, by: certain, certainty: "yes" };
  const possible = [...new Set([...whole, ...byOf(inParts), ...byOf(ofCity)])];
  return whole.length + inParts.length > 0 && ofCity.length > 0 && possible.length > 1 ? { place: code, by: possible, certainty: "unknown" } : null;
};

/** Where the claims of a place meet, arrondissement by arrondissement. Two CPTS with different parts of a commune do not meet. */
export const overlapsOf = ({ code, inside }: CoverablePlace, claims: ReadonlyArray<Claim>): ReadonlyArray<Overlap> => {
  if (claims.length < 2) return [];
  const whole = overlapOfOne(code, code, claims);
  const within = inside.flatMap((one) => overlapOfOne(one.code, code, claims) ?? []);
  if (whole === null) return within;
  // What is shared all over the city is not told again for each arrondissement.
  return [whole, ...within.filter(({ by, certainty }) => certainty === "yes" && by.some((one) => !whole.by.includes(one)))];
};

/** Where the parts that are claimed of a place count more inhabitants than it has, whoever holds them; a part that two CPTS name counts once. */
export const excessesOf = ({ code, inside, population }: CoverablePlace, claims: ReadonlyArray<Claim>): ReadonlyArray<Excess> =>
  [{ code, population }, ...inside].flatMap((one) => {
    const declared = [...partsIn(claims, one.code).values()].reduce<number>((sum, counted) => sum + (counted ?? 0), 0);
    if (one.population === null || declared <= one.population) return [];
    return [{ place: one.code, by: byOf(claims.filter(({ parts }) => parts.some(({ place }) => place === one.code))), declared, population: one.population }];
  });
