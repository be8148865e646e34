import { luhnDigit } from "../rpps-extract/fake-number.ts";
import { makeRandom, type Random } from "../rpps-extract/random.ts";

/** How many different structures of a level the prefixes have room for. */
export const mostStructures = 400_000;

/** FINESS numbers of a valid shape with a right key, and visibly fake: no departement is 99. Sites are 991 to 994, legal entities 995 to 998. */
const fakeNumber = (first: number, n: number): string => {
  const digits = `99${first + n}`;
  return digits + luhnDigit(digits);
};

/** The FINESS number of the n-th site. */
export const fakeSiteNumber = (n: number): string => fakeNumber(100_000, n);

/** The FINESS number of the n-th legal entity. */
export const fakeEntityNumber = (n: number): string => fakeNumber(500_000, n);

/** A structure that does not exist. */
export interface FakeStructure {
  readonly finess: string;
  readonly legalEntity: string;
  readonly name: string;
  readonly longName: string;
  readonly category: readonly [code: string, label: string];
  readonly group: readonly [code: string, label: string];
  readonly commune: string;
  readonly departement: string;
  readonly departementName: string;
  readonly delivery: string;
  readonly siren: string;
  readonly siret: string;
  readonly openedOn: string;
  readonly coordinates: readonly [x: string, y: string, source: string] | null;
}

const categories = [
  ["620", "Pharmacie d'Officine", "3201", "Pharmacies"],
  ["620", "Pharmacie d'Officine", "3201", "Pharmacies"],
  ["124", "Centre de Santé", "2204", "Centres de Santé"],
  ["603", "Maison de santé (L.6223-3)", "2208", "Maisons de santé"],
  ["604", "Communauté Professionnelle Territoriale de Santé (CPTS)", "2208", "Communautés professionnelles"],
  ["354", "Service de Soins Infirmiers A Domicile (S.S.I.A.D)", "4400", "Services à domicile"],
  ["355", "Centre Hospitalier (C.H.)", "1102", "Centres Hospitaliers"],
  ["611", "Laboratoire de Biologie Médicale", "3101", "Laboratoires"],
] as const;
type Place = readonly [commune: string, departement: string, name: string, delivery: string, projection: string];
const places: readonly [Place, ...ReadonlyArray<Place>] = [
  ["003", "37", "INDRE ET LOIRE", "37400 AMBOISE", "2154"],
  ["103", "28", "EURE ET LOIR", "28220 CLOYES LES TROIS RIVIERES CEDEX", "2154"],
  ["279", "18", "CHER", "18100 VIERZON", "2154"],
  ["004", "2A", "CORSE DU SUD", "20000 AJACCIO CEDEX 1", "2154"],
  ["108", "75", "PARIS", "75008 PARIS 08", "2154"],
  ["101", "9A", "GUADELOUPE", "97139 LES ABYMES", "5490"],
  ["411", "9D", "REUNION", "97400 ST DENIS", "2975"],
];
const names = ["DES GLYCINES", "DU GRAND CEDRE", "DE LA FONTAINE", "DU PONT NEUF", "DES TROIS CHENES", "DE L'ETANG", "DU MOULIN", "DES HIRONDELLES"] as const;
const kinds: Readonly<Record<string, string>> = { "620": "PHARMACIE", "124": "CENTRE DE SANTE", "603": "MSP", "604": "CPTS", "354": "SSIAD", "355": "CH", "611": "LABORATOIRE" };

const withKey = (digits: string): string => digits + luhnDigit(digits);
const pad = (value: number, length: number): string => String(value).padStart(length, "0");
const dayOf = (random: Random): string => `${1960 + random.below(65)}-${pad(1 + random.below(12), 2)}-${pad(1 + random.below(28), 2)}`;

/** The n-th structure of an extract: always the same for the same seed. Three sites have one legal entity. */
export const fakeStructure = (n: number, seed: number): FakeStructure => {
  const random = makeRandom(Math.imul(n + 1, 0x85ebca6b) ^ seed);
  const [code, label, group, groupLabel] = random.oneOf(categories);
  const [commune, departement, departementName, delivery, projection] = random.oneOf(places);
  const entity = Math.floor(n / 3);
  const siren = withKey(`999${pad(entity % 100_000, 5)}`);
  const name = `${kinds[code] ?? ""} ${random.oneOf(names)} FICTIF ${n}`;
  const isPlaced = random.chance(0.95);
  return {
    finess: fakeSiteNumber(n),
    legalEntity: fakeEntityNumber(entity),
    name: name.slice(0, 38),
    longName: random.chance(0.5) ? `${label.toUpperCase()} ${name}` : "",
    category: [code, label],
    group: [group, groupLabel],
    commune,
    departement,
    departementName,
    delivery,
    siren,
    // Some structures have no SIRET in the register.
    siret: random.chance(0.85) ? withKey(`${siren}${pad(n % 3, 4)}`) : "",
    openedOn: dayOf(random),
    coordinates: isPlaced ? [`${500_000 + random.below(400_000)}.${random.below(10)}`, `${6_200_000 + random.below(600_000)}.${random.below(10)}`, `1,ATLASANTE,96,BAN,EPSG:${projection} fictif`] : null,
  };
};
