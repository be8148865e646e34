import { externalIdTable } from "@cpts/service-kit/database/external-ids";
import type { Migrations } from "@cpts/service-kit/database/migrate";
import { sql, type Kysely } from "kysely";
import { cogHistory } from "../cog/migrations.ts";
import { contractLives } from "../contracts/migration.ts";
import { contours, contoursResolution } from "../contours/tables.ts";
import { cptsImports } from "../cpts-import/tables.ts";
import { details } from "../cpts/migration.ts";
import { cptsDocuments } from "../documents/tables.ts";
import { documents, steps } from "../formation/migration.ts";
import { needs } from "../needs/migrations.ts";
import { erasedReferents, referents } from "../referents/migration.ts";
import { territoryWithdrawals } from "../territory-withdrawals/tables.ts";
import { territoryDetails } from "../territory/migrations.ts";
import { countedZonings, zonings } from "../zonings/tables.ts";

/** The official geographic code, as the registry answers from it. No foreign keys: an edition is replaced whole. */
const geography = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table reference_edition (name text primary key, edition text not null)`.execute(db);
  await sql`create table region (code text primary key, nom text not null)`.execute(db);
  await sql`create table departement (code text primary key, nom text not null, region text not null)`.execute(db);
  await sql`create table epci (code text primary key, nom text not null, type text not null, commune_count integer not null)`.execute(db);
  await sql`
    create table commune (
      code text primary key,
      type text not null,
      nom text not null,
      departement text not null,
      region text not null,
      epci text,
      population integer,
      codes_postaux text[] not null
    )`.execute(db);
  await sql`create index commune_epci on commune (epci)`.execute(db);
  await sql`create table former_commune (code text primary key, nom text not null, commune text not null)`.execute(db);
  // Collation "C" and a range find a prefix 600 times faster than LIKE (performance.md §3).
  await sql`
    create table commune_search (
      key text collate "C" not null,
      commune text not null,
      matched_by text not null,
      matched_text text not null,
      rank smallint not null
    )`.execute(db);
  await sql`create index commune_search_key on commune_search (key, rank)`.execute(db);
  await sql`create table epci_search (key text collate "C" not null, epci text not null)`.execute(db);
  await sql`create index epci_search_key on epci_search (key)`.execute(db);
};

const cpts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table cpts (
      id uuid primary key,
      version integer not null,
      name text not null,
      name_key text collate "C" not null,
      short_name text,
      status text not null,
      legal_form text,
      rna text,
      siren text,
      siret text,
      finess text,
      external_ids json not null,
      website text,
      provenance json not null
    )`.execute(db);
  await sql`create index cpts_name_key on cpts (name_key, id)`.execute(db);
  // Every identifier points to one CPTS, whoever gave it.
  await sql`
    create table cpts_identifier (
      system text not null,
      value text not null,
      cpts_id uuid not null references cpts (id),
      primary key (system, value)
    )`.execute(db);
  await sql`create index cpts_identifier_cpts on cpts_identifier (cpts_id)`.execute(db);
  await sql`
    create table fact (
      id uuid primary key,
      cpts_id uuid not null references cpts (id),
      number integer not null,
      fact json not null,
      unique (cpts_id, number)
    )`.execute(db);
};

/**
 * The territories of a CPTS in their order. A start known only in part (a year, no year) is kept as written and as the
 * first and the last day it can be, so that one comparison tells yes, no and unknown.
 */
const territory = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table territory_version (
      id uuid primary key,
      cpts_id uuid not null references cpts (id),
      number integer not null,
      valid_from text,
      valid_to text,
      from_earliest date not null,
      from_latest date not null,
      to_earliest date not null default 'infinity',
      to_latest date not null default 'infinity',
      prose text,
      provenance json not null,
      reason text,
      unique (cpts_id, number)
    )`.execute(db);
  await sql`
    create table territory_commune (
      version_id uuid not null references territory_version (id) on delete cascade,
      commune text not null,
      primary key (version_id, commune)
    )`.execute(db);
  await sql`create index territory_commune_commune on territory_commune (commune)`.execute(db);
  await sql`
    create table territory_part (
      version_id uuid not null references territory_version (id) on delete cascade,
      number integer not null,
      commune text not null,
      part json not null,
      primary key (version_id, number)
    )`.execute(db);
  await sql`create index territory_part_commune on territory_part (commune)`.execute(db);
};

/** What is learned from other services. No foreign key: a contract may be heard of before its CPTS. */
const learned = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table known_contract (contract_id uuid primary key, cpts_id uuid not null, fields jsonb not null, versions jsonb not null)`.execute(db);
  await sql`create index known_contract_cpts on known_contract (cpts_id)`.execute(db);
  // A table for each service: a rebuild of one projection empties its own tables.
  for (const table of ["contracts_discrepancy", "directory_discrepancy"])
    await sql`create table ${sql.table(table)} (cpts_id uuid primary key, version integer not null, items jsonb not null)`.execute(db);
};

const missions = async (db: Kysely<unknown>): Promise<void> => {
  await externalIdTable(db);
  await sql`
    create table mission_statement (
      id uuid primary key,
      cpts_id uuid not null references cpts (id),
      number integer not null,
      stated_on text,
      missions json not null,
      provenance json not null,
      unique (cpts_id, number)
    )`.execute(db);
  // Which official missions each stated one belongs to; number is its place in the statement.
  await sql`
    create table mission_mention (
      code text collate "C" not null,
      cpts_id uuid not null references cpts (id),
      statement_id uuid not null references mission_statement (id),
      number integer not null,
      primary key (code, cpts_id, statement_id, number)
    )`.execute(db);
};

/** Facts of a property across all CPTS, in the order of their recording. */
const factsByProperty = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create index fact_property on fact ((fact->>'property'), id)`.execute(db);
};

/** Filled with the reference data, whose edition says that it is to be filled again. */
const epciPopulation = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table epci add column population integer`.execute(db);
};

/** Why a code or a name of the past leads to the commune of today. Filled with the reference data, whose edition says that it is to be filled again. */
const formerPlaces = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table commune_search add column kind text, add column former_name text`.execute(db);
};

export const migrations: Migrations = {
  "0001-geography": { up: geography },
  "0002-cpts": { up: cpts },
  "0003-territory": { up: territory },
  "0004-learned": { up: learned },
  "0005-missions": { up: missions },
  "0006-facts-by-property": { up: factsByProperty },
  "0010-steps": { up: steps },
  "0011-formation": { up: documents },
  "0012-cpts-details": { up: details },
  "0013-referents": { up: referents },
  "0020-territory-details": { up: territoryDetails },
  "0030-cog-history": { up: cogHistory },
  "0040-contours": { up: contours },
  "0041-epci-population": { up: epciPopulation },
  "0050-needs": { up: needs },
  "0051-erased-referents": { up: erasedReferents },
  "0060-cpts-imports": { up: cptsImports },
  "0061-zonings": { up: zonings },
  "0062-cpts-documents": { up: cptsDocuments },
  "0100-contours-resolution": { up: contoursResolution },
  "0101-counted-zonings": { up: countedZonings },
  "0102-territory-withdrawals": { up: territoryWithdrawals },
  "0140-former-places": { up: formerPlaces },
  "0141-contract-lives": { up: contractLives },
};
