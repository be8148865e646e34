import { externalIdTable } from "@cpts/service-kit/database/external-ids";
import type { Migrations } from "@cpts/service-kit/database/migrate";
import { knownFigures, knownTerritories } from "@cpts/service-kit/known/tables";
import { sql, type Kysely } from "kysely";
import { conducts } from "../conduct/tables.ts";
import { knownReferences } from "../members/references.ts";
import { erasures, knownMembers } from "../members/schema.ts";
import { sessions } from "../sessions/schema.ts";
import { calendarDeadlines, calendars, convenedMeetings, meetingVisibility } from "../calendars/tables.ts";
import { crises, crisisPlans } from "../crisis/tables.ts";
import { erasableWords } from "./erasable-words.ts";
import { erasedPeople, erasedPeopleAmongMembers } from "../members/erased-people.ts";
import { pathways } from "../pathways/tables.ts";

/** No foreign key: a contract may be heard of before its CPTS. */
const knownContracts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table known_contract (
      id uuid primary key,
      cpts_id uuid not null,
      kind text,
      state text not null,
      signed_on text,
      inferred_signed_on text,
      signed_number integer,
      missions json not null
    )`.execute(db);
  await sql`create index known_contract_cpts on known_contract (cpts_id)`.execute(db);
};

/** How long each contract holds. */
const contractTerms = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table known_contract add column term_years integer`.execute(db);
  // What was learned before had none: the subscription learns it anew from the first event.
  await sql`delete from known_contract`.execute(db);
  await sql`delete from subscription_cursor where subscription = 'contracts'`.execute(db);
};

/** What happens to contracts after their signature. */
const contractLives = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table known_contract add column amendments jsonb not null default '{}', add column steps jsonb not null default '{}'`.execute(db);
  // It was passed over: the subscription learns it anew from the first event.
  await sql`delete from known_contract`.execute(db);
  await sql`delete from subscription_cursor where subscription = 'contracts'`.execute(db);
};

/** Signatures that are announced, and how often contracts were told of. */
const announcedSignings = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table known_contract add column announced jsonb, add column is_announced boolean not null default false, add column version integer not null default 1`.execute(db);
  await sql`delete from known_contract`.execute(db);
  await sql`delete from subscription_cursor where subscription = 'contracts'`.execute(db);
};

const actions = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table action (
      id uuid primary key,
      cpts_id uuid not null,
      contract_id uuid not null,
      state text not null,
      mission text not null,
      title text not null,
      objective text,
      audience text,
      period json,
      from_earliest date not null,
      to_latest date not null,
      place text,
      expected_people integer,
      provenance json not null,
      published_on text,
      version integer not null
    )`.execute(db);
  await sql`create index action_cpts on action (cpts_id, id)`.execute(db);
  // What everyone lists, newest first.
  await sql`create index action_published on action (id) where state = 'published'`.execute(db);
  await sql`create index action_planned on action (cpts_id) where state = 'planned'`.execute(db);
  await sql`
    create table action_commune (
      action_id uuid not null references action (id) on delete cascade,
      number integer not null,
      commune text not null,
      parts text[] not null,
      primary key (action_id, number)
    )`.execute(db);
  await sql`create index action_commune_commune on action_commune (commune, action_id)`.execute(db);
};

/** Actions under no contract or outside the territory, and the action sheet they carry out. */
const unusualActions = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table action alter column contract_id drop not null, add column action_sheet_id uuid, add column unusual text[] not null default '{}'`.execute(db);
  await sql`alter table action_commune add column outside boolean not null default false`.execute(db);
};

export const migrations: Migrations = {
  "0001-registry-projection": { up: knownTerritories },
  "0002-registry-figures": { up: knownFigures },
  "0003-contracts-projection": { up: knownContracts },
  "0004-actions": { up: actions },
  "0005-external-ids": { up: externalIdTable },
  "0006-contract-terms": { up: contractTerms },
  "0010-sessions": { up: sessions },
  "0011-members": { up: knownMembers },
  "0012-conduct": { up: conducts },
  "0020-pathways": { up: pathways },
  "0021-crisis-plans": { up: crisisPlans },
  "0022-crises": { up: crises },
  "0023-calendars": { up: calendars },
  "0040-calendar-deadlines": { up: calendarDeadlines },
  "0041-erased-people": { up: erasedPeople },
  "0042-erased-people-among-members": { up: erasedPeopleAmongMembers },
  "0030-unusual-actions": { up: unusualActions },
  "0031-erasures": { up: erasures },
  "0053-references": { up: knownReferences },
  "0052-announced-signings": { up: announcedSignings },
  "0110-erasable-words": { up: erasableWords },
  "0130-meeting-visibility": { up: meetingVisibility },
  "0051-contract-lives": { up: contractLives },
  "0050-convened-meetings": { up: convenedMeetings },
};
