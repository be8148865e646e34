import type { Json } from "@cpts/service-kit/database/json-column";
import type { MoneyEntryView } from "@cpts/api/Money";
import { sql, type Kysely } from "kysely";

export interface LedgerTables {
  /** Entries of contracts: none is changed. */
  readonly money_entry: {
    id: string;
    contract_id: string;
    kind: string;
    entered_on: string;
    year: number;
    mission: string | null;
    category: string;
    action_sheet_id: string | null;
    amount_cents: number;
    label: string;
    source: Json<(typeof MoneyEntryView.Encoded)["source"]>;
    corrects: string | null;
  };
}

/** The ledger of contracts. */
export const ledger = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table money_entry (
      id uuid primary key,
      contract_id uuid not null references contract (id),
      kind text not null,
      entered_on text collate "C" not null,
      year integer not null,
      mission text,
      category text collate "C" not null,
      action_sheet_id uuid references action_sheet (id),
      amount_cents integer not null,
      label text not null,
      source json not null,
      corrects uuid unique references money_entry (id)
    )`.execute(db);
  await sql`create index money_entry_contract on money_entry (contract_id, year)`.execute(db);
};
