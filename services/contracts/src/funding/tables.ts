import type { FundingFactView } from "@cpts/api/FundingFacts";
import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

type Fact = typeof FundingFactView.Encoded;

export interface FundingTables {
  /** What was stated of a contract: nothing is changed but for the withdrawal. */
  readonly funding_fact: { id: string; contract_id: string; fact: Fact["fact"]; stated_on: string; mission: string | null; source: Json<Fact["source"]>; withdrawn: Json<NonNullable<Fact["withdrawn"]>> | null };
  /** Letters of intent that were validated, as the registry tells it. */
  readonly known_letter: { letter_id: string; version: number; cpts_id: string; decided_on: string };
  /** Versions of crisis plans, and crises, as prevention tells them. */
  readonly known_crisis_plan: { plan_id: string; number: number; cpts_id: string; published_on: string };
  readonly known_crisis: { crisis_id: string; cpts_id: string; activated_on: string };
  /** Versions of grids that amended contracts keep. */
  readonly contract_amended_grid: { contract_id: string; grid_id: string; version: number };
}

/** What is paid once, and which version of the grid of an amendment a contract keeps. */
export const fundingTables = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table funding_fact (
      id uuid primary key,
      contract_id uuid not null references contract (id),
      fact text not null,
      stated_on text collate "C" not null,
      mission text,
      source json not null,
      withdrawn json
    )`.execute(db);
  await sql`create index funding_fact_contract on funding_fact (contract_id, id)`.execute(db);
  await sql`create table known_letter (letter_id uuid not null, version integer not null, cpts_id uuid not null, decided_on text collate "C" not null, primary key (letter_id, version))`.execute(db);
  await sql`create index known_letter_cpts on known_letter (cpts_id)`.execute(db);
  await sql`create table known_crisis_plan (plan_id uuid not null, number integer not null, cpts_id uuid not null, published_on text collate "C" not null, primary key (plan_id, number))`.execute(db);
  await sql`create index known_crisis_plan_cpts on known_crisis_plan (cpts_id)`.execute(db);
  await sql`create table known_crisis (crisis_id uuid primary key, cpts_id uuid not null, activated_on text collate "C" not null)`.execute(db);
  await sql`create index known_crisis_cpts on known_crisis (cpts_id)`.execute(db);
  await sql`
    create table contract_amended_grid (
      contract_id uuid not null references contract (id),
      grid_id text collate "C" not null,
      version integer not null,
      primary key (contract_id, grid_id),
      foreign key (grid_id, version) references grid_version (grid_id, version)
    )`.execute(db);
};
