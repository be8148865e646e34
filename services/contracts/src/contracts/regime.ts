import type { ContractRegime } from "@cpts/api/ContractViews";
import type { Explanation } from "@cpts/api/Explanation";
import type { ContractSegment } from "@cpts/domain/ContractTimeline";
import { fundingRegimes } from "@cpts/domain/FundingRegime";
import type { Source } from "@cpts/domain/Source";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { gridAtSignature, gridOfAmendment, gridOfContract, gridsOf, namedBy, type DatedGrid, type Grids } from "../grids/pins.ts";
import type { ContractRow } from "./queries.ts";

type View = typeof ContractRegime.Encoded;

/** What of a grid tells a regime. */
export interface RegimeGrid extends DatedGrid {
  readonly current: number;
  readonly body: DatedGrid["body"] & { readonly source: typeof Source.Encoded };
}

interface RegimePin {
  readonly contract_id: string;
  readonly grid_id: string;
  readonly version: number;
  readonly amended: boolean;
}

// One statement: what is read of a contract is read often.
const around = statement<[ids: ReadonlyArray<string>], { readonly grids: ReadonlyArray<RegimeGrid> | null; readonly pins: ReadonlyArray<RegimePin> | null }>(
  `select
    (select json_agg(json_build_object('id', v.grid_id, 'version', v.version, 'current', g.version,
      'body', json_build_object('family', v.body -> 'family', 'effectiveFrom', v.body -> 'effectiveFrom', 'effectiveTo', v.body -> 'effectiveTo', 'source', v.body -> 'source')) order by v.grid_id, v.version)
      from grid g join grid_version v on v.grid_id = g.id) as grids,
    (select json_agg(p) from (
      select contract_id, grid_id, version, false as amended from contract_grid where contract_id = any($1::uuid[])
      union all select contract_id, grid_id, version, true from contract_amended_grid where contract_id = any($1::uuid[])) p) as pins`,
);

/** The grids that regimes are named after, and what some contracts keep of them. */
export interface RegimesAround {
  readonly grids: Grids<RegimeGrid>;
  readonly pins: ReadonlyArray<RegimePin>;
}

/** What tells the regimes of some contracts. */
export const regimesAround = (ids: ReadonlyArray<string>) =>
  Effect.map(read((db) => around(db, ids)), ([row]): RegimesAround => ({ grids: gridsOf(row?.grids ?? []), pins: row?.pins ?? [] }));

const shown = (found: { readonly row: DatedGrid; readonly isPinned: boolean } | null): View["grid"] => (found === null ? null : { id: found.row.id, version: found.row.version, isPinned: found.isPinned });

type Contract = Pick<ContractRow, "id" | "kind" | "life" | "signature" | "terms">;

/** The regime of a contract since its signature; null where its documents name none and nothing tells one. */
export const regimeOf = (contract: Contract, { grids, pins }: RegimesAround): View | null => {
  const pin = pins.find(({ amended, contract_id: id }) => id === contract.id && !amended) ?? null;
  const found = gridOfContract(grids, contract, pin);
  const named = contract.terms.fundingRegime ?? null;
  if (named !== null) return { code: named.code, origin: "declared", grid: shown(found), provenance: named.provenance };
  return found === null ? null : { code: found.row.id, origin: "derived", grid: shown(found), provenance: { status: "computed", source: found.row.body.source } };
};

/** The regime of a contract on the days of a segment: that of an amendment, or its own. */
export const regimeIn = (contract: Contract, { grid: named }: Pick<ContractSegment, "grid">, all: RegimesAround): View | null => {
  if (named === null) return regimeOf(contract, all);
  const kept = all.pins.find(({ amended, contract_id: id, grid_id: grid }) => id === contract.id && amended && grid === named)?.version;
  const amendment = contract.life.amendments.findLast(({ changes }) => (changes.grid ?? changes.fundingRegime) === named);
  return { code: named, origin: "amended", grid: shown(gridOfAmendment(all.grids, named, kept)), provenance: amendment === undefined ? { status: "sourced" } : { status: "sourced", source: amendment.document } };
};

const rules = {
  declared: { fr: "Le régime de financement que nomme le document du contrat ; il l'emporte sur celui que le type et la signature donneraient.", en: "The funding regime that the document of the contract names; it overrides the one that its kind and its signature would give." },
  derived: { fr: "Aucun document ne nomme de régime : c'est celui du barème de ce type de contrat en vigueur le jour de la signature.", en: "No document names a regime: it is that of the grid for contracts of this kind in force on the day of the signature." },
  amended: { fr: "Le régime de financement que nomme le dernier avenant en vigueur qui en change.", en: "The funding regime that the last amendment in force that changes it names." },
  none: { fr: "Aucun document ne nomme de régime, et aucun barème de ce type de contrat n'était en vigueur à la signature telle qu'elle est connue.", en: "No document names a regime, and no grid for contracts of this kind was in force at the signature as far as it is known." },
} as const;

const convention = { name: "Choice of a regime by the kind of the contract and the day of its signature: convention of this platform, not read in the agreement", status: "provisional" };

/** Why a regime is what it is, as the figure of that name. */
export const explainRegime = (figure: string, contract: Contract, regime: View | null, { grids }: RegimesAround): typeof Explanation.Encoded => {
  const derived = gridAtSignature(grids, contract.kind, contract.signature);
  const known = fundingRegimes.find(({ code }) => code === regime?.code);
  return {
    figure,
    rule: rules[regime?.origin ?? "none"],
    inputs: [
      { name: "kind", value: contract.kind },
      { name: "signedOn", value: contract.signature?.signedOn ?? "-" },
      { name: "named", label: { fr: "nommé par le contrat", en: "named by the contract" }, value: contract.terms.fundingRegime?.code ?? "-" },
      { name: "derived", label: { fr: "donné par le type et la signature", en: "given by kind and signature" }, value: derived?.id ?? "-" },
      { name: "grid", value: regime === null || regime.grid === null ? "-" : `${regime.grid.id} v${regime.grid.version}${regime.grid.isPinned ? " (pinned)" : ""}` },
      { name: "standsFor", value: namedBy(contract, grids)?._tag ?? "-" },
    ],
    sources: [
      ...(regime === null ? [] : [{ name: regime.provenance.source?.document ?? "-", status: regime.provenance.status }]),
      ...(known === undefined ? [] : [{ name: known.source, status: known.status }]),
      ...(regime === null || regime.origin === "derived" ? [convention] : []),
    ],
  };
};
