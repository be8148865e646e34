import { fakeName } from "./fake-names.ts";
import { fakeRpps } from "./fake-number.ts";
import { makeRandom, type Random } from "./random.ts";

/** Where somebody practises. */
export interface FakeSite {
  readonly mode: "L" | "S" | "B";
  readonly sector: string;
  readonly siret: string;
  readonly finess: string;
  readonly structure: string;
  readonly name: string;
  readonly postalCode: string;
  readonly commune: string;
  readonly place: string;
  readonly cedex: string;
}

/** Somebody who does not exist. */
export interface FakePerson {
  readonly rpps: string;
  readonly family: string;
  readonly given: string;
  readonly title: "DR" | "M" | "MME";
  readonly profession: readonly [code: string, label: string];
  readonly skill: readonly [code: string, label: string] | null;
  /** One a row: the same site may come twice. */
  readonly sites: readonly [FakeSite, ...ReadonlyArray<FakeSite>];
}

const doctor = ["10", "Médecin"] as const;
/** Professions in about the shares of the register (data.md §3). */
const professions = [
  doctor, doctor, doctor, ["60", "Infirmier"], ["60", "Infirmier"], ["60", "Infirmier"], ["60", "Infirmier"], ["70", "Masseur-Kinésithérapeute"], ["70", "Masseur-Kinésithérapeute"],
  ["21", "Pharmacien"], ["40", "Chirurgien-Dentiste"], ["50", "Sage-Femme"], ["91", "Orthophoniste"], ["80", "Pédicure-Podologue"],
] as const;
const doctorSkills = [["SM54", "Médecine Générale (SM)"], ["SM26", "Qualifié en Médecine Générale (SM)"], ["SM53", "Spécialiste en Médecine Générale (SM)"], ["SM54", "Médecine Générale (SM)"], ["SM04", "Cardiologie et maladies vasculaires (SM)"], ["SM40", "Pédiatrie (SM)"], ["SM15", "Dermatologie et vénéréologie (SM)"]] as const;
type Place = readonly [commune: string, postalCode: string, label: string];
const places: readonly [Place, ...ReadonlyArray<Place>] = [["37003", "37400", "AMBOISE"], ["28103", "28220", "CLOYES-LES-TROIS-RIVIERES"], ["45173", "45150", "JARGEAU"], ["38053", "38300", "BOURGOIN-JALLIEU"], ["18279", "18100", "VIERZON"], ["75108", "75008", "PARIS 08"], ["69383", "69003", "LYON 03"], ["13055", "13001", "MARSEILLE"], ["41018", "41000", "BLOIS"], ["36044", "36000", "CHATEAUROUX"]];
/** Codes of communes that were merged into another since (COG). */
const stale: readonly [Place, ...ReadonlyArray<Place>] = [["28171", "28220", "LA FERTE-VILLENEUIL"], ["20004", "20000", "AJACCIO"]];

const digits = (random: Random, count: number): string => String(random.below(10 ** count)).padStart(count, "0");

/** 3 % without a commune, 1 % of a commune that is no more, the others anywhere or in one of some known places. */
const placeOf = (random: Random): Place => {
  if (random.chance(0.03)) return ["", "", ""];
  if (random.chance(0.01)) return random.oneOf(stale);
  return random.oneOf(places);
};

const siteOf = (random: Random): FakeSite => {
  const [commune, postalCode, place] = placeOf(random);
  const number = digits(random, 6);
  const isHospital = random.chance(0.2);
  const hasCedex = commune === "" && random.chance(0.3);
  return {
    mode: isHospital ? "S" : random.chance(0.02) ? "B" : "L",
    sector: isHospital ? "SA01" : random.oneOf(["SA07", "SA08", "SA05"]),
    siret: random.chance(0.5) ? `999${number}00${digits(random, 3)}` : "",
    finess: isHospital ? `9990${number.slice(1)}` : "",
    structure: `F99${number}`,
    name: isHospital ? `HOPITAL FICTIF ${number}` : `CABINET FICTIF ${number}`,
    postalCode,
    commune,
    place,
    cedex: hasCedex ? "28200 CHATEAUDUN CEDEX" : "",
  };
};

/** How many rows a person has: 2.2 on average, as in the register when its people are divided by its rows. */
const rowsOf = (random: Random): number => {
  const drawn = random.next();
  return drawn < 0.4 ? 1 : drawn < 0.7 ? 2 : drawn < 0.85 ? 3 : drawn < 0.93 ? 4 : drawn < 0.98 ? 6 : 8;
};

/** The n-th person of an extract: always the same for the same seed. */
export const fakePerson = (n: number, seed: number): FakePerson => {
  const random = makeRandom(Math.imul(n + 1, 0x9e3779b1) ^ seed);
  const profession = random.oneOf(professions);
  const first = siteOf(random);
  const others = Array.from({ length: rowsOf(random) - 1 }, () => (random.chance(0.005) ? first : siteOf(random)));
  return {
    rpps: fakeRpps(n),
    ...fakeName(random),
    title: profession[0] === "10" ? "DR" : random.oneOf(["M", "MME"]),
    profession,
    // One doctor in fifty has no speciality in the file.
    skill: profession[0] !== "10" || random.chance(0.02) ? null : random.oneOf(doctorSkills),
    sites: [first, ...others],
  };
};
