import { sql, type Kysely } from "kysely";

/**
 * What happened to communes, by comparing editions or by INSEE's file; the communes of past editions, so that territories of then keep
 * theirs; and which edition the codes of a territory are of. Until now one edition only was ever loaded.
 */
export const cogHistory = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table cog_movement (
      id uuid primary key default uuidv7(),
      source text not null,
      happened_on text collate "C" not null,
      movement json not null
    )`.execute(db);
  await sql`create table cog_movement_code (movement_id uuid not null references cog_movement (id) on delete cascade, code text not null, primary key (movement_id, code))`.execute(db);
  await sql`create index cog_movement_code_code on cog_movement_code (code)`.execute(db);
  await sql`
    create table past_commune (
      code text primary key,
      nom text not null,
      departement text not null,
      region text not null,
      epci text,
      population integer,
      cog integer not null
    )`.execute(db);
  await sql`create table cog_refusal (version_id uuid not null references territory_version (id) on delete cascade, cog integer not null, reason text not null, primary key (version_id, cog))`.execute(db);
  await sql`
    create view territory_place as
      select code, nom, departement, region, epci, population from commune
      union all select code, nom, departement, region, epci, population from past_commune`.execute(db);
  await sql`alter table territory_version add column cog integer not null default 2026`.execute(db);
  await sql`alter table territory_version alter column cog drop default`.execute(db);
};

/** A commune of an earlier edition is told with the commune of today that it is part of, so that nobody counts its inhabitants twice. */
export const placesWithin = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create or replace view territory_place as
      select code, nom, departement, region, epci, population, null::text as within from commune
      union all select p.code, p.nom, p.departement, p.region, p.epci, p.population, f.commune from past_commune p left join former_commune f on f.code = p.code`.execute(db);
};
