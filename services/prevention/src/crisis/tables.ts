import type { CrisisExercise, CrisisPlanContent } from "@cpts/domain/CrisisPlan";
import type { TaskState } from "@cpts/domain/Crisis";
import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

type Content = typeof CrisisPlanContent.Encoded;

export interface CrisisTables {
  readonly crisis_plan: {
    id: string;
    cpts_id: string;
    published_number: number | null;
    /** The day of the next reminder: a year after the publication, then each year until the plan is updated. */
    reminder_on: string | null;
    draft_number: number | null;
    draft: Json<Content> | null;
    version: number;
  };
  readonly crisis_plan_version: { plan_id: string; number: number; published_on: string; content: Json<Content> };
  readonly crisis_exercise: { id: string; plan_id: string; held_on: string; exercise: Json<typeof CrisisExercise.Encoded> };
  /** Numbers to call: here and nowhere else, so that erasing a row erases them. */
  readonly crisis_contact: {
    id: string;
    plan_id: string;
    label: string;
    role_id: string | null;
    professional_id: string | null;
    organization_id: string | null;
    phone: string | null;
    private_phone: string | null;
  };
  readonly crisis: {
    id: string;
    cpts_id: string;
    state: "active" | "closed";
    level: string;
    theme: string;
    reason: string;
    plan_number: number | null;
    activated_at: string;
    closed_at: string | null;
    report: string | null;
    lessons: string | null;
    version: number;
  };
  readonly crisis_task: {
    id: string;
    crisis_id: string;
    title: string;
    state: TaskState;
    assignee_id: string | null;
    role_id: string | null;
    due_at: string | null;
    version: number;
  };
  readonly crisis_log_entry: {
    crisis_id: string;
    number: number;
    kind: string;
    at: string;
    recorded_at: string;
    by: string;
    text: string | null;
    task_id: string | null;
  };
}

const keepRows = async (db: Kysely<unknown>, table: string, why: string): Promise<void> => {
  await sql`create function ${sql.id(`${table}_is_kept`)}() returns trigger language plpgsql as ${sql.lit(`begin raise exception '${why}'; end`)}`.execute(db);
  await sql`create trigger ${sql.id(`${table}_is_kept`)} before update or delete on ${sql.table(table)} for each row execute function ${sql.id(`${table}_is_kept`)}()`.execute(db);
};

export const crisisPlans = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table crisis_plan (
      id uuid primary key,
      cpts_id uuid not null unique,
      published_number integer,
      reminder_on date,
      draft_number integer,
      draft json,
      version integer not null
    )`.execute(db);
  await sql`
    create table crisis_plan_version (
      plan_id uuid not null references crisis_plan (id),
      number integer not null,
      published_on date not null,
      content json not null,
      primary key (plan_id, number)
    )`.execute(db);
  await keepRows(db, "crisis_plan_version", "a published version of a plan does not change");
  await sql`create table crisis_exercise (id uuid primary key, plan_id uuid not null references crisis_plan (id), held_on date not null, exercise json not null)`.execute(db);
  await sql`create index crisis_exercise_plan on crisis_exercise (plan_id, held_on)`.execute(db);
  await sql`
    create table crisis_contact (
      id uuid primary key,
      plan_id uuid not null references crisis_plan (id),
      label text not null,
      role_id text,
      professional_id uuid,
      organization_id uuid,
      phone text,
      private_phone text
    )`.execute(db);
  await sql`create index crisis_contact_plan on crisis_contact (plan_id, id)`.execute(db);
  await sql`create index crisis_contact_professional on crisis_contact (professional_id) where professional_id is not null`.execute(db);
};

export const crises = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table crisis (
      id uuid primary key,
      cpts_id uuid not null,
      state text not null,
      level text not null,
      theme text not null,
      reason text not null,
      plan_number integer,
      activated_at timestamptz not null,
      closed_at timestamptz,
      report text,
      lessons text,
      version integer not null
    )`.execute(db);
  await sql`create index crisis_cpts on crisis (cpts_id, id)`.execute(db);
  await sql`
    create table crisis_task (
      id uuid primary key,
      crisis_id uuid not null references crisis (id),
      title text not null,
      state text not null,
      assignee_id uuid,
      role_id text,
      due_at timestamptz,
      version integer not null
    )`.execute(db);
  await sql`create index crisis_task_crisis on crisis_task (crisis_id, id)`.execute(db);
  await sql`
    create table crisis_log_entry (
      crisis_id uuid not null references crisis (id),
      number integer not null,
      kind text not null,
      at timestamptz not null,
      recorded_at timestamptz not null,
      by text not null,
      text text,
      task_id uuid,
      primary key (crisis_id, number)
    )`.execute(db);
  await keepRows(db, "crisis_log_entry", "an entry of the log of a crisis does not change");
};
