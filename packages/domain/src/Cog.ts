/**
 * Codes of INSEE's Code officiel géographique: communes, municipal arrondissements, departements, regions, EPCI.
 *
 * A code of the right shape may name nothing: existence is checked against an edition, in `@cpts/reference-data`.
 *
 * @example
 * ```ts
 * import * as Cog from "@cpts/domain/Cog";
 * import { Schema } from "effect";
 *
 * const commune = Schema.decodeUnknownSync(Cog.CommuneCode);
 * Cog.departementOfCommune(commune("97105")); // => "971"
 * Cog.parentOfArrondissement(commune("69383")); // => "69123"
 * Cog.suggestCommuneCode("1004"); // => "01004"
 * ```
 */
import { Schema } from "effect";
import { integerAt } from "./internal/calendar.ts";
import { sirenChecks } from "./internal/sirenChecks.ts";

const communeShape = /^(?:\d{5}|2[AB]\d{3})$/u;

/** Five characters: a commune or a municipal arrondissement. It is not a postal code. Issue: `commune-code.format`. */
export const CommuneCode = Schema.String.annotate({
  title: "CommuneCode",
  description: "INSEE code of a commune or municipal arrondissement (not a postal code), 5 characters",
  examples: ["37003", "2A004", "69383"],
}).pipe(Schema.check(Schema.isPattern(communeShape, { message: "commune-code.format" })), Schema.brand("CommuneCode"));

/** INSEE code of a commune or municipal arrondissement. */
export type CommuneCode = typeof CommuneCode.Type;

/** Two characters, three overseas (971 to 978, 984 to 989). Issue: `departement-code.format`. */
export const DepartementCode = Schema.String.annotate({
  title: "DepartementCode",
  description: "Code of a departement, or of an overseas collectivity: 2 characters, 3 overseas",
  examples: ["37", "2A", "971"],
}).pipe(
  Schema.check(Schema.isPattern(/^(?:[0-8]\d|9[0-69]|2[AB]|9[78]\d)$/u, { message: "departement-code.format" })),
  Schema.brand("DepartementCode"),
);

/** Code of a departement or overseas collectivity. */
export type DepartementCode = typeof DepartementCode.Type;

/** Two digits. Overseas collectivities (975, 977, 978, 984 to 989) belong to no region. Issue: `region-code.format`. */
export const RegionCode = Schema.String.annotate({
  title: "RegionCode",
  description: "INSEE code of a region, 2 digits",
  examples: ["24"],
}).pipe(Schema.check(Schema.isPattern(/^\d{2}$/u, { message: "region-code.format" })), Schema.brand("RegionCode"));

/** INSEE code of a region. */
export type RegionCode = typeof RegionCode.Type;

/** The SIREN of an intercommunality with its own tax (EPCI à fiscalité propre). Issues: `siren.format`, `siren.luhn`. */
export const EpciCode = Schema.String.annotate({
  title: "EpciCode",
  description: "SIREN of an intercommunality (EPCI), 9 digits with a Luhn check digit",
  examples: ["243800604"],
}).pipe(Schema.check(...sirenChecks), Schema.brand("Siren"), Schema.brand("EpciCode"));

/** SIREN of an EPCI; it is also a `Siren`. */
export type EpciCode = typeof EpciCode.Type;

/** The departement of a commune, read in its code: 2A and 2B in Corsica, three characters overseas (97x, 98x). */
export const departementOfCommune = (code: CommuneCode): DepartementCode =>
  // The first characters of a well-formed commune code are a well-formed departement code.
  code.slice(0, code.startsWith("97") || code.startsWith("98") ? 3 : 2) as DepartementCode;

/** A city divided into municipal arrondissements (art. L. 2511-3 CGCT), and the range of their codes. */
export interface CommuneWithArrondissements {
  readonly commune: CommuneCode;
  readonly name: string;
  readonly first: CommuneCode;
  readonly last: CommuneCode;
}

const divided = (commune: string, name: string, first: string, last: string): CommuneWithArrondissements => ({
  // Literals of the table below, all well formed.
  commune: commune as CommuneCode,
  name,
  first: first as CommuneCode,
  last: last as CommuneCode,
});

/** Paris, Lyon and Marseille: 20, 9 and 16 arrondissements. */
export const communesWithArrondissements: ReadonlyArray<CommuneWithArrondissements> = [
  divided("75056", "Paris", "75101", "75120"),
  divided("69123", "Lyon", "69381", "69389"),
  divided("13055", "Marseille", "13201", "13216"),
];

/** The city a municipal arrondissement belongs to; `null` for any other commune. */
export const parentOfArrondissement = (code: CommuneCode): CommuneCode | null =>
  communesWithArrondissements.find((city) => city.first <= code && code <= city.last)?.commune ?? null;

/** Whether the code is that of a municipal arrondissement of Paris, Lyon or Marseille. */
export const isMunicipalArrondissement = (code: CommuneCode): boolean => parentOfArrondissement(code) !== null;

/** The arrondissements of a city, in order; empty for a commune that has none. */
export const arrondissementsOf = (code: CommuneCode): ReadonlyArray<CommuneCode> => {
  const city = communesWithArrondissements.find((row) => row.commune === code);
  if (city === undefined) return [];
  const first = integerAt(city.first, 0, 5);
  const count = integerAt(city.last, 0, 5) - first + 1;
  // Every integer between two five-digit codes is one.
  return Array.from({ length: count }, (_, index) => String(first + index) as CommuneCode);
};

/**
 * What a mistyped commune code probably meant: a spreadsheet drops the leading zero ("1004") or adds decimals
 * ("1004.0"), a person adds spaces, writes "2a004" or drops zeros within ("2A4"). `null` when there is nothing better to propose.
 */
export const suggestCommuneCode = (input: string): CommuneCode | null => {
  if (input.length > 32) return null;
  const compact = input.replaceAll(/\s/gu, "").toUpperCase();
  const whole = compact.replace(/[.,]0+$/u, "");
  const padded = /^\d{4}$/u.test(whole) ? `0${whole}` : /^2[AB]\d{1,2}$/u.test(whole) ? `${whole.slice(0, 2)}${whole.slice(2).padStart(3, "0")}` : whole;
  // The shape is what the brand says.
  return padded !== input && communeShape.test(padded) ? (padded as CommuneCode) : null;
};
