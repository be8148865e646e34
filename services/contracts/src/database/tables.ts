import type { ContractPopulation, ContractSignature } from "@cpts/api/ContractViews";
import { tables } from "@cpts/service-kit/database/database";
import type { Json } from "@cpts/service-kit/database/json-column";
import type { DiscrepancyTables } from "@cpts/service-kit/discrepancies/tell";
import type { KnownTables } from "@cpts/service-kit/known/tables";
import type { ColumnType } from "kysely";
import type { CampaignTables } from "../campaigns/tables.ts";
import type { GridTables } from "../grids/tables.ts";
import type { FundingTables } from "../funding/tables.ts";
import type { SheetTables } from "../action-sheets/content.ts";
import type { LedgerTables } from "../money/ledger-tables.ts";
import type { CeilingTables } from "../money/ceilings.ts";
import type { PayoutTables } from "../money/tables.ts";
import type { IndicatorTables } from "../indicators/tables.ts";
import type { OfficerTables } from "../portfolio/officers.ts";
import type { ReviewTables } from "../reviews/tables.ts";
import type { SizeTables } from "../sizes/tables.ts";
import type { Freeze } from "../contracts/freeze.ts";
import type { Life } from "../contracts/life.ts";
import type { StampTables } from "../contracts/stamps.ts";
import type { Terms } from "../contracts/terms.ts";

export interface ContractsTables extends KnownTables, DiscrepancyTables, FundingTables, GridTables, SheetTables, SizeTables, StampTables, CeilingTables, PayoutTables, LedgerTables, IndicatorTables, ReviewTables, CampaignTables, OfficerTables {
  /** People and organizations of the directory: ids, and the names of organizations. */
  readonly known_party: { id: string; party: "organization" | "professional"; kind: string | null; name: string | null };
  /** When health projects were validated, as the registry tells it. */
  readonly known_health_project: { project_id: string; version: number; cpts_id: string; validated_on: string };
  readonly contract: {
    id: string;
    cpts_id: string;
    version: number;
    state: "draft" | "signed";
    terms: Json<Terms>;
    /** What is searched of the terms. */
    kind: string;
    departement: string | null;
    region: string | null;
    ordinal_region: string | null;
    signature: Json<typeof ContractSignature.Encoded> | null;
    population: Json<typeof ContractPopulation.Encoded> | null;
    size_class: "T1" | "T2" | "T3" | "T4" | null;
    frozen_from: Json<Freeze> | null;
    /** What happened after the signature. */
    life: ColumnType<Life, string | undefined, string>;
    /** Sorts by the date of signature; what has none comes last. */
    signing_key: string;
    ordered_by: "declared" | "inferred" | "unknown";
  };
  /** What contracts have to do by when; `mission` is empty where it is of the whole contract. */
  readonly deadline: {
    id: string;
    contract_id: string;
    cpts_id: string;
    kind: string;
    mission: string;
    number: number;
    due_on: string;
    certain: "yes" | "unknown";
    met_on: string | null;
    source: string;
    status: "verified" | "provisional";
    version: number;
    reached: boolean;
    withdrawn: boolean;
  };
  readonly contract_count: {
    id: string;
    region: string;
    kind: string;
    before_contract: string | null;
    counted_on: string | null;
    total: number | null;
    counts: Json<ReadonlyArray<{ readonly departement: string; readonly value: number }>>;
    provenance: Json<Terms["provenance"]>;
  };
}

export const { build, read, write } = tables<ContractsTables>();
