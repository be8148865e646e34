import type { LocalDate } from "@cpts/domain/LocalDate";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { contractsOfHeads, type Head, type PinnedContract } from "../funding/memory.ts";
import { surroundings, type Surroundings } from "../funding/surroundings.ts";
import { ratesOfAll } from "../indicators/rates.ts";
import type { CountedRate } from "../indicators/achievement.ts";
import type { AskedPlace } from "./place.ts";

/** Which contracts are looked at, of which year, as of which day. */
export interface Asked extends AskedPlace {
  readonly year: number | null;
  readonly asOf: LocalDate;
  readonly kind?: string;
}

/** What the ledger of a contract holds of that time. */
export interface LedgerSums {
  readonly receivedCents: number;
  readonly spentCents: number;
}

/** Everything that the amounts of the contracts rest on, read in so many statements however many contracts there are. */
export interface PortfolioInputs {
  readonly contracts: ReadonlyArray<PinnedContract>;
  readonly surroundings: Surroundings;
  readonly rates: ReadonlyMap<string, ReadonlyArray<CountedRate>>;
  /** Contracts without any entry of that time are not there: nobody keeps their ledger. */
  readonly ledgers: ReadonlyMap<string, LedgerSums>;
  readonly late: ReadonlyMap<string, number>;
}

/** The contracts of a place with their names and pins, in the order of their ids. */
export const contractsOf = ({ departement, kind, region }: Pick<Asked, "departement" | "kind" | "region">) =>
  Effect.flatMap(
    read((db): Promise<ReadonlyArray<Head>> => {
      let select = db
        .selectFrom("contract as c")
        .leftJoin("contract_stamp as s", "s.contract_id", "c.id")
        .leftJoin("known_cpts as k", "k.id", "c.cpts_id")
        .leftJoin("contract_grid as p", "p.contract_id", "c.id")
        .select(["c.id", "s.stamp", "k.name as cpts_name", "p.grid_id as pin_grid", "p.version as pin_version"])
        .orderBy("c.id");
      if (region !== undefined) select = select.where("c.region", "=", region);
      if (departement !== undefined) select = select.where("c.departement", "=", departement);
      if (kind !== undefined) select = select.where("c.kind", "=", kind);
      return select.execute();
    }),
    contractsOfHeads,
  );

type LedgerRow = { readonly contract_id: string; readonly received: string; readonly spent: string };
// Received by the day it came, spent by the year it is accounted in: as the money of one contract is told.
const ledgerStatement = statement<[ids: ReadonlyArray<string>, asOf: string, year: number | null, from: string, to: string], LedgerRow>(
  `select contract_id,
    coalesce(sum(amount_cents) filter (where kind = 'received' and entered_on >= $4 and entered_on < $5), 0) as received,
    coalesce(sum(amount_cents) filter (where kind = 'spent' and ($3::integer is null or year = $3)), 0) as spent
  from money_entry
  where contract_id = any($1::uuid[]) and entered_on <= $2 and ($3::integer is null or year = $3 or (entered_on >= $4 and entered_on < $5))
  group by contract_id`,
);

const lateStatement = statement<[ids: ReadonlyArray<string>, asOf: string], { readonly contract_id: string; readonly late: number }>(
  `select contract_id, count(*)::integer as late from deadline
  where contract_id = any($1::uuid[]) and not withdrawn and kind in ('mission-start', 'mission-deployment') and due_on < $2 and (met_on is null or met_on > $2)
  group by contract_id`,
);

const rates = new WeakMap<PinnedContract, ReadonlyArray<CountedRate>>();

/** The rates of contracts, read of those whose row is another than before: what rates rest on changes the row. */
const ratesOfContracts = (contracts: ReadonlyArray<PinnedContract>) =>
  Effect.gen(function* () {
    const unread = contracts.filter((one) => !rates.has(one));
    const found = unread.length === 0 ? null : yield* ratesOfAll(unread.map(({ id }) => id));
    for (const one of unread) rates.set(one, found?.get(one.id) ?? []);
    return new Map(contracts.map((one) => [one.id, rates.get(one) ?? []]));
  });

/** Everything that the amounts of some contracts rest on. */
export const inputsOf = (contracts: ReadonlyArray<PinnedContract>, { asOf, year }: Pick<Asked, "asOf" | "year">) =>
  Effect.gen(function* () {
    const ids = contracts.map(({ id }) => id);
    const [from, to] = year === null ? ["0001-01-01", "9999-12-31"] : [`${year}-01-01`, `${year + 1}-01-01`];
    const ledgers = yield* read((db) => ledgerStatement(db, ids, asOf, year, from, to));
    const late = yield* read((db) => lateStatement(db, ids, asOf));
    const inputs: PortfolioInputs = {
      contracts,
      surroundings: yield* surroundings,
      rates: yield* ratesOfContracts(contracts),
      ledgers: new Map(ledgers.map(({ contract_id: id, received, spent }) => [id, { receivedCents: Number(received), spentCents: Number(spent) }])),
      late: new Map(late.map(({ contract_id: id, late: count }) => [id, count])),
    };
    return inputs;
  });
