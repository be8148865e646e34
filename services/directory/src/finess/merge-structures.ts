import type { LongConnection } from "@cpts/service-kit/database/long-work";

/** An organization of the directory of whose FINESS number the register says something else than before. */
export interface ChangedOrganization {
  readonly organizationId: string;
  readonly version: number;
  readonly name: string;
  readonly kind: string;
  readonly closedOn: string | null;
  readonly change: "listed" | "changed" | "gone";
}

/** What a merge did, in structures. */
export interface MergedStructures {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly organizations: ReadonlyArray<ChangedOrganization>;
}

const said = ["level", "legal_entity", "name", "long_name", "name_key", "category", "category_label", "legal_status", "legal_status_label", "siren", "siret", "address", "postal_code", "place", "commune", "x", "y", "projection", "opened_on", "closed_on", "updated_on"] as const;
const placed: ReadonlySet<string> = new Set(["x", "y", "projection"]);
const listed = (prefix: string): string => said.map((column) => `${prefix}.${column}`).join(", ");

/** A file replaces what was known of the levels that it holds: legal entities and sites come in files of their own. */
const markGone = `
  with gone as (
    update finess_structure m set gone_at = $1, changed_at = $1, version = m.version + 1
    where m.gone_at is null and m.level in (select distinct level from finess_stage) and not exists (select from finess_stage s where s.finess = m.finess and s.level <> 'place')
    returning m.finess
  )
  insert into finess_change (finess, what) select finess, 'gone' from gone`;

/** The rows of coordinates are put beside the structures they are of. A file without any leaves those that are known. */
const bringNew = `
  with brought as (
    insert into finess_structure as m (finess, version, changed_at, ${said.join(", ")})
    select s.finess, 1, $1, ${said.map((column) => (placed.has(column) ? `coalesce(p.${column}, s.${column}, case when not exists (select from finess_stage where level = 'place') then o.${column} end)` : `s.${column}`)).join(", ")}
    from finess_stage s left join finess_stage p on p.finess = s.finess and p.level = 'place' left join finess_structure o on o.finess = s.finess
    where s.level <> 'place'
    on conflict (finess) do update set version = m.version + 1, changed_at = excluded.changed_at, gone_at = null, ${said.map((column) => `${column} = excluded.${column}`).join(", ")}
    where m.gone_at is not null or (${listed("m")}) is distinct from (${listed("excluded")})
    returning m.finess, old.finess is null or old.gone_at is not null as is_new
  )
  insert into finess_change (finess, what) select finess, case when is_new then 'listed' else 'changed' end from brought`;

/** Their own version counts up too: what is shown of them has changed. */
const changedOrganizations = `
  update organization o set version = o.version + 1
  from finess_change c where c.finess = o.finess and o.merged_into is null
  returning o.id as "organizationId", o.version, o.name, o.kind, o.closed_on as "closedOn", c.what as change`;

const countOf = async (client: LongConnection, text: string): Promise<number> => (await client.query<{ count: number }>(text)).rows[0]?.count ?? 0;

/** How many structures of the levels of the staged file the mirror knows, and how many the file counts. */
export const structuresBeforeAndAfter = async (client: LongConnection): Promise<{ readonly before: number; readonly after: number }> => {
  await client.query("select finess_stage_analyze()");
  return {
    before: await countOf(client, "select count(*)::int as count from finess_structure where gone_at is null and level in (select distinct level from finess_stage)"),
    after: await countOf(client, "select count(*)::int as count from finess_stage where level <> 'place'"),
  };
};

/** Merges what was staged, in the transaction of this connection. */
export const mergeStructures = async (client: LongConnection, at: string): Promise<MergedStructures> => {
  for (const text of [markGone, bringNew]) await client.query(text, [at]);
  const { rows } = await client.query<{ what: string; count: number }>("select what, count(*)::int as count from finess_change group by what");
  const { rows: organizations } = await client.query<ChangedOrganization>(changedOrganizations);
  const count = (what: string): number => rows.find((row) => row.what === what)?.count ?? 0;
  await client.query("select finess_mirror_analyze()");
  await client.query("select finess_stage_empty()");
  return { added: count("listed"), changed: count("changed"), removed: count("gone"), organizations };
};
