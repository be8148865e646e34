/**
 * The funding regime of a contract: by which text it is paid. A text that has a grid is named like its grid; an agreement whose grids follow one
 * another is named like their family, and the day of the signature tells which; money that is agreed upon case by case has no grid at all.
 *
 * Where a document names none, the kind of the contract and the day of its signature tell one: that one is derived, and said to be.
 *
 * @example
 * ```ts
 * import * as FundingRegime from "@cpts/domain/FundingRegime";
 *
 * const grids = [{ id: "aci-2019", family: "aci" }, { id: "aci-2022", family: "aci" }];
 * FundingRegime.regimeNamed("aci-2022", grids); // => { _tag: "OfGrid", grid: "aci-2022" }
 * FundingRegime.regimeNamed("aci", grids); // => { _tag: "OfFamily", family: "aci" }
 * FundingRegime.regimeNamed("fir", grids); // => { _tag: "WithoutGrid" }
 * FundingRegime.regimeNamed("aci-1999", grids); // => { _tag: "NoSuchRegime" }
 * ```
 */
import { Schema } from "effect";
import { openCode } from "./OpenCode.ts";
import { EventProvenance } from "./RegistryEvents.ts";
import { Provenance } from "./Source.ts";

/** A regime that is known without any grid of this platform. `status`: how far it was read where `source` says. */
export interface KnownRegime {
  readonly code: string;
  readonly fr: string;
  readonly en: string;
  readonly source: string;
  readonly status: "verified" | "provisional";
  /** `false`: its amounts are agreed upon contract by contract, no grid tells them. */
  readonly hasGrids: boolean;
}

/** The regimes met so far, with their labels. Those of grids that an operator adds are named by their grids. */
export const fundingRegimes = [
  { code: "aci", fr: "accord conventionnel interprofessionnel (ACI), par le barème en vigueur à la signature", en: "national agreement (ACI), by the grid in force at the signature", source: "ACI-CPTS, 20 June 2019", status: "verified", hasGrids: true },
  { code: "aci-2019", fr: "ACI du 20 juin 2019, avant l'avenant 2", en: "ACI of 20 June 2019, before avenant 2", source: "ACI-CPTS, 20 June 2019", status: "verified", hasGrids: true },
  { code: "aci-2022", fr: "ACI tel que modifié par l'avenant 2 du 20 décembre 2021", en: "ACI as changed by avenant 2 of 20 December 2021", source: "Avenant 2, 20 December 2021, JORFTEXT000045443303", status: "verified", hasGrids: true },
  {
    code: "fir",
    fr: "fonds d'intervention régional (FIR), montants convenus par contrat",
    en: "regional intervention fund (FIR), amounts agreed upon by contract",
    source: "Territorial health contracts of 2017-2018, funded by the FIR; whether the FIR funds a contract under the ACI too was not read",
    status: "provisional",
    hasGrids: false,
  },
] as const satisfies ReadonlyArray<KnownRegime>;

/** Name of a funding regime. An open list: a grid that is added makes a regime of its name. */
export const FundingRegimeCode = openCode(
  fundingRegimes.map(({ code }) => code),
  { title: "FundingRegimeCode", description: "Funding regime: a text that pays, by the name of its grid or family of grids, or one without a grid" },
);

/** Name of a funding regime. */
export type FundingRegimeCode = typeof FundingRegimeCode.Type;

/** The regime that a document names, and how that is known. */
export const NamedRegime = Schema.Struct({ code: FundingRegimeCode, provenance: Provenance }).annotate({ identifier: "NamedRegime", title: "NamedRegime", description: "The funding regime that a document names" });

/** The regime that a document names. */
export type NamedRegime = typeof NamedRegime.Type;

/** The same as it travels in events, without remarks. */
export const ToldRegime = Schema.Struct({ code: FundingRegimeCode, provenance: EventProvenance }).annotate({ identifier: "ToldRegime", title: "ToldRegime", description: "The funding regime that a document names, without remarks" });

/** The regime that a document names, without remarks. */
export type ToldRegime = typeof ToldRegime.Type;

/** Where a regime comes from: a document names it, the kind and the signature tell it, or an amendment put it in the place of the one before. */
export const RegimeOrigin = Schema.Literals(["declared", "derived", "amended"]).annotate({ title: "RegimeOrigin", description: "Where the funding regime of a contract comes from" });

/** Where a regime comes from. */
export type RegimeOrigin = typeof RegimeOrigin.Type;

/** What a name of a regime stands for: one grid, the grids of a family, money without a grid, or nothing that is known. */
export type RegimeNamed = { readonly _tag: "OfGrid"; readonly grid: string } | { readonly _tag: "OfFamily"; readonly family: string } | { readonly _tag: "WithoutGrid" } | { readonly _tag: "NoSuchRegime" };

/** What a name of a regime stands for among the grids that are known. The name of a grid wins over that of a family, a grid over none. */
export const regimeNamed = (code: string, grids: ReadonlyArray<{ readonly id: string; readonly family: string }>): RegimeNamed => {
  if (grids.some(({ id }) => id === code)) return { _tag: "OfGrid", grid: code };
  if (grids.some(({ family }) => family === code)) return { _tag: "OfFamily", family: code };
  return fundingRegimes.some((one) => one.code === code && !one.hasGrids) ? { _tag: "WithoutGrid" } : { _tag: "NoSuchRegime" };
};
