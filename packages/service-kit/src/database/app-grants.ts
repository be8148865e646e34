import { type Kysely, sql } from "kysely";

/** Rows of these tables are added by functions only; nobody changes or removes them. */
const appendOnly = ["event", "log_head", "log_origin"];

/** The statements that are lacking: what the role shall do with each thing of the schema, less what it may do already. */
const lacking = (role: string) => sql<{ readonly text: string }>`
  with wanted as (
    select c.oid, c.relname, may, case
      when c.relname = any(${appendOnly}) then may = 'select'
      -- Each erasure is remembered by the application and forgotten by nobody.
      when c.relname = 'erasure' then may in ('select', 'insert')
      else may <> 'truncate' end as shall
    from pg_class c, unnest(array['select', 'insert', 'update', 'delete', 'truncate']) may
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
  )
  select format(case when shall then 'grant %s on table public.%I to %I' else 'revoke %s on table public.%I from %I' end, string_agg(may, ', '), relname, ${role}::text) as text
  from wanted where shall <> has_table_privilege(${role}, oid, may) group by shall, relname
  union all
  select format('grant usage on sequence public.%I to %I', c.relname, ${role}::text) from pg_class c
  where c.relnamespace = 'public'::regnamespace and case when c.relkind = 'S' then not has_sequence_privilege(${role}, c.oid, 'usage') else false end
  union all
  select format('grant execute on routine %s to %I', p.oid::regprocedure, ${role}::text) from pg_proc p
  where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p') and not has_function_privilege(${role}, p.oid, 'execute')
  union all
  select format('grant usage on schema public to %I', ${role}::text) where not has_schema_privilege(${role}, 'public', 'usage')`;

/**
 * Gives the app role what it needs and no more. Only what is lacking is granted: a GRANT waits for whoever is emptying the same
 * table, so that a service would not start while another replica, or one that was killed, is importing.
 */
export const grantToApp = async (kysely: Kysely<unknown>, role: string): Promise<void> => {
  const { rows } = await lacking(role).execute(kysely);
  for (const { text } of rows) await sql.raw(text).execute(kysely);
};
