import { tables } from "@cpts/service-kit/database/database";
import type { Json } from "@cpts/service-kit/database/json-column";
import type { DatedColumns } from "@cpts/service-kit/time/dated-rows";
import type { Generated } from "kysely";
import type { ContractLife } from "../contracts/life.ts";
import type { ContoursTable } from "../contours/tables.ts";
import type { CptsImportTables } from "../cpts-import/tables.ts";
import type { DocumentTables } from "../documents/tables.ts";
import type { WithdrawalTables } from "../territory-withdrawals/tables.ts";
import type { ZoningTables } from "../zonings/tables.ts";

interface LearnedDiscrepancies {
  cpts_id: string;
  version: number;
  items: Json<ReadonlyArray<unknown>>;
}

interface DocumentColumns {
  id: string;
  letter_id: string;
  cpts_id: string;
  version: number;
  state: string;
  submitted_on: string;
  decided_on: string | null;
  content: Json<unknown>;
  decision: Json<unknown> | null;
}

export interface RegistryTables extends CptsImportTables, ZoningTables, DocumentTables, WithdrawalTables {
  readonly commune: {
    code: string;
    type: "commune-actuelle" | "arrondissement-municipal";
    nom: string;
    departement: string;
    region: string;
    epci: string | null;
    population: number | null;
    codes_postaux: ReadonlyArray<string>;
  };
  readonly departement: { code: string; nom: string; region: string };
  readonly region: { code: string; nom: string };
  readonly epci: { code: string; nom: string; type: string; commune_count: number; population: Generated<number | null> };
  readonly contours: ContoursTable;
  /** A code of the past or of a part of a commune, and the commune that holds it today. */
  readonly former_commune: { code: string; nom: string; commune: string };
  readonly reference_edition: { name: string; edition: string };
  readonly cpts: {
    id: string;
    version: number;
    name: string;
    name_key: string;
    /** Name and short name, as they are searched. */
    search_key: string;
    short_name: string | null;
    status: string;
    legal_form: string | null;
    rna: string | null;
    siren: string | null;
    siret: string | null;
    finess: string | null;
    external_ids: Json<ReadonlyArray<{ readonly system: string; readonly value: string }>>;
    website: string | null;
    provenance: Json<unknown>;
    details: Json<unknown>;
    /** The CPTS that it has become part of; written with the merger only. */
    merged_into: Generated<string | null>;
  };
  /** How a CPTS came to each status; the first step is its registration. */
  readonly cpts_step: DatedColumns & {
    id: Generated<string>;
    cpts_id: string;
    number: number;
    action: string;
    from_status: string | null;
    status: string;
    by_role: string | null;
    evidence: Json<unknown> | null;
    recorded_by: string | null;
  };
  readonly referent: {
    id: string;
    version: number;
    /** Null once the person is erased. */
    person_id: string | null;
    institution: string;
    organization_id: string | null;
    regions: ReadonlyArray<string>;
    departements: ReadonlyArray<string>;
  };
  readonly portfolio: { id: string; referent_id: string; cpts_id: string; valid_from: string | null; valid_to: string | null; source: Json<unknown> | null };
  readonly letter_of_intent: DocumentColumns;
  readonly health_project: Omit<DocumentColumns, "letter_id"> & {
    project_id: string;
    complete_on: string | null;
    silence_ends_on: string | null;
    completeness: Json<unknown> | null;
    opinions: Json<unknown>;
  };
  readonly cpts_identifier: { system: string; value: string; cpts_id: string };
  readonly fact: { id: string; cpts_id: string; number: number; fact: Json<unknown> };
  readonly mission_statement: { id: string; cpts_id: string; number: number; stated_on: string | null; missions: Json<unknown>; provenance: Json<unknown> };
  readonly mission_mention: { code: string; cpts_id: string; statement_id: string; number: number };
  readonly territory_version: DatedColumns & {
    id: string;
    cpts_id: string;
    number: number;
    prose: string | null;
    provenance: Json<unknown>;
    /** Criteria, references to other zonings, and why communes are shared. */
    details: Json<Readonly<Record<string, unknown>>>;
    reason: string | null;
    /** The edition that its codes are of. */
    cog: number;
  };
  /** A commune of an earlier edition that is none today, as the last edition that held it (`cog`) has it. */
  readonly past_commune: { code: string; nom: string; departement: string; region: string; epci: string | null; population: number | null; cog: number };
  /** Proposals of an edition that are not followed. */
  readonly cog_refusal: { version_id: string; cog: number; reason: string };
  /** Contracts as the contracts service tells of them: each field with the version of the contract that last gave it, and what happened since the signature. */
  readonly known_contract: { contract_id: string; cpts_id: string; fields: Json<unknown>; versions: Json<Readonly<Record<string, number>>>; life: Generated<Json<ContractLife>> };
  /** What the contracts service finds that does not fit about a CPTS. */
  readonly contracts_discrepancy: LearnedDiscrepancies;
  /** What the directory finds that does not fit about a CPTS. */
  readonly directory_discrepancy: LearnedDiscrepancies;
  /** An edition of an indicator; `told` is what is shown of it. */
  readonly needs_edition: { id: string; indicator: string; edition: string; version: number; profession: string | null; hash: string; told: Json<unknown> };
  readonly territory_commune: { version_id: string; commune: string };
  readonly territory_part: { version_id: string; number: number; commune: string; part: Json<unknown> };
}

export const { build, read, write } = tables<RegistryTables>();
