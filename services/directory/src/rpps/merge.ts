import type { LongConnection } from "@cpts/service-kit/database/long-work";
import type { ExtractKind } from "./fields.ts";
import { bringQualifications } from "./qualifications.ts";
import { markOf } from "../privacy/key.ts";

/** What a merge did, in people. */
export interface Merged {
  readonly people: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly suppressed: number;
}

/** A member of whom the register says something else than before. */
export interface ChangedMember {
  readonly professionalId: string;
  readonly version: number;
  readonly change: "listed" | "changed" | "gone";
}

/** Rows of one person that did not follow each other in the file are put together; first name wins, by the alphabet. */
const joinScattered = `
  with twice as (select rpps from rpps_stage group by rpps having count(*) > 1),
  parts as (delete from rpps_stage s using twice t where s.rpps = t.rpps returning s.*)
  insert into rpps_stage (rpps, digest_a, digest_b, family_name, given_name, title, name_key, professions, skills, modes, places, activities)
  select rpps, (hashtextextended(string_agg(activities::text, ',' order by activities), 1) >> 32)::integer, hashtext(string_agg(activities::text || family_name || given_name, ',' order by activities)),
    (array_agg(family_name order by name_key, family_name))[1], (array_agg(given_name order by name_key, given_name))[1], min(title), min(name_key),
    ${["professions", "skills", "modes", "places", "activities"].map((column) => `array(select distinct one from unnest(array_agg(coalesce(array_to_string(${column}, chr(30)), ''))) as part, unnest(string_to_array(part, chr(30))) as one where one <> '' order by one)`).join(", ")}
  from parts group by rpps`;

const leaveOut = `delete from rpps_stage s where exists (select from rpps_suppression) and exists (select from rpps_suppression x where x.hash = ${markOf("$1", "s.rpps")})`;

const removeGone = `
  with gone as (
    delete from rpps_professional p where not exists (select from rpps_stage s where s.rpps = p.rpps) returning p.id
  ), noted as (
    insert into rpps_departure (id, at) select id, $1 from gone on conflict (id) do update set at = excluded.at
  )
  insert into rpps_change (id, what) select id, 'gone' from gone`;

const bringNew = `
  with brought as (
    insert into rpps_professional as p (rpps, id, version, family_name, given_name, title, name_key, professions, activity_skills, modes, places, activities, digest_a, digest_b, changed_at)
    select s.rpps, coalesce(m.id, i.professional_id, uuidv7()), 1, s.family_name, s.given_name, s.title, s.name_key, s.professions, s.skills, s.modes, s.places, s.activities, s.digest_a, s.digest_b, $1
    from rpps_stage s
      left join rpps_professional m on m.rpps = s.rpps
      left join (select rpps::bigint as rpps, professional_id from professional_identity where rpps is not null) i on i.rpps = s.rpps
    where m.rpps is null or (m.digest_a, m.digest_b) <> (s.digest_a, s.digest_b)
    on conflict (rpps) do update set
      version = p.version + 1, family_name = excluded.family_name, given_name = excluded.given_name, title = excluded.title, name_key = excluded.name_key,
      professions = excluded.professions, activity_skills = excluded.activity_skills, modes = excluded.modes, places = excluded.places, activities = excluded.activities,
      digest_a = excluded.digest_a, digest_b = excluded.digest_b, changed_at = excluded.changed_at
    where (p.family_name, p.given_name, p.title, p.activities) is distinct from (excluded.family_name, excluded.given_name, excluded.title, excluded.activities)
    returning p.id, old.id is null as is_new
  ), back as (
    delete from rpps_departure d using brought b where b.is_new and d.id = b.id
  )
  insert into rpps_change (id, what) select id, case when is_new then 'listed' else 'changed' end from brought`;

/** The file of skills says which ones somebody has; who is not in it has those of their activities alone. */
const bringSkills = `
  with said as (
    select p.rpps, coalesce(k.skills, '{}') as skills
    from rpps_professional p left join (select rpps, array_agg(distinct skill order by skill) as skills from rpps_skill_stage group by rpps) k on k.rpps = p.rpps
  ), changed as (
    update rpps_professional p set skills = said.skills, version = p.version + 1, changed_at = $1
    from said where said.rpps = p.rpps and p.skills <> said.skills returning p.id
  )
  insert into rpps_change (id, what) select id, 'changed' from changed`;

/** Their own version counts up too: what is shown of them has changed. */
const changedMembers = `
  update professional p set version = p.version + 1
  from rpps_change c
  where c.id = p.id and exists (select from membership m where m.professional_id = p.id and m.to_latest > $1::date)
  returning p.id as "professionalId", p.version, c.what as change`;

/** The search finds in the mirror alone whom it knows. */
const noteListed = `
  update professional_identity i set is_listed = not i.is_listed
  where i.is_listed <> exists (select from rpps_professional m where m.id = i.professional_id)`;

const countOf = async (client: LongConnection, text: string): Promise<number> => (await client.query<{ count: number }>(text)).rows[0]?.count ?? 0;

/** How many people the mirror knows and the staged file counts. */
export const peopleBeforeAndAfter = async (client: LongConnection): Promise<{ readonly before: number; readonly after: number }> => ({
  before: await countOf(client, "select count(*)::int as count from rpps_professional"),
  after: await countOf(client, "select count(*)::int as count from rpps_stage"),
});

/** Makes ready what was staged; gives how many people were left out because they were erased here. */
export const prepareStage = async (client: LongConnection, key: Buffer): Promise<number> => {
  // Whoever erases someone meanwhile waits for the end, and deletes what this brings.
  await client.query("lock table rpps_suppression in share mode");
  await client.query("select rpps_stage_analyze()");
  await client.query(joinScattered);
  return (await client.query(leaveOut, [key])).rowCount ?? 0;
};

const texts: Readonly<Record<ExtractKind, ReadonlyArray<string>>> = { activities: [removeGone, bringNew], skills: [bringSkills], qualifications: [bringQualifications] };
const staged: Readonly<Record<ExtractKind, string>> = {
  activities: "select count(*)::int as count from rpps_stage",
  skills: "select count(distinct rpps)::int as count from rpps_skill_stage",
  qualifications: "select count(distinct rpps)::int as count from rpps_qualification_stage",
};

/** Merges what was staged, in the transaction of this connection. Gives what changed, and of which members. */
export const merge = async (
  client: LongConnection,
  options: { readonly kind: ExtractKind; readonly at: string; readonly today: string; readonly suppressed: number },
): Promise<Merged & { readonly members: ReadonlyArray<ChangedMember> }> => {
  const { at, kind, suppressed, today } = options;
  for (const text of texts[kind]) await client.query(text, [at]);
  const { rows } = await client.query<{ what: string; count: number }>("select what, count(*)::int as count from rpps_change group by what");
  const members = await client.query<ChangedMember>(changedMembers, [today]);
  await client.query(noteListed);
  const count = (what: string): number => rows.find((row) => row.what === what)?.count ?? 0;
  const people = await countOf(client, staged[kind]);
  await client.query("select rpps_mirror_analyze()");
  // What was laid down names people: it goes with the transaction that has read it.
  await client.query("select rpps_stage_empty(), rpps_qualification_stage_empty()");
  return { people, added: count("listed"), changed: count("changed"), removed: count("gone"), suppressed, members: members.rows };
};
