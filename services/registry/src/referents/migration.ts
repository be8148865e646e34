import { sql, type Kysely } from "kysely";

/** The person of a referent is taken out when they are erased; what the institution followed stays. */
export const erasedReferents = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table referent alter column person_id drop not null`.execute(db);
};

/** Who follows which CPTS. A person is an id of the directory, in this one place. */
export const referents = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table referent (
      id uuid primary key,
      version integer not null,
      person_id uuid not null,
      institution text not null,
      organization_id uuid,
      regions text[] not null,
      departements text[] not null,
      unique (person_id, institution)
    )`.execute(db);
  await sql`
    create table portfolio (
      id uuid primary key,
      referent_id uuid not null references referent (id),
      cpts_id uuid not null references cpts (id),
      valid_from text,
      valid_to text,
      source json
    )`.execute(db);
  await sql`create index portfolio_referent on portfolio (referent_id)`.execute(db);
  await sql`create index portfolio_cpts on portfolio (cpts_id)`.execute(db);
};
