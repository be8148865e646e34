import type { TerritoryWithdrawal } from "@cpts/api/TerritoryWithdrawals";
import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

/** Territories that were withdrawn: a part of the registry's tables. */
export interface WithdrawalTables {
  readonly territory_withdrawal: {
    id: string;
    cpts_id: string;
    valid_from: string | null;
    valid_to: string | null;
    territory: Json<unknown>;
    reason: (typeof TerritoryWithdrawal.Encoded)["reason"];
    withdrawn_at: string;
    withdrawn_by: string;
    resumed: boolean;
  };
}

export const territoryWithdrawals = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table territory_withdrawal (
      id uuid primary key,
      cpts_id uuid not null references cpts (id),
      valid_from text,
      valid_to text,
      territory json not null,
      reason text not null,
      withdrawn_at text not null,
      withdrawn_by text not null,
      resumed boolean not null
    )`.execute(db);
  await sql`create index territory_withdrawal_cpts on territory_withdrawal (cpts_id, id)`.execute(db);
};
