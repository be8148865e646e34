import type { NewObservation, ObservationView } from "@cpts/api/ContractIndicatorViews";
import type { Indicator } from "@cpts/domain/Indicator";
import type { PlannedIndicator } from "@cpts/domain/IndicatorPlan";
import type { IndicatorProposal } from "@cpts/domain/IndicatorProposal";
import { indicators } from "@cpts/reference-data";
import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

/** A version of a row of the catalogue, as it travels. */
export type StoredIndicator = typeof Indicator.Encoded;

/** An indicator of a contract, with the version of the catalogue it was set with. */
export type StoredPlanned = typeof PlannedIndicator.Encoded & { readonly catalogue: { readonly code: string; readonly version: number } };

/** What was observed, as it was entered, and what a service that proposed it says of it. */
export type StoredObservation = Omit<typeof NewObservation.Encoded, "indicator" | "contractYear"> & {
  readonly unit: string;
  readonly rule: string | null;
  readonly proposalId: string | null;
  readonly enteredBy: typeof ObservationView.Encoded.enteredBy;
};

/** A proposal as it was told. */
interface KnownProposal {
  readonly proposal_id: string;
  readonly cpts_id: string;
  readonly body: Json<typeof IndicatorProposal.Encoded>;
}

export interface IndicatorTables {
  /** What is searched of a row of the catalogue, and which version is the newest. */
  readonly indicator: { code: string; version: number; mission: string | null };
  readonly indicator_version: { code: string; version: number; body: Json<StoredIndicator>; reason: string | null };
  readonly indicator_plan: { contract_id: string; version: number };
  readonly indicator_plan_version: { contract_id: string; version: number; body: Json<ReadonlyArray<StoredPlanned>>; reason: string };
  readonly observation: { id: string; contract_id: string; indicator: string; contract_year: number; version: number; body: Json<StoredObservation>; corrected_by: string | null; validated: Json<typeof ObservationView.Encoded.enteredBy> | null };
  /** What other services propose, each in the table of its log. */
  readonly known_directory_proposal: KnownProposal;
  readonly known_prevention_proposal: KnownProposal;
  /** Both together, with the name of the service. */
  readonly known_indicator_proposal: KnownProposal & { readonly source: string };
  readonly proposal_decision: { proposal_id: string; contract_id: string; observation_id: string | null; reason: string | null; decided: Json<typeof ObservationView.Encoded.enteredBy> };
}

const catalogue = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table indicator (code text collate "C" primary key, version integer not null, mission text)`.execute(db);
  await sql`create table indicator_version (code text collate "C" not null references indicator (code), version integer not null, body json not null, reason text, primary key (code, version))`.execute(db);
  for (const row of indicators) {
    await sql`insert into indicator (code, version, mission) values (${row.code}, 1, ${row.mission})`.execute(db);
    await sql`insert into indicator_version (code, version, body, reason) values (${row.code}, 1, ${JSON.stringify(row)}, null)`.execute(db);
  }
};

/** The tables, and the catalogue as this version of the platform has it. */
export const indicatorTables = async (db: Kysely<unknown>): Promise<void> => {
  await catalogue(db);
  await sql`create table indicator_plan (contract_id uuid primary key references contract (id), version integer not null)`.execute(db);
  await sql`create table indicator_plan_version (contract_id uuid not null references indicator_plan (contract_id), version integer not null, body json not null, reason text not null, primary key (contract_id, version))`.execute(db);
  await sql`
    create table observation (
      id uuid primary key,
      contract_id uuid not null references contract (id),
      indicator text not null,
      contract_year integer not null,
      version integer not null,
      body json not null,
      corrected_by uuid,
      validated json
    )`.execute(db);
  await sql`create index observation_contract on observation (contract_id, id)`.execute(db);
  await sql`create unique index observation_current on observation (contract_id, indicator, contract_year) where corrected_by is null`.execute(db);
  for (const name of ["directory", "prevention"]) {
    const table = sql.table(`known_${name}_proposal`);
    await sql`create table ${table} (proposal_id uuid primary key, cpts_id uuid not null, body json not null)`.execute(db);
    await sql`create index ${sql.ref(`known_${name}_proposal_cpts`)} on ${table} (cpts_id, proposal_id)`.execute(db);
  }
  await sql`
    create view known_indicator_proposal as
      select proposal_id, cpts_id, body, 'directory'::text as source from known_directory_proposal
      union all select proposal_id, cpts_id, body, 'prevention'::text from known_prevention_proposal`.execute(db);
  await sql`create table proposal_decision (proposal_id uuid primary key, contract_id uuid not null references contract (id), observation_id uuid, reason text, decided json not null)`.execute(db);
};
