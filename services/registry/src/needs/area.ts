import { arrondissementsOf, type CommuneCode } from "@cpts/domain/Cog";
import { cityOf, type Geography, type HeldCpts, type HeldPlace } from "../coverage/held.ts";
import type { NamedScope } from "../coverage/report.ts";
import { sureClaimsOf } from "../coverage/territories.ts";
import type { HeldValues } from "./held-values.ts";
import type { Edition } from "./stored.ts";

/** A commune or arrondissement of an area; `share` is how much of its inhabitants lies in it, null where nobody has counted them. */
export interface AreaPlace {
  readonly code: string;
  readonly place: HeldPlace | null;
  readonly share: number | null;
}

/** Every commune of a scope, a city with its arrondissements once. */
export const placesOfScope = ({ coverable, places }: Geography, { holds }: Pick<NamedScope, "holds">): ReadonlyArray<AreaPlace> =>
  coverable.flatMap(({ code }) => {
    const place = places.get(code);
    return place !== undefined && holds(place) ? [{ code, place, share: 1 }] : [];
  });

/** What a CPTS certainly holds on a day: communes, arrondissements, and for its parts the share of their commune that they make. */
export const placesOfCpts = ({ places }: Geography, cpts: HeldCpts, day: string): ReadonlyArray<AreaPlace> =>
  [...sureClaimsOf(cpts, day)].flatMap(([city, claim]): ReadonlyArray<AreaPlace> => {
    const whole = claim.places.includes(city) ? [city] : claim.places;
    const held = new Set(whole);
    const parts = Map.groupBy(
      claim.parts.filter(({ place }) => !held.has(place) && !held.has(city)),
      ({ place }) => place,
    );
    return [
      ...whole.map((code) => ({ code, place: places.get(code) ?? null, share: 1 })),
      ...[...parts].map(([code, some]) => {
        const place = places.get(code) ?? null;
        const counted = some.reduce<number | null>((sum, { population }) => (sum === null || population === null ? null : sum + population), 0);
        const share = counted === null || !place?.population ? null : Math.min(1, counted / place.population);
        return { code, place, share };
      }),
    ];
  });

/** Whose value a commune or arrondissement has, with what it is of. */
export interface OwnValue {
  readonly level: "commune" | "arrondissement" | "city" | "epci";
  readonly code: string;
}

/** Where the value of a place stands: under its own code, its city's, or its EPCI's. */
export const standsUnder = ({ level }: Pick<Edition, "level">, values: HeldValues, code: string, place: HeldPlace | null): OwnValue | null => {
  if (level === "epci") {
    const epci = place?.epci ?? null;
    return epci !== null && values.has(epci) ? { level, code: epci } : null;
  }
  const city = cityOf(code);
  if (values.has(code)) return { level: city === code ? "commune" : "arrondissement", code };
  return city !== code && values.has(city) ? { level: "city", code: city } : null;
};

/** A piece of an area with its value: a commune, an arrondissement of a city that has no value of its own, or what lies in the area of an EPCI. */
export interface Piece {
  readonly code: string;
  readonly value: number | null;
  readonly class: string | null;
  readonly weight: number | null;
  readonly population: number | null;
  readonly share: number;
  /** Communes and arrondissements that it stands for. */
  readonly codes: ReadonlyArray<string>;
}

const populationIn = ({ place, share }: AreaPlace): number | null => (share === null || place?.population == null ? null : Math.round(place.population * share));

/** A city whose arrondissements alone have values counts by them. */
const byArrondissements = ({ places }: Geography, values: HeldValues, area: ReadonlyArray<AreaPlace>): ReadonlyArray<AreaPlace> =>
  area.flatMap((one) => {
    const inside: ReadonlyArray<string> = values.has(one.code) || one.share !== 1 ? [] : arrondissementsOf(one.code as CommuneCode); // a code of the table, or none
    return inside.some((code) => values.has(code)) ? inside.map((code) => ({ code, place: places.get(code) ?? null, share: 1 })) : [one];
  });

const ofCommunes = (geography: Geography, edition: Edition, values: HeldValues, area: ReadonlyArray<AreaPlace>): ReadonlyArray<Piece> =>
  byArrondissements(geography, values, area).map((one): Piece => {
    const under = one.share === null ? null : standsUnder(edition, values, one.code, one.place);
    const found = under === null ? undefined : values.get(under.code);
    const population = populationIn(one);
    const whole = geography.places.get(under?.code ?? one.code)?.population ?? null;
    // Of the value of a city an arrondissement has the share of its inhabitants.
    const share = under?.level === "city" ? (whole === null || whole === 0 || population === null ? 0 : population / whole) : (one.share ?? 0);
    const weight = edition.weight === "population" ? whole : (found?.weight ?? null);
    return { code: one.code, codes: [one.code], value: found?.value ?? null, class: found?.class ?? null, weight, population, share };
  });

const ofEpcis = (edition: Edition, values: HeldValues, area: ReadonlyArray<AreaPlace>): ReadonlyArray<Piece> =>
  [...Map.groupBy(area, (one) => (one.share === null ? null : (standsUnder(edition, values, one.code, one.place)?.code ?? null)))].map(([epci, some]): Piece => {
    const found = epci === null ? undefined : values.get(epci);
    const whole = some[0]?.place?.epci_population ?? null;
    const populations = some.map(populationIn);
    const population = populations.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    const all = epci === null || some.some(({ share }) => share !== 1) ? -1 : (some[0]?.place?.epci_communes ?? -1);
    const share = some.length === all ? 1 : whole === null || whole === 0 ? 0 : population / whole;
    const weight = edition.weight === "population" ? whole : (found?.weight ?? null);
    return { code: epci ?? "", codes: some.map(({ code }) => code), value: found?.value ?? null, class: found?.class ?? null, weight, population, share };
  });

/** The pieces of an area, each with what an edition says of it. */
export const piecesOf = (geography: Geography, edition: Edition, values: HeldValues, area: ReadonlyArray<AreaPlace>): ReadonlyArray<Piece> =>
  edition.level === "epci" ? ofEpcis(edition, values, area) : ofCommunes(geography, edition, values, area);
