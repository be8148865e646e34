/**
 * Which edition of the official files this version of the package holds, and what to print beside anything drawn from it.
 *
 * @example
 * ```ts
 * import { edition } from "@cpts/reference-data";
 *
 * edition.cogYear; // => 2026
 * edition.licence; // => "Licence Ouverte 2.0"
 * ```
 */

/** The edition of the geography. Nomenclatures carry their own version. */
export interface Edition {
  /** Year of the Code officiel geographique: the communes as of 1 January. */
  readonly cogYear: number;
  /** Year of the list of EPCI of the DGCL. */
  readonly epciYear: number;
  readonly sourcePackage: string;
  readonly sourceVersion: string;
  readonly licence: string;
  /** The mention the licence asks for. */
  readonly attributionFr: string;
  readonly attributionEn: string;
}

/** The edition held. */
export const edition: Edition = {
  cogYear: 2026,
  epciYear: 2026,
  sourcePackage: "@etalab/decoupage-administratif",
  sourceVersion: "6.0.0",
  licence: "Licence Ouverte 2.0",
  attributionFr:
    "INSEE (Code officiel géographique 2026, populations légales), DGCL (EPCI 2026), La Poste (codes postaux). Licence Ouverte 2.0",
  attributionEn:
    "INSEE (Code officiel géographique 2026, legal populations), DGCL (EPCI 2026), La Poste (postal codes). Licence Ouverte 2.0",
};
