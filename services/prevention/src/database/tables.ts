import type { ActionOddity } from "@cpts/domain/PreventionAction";
import { tables } from "@cpts/service-kit/database/database";
import type { Json } from "@cpts/service-kit/database/json-column";
import type { KnownTables } from "@cpts/service-kit/known/tables";
import type { ConductTables } from "../conduct/tables.ts";
import type { MemberTables } from "../members/tables.ts";
import type { CalendarTables } from "../calendars/tables.ts";
import type { CrisisTables } from "../crisis/tables.ts";
import type { PathwayTables } from "../pathways/tables.ts";
import type { SessionTables } from "../sessions/tables.ts";

/** A mission of a contract, as its event tells it. */
export interface KnownMission {
  readonly code: string;
  readonly label: string | null;
}

export interface PreventionTables extends KnownTables, ConductTables, CalendarTables, MemberTables, CrisisTables, PathwayTables, SessionTables {
  /** Contracts as the events of the contracts service tell of them. `signed_number` is the position of the signature. */
  readonly known_contract: {
    id: string;
    cpts_id: string;
    kind: string | null;
    state: "draft" | "signed";
    signed_on: string | null;
    inferred_signed_on: string | null;
    term_years: number | null;
    signed_number: number | null;
    missions: Json<ReadonlyArray<KnownMission>>;
    /** What was amended and which steps were taken since, each by the place of its event in the life of the contract. */
    amendments: Json<unknown>;
    steps: Json<unknown>;
    /** When the signature is, or was, to take place. */
    announced: Json<{ readonly on: string | null; readonly time: string | null }> | null;
    is_announced: boolean;
    /** Counts what was told of it until its signature. */
    version: number;
  };
  /** The action sheets of contracts. */
  readonly known_action_sheet: { id: string; cpts_id: string };
  readonly action: {
    id: string;
    cpts_id: string;
    contract_id: string | null;
    action_sheet_id: string | null;
    unusual: ReadonlyArray<ActionOddity>;
    state: "planned" | "published";
    mission: string;
    title: string;
    objective: string | null;
    audience: string | null;
    period: Json<{ readonly from: string | null; readonly to: string | null }> | null;
    /** The first day it can take place, and the day after the last. */
    from_earliest: string;
    to_latest: string;
    place: string | null;
    expected_people: number | null;
    provenance: Json<unknown>;
    published_on: string | null;
    version: number;
  };
  readonly action_commune: { action_id: string; number: number; commune: string; parts: ReadonlyArray<string>; outside: boolean };
}

export const { build, read, write } = tables<PreventionTables>();
