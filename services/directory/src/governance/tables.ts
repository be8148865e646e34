import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Generated, type Kysely } from "kysely";

/** Tables of offices and bodies: a part of the directory's. */
export interface GovernanceTables {
  /** What one document says of one office; withdrawn, it never was. Dates stand as written; the day of recording bounds those that are not said. */
  readonly office_statement: {
    id: string;
    cpts_id: string;
    office: string;
    label: string | null;
    missions: Generated<ReadonlyArray<string>>;
    valid_from: string | null;
    valid_to: string | null;
    recorded_on: string;
    provenance: Json<unknown>;
    version: Generated<number>;
    withdrawn: Generated<boolean>;
  };
  readonly office_holder: { statement_id: string; number: number; professional_id: string };
  readonly governance_body: {
    id: string;
    cpts_id: string;
    kind: string;
    declared_size: Json<unknown> | null;
    declared_profession_count: Json<unknown> | null;
    composition: string | null;
    name: Generated<string | null>;
    missions: Generated<ReadonlyArray<string>>;
    rules: Json<unknown> | null;
    purpose: Generated<string | null>;
    valid_from: Generated<string | null>;
    valid_to: Generated<string | null>;
    /** The first day that it may have been there, and the one on which it certainly is no more. */
    first_day: Generated<string>;
    end_day: Generated<string>;
    recorded_on: Generated<string | null>;
    version: Generated<number>;
    withdrawn: Generated<boolean>;
    provenance: Json<unknown>;
  };
  readonly body_version: { body_id: string; version: number; why: string; recorded_on: string | null; stated: Json<unknown> };
}

/** Documents that say otherwise stand beside what is there. */
export const governance = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table office_statement (
      id uuid primary key,
      cpts_id uuid not null,
      office text not null,
      label text,
      valid_from text,
      valid_to text,
      recorded_on date not null,
      provenance json not null
    )`.execute(db);
  await sql`create index office_statement_cpts on office_statement (cpts_id)`.execute(db);
  await sql`
    create table office_holder (
      statement_id uuid not null references office_statement (id),
      number integer not null,
      professional_id uuid not null references professional (id),
      primary key (statement_id, professional_id)
    )`.execute(db);
  await sql`create index office_holder_professional on office_holder (professional_id)`.execute(db);
  await sql`
    create table governance_body (
      id uuid primary key,
      cpts_id uuid not null,
      kind text not null,
      declared_size json,
      declared_profession_count json,
      composition text,
      provenance json not null
    )`.execute(db);
  await sql`create index governance_body_cpts on governance_body (cpts_id)`.execute(db);
};
