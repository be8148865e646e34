/**
 * The 1,255 EPCI with own taxation (DGCL 2026), their members and the second population series.
 *
 * @example
 * ```ts
 * import { loadEpcis } from "@cpts/reference-data";
 *
 * const epcis = await loadEpcis();
 * epcis.get("200090561")?.populationMunicipale; // => 38153
 * epcis.ofCommune("18279")?.nom; // => "CC Vierzon-Sologne-Berry"
 * ```
 */
import type { CommuneCode, Siren } from "./Commune.ts";
import { loadCommunes } from "./Communes.ts";
import { once } from "./internal/once.ts";

/** Communaute de communes, d'agglomeration, metropole, communaute urbaine, and the one Metropole de Lyon. */
export type EpciType = "CC" | "CA" | "METRO" | "CU" | "MET69";

/** One commune of an EPCI, with its inhabitants in the series `epci`. */
export interface EpciMember {
  readonly code: CommuneCode;
  readonly populationMunicipale: number;
}

/** A grouping of communes. A commune belongs to one at most. */
export interface Epci {
  readonly code: Siren;
  readonly nom: string;
  readonly type: EpciType;
  /** In the order of their codes. They may lie in several departements. */
  readonly membres: readonly EpciMember[];
  /** Inhabitants, series `epci`: the sum of the members. It differs from the sum of their series `communes`. */
  readonly populationMunicipale: number;
}

/** The EPCI of one edition. Look-ups answer null for what they do not know. */
export interface Epcis {
  /** All of them, in the order of their codes. */
  readonly all: readonly Epci[];
  readonly get: (code: Siren) => Epci | null;
  /** The EPCI of a current commune; null for the 98 that belong to none. */
  readonly ofCommune: (code: CommuneCode) => Epci | null;
}

const types: ReadonlyMap<string, EpciType> = new Map((["CC", "CA", "METRO", "CU", "MET69"] as const).map((type) => [type, type]));

/** Loads the EPCI, once, and the communes with them. Rejects only when a module cannot be fetched. */
export const loadEpcis: () => Promise<Epcis> = /* @__PURE__ */ once(async () => {
  const [{ rows }, communes] = await Promise.all([import("./generated/epcis.ts"), loadCommunes()]);
  const all: Epci[] = [];
  const byCommune = new Map<CommuneCode, Epci>();
  for (const row of rows.trim().split("\n")) {
    const [code = "", typeCode = "", nom = "", packed = ""] = row.split("|");
    const populations = packed.split(" ");
    const type = types.get(typeCode);
    if (type === undefined) continue;
    const membres = communes.ofEpci(code).map((commune, index) => ({ code: commune.code, populationMunicipale: Number(populations[index]) }));
    const epci = { code, nom, type, membres, populationMunicipale: membres.reduce((sum, membre) => sum + membre.populationMunicipale, 0) };
    all.push(epci);
    for (const membre of membres) byCommune.set(membre.code, epci);
  }
  const byCode = new Map(all.map((epci) => [epci.code, epci]));
  return { all, get: (code) => byCode.get(code) ?? null, ofCommune: (code) => byCommune.get(code) ?? null };
});
