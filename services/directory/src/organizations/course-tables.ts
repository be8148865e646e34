import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

/** What was written of organizations and of who stands for them: a part of the directory's tables. */
export interface OrganizationCourseTables {
  readonly organization_version: { organization_id: string; version: number; why: string; recorded_on: string | null; stated: Json<unknown> };
  readonly relationship_version: { relationship_id: string; version: number; why: string; recorded_on: string; stated: Json<unknown> };
}

/** An organization as it is written now, for its history. */
export const organizationStated = sql`json_build_object('name', name, 'shortName', short_name, 'kind', kind,
  'identifiers', json_build_object('rna', rna, 'siren', siren, 'siret', siret, 'finess', finess),
  'competence', competence, 'website', website, 'closedOn', closed_on, 'mergedInto', merged_into, 'provenance', provenance)`;

/** A relationship as it is written now, for its history. */
export const relationshipStated = sql`json_build_object('capacity', capacity, 'function', function, 'object', object, 'validFrom', valid_from, 'validTo', valid_to, 'withdrawn', withdrawn, 'provenance', provenance)`;

/** Organizations close and turn out to be others; who stands for them changes. What was written before stays. */
export const organizationCourse = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table organization add column closed_on text, add column closure text, add column merged_into uuid references organization (id)`.execute(db);
  await sql`create index organization_merged_into on organization (merged_into) where merged_into is not null`.execute(db);
  await sql`
    create table organization_version (
      organization_id uuid not null references organization (id), version integer not null, why text not null, recorded_on text, stated json not null,
      primary key (organization_id, version)
    )`.execute(db);
  await sql`alter table relationship add column capacity text, add column withdrawn boolean not null default false`.execute(db);
  await sql`
    create table relationship_version (
      relationship_id uuid not null references relationship (id), version integer not null, why text not null, recorded_on text not null, stated json not null,
      primary key (relationship_id, version)
    )`.execute(db);
};
