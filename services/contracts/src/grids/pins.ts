import type { ContractSignature } from "@cpts/api/ContractViews";
import { earliest, latest } from "@cpts/domain/PartialDate";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { dateOfSignature } from "../contracts/dates.ts";
import { read, write } from "../database/tables.ts";
import { familyStatement, type GridRow } from "./queries.ts";

type Signature = typeof ContractSignature.Encoded;

/** The grids of a family: the newest version of each, and any version by its number. */
export interface Family {
  readonly current: ReadonlyArray<GridRow>;
  readonly version: (id: string, version: number) => GridRow | undefined;
}

/** The grids that fund a kind of contract. */
export const familyOf = (kind: string) =>
  Effect.map(
    read((db) => familyStatement(db, kind)),
    (rows): Family => ({
      current: rows.filter(({ current, version }) => version === current),
      version: (id, version) => rows.find((row) => row.id === id && row.version === version),
    }),
  );

/** The grid in force at a signature. None where its document leaves open which one it was: what was inferred chooses none. */
export const gridAtSignature = ({ current }: Family, signature: Signature | null): GridRow | null => {
  const { on, orderedBy } = dateOfSignature(signature);
  const [first, last] = on === null || orderedBy !== "declared" ? [null, null] : [earliest(on), latest(on)];
  if (first === null || last === null) return null;
  return current.find(({ body }) => body.effectiveFrom <= first && (body.effectiveTo === null || last < body.effectiveTo)) ?? null;
};

/** The grid of a contract: the version it keeps, or the one in force at its signature. */
export const gridOfContract = (family: Family, signature: Signature | null, pin: { readonly grid_id: string; readonly version: number } | null): { readonly row: GridRow; readonly isPinned: boolean } | null => {
  const kept = pin === null ? undefined : family.version(pin.grid_id, pin.version);
  if (kept !== undefined) return { row: kept, isPinned: true };
  const row = gridAtSignature(family, signature);
  return row === null ? null : { row, isPinned: false };
};

const unpinned = statement<[kind: string], { readonly id: string; readonly signature: Signature }>(
  "select c.id, c.signature from contract c where c.kind = $1 and c.state = 'signed' and not exists (select from contract_grid p where p.contract_id = c.id) for update of c",
);

const pin = statement<[pins: string], never>(
  "insert into contract_grid (contract_id, grid_id, version) select contract_id, grid_id, version from json_to_recordset($1::json) as pins (contract_id uuid, grid_id text, version integer)",
);

const pinAmended = statement<[kind: string], never>(
  `insert into contract_amended_grid (contract_id, grid_id, version)
  select distinct c.id, g.id, g.version from contract c cross join lateral json_array_elements(c.life -> 'amendments') as a
  join grid g on g.id = a -> 'changes' ->> 'grid' and g.family = c.kind
  where c.kind = $1 and c.state = 'signed' on conflict do nothing`,
);

const amendedPins = statement<[contract: string], { readonly grid_id: string; readonly version: number }>("select grid_id, version from contract_amended_grid where contract_id = $1");
const amendedPinsOfKind = statement<[kind: string], { readonly contract_id: string; readonly grid_id: string; readonly version: number }>(
  "select p.contract_id, p.grid_id, p.version from contract_amended_grid p join contract c on c.id = p.contract_id where c.kind = $1",
);

/** The grid of an amendment: the version that the contract keeps, or the newest. */
export const gridOfAmendment = ({ current, version }: Family, id: string, kept: number | undefined): { readonly row: GridRow; readonly isPinned: boolean } | null => {
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

/** The same of every contract of a kind. */
export const amendedPinsIn = (kind: string) =>
  Effect.map(
    read((db) => amendedPinsOfKind(db, kind)),
    (rows) => {
      const versions = new Map(rows.map(({ contract_id: contract, grid_id: grid, version }) => [`${contract} ${grid}`, version]));
      return (contractId: string, id: string) => versions.get(`${contractId} ${id}`);
    },
  );

/** Makes every signed contract of a family keep the version it has, before a grid of the family changes. */
export const pinFamily = (kind: string) =>
  Effect.gen(function* () {
    yield* write((db) => pinAmended(db, kind));
    const family = yield* familyOf(kind);
    const signed = yield* write((db) => unpinned(db, kind));
    const pins = signed.flatMap(({ id, signature }) => {
      const row = gridAtSignature(family, signature);
      return row === null ? [] : [{ contract_id: id, grid_id: row.id, version: row.version }];
    });
    if (pins.length === 0) return;
    yield* write((db) => pin(db, JSON.stringify(pins)));
  });
