import type { PathwayContent } from "@cpts/domain/Pathway";
import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

export interface PathwayTables {
  readonly pathway: {
    id: string;
    cpts_id: string;
    /** Of the version that holds; of the draft while nothing is published. */
    theme: string;
    priority_year: number | null;
    published_number: number | null;
    draft_number: number | null;
    draft: Json<typeof PathwayContent.Encoded> | null;
    version: number;
  };
  readonly pathway_version: { pathway_id: string; number: number; published_on: string; content: Json<typeof PathwayContent.Encoded> };
  readonly pathway_inclusion: { pathway_id: string; from_day: string; to_day: string; people: number };
}

export const pathways = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table pathway (
      id uuid primary key,
      cpts_id uuid not null,
      theme text not null,
      priority_year integer,
      published_number integer,
      draft_number integer,
      draft json,
      version integer not null
    )`.execute(db);
  await sql`create index pathway_cpts on pathway (cpts_id, id)`.execute(db);
  await sql`create index pathway_published on pathway (id) where published_number is not null`.execute(db);
  await sql`
    create table pathway_version (
      pathway_id uuid not null references pathway (id),
      number integer not null,
      published_on date not null,
      content json not null,
      primary key (pathway_id, number)
    )`.execute(db);
  // What was published is what people followed: no statement of ours may rewrite it.
  await sql`create function pathway_version_is_kept() returns trigger language plpgsql as $$ begin raise exception 'a published version of a pathway does not change'; end $$`.execute(db);
  await sql`create trigger pathway_version_is_kept before update or delete on pathway_version for each row execute function pathway_version_is_kept()`.execute(db);
  await sql`
    create table pathway_inclusion (
      pathway_id uuid not null references pathway (id),
      from_day date not null,
      to_day date not null,
      people integer not null,
      primary key (pathway_id, from_day, to_day)
    )`.execute(db);
};
