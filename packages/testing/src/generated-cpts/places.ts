import { makeRandom, type Random } from "../rpps-extract/random.ts";

/** A commune, or a municipal arrondissement, as the reference data gives it. */
export interface GivenCommune {
  readonly code: string;
  readonly nom: string;
  readonly departement: string;
  readonly epci: string | null;
  readonly population: number | null;
}

/** Communes that one CPTS answers for. */
export interface Group {
  readonly departement: string;
  readonly communes: ReadonlyArray<GivenCommune>;
  readonly population: number;
}

/** How many CPTS are of which size, and how many inhabitants they aim at: the classes of the agreement are below 40,000, 80,000 and 175,000. */
const sizes: ReadonlyArray<{ readonly upTo: number; readonly least: number; readonly most: number }> = [
  { upTo: 0.22, least: 14_000, most: 38_000 },
  { upTo: 0.62, least: 42_000, most: 78_000 },
  { upTo: 0.95, least: 82_000, most: 165_000 },
  { upTo: 1, least: 180_000, most: 280_000 },
];

/** Half of them are a tenth larger or smaller for the count to come out: as close as their proportions stay. */
const scales = [1.25, 1.2, 1.15, 1.1, 1.05, 1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5];

const targetOf = (random: Random, scale: number): number => {
  const drawn = random.next();
  const size = sizes.find(({ upTo }) => drawn < upTo);
  return size === undefined ? 60_000 : (size.least + random.next() * (size.most - size.least)) * scale;
};

const sum = (communes: ReadonlyArray<GivenCommune>): number => communes.reduce((total, { population }) => total + (population ?? 0), 0);
const groupOf = (communes: ReadonlyArray<GivenCommune>): Group => ({ departement: communes[0]?.departement ?? "", communes, population: sum(communes) });

/** A departement is filled EPCI by EPCI: an EPCI that fits goes in whole, a larger one is cut. */
const groupsOfDepartement = (communes: ReadonlyArray<GivenCommune>, random: Random, scale: number): ReadonlyArray<Group> => {
  const groups: Array<Group> = [];
  let held: Array<GivenCommune> = [];
  let target = targetOf(random, scale);
  const close = (): void => {
    if (held.length > 0) groups.push(groupOf(held));
    [held, target] = [[], targetOf(random, scale)];
  };
  for (const epci of Map.groupBy(communes, (commune) => commune.epci).values()) {
    const isWhole = sum(held) + sum(epci) <= target * 1.15;
    for (const commune of epci) {
      if (!isWhole && held.length > 0 && sum(held) + (commune.population ?? 0) > target * 1.1) close();
      held.push(commune);
    }
    if (sum(held) >= target * 0.9) close();
  }
  const last = groups.at(-1);
  // A rest that is too small for one goes to its neighbour.
  if (held.length > 0 && last !== undefined && sum(held) < 10_000) groups[groups.length - 1] = groupOf([...last.communes, ...held]);
  else close();
  return groups;
};

const inOrder = (a: GivenCommune, b: GivenCommune): number => {
  const [first, second] = [`${a.departement} ${a.epci ?? ""} ${a.code}`, `${b.departement} ${b.epci ?? ""} ${b.code}`];
  return first < second ? -1 : first > second ? 1 : 0;
};

const groupsAt = (communes: ReadonlyArray<GivenCommune>, seed: number, scale: number): ReadonlyArray<Group> => {
  const random = makeRandom(seed);
  return [...Map.groupBy(communes, ({ departement }) => departement).values()].flatMap((own) => groupsOfDepartement(own, random, scale));
};

/** Cuts the communes into so many groups, disjoint; what is too many is left out, as the white zones are. */
export const groupsOf = (given: ReadonlyArray<GivenCommune>, count: number, seed: number): ReadonlyArray<Group> => {
  const communes = given.filter(({ epci, population }) => epci !== null && population !== null).toSorted(inOrder);
  const tries = scales.map((scale) => groupsAt(communes, seed, scale));
  const groups = [...(tries.find((one) => one.length >= count * 1.05) ?? tries.at(-1) ?? [])];
  const random = makeRandom(seed + 1);
  while (groups.length > count) groups.splice(random.below(groups.length), 1);
  return groups;
};
