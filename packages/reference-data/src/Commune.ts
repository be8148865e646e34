/**
 * A commune of the Code officiel geographique, or a part of one that has a code of its own.
 *
 * @example
 * ```ts
 * import { communeKey, departementCodeOf } from "@cpts/reference-data";
 *
 * communeKey({ type: "commune-deleguee", code: "01015" }); // => "commune-deleguee:01015"
 * departementCodeOf("97411"); // => "974"
 * departementCodeOf("2A004"); // => "2A"
 * ```
 */

/** An INSEE code: five characters, the first two or three being the departement ("18279", "2A004", "97411"). */
export type CommuneCode = string;

/** A departement or overseas collectivity: "18", "2A", "974", "988". */
export type DepartementCode = string;

/** A region: "24", or the collectivity's own code overseas ("988"). */
export type RegionCode = string;

/** A SIREN: nine digits, the last being a Luhn key. EPCI are known by theirs. */
export type Siren = string;

/** Five digits of La Poste. One covers many communes, and a commune may have many. */
export type PostalCode = string;

/** What a code stands for in the COG. Only `commune-actuelle` is a municipality today. */
export type CommuneType = "commune-actuelle" | "arrondissement-municipal" | "commune-deleguee" | "commune-associee";

/**
 * One entry of the COG. Its key is `(type, code)`: "01015" is both the commune Arboys en Bugey and the delegated
 * commune Arbignieu inside it.
 */
export interface Commune {
  readonly type: CommuneType;
  readonly code: CommuneCode;
  readonly nom: string;
  readonly departement: DepartementCode;
  readonly region: RegionCode;
  /** The EPCI of the commune, or of the commune it is part of; null for 98 communes (four islands and the COM). */
  readonly epci: Siren | null;
  /** Null for parts of communes and in the overseas collectivities. */
  readonly siren: Siren | null;
  /** Empty for delegated and associated communes and for five uninhabited territories. */
  readonly codesPostaux: readonly PostalCode[];
  /** Inhabitants, series `communes`; null where the source gives none. Zero is a true zero (six villages of the Meuse). */
  readonly population: number | null;
  /** The current commune a part belongs to; null for a current commune. */
  readonly chefLieu: CommuneCode | null;
  /** Codes this commune absorbed or once bore, undated. */
  readonly anciensCodes: readonly CommuneCode[];
}

/** The one text that names a COG entry without ambiguity. */
export const communeKey = (commune: Pick<Commune, "type" | "code">): string => `${commune.type}:${commune.code}`;

/** The departement a commune code begins with: three characters overseas (97, 98), two elsewhere. Total: checks nothing. */
export const departementCodeOf = (code: CommuneCode): DepartementCode =>
  code.startsWith("97") || code.startsWith("98") ? code.slice(0, 3) : code.slice(0, 2);
