import { statement } from "@cpts/service-kit/database/statement";
import { Context, Effect, Layer } from "effect";
import type { ContractRow } from "../contracts/queries.ts";
import { read } from "../database/tables.ts";
import { gridsOf, type Grids } from "../grids/pins.ts";
import type { GridRow } from "../grids/queries.ts";

/** A signed or drafted contract, with the version of the grid it keeps. */
export type PinnedContract = ContractRow & { readonly cpts_name: string | null; readonly pin_grid: string | null; readonly pin_version: number | null };

/** What is read of a contract each time: the rest is remembered as long as its stamp is the same. */
export interface Head extends Pick<PinnedContract, "id" | "cpts_name" | "pin_grid" | "pin_version"> {
  readonly stamp: string | null;
}

interface Held {
  readonly stamp: string | null;
  readonly contract: PinnedContract;
}

/**
 * What this process remembers between two questions. Nothing of it is answered before the database has said, in the same question, that it is still
 * what it was: another replica may have written meanwhile.
 */
export class ContractMemory extends Context.Service<ContractMemory, { readonly contracts: Map<string, Held>; readonly grids: Map<string, GridRow> }>()("@cpts/contracts/ContractMemory") {}

export const memory = Layer.sync(ContractMemory, () => ContractMemory.of({ contracts: new Map(), grids: new Map() }));

/** More than France has: beyond, everything is forgotten and read again. */
const mostContracts = 20_000;

const rowsStatement = statement<[ids: ReadonlyArray<string>], ContractRow>("select * from contract where id = any($1::uuid[])");

const isSame = ({ contract, stamp }: Held, head: Head): boolean => stamp === head.stamp && contract.cpts_name === head.cpts_name && contract.pin_grid === head.pin_grid && contract.pin_version === head.pin_version;

/** The contracts of these heads: the same object as before for each that has not changed. */
export const contractsOfHeads = (heads: ReadonlyArray<Head>) =>
  Effect.gen(function* () {
    const { contracts } = yield* ContractMemory;
    if (contracts.size > mostContracts) contracts.clear();
    // Read after its stamp, a row is as young as the stamp at least: what it is too young for is read once more, never too late.
    const changed = heads.filter(({ id, stamp }) => stamp === null || contracts.get(id)?.stamp !== stamp).map(({ id }) => id);
    const fresh = changed.length === 0 ? [] : yield* read((db) => rowsStatement(db, changed));
    const rows = new Map(fresh.map((row) => [row.id, row]));
    return heads.flatMap((head): ReadonlyArray<PinnedContract> => {
      const known = contracts.get(head.id);
      const row = rows.get(head.id);
      if (row === undefined && known !== undefined && isSame(known, head)) return [known.contract];
      const base = row ?? known?.contract;
      if (base === undefined) return [];
      const { cpts_name, pin_grid, pin_version, stamp } = head;
      const contract = { ...base, cpts_name, pin_grid, pin_version };
      contracts.set(head.id, { stamp, contract });
      return [contract];
    });
  });

type Version = Pick<GridRow, "id" | "version" | "current"> & { readonly written: string };
// A version of a grid never changes; `xmin` tells one of a restored database apart.
const versionsStatement = statement<[], Version>("select v.grid_id as id, v.version, g.version as current, v.xmin::text as written from grid g join grid_version v on v.grid_id = g.id order by v.grid_id, v.version");
const bodiesStatement = statement<[ids: ReadonlyArray<string>], Pick<GridRow, "id" | "version" | "body" | "reason">>("select grid_id as id, version, body, reason from grid_version where grid_id = any($1::text[])");

const nameOf = ({ current, id, version, written }: Version): string => `${id} ${version} ${current} ${written}`;

/** Every grid, each version the same object as before; `key`: the same text as long as all are the same. */
export const rememberedGrids = Effect.gen(function* () {
  const { grids } = yield* ContractMemory;
  const versions = yield* read((db) => versionsStatement(db));
  const unknown = versions.filter((one) => !grids.has(nameOf(one)));
  if (unknown.length > 0) {
    const bodies = yield* read((db) => bodiesStatement(db, unknown.map(({ id }) => id)));
    for (const one of unknown) {
      const found = bodies.find(({ id, version }) => id === one.id && version === one.version);
      if (found !== undefined) grids.set(nameOf(one), { ...found, current: one.current });
    }
    const names = new Set(versions.map(nameOf));
    for (const name of grids.keys()) if (!names.has(name)) grids.delete(name);
  }
  const found: { readonly grids: Grids; readonly key: string } = { grids: gridsOf(versions.flatMap((one) => grids.get(nameOf(one)) ?? [])), key: versions.map(nameOf).join() };
  return found;
});
