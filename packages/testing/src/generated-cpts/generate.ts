import { makeRandom, type Random } from "../rpps-extract/random.ts";
import { fakeIdentifiers, localLaw, type FakeIdentifiers } from "./identifiers.ts";
import { lifeOf, type GeneratedLife } from "./life.ts";
import { groupsOf, type GivenCommune, type Group } from "./places.ts";

/** A named quarter of a commune, with the inhabitants that its CPTS declares. */
export interface GeneratedPart {
  readonly commune: string;
  readonly kind: "quartier";
  readonly name: string;
  readonly population: number;
}

/** A plausible CPTS: invented, its numbers fake, its communes real. */
export interface GeneratedCpts extends FakeIdentifiers, GeneratedLife {
  readonly name: string;
  readonly shortName: string;
  readonly legalForm: "association-1901" | "association-local-law";
  readonly initiator: "professionals" | "ars";
  readonly seat: string;
  readonly departement: string;
  readonly communes: ReadonlyArray<string>;
  readonly parts: ReadonlyArray<GeneratedPart>;
  readonly overlaps: ReadonlyArray<{ readonly commune: string; readonly reason: string }>;
  /** What it declares of itself, about that of its communes. */
  readonly population: number;
}

/** What is generated, from which communes: those of a COG with the arrondissements in place of their cities. */
export interface GenerateOptions {
  readonly seed: number;
  readonly count: number;
  readonly communes: ReadonlyArray<GivenCommune>;
}

const forms = ["CPTS", "CPTS du Pays de", "CPTS Autour de", "CPTS du Bassin de"] as const;
const quarters = ["Nord", "Centre", "Sud", "Est", "Ouest"] as const;
const reasons = ["Patientèle partagée avec la CPTS voisine", "Convention entre les deux CPTS"] as const;
/** A city large enough to be answered for quarter by quarter. */
const largeCity = 90_000;

const chiefOf = ({ communes }: Group): GivenCommune | undefined => communes.reduce<GivenCommune | undefined>((chief, commune) => (chief !== undefined && (chief.population ?? 0) >= (commune.population ?? 0) ? chief : commune), undefined);

/** One large city in three is held by quarters, of which the last is left to nobody. */
const partsOf = ({ communes }: Group, random: Random): ReadonlyArray<GeneratedPart> => {
  const [city, ...others] = communes;
  if (city === undefined || others.length > 0 || (city.population ?? 0) < largeCity || city.nom.includes("rrondissement") || !random.chance(1 / 3)) return [];
  const each = Math.floor((city.population ?? 0) / quarters.length);
  return quarters.slice(0, -1).map((name) => ({ commune: city.code, kind: "quartier", name, population: each }));
};

/** Some take in a commune of the CPTS before them, and say why. */
const sharedWith = (before: Group | undefined, group: Group, random: Random): GivenCommune | null => {
  if (before === undefined || before.departement !== group.departement || before.communes.length < 2 || !random.chance(0.06)) return null;
  return before.communes.at(-1) ?? null;
};

const initialsOf = (name: string): string => name.split(/[\s'-]+/u).map((word) => word[0] ?? "").join("").toUpperCase();

const oneOf = (group: Group, before: Group | undefined, n: number, random: Random): GeneratedCpts => {
  const chief = chiefOf(group);
  const parts = partsOf(group, random);
  const shared = sharedWith(before, group, random);
  const own = parts.length > 0 ? [] : group.communes.map(({ code }) => code);
  const name = `${random.oneOf(forms)} ${chief?.nom ?? n}`;
  const population = parts.length > 0 ? parts.reduce((sum, part) => sum + part.population, 0) : group.population + (shared?.population ?? 0);
  return {
    name,
    shortName: initialsOf(name),
    legalForm: localLaw.has(group.departement) ? "association-local-law" : "association-1901",
    initiator: random.chance(0.05) ? "ars" : "professionals",
    seat: chief?.code ?? "",
    departement: group.departement,
    communes: [...own, ...(shared === null ? [] : [shared.code])].toSorted(),
    parts,
    overlaps: shared === null ? [] : [{ commune: shared.code, reason: random.oneOf(reasons) }],
    population: Math.round(population * (0.95 + random.next() * 0.1)),
    ...fakeIdentifiers(n, group.departement),
    ...lifeOf(random),
  };
};

/**
 * CPTS for tests and benches: territories grown EPCI by EPCI within a departement, sizes in the proportions of the country, stages and
 * dates that follow each other. The same seed gives the same CPTS.
 */
export const generateCpts = ({ communes, count, seed }: GenerateOptions): ReadonlyArray<GeneratedCpts> => {
  const groups = groupsOf(communes, count, seed);
  const random = makeRandom(seed + 2);
  return groups.map((group, index) => oneOf(group, groups[index - 1], index + 1, random));
};
