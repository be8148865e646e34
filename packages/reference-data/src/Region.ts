/**
 * The 18 regions and the overseas collectivities standing as their own region, COG 2026. Small, so always loaded.
 *
 * @example
 * ```ts
 * import { regionByCode } from "@cpts/reference-data";
 *
 * regionByCode("24")?.nom; // => "Centre-Val de Loire"
 * ```
 */
import type { CommuneCode, RegionCode } from "./Commune.ts";
import type { Zone } from "./Departement.ts";
import { rows } from "./generated/regions.ts";

/** A region, or an overseas collectivity standing as one. */
export interface Region {
  readonly code: RegionCode;
  readonly nom: string;
  readonly chefLieu: CommuneCode;
  readonly zone: Zone;
}

/** All of them, in the order of their codes. Source: INSEE, COG 2026. */
export const regions: readonly Region[] = rows;

const byCode: ReadonlyMap<RegionCode, Region> = /* @__PURE__ */ new Map(rows.map((row) => [row.code, row]));

/** The region of this code, or null. */
export const regionByCode = (code: RegionCode): Region | null => byCode.get(code) ?? null;
