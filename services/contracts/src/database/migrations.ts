import { externalIdTable } from "@cpts/service-kit/database/external-ids";
import type { Migrations } from "@cpts/service-kit/database/migrate";
import { knownFigures, knownTerritories } from "@cpts/service-kit/known/tables";
import { sql, type Kysely } from "kysely";
import { ledger } from "../money/ledger-tables.ts";
import { ceilings } from "../money/ceilings.ts";
import { payouts } from "../money/tables.ts";
import { fundingTables } from "../funding/tables.ts";
import { sheetContents } from "../action-sheets/content.ts";
import { grids } from "../grids/tables.ts";
import { indicatorTables } from "../indicators/tables.ts";
import { campaignTables } from "../campaigns/tables.ts";
import { officerTables } from "../portfolio/officers.ts";
import { contractStamps } from "../contracts/stamps.ts";
import { sizeTables } from "../sizes/tables.ts";
import { reviewTables } from "../reviews/tables.ts";

const knownParties = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table known_party (id uuid primary key, party text not null, kind text, name text)`.execute(db);
};

const contracts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table contract (
      id uuid primary key,
      cpts_id uuid not null,
      version integer not null,
      state text not null,
      terms json not null,
      kind text not null,
      departement text,
      region text,
      ordinal_region text,
      signature json,
      population json,
      size_class text,
      frozen_from json,
      signing_key text collate "C" not null,
      ordered_by text not null,
      check ((state = 'signed') = (signature is not null))
    )`.execute(db);
  await sql`create index contract_cpts on contract (cpts_id)`.execute(db);
  await sql`create index contract_region on contract (region, signing_key, id)`.execute(db);
  await sql`create index contract_ordinal on contract (ordinal_region) where ordinal_region is not null`.execute(db);
  await sql`create index contract_signing on contract (signing_key, id)`.execute(db);
  await sql`
    create table action_sheet (
      id uuid primary key,
      contract_id uuid not null references contract (id),
      version integer not null,
      number integer,
      title text not null,
      missions text[] not null
    )`.execute(db);
  await sql`create index action_sheet_contract on action_sheet (contract_id)`.execute(db);
};

const counts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table contract_count (
      id uuid primary key,
      region text not null,
      kind text not null,
      before_contract uuid references contract (id),
      counted_on text,
      total integer,
      counts json not null,
      provenance json not null
    )`.execute(db);
  await sql`create index contract_count_region on contract_count (region, id)`.execute(db);
  await sql`create index contract_count_before on contract_count (before_contract)`.execute(db);
};

const discrepancies = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table discrepancy (cpts_id uuid primary key, version integer not null, items json not null)`.execute(db);
};

const lives = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table contract add column life json not null default '{"steps":[],"amendments":[],"missionStarts":[],"expiredOn":null}'`.execute(db);
};

const deadlines = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table deadline (
      id uuid primary key,
      contract_id uuid not null references contract (id),
      cpts_id uuid not null,
      kind text not null,
      mission text not null,
      number integer not null,
      due_on text collate "C" not null,
      certain text not null,
      met_on text,
      source text not null,
      status text not null,
      version integer not null,
      reached boolean not null,
      withdrawn boolean not null,
      unique (contract_id, kind, mission, number)
    )`.execute(db);
  await sql`create index deadline_due on deadline (due_on, id)`.execute(db);
  await sql`create index deadline_cpts on deadline (cpts_id, due_on)`.execute(db);
};

const healthProjects = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table known_health_project (
      project_id uuid not null,
      version integer not null,
      cpts_id uuid not null,
      validated_on text collate "C" not null,
      primary key (project_id, version)
    )`.execute(db);
  await sql`create index known_health_project_cpts on known_health_project (cpts_id, validated_on)`.execute(db);
};

export const migrations: Migrations = {
  "0001-registry-projection": { up: knownTerritories },
  "0002-registry-figures": { up: knownFigures },
  "0003-external-ids": { up: externalIdTable },
  "0004-known-parties": { up: knownParties },
  "0005-contracts": { up: contracts },
  "0006-contract-counts": { up: counts },
  "0007-discrepancies": { up: discrepancies },
  "0010-contract-lives": { up: lives },
  "0011-deadlines": { up: deadlines },
  "0012-health-projects": { up: healthProjects },
  "0020-grids": { up: grids },
  "0100-contract-stamps": { up: contractStamps },
  "0050-officers": { up: officerTables },
  "0051-review-campaigns": { up: campaignTables },
  "0062-pass-ceilings": { up: ceilings },
  "0061-size-drifts": { up: sizeTables },
  "0060-funding-facts": { up: fundingTables },
  "0040-action-sheet-contents": { up: sheetContents },
  "0041-payouts": { up: payouts },
  "0042-money-entries": { up: ledger },
  "0030-indicators": { up: indicatorTables },
  "0031-reviews": { up: reviewTables },
};
