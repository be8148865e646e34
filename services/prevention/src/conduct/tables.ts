import type { ActionProgress, ConductStatement, ProgressStep } from "@cpts/domain/ActionConduct";
import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

/** How actions are carried out. An action of which nothing is said has no row. */
export interface ConductTables {
  readonly action_conduct: {
    id: string;
    action_id: string;
    cpts_id: string;
    statement: Json<typeof ConductStatement.Encoded>;
    progress: ActionProgress;
    history: Json<ReadonlyArray<ProgressStep>>;
    version: number;
  };
  readonly indicator_proposal: { id: string; cpts_id: string; number: number; content: Json<unknown> };
}

export const conducts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table action_conduct (
      id uuid primary key,
      action_id uuid not null unique references action (id),
      cpts_id uuid not null,
      statement json not null,
      progress text not null,
      history json not null,
      version integer not null
    )`.execute(db);
  await sql`create table indicator_proposal (id uuid primary key, cpts_id uuid not null, number integer not null, content json not null, unique (cpts_id, number))`.execute(db);
};
