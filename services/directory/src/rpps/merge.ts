import type { LongConnection } from "@cpts/service-kit/database/long-work";
import { saltedMarkOf } from "../privacy/key.ts";
import type { ExtractKind } from "./fields.ts";
import { bringQualifications } from "./qualifications.ts";

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

/** Rows of one person that did not follow each other in the file are put together; first name wins, by the alphabet. Sorted as bytes are, whatever the database sorts by. */
const joinScattered = `
  with twice as (select rpps from rpps_stage group by rpps having count(*) > 1),
  parts as (delete from rpps_stage s using twice t where s.rpps = t.rpps returning s.*)
  insert into rpps_stage (rpps, digest_a, digest_b, family_name, given_name, title, name_key, professions, skills, modes, places, activities)
  select rpps, (hashtextextended(string_agg(activities::text, ',' order by activities), 1) >> 32)::integer, hashtext(string_agg(activities::text || family_name || given_name, ',' order by activities)),
    (array_agg(family_name order by name_key, family_name collate "C"))[1], (array_agg(given_name order by name_key, given_name collate "C"))[1], min(title), min(name_key),
    ${["professions", "skills", "modes", "places", "activities"].map((column) => `array(select distinct one collate "C" from unnest(array_agg(coalesce(array_to_string(${column}, chr(30)), ''))) as part, unnest(string_to_array(part, chr(30))) as one where one <> '' order by 1)`).join(", ")}
  from parts group by rpps`;

const leaveOut = `
  delete from rpps_stage s using rpps_suppression x
  where exists (select from rpps_suppression) and x.hash = ${saltedMarkOf("$1", "(select key from rpps_suppression_key)", "s.rpps")}`;

/** Of what has changed, those who are registered here: the others are only counted. */
const note = (what: string, of: string): string => `noted as (insert into rpps_change (id, what) select id, '${what}' from ${of} where exists (select from professional r where r.id = ${of}.id))`;

const removeGone = `
  with gone as (
    delete from rpps_professional p where not exists (select from rpps_stage s where s.rpps = p.rpps) returning p.id
  ), left_at as (
    insert into rpps_departure (id, at) select id, $1 from gone on conflict (id) do update set at = excluded.at
  ), ${note("gone", "gone")}
  select count(*)::int as count from gone`;

/** An insertion and an update, each over what it concerns: an insertion that turns into an update where there is a conflict looks up every row twice. */
const bringNew = `
  with brought as (
    insert into rpps_professional (rpps, id, version, family_name, given_name, title, name_key, professions, activity_skills, modes, places, activities, digest_a, digest_b, changed_at)
    select s.rpps, coalesce(i.professional_id, uuidv7()), 1, s.family_name, s.given_name, s.title, s.name_key, s.professions, s.skills, s.modes, s.places, s.activities, s.digest_a, s.digest_b, $1
    from rpps_stage s left join (select rpps::bigint as rpps, professional_id from professional_identity where rpps is not null) i on i.rpps = s.rpps
    where not exists (select from rpps_professional m where m.rpps = s.rpps)
    returning id
  ), back as (
    delete from rpps_departure d using brought b where d.id = b.id
  ), ${note("listed", "brought")}
  select count(*)::int as count from brought`;

const isOther = "(p.family_name, p.given_name, p.title, p.activities) is distinct from (s.family_name, s.given_name, s.title, s.activities)";

/** Whoever has another digest is looked at. Where only the digest is another, as after a change of its rule, only that is written: it is no change of the person. */
const bringChanged = `
  with said as (
    update rpps_professional p set
      version = p.version + (${isOther})::integer, changed_at = case when ${isOther} then $1 else p.changed_at end,
      family_name = s.family_name, given_name = s.given_name, title = s.title, name_key = s.name_key,
      professions = s.professions, activity_skills = s.skills, modes = s.modes, places = s.places, activities = s.activities,
      digest_a = s.digest_a, digest_b = s.digest_b
    from rpps_stage s where s.rpps = p.rpps and (p.digest_a, p.digest_b) <> (s.digest_a, s.digest_b)
    returning p.id, new.version <> old.version as is_other
  ), changed as (select id from said where is_other), ${note("changed", "changed")}
  select count(*)::int as count from changed`;

/** The file of skills says which ones somebody has; who is not in it has those of their activities alone. */
const bringSkills = `
  with said as (
    select p.rpps, coalesce(k.skills, '{}') as skills
    from rpps_professional p left join (select rpps, array_agg(distinct skill order by skill) as skills from rpps_skill_stage group by rpps) k on k.rpps = p.rpps
  ), changed as (
    update rpps_professional p set skills = said.skills, version = p.version + 1, changed_at = $1
    from said where said.rpps = p.rpps and p.skills <> said.skills returning p.id
  ), ${note("changed", "changed")}
  select count(*)::int as count from changed`;

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

const countOf = async (client: LongConnection, text: string, values: ReadonlyArray<unknown> = []): Promise<number> => (await client.query<{ count: number }>(text, [...values])).rows[0]?.count ?? 0;

/** How many people the mirror knows and the staged file counts. */
export const peopleBeforeAndAfter = async (client: LongConnection): Promise<{ readonly before: number; readonly after: number }> => ({
  before: await countOf(client, "select count(*)::int as count from rpps_professional"),
  after: await countOf(client, "select count(*)::int as count from rpps_stage"),
});

/** Makes ready what was staged; gives how many people were left out because they were erased here. */
export const prepareStage = async (client: LongConnection, { key, isScattered }: { readonly key: Buffer; readonly isScattered: boolean }): Promise<number> => {
  // Whoever erases someone meanwhile waits for the end, and deletes what this brings.
  await client.query("lock table rpps_suppression in share mode");
  // One import at a time: a million people are joined with a million in memory, and not by way of files.
  await client.query("set local work_mem = '96MB'");
  // A mirror that was analysed while it was empty counts no rows to the planner, who would then walk through all that the
  // insertion has brought so far for each row: two hundred thousand rows took more than eight minutes.
  await client.query("set local enable_nestloop = off");
  await client.query("select rpps_stage_analyze()");
  if (isScattered) await client.query(joinScattered);
  return (await client.query(leaveOut, [key])).rowCount ?? 0;
};

const changes: Readonly<Record<ExtractKind, string>> = { activities: bringChanged, skills: bringSkills, qualifications: bringQualifications };
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
  const isOfActivities = kind === "activities";
  const removed = isOfActivities ? await countOf(client, removeGone, [at]) : 0;
  const changed = await countOf(client, changes[kind], [at]);
  const added = isOfActivities ? await countOf(client, bringNew, [at]) : 0;
  const members = await client.query<ChangedMember>(changedMembers, [today]);
  await client.query(noteListed);
  const people = await countOf(client, staged[kind]);
  await client.query("select rpps_mirror_analyze()");
  // What was laid down names people: it goes with the transaction that has read it.
  await client.query("select rpps_stage_empty(), rpps_qualification_stage_empty()");
  return { people, added, changed, removed, suppressed, members: members.rows };
};
