import type { ContractSignature } from "@cpts/api/ContractViews";
import { regimeNamed, type RegimeNamed } from "@cpts/domain/FundingRegime";
import { earliest, latest } from "@cpts/domain/PartialDate";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { dateOfSignature } from "../contracts/dates.ts";
import { read, write } from "../database/tables.ts";
import { gridsStatement, type GridRow } from "./queries.ts";

type Signature = typeof ContractSignature.Encoded;

/** What of a grid says when it is in force, and of which family it is. */
export interface DatedGrid {
  readonly id: string;
  readonly version: number;
  readonly body: Pick<GridRow["body"], "family" | "effectiveFrom" | "effectiveTo">;
}

/** The grids of this platform: the newest version of each, and any version by its number. */
export interface Grids<Row extends DatedGrid = GridRow> {
  readonly current: ReadonlyArray<Row>;
  readonly version: (id: string, version: number) => Row | undefined;
}

/** What of a contract chooses its grid. */
export interface FundedByChoice {
  readonly kind: string;
  readonly signature: Signature | null;
  readonly terms: { readonly fundingRegime?: { readonly code: string } | null };
}

export interface Pin {
  readonly grid_id: string;
  readonly version: number;
}

/** Versions of grids, ready to be looked up. */
export const gridsOf = <Row extends DatedGrid & { readonly current: number }>(rows: ReadonlyArray<Row>): Grids<Row> => ({
  current: rows.filter(({ current, version }) => version === current),
  version: (id, version) => rows.find((row) => row.id === id && row.version === version),
});

/** Every grid of this platform: regimes may be of any family. */
export const allGrids = Effect.map(
  read((db) => gridsStatement(db)),
  gridsOf,
);

/** The grid of a family in force at a signature. None where its document leaves open which one it was: what was inferred chooses none. */
export const gridAtSignature = <Row extends DatedGrid>({ current }: Grids<Row>, family: string, signature: Signature | null): Row | null => {
  const { on, orderedBy } = dateOfSignature(signature);
  const [first, last] = on === null || orderedBy !== "declared" ? [null, null] : [earliest(on), latest(on)];
  if (first === null || last === null) return null;
  return current.find(({ body }) => body.family === family && body.effectiveFrom <= first && (body.effectiveTo === null || last < body.effectiveTo)) ?? null;
};

/** What the regime of a contract stands for; null where its documents name none. */
export const namedBy = ({ terms: { fundingRegime } }: Pick<FundedByChoice, "terms">, { current }: Grids<DatedGrid>): RegimeNamed | null =>
  fundingRegime === undefined || fundingRegime === null ? null : regimeNamed(fundingRegime.code, current.map(({ body, id }) => ({ id, family: body.family })));

/** The grid of the regime that its documents name, or of its kind and the day of its signature. */
const chosenGrid = <Row extends DatedGrid>(grids: Grids<Row>, contract: FundedByChoice): Row | null => {
  const named = namedBy(contract, grids);
  if (named === null) return gridAtSignature(grids, contract.kind, contract.signature);
  if (named._tag === "OfGrid") return grids.current.find(({ id }) => id === named.grid) ?? null;
  return named._tag === "OfFamily" ? gridAtSignature(grids, named.family, contract.signature) : null;
};

/** The grid of a contract: the version it keeps, or that of its regime. */
export const gridOfContract = <Row extends DatedGrid>(grids: Grids<Row>, contract: FundedByChoice, pin: Pin | null): { readonly row: Row; readonly isPinned: boolean } | null => {
  const kept = pin === null ? undefined : grids.version(pin.grid_id, pin.version);
  if (kept !== undefined) return { row: kept, isPinned: true };
  const row = chosenGrid(grids, contract);
  return row === null ? null : { row, isPinned: false };
};

const unpinned = statement<[family: string], FundedByChoice & { readonly id: string }>(
  `select c.id, c.kind, c.signature, c.terms from contract c where (c.kind = $1 or c.terms -> 'fundingRegime' ->> 'code' is not null) and c.state = 'signed'
  and not exists (select from contract_grid p where p.contract_id = c.id) for update of c`,
);

const pin = statement<[pins: string], never>(
  "insert into contract_grid (contract_id, grid_id, version) select contract_id, grid_id, version from json_to_recordset($1::json) as pins (contract_id uuid, grid_id text, version integer)",
);

const pinAmended = statement<[family: string], never>(
  `insert into contract_amended_grid (contract_id, grid_id, version)
  select distinct c.id, g.id, g.version from contract c cross join lateral json_array_elements(c.life -> 'amendments') as a
  join grid g on g.id = coalesce(a -> 'changes' ->> 'grid', a -> 'changes' ->> 'fundingRegime') and g.family = $1
  where c.state = 'signed' on conflict do nothing`,
);

const amendedPins = statement<[contract: string], { readonly grid_id: string; readonly version: number }>("select grid_id, version from contract_amended_grid where contract_id = $1");
const amendedPinsOfAll = statement<[], { readonly contract_id: string; readonly grid_id: string; readonly version: number }>("select contract_id, grid_id, version from contract_amended_grid order by contract_id, grid_id");

/** The grid of an amendment: the version that the contract keeps, or the newest. */
export const gridOfAmendment = <Row extends DatedGrid>({ current, version }: Grids<Row>, id: string, kept: number | undefined): { readonly row: Row; readonly isPinned: boolean } | null => {
  const pinned = kept === undefined ? undefined : version(id, kept);
  const row = pinned ?? current.find((one) => one.id === id);
  return row === undefined ? null : { row, isPinned: pinned !== undefined };
};

/** Which versions of grids that amendments name a contract keeps. */
export const amendedPinsOf = (contractId: string) =>
  Effect.map(
    read((db) => amendedPins(db, contractId)),
    (rows) => (id: string) => rows.find(({ grid_id: grid }) => grid === id)?.version,
  );

/** The same of every contract. `keyOf`: the same text as long as a contract keeps the same. */
export const allAmendedPins = Effect.map(
  read((db) => amendedPinsOfAll(db)),
  (rows) => {
    const kept = Map.groupBy(rows, ({ contract_id: contract }) => contract);
    return {
      keptVersion: (contractId: string, id: string) => kept.get(contractId)?.find(({ grid_id: grid }) => grid === id)?.version,
      keyOf: (contractId: string) => kept.get(contractId)?.map(({ grid_id: grid, version }) => `${grid} ${version}`).join() ?? "",
    };
  },
);

/** Makes every signed contract that a family funds keep the version it has, before a grid of the family changes. */
export const pinFamily = (family: string) =>
  Effect.gen(function* () {
    yield* write((db) => pinAmended(db, family));
    const grids = yield* allGrids;
    const signed = yield* write((db) => unpinned(db, family));
    const pins = signed.flatMap((contract) => {
      const row = chosenGrid(grids, contract);
      return row === null || row.body.family !== family ? [] : [{ contract_id: contract.id, grid_id: row.id, version: row.version }];
    });
    if (pins.length === 0) return;
    yield* write((db) => pin(db, JSON.stringify(pins)));
  });
