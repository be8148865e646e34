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

/** Makes every signed contract of a family keep the version it has, before a grid of the family changes. */
export const pinFamily = (kind: string) =>
  Effect.gen(function* () {
    const family = yield* familyOf(kind);
    const signed = yield* write((db) => unpinned(db, kind));
    const pins = signed.flatMap(({ id, signature }) => {
      const row = gridAtSignature(family, signature);
      return row === null ? [] : [{ contract_id: id, grid_id: row.id, version: row.version }];
    });
    if (pins.length === 0) return;
    yield* write((db) => pin(db, JSON.stringify(pins)));
  });
