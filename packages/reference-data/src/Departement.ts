/**
 * The 101 departements and the eight overseas collectivities that hold communes, COG 2026. Small, so always loaded.
 *
 * @example
 * ```ts
 * import { departementByCode } from "@cpts/reference-data";
 *
 * departementByCode("18")?.nom; // => "Cher"
 * departementByCode("20"); // => null
 * ```
 */
import type { CommuneCode, DepartementCode, RegionCode } from "./Commune.ts";
import { rows } from "./generated/departements.ts";

/** Mainland and Corsica, overseas departement, or overseas collectivity. */
export type Zone = "metro" | "drom" | "com";

/** A departement, or an overseas collectivity standing as one. */
export interface Departement {
  readonly code: DepartementCode;
  readonly nom: string;
  readonly region: RegionCode;
  /** The code of the chief town. The source gives Saint-Pierre (97502) for the Terres australes (984). */
  readonly chefLieu: CommuneCode;
  readonly zone: Zone;
}

/** All of them, in the order of their codes. Source: INSEE, COG 2026. */
export const departements: readonly Departement[] = rows;

const byCode: ReadonlyMap<DepartementCode, Departement> = /* @__PURE__ */ new Map(rows.map((row) => [row.code, row]));

/** The departement of this code, or null. */
export const departementByCode = (code: DepartementCode): Departement | null => byCode.get(code) ?? null;
